import Diagnostics
import Evidence
import Interchange
import Metrics
import Scenarios
import Statistics
import Tables

/// `consistency`: how alike the model treats people who are alike.
enum ConsistencyCommand {
    /// More rows than this are not held against each other: the cost grows with their square.
    static let mostRows = 20_000

    static func run(
        _ call: Call, _ state: inout SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        let features = call.list("features")
        guard !features.isEmpty else {
            throw CommandFailure(
                "E825", call, at: nil, "by what are people alike?",
                help: ["add features COLS: columns of numbers that may tell people apart"])
        }
        let neighbours = call.integer("neighbours")?.value ?? 5
        guard (1...1_000).contains(neighbours) else {
            throw CommandFailure("E825", call, at: call.span(of: "neighbours"), "neighbours are 1 to 1,000")
        }
        let prediction = call.text("prediction")
        let score = call.text("score")
        guard let decided = prediction ?? score, prediction == nil || score == nil else {
            throw CommandFailure(
                "E826", call, at: call.span(of: "score"), "what did the model say of each row?",
                help: ["add prediction COL positive VALUE, or score COL"])
        }
        let groupings = call.lists("by").map { $0.map(\.value) }
        let groups = call.list("by")
        let read = try ColumnRows(
            call, state, categories: groups.map(\.value) + [prediction?.value].compactMap { $0 },
            numbers: features.map(\.value) + [score?.value].compactMap { $0 })
        var columns: [[Double]] = []
        for name in features { columns.append(try read.numbers(name, call)) }
        let decisions = try Self.decisions(decided, isScore: prediction == nil, read, call)
        let kept = (0..<read.count).filter { row in !decisions[row].isNaN && columns.allSatisfy { !$0[row].isNaN } }
        guard kept.count <= mostRows else {
            throw CommandFailure(
                "E827", call, at: nil,
                "\(kept.count.grouped) rows are too many to hold each against all others; at most \(mostRows.grouped)",
                help: ["narrow them with where"])
        }
        try CommandFailure.throwIfStopped()
        let scaling = call.text("scaling").flatMap { NeighbourConsistency.Scaling(rawValue: $0.value) } ?? .standard
        let figure = NeighbourConsistency(
            features: columns.map { column in kept.map { column[$0] } }, decisions: kept.map { decisions[$0] },
            neighbours: neighbours, scaling: scaling)
        let level = try Question.level(call)
        var keys: [String: CategoryColumn] = [:]
        for name in groups { keys[name.value] = try read.category(name, call) }
        var records: [Assessment.MetricEstimate] = []
        for grouping in groupings.isEmpty ? [[]] : groupings {
            var members: [GroupKey: [Int]] = grouping.isEmpty ? [.overall: []] : [:]
            for (place, row) in kept.enumerated() {
                let key = GroupKey(grouping.map { GroupLevel(dimension: $0, value: keys[$0]?.level(ofRow: row)) })
                members[key, default: []].append(place)
            }
            for (group, rows) in members.sorted(by: { $0.key < $1.key }) {
                records.append(
                    Assessment.MetricEstimate(
                        model: decided.value, metric: "individual-consistency", group: group,
                        estimate: figure?.estimate(rows: rows, level: level)
                            ?? Estimate(notEstimable: kept.isEmpty ? .emptyGroup : .tooFewRows, n: rows.count)))
            }
        }
        let found = records
        let left = read.count - kept.count
        let footers = [
            "\(kept.count.grouped) rows · \(neighbours) neighbours among all of them, no row its own · "
                + "features scaled: \(scaling.rawValue)"
        ]
        let metrics = Metric.individual
        let answer = Answer(
            table: EstimateTable.long(found, footers: footers),
            readable: { EstimateTable.readable(found, metrics: metrics, footers: footers) },
            document: { EstimateText.document(found) }, lines: { EstimateText.lines(found) })
        return try answer.report(
            call, environment,
            notes: read.notes + (left > 0 ? ["\(left.grouped) rows lack a feature or a decision and are left out"] : [])
        )
    }

    /// What the model said of each row, in 0…1; NaN where it said nothing.
    private static func decisions(
        _ name: Located<String>, isScore: Bool, _ rows: ColumnRows, _ call: Call
    ) throws(CommandFailure) -> [Double] {
        if isScore {
            let values = try rows.numbers(name, call)
            guard let odd = values.first(where: { $0 < 0 || $0 > 1 }) else { return values }
            throw CommandFailure(
                "E826", call, at: name.span, "a score of consistency lies in 0 to 1, and '\(name.value)' holds \(odd)")
        }
        let column = try rows.category(name, call)
        guard let positive = call.text("positive") else {
            throw CommandFailure(
                "E826", call, at: name.span, "which decision is the positive one?", help: ["add positive VALUE"])
        }
        guard let level = column.levels.firstIndex(where: { $0.utf8.elementsEqual(positive.value.utf8) }) else {
            throw CommandFailure(
                "E826", call, at: positive.span, "no row of '\(name.value)' holds '\(positive.value)'",
                help: ["values: " + column.levels.prefix(8).joined(separator: ", ")])
        }
        return column.codes.map { $0 == CategoryColumn.missing ? .nan : Int($0) == level ? 1 : 0 }
    }
}
