import Diagnostics
import Interchange
import Probes
import Scenarios
import Statistics
import Tables

/// `probe counterfactual match COL`: real rows that differ in one column and are alike in others.
enum MatchedRowsProbe {
    private typealias Comparison = MatchedGroups.Comparison

    static func run(_ call: Call, _ environment: Session.Environment) throws(CommandFailure) -> Report {
        guard let column = call.text("match"), let path = call.text("in") else {
            throw CommandFailure("E872", call, at: nil, "which file holds the rows?", help: ["add in FILE"])
        }
        let given = call.list("given")
        guard !given.isEmpty else {
            throw CommandFailure(
                "E872", call, at: column.span, "in what must rows be alike?", help: ["add given COLS"])
        }
        let level = try Question.level(call)
        let numbers = Set(call.list("numbers").map(\.value))
        let outcome = try outcome(call)
        var requests = [ColumnRequest(column.value, .category), outcome.request]
        for name in given {
            requests.append(ColumnRequest(name.value, numbers.contains(name.value) ? .number : .category))
        }
        let table: Table
        do { table = try TableReader.read(path: path.value, columns: .only(requests)) } catch {
            throw CommandFailure(error, columnsOf: call)
        }
        guard let groups = table.category(column.value) else { preconditionFailure("a column that was read") }
        let covariates = given.map { name -> MatchedRows.Covariate in
            if let number = table.number(name.value) { return .numbers(number.values) }
            let category = table.category(name.value)
            return .levels((0..<table.rowCount).map { Int(category?.codes[$0] ?? 0) })
        }
        guard
            let matched = MatchedGroups(
                groups, outcomes: outcome.values(table), covariates: covariates, level: level)
        else {
            throw CommandFailure(
                "E872", call, at: column.span, "'\(column.value)' has one value only: nobody differs in it")
        }
        let comparisons = matched.comparisons
        let answer = Answer(
            table: shown(comparisons, column.value),
            readable: {
                shown(comparisons, column.value, footers: footers(given.map(\.value), matched.leftOut))
            },
            document: {
                JSONValue.object([
                    .init("estimates", .array(comparisons.map { $0.record(column.value, model: outcome.name) })),
                    .init("kigezo", 1), .init("kind", "matched-rows"),
                ]).canonicalText() + "\n"
            })
        return try answer.report(call, environment)
    }

    private struct Outcome {
        let request: ColumnRequest
        let name: String
        let favourable: String?

        /// By row; NaN where there is none.
        func values(_ table: Table) -> [Double] {
            if let number = table.number(name) { return number.values }
            guard let category = table.category(name) else { return [] }
            return (0..<table.rowCount).map { row in
                category.level(ofRow: row).map { $0 == favourable ? 1 : 0 } ?? .nan
            }
        }
    }

    private static func outcome(_ call: Call) throws(CommandFailure) -> Outcome {
        if let score = call.text("score"), !call.has("prediction") {
            return Outcome(request: ColumnRequest(score.value, .number), name: score.value, favourable: nil)
        }
        guard let prediction = call.text("prediction"), let favourable = call.text("favourable") else {
            throw CommandFailure(
                "E674", call, at: nil, "what is compared?", help: ["add prediction COL favourable VALUE, or score COL"])
        }
        return Outcome(
            request: ColumnRequest(prediction.value, .category), name: prediction.value, favourable: favourable.value)
    }

    private static func shown(
        _ comparisons: [Comparison], _ column: String, footers: [String] = []
    ) -> ResultTable {
        ResultTable(
            columns: [
                .init(column), .init("reference"), .init("rows", .number), .init("matched", .number),
                .init("likeness"), .init("group-mean", title: "group", .number),
                .init("reference-mean", title: "like it", .number), .init("value", title: "gap", .number),
                .init("interval"), .init("imbalance-before", title: "apart before", .number),
                .init("imbalance-after", title: "after", .number),
            ],
            rows: comparisons.map { comparison in
                let result = comparison.result
                return [
                    .text(comparison.group), .text(comparison.reference), .integer(result.rows),
                    .integer(result.matchedRows), .text(result.likeness.rawValue), EstimateTable.number(result.mean),
                    EstimateTable.number(result.otherMean), EstimateTable.number(result.gap.number),
                    EstimateTable.interval(result.gap), EstimateTable.number(result.imbalanceBefore),
                    EstimateTable.number(result.imbalanceAfter),
                ]
            }, footers: footers)
    }

    private static func footers(_ given: [String], _ missing: Int) -> [String] {
        [
            "rows alike in: \(given.joined(separator: ", ")); those without a like are left out, and the gap is that of the others",
            "it holds only given these columns: what was not measured may explain it",
        ] + (missing > 0 ? ["\(missing.grouped) rows have no group or no outcome"] : [])
    }
}
