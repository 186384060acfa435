import Diagnostics
import Interchange
import Probes
import Scenarios
import Statistics
import Tables

/// `probe counterfactual match COL`: real rows that differ in one column and are alike in others.
enum MatchedRowsProbe {
    private struct Comparison: Sendable {
        let group: String
        let reference: String
        let result: MatchedRows.Result
    }

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
        let values = outcome.values(table)
        let rows = (0..<table.rowCount).filter { groups.level(ofRow: $0) != nil && values[$0].isFinite }
        let counts = Dictionary(grouping: rows) { groups.level(ofRow: $0) ?? "" }.mapValues(\.count)
        let levels = counts.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        // The largest group, the first of equals, is what the others are held against.
        guard levels.count > 1,
            let reference = levels.max(by: { (counts[$0] ?? 0, $1) < (counts[$1] ?? 0, $0) })
        else {
            throw CommandFailure(
                "E872", call, at: column.span, "'\(column.value)' has one value only: nobody differs in it")
        }
        let comparisons = levels.filter { $0 != reference }.map { group in
            let own = rows.filter { [group, reference].contains(groups.level(ofRow: $0)) }
            let covariates = given.map { name -> MatchedRows.Covariate in
                if let number = table.number(name.value) { return .numbers(own.map { number.values[$0] }) }
                let category = table.category(name.value)
                return .levels(own.map { Int(category?.codes[$0] ?? 0) })
            }
            let matched = MatchedRows(
                isFirst: own.map { groups.level(ofRow: $0) == group }, outcomes: own.map { values[$0] },
                covariates: covariates)
            return Comparison(group: group, reference: reference, result: matched.result(level: level))
        }
        let answer = Answer(
            table: shown(comparisons, column.value),
            readable: {
                shown(comparisons, column.value, footers: footers(given.map(\.value), table.rowCount - rows.count))
            },
            document: {
                JSONValue.object([
                    .init("estimates", .array(comparisons.map { record($0, column.value, outcome.name) })),
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

    private static func record(_ comparison: Comparison, _ column: String, _ model: String) -> JSONValue {
        let result = comparison.result
        func number(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }
        return .object(
            EstimateJSON.members(result.gap) + [
                .init("group", .object([.init(column, .string(comparison.group))])),
                .init("reference", .object([.init(column, .string(comparison.reference))])),
                .init("metric", "matched-gap"), .init("comparison", "difference"), .init("model", .string(model)),
                .init("likeness", .string(result.likeness.rawValue)),
                .init("matched-share", .number(result.matchedShare)),
                .init("rows", .integer(result.rows)), .init("matched-rows", .integer(result.matchedRows)),
                .init("matched-reference-rows", .integer(result.matchedOthers)),
                .init("strata", .integer(result.strata)),
                .init("group-mean", number(result.mean)), .init("reference-mean", number(result.otherMean)),
                .init("imbalance-before", .number(result.imbalanceBefore)),
                .init("imbalance-after", number(result.imbalanceAfter)),
            ])
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
