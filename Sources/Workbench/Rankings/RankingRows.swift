import Diagnostics
import Evidence
import Metrics
import Statistics
import Tables

/// The rows of a question about ranked items: which query each belongs to, how it was scored and how relevant it is.
struct RankingRows {
    let rows: ColumnRows
    /// The rows of each query that have a score, queries in the order of their first row.
    let queries: [[Int]]
    let sample: RankingSample
    let groupings: [[String]]
    let hasRelevance: Bool
    let context: EstimationContext
    /// Rows without a query, and without a score.
    let withoutQuery: Int
    let withoutScore: Int
    private let groups: [String: CategoryColumn]

    init(_ call: Call, _ state: SessionState) throws(CommandFailure) {
        guard let score = call.text("score") else {
            throw CommandFailure(
                "E820", call, at: nil, "what put the items in order?", help: ["add score COL: higher stands above"])
        }
        groupings = call.lists("by").map { $0.map(\.value) }
        for grouping in groupings where Set(grouping).count != grouping.count {
            throw CommandFailure("E604", call, at: call.span(of: "by"), "a column stands twice in one grouping")
        }
        let query = call.text("query")
        let label = call.text("label")
        let positive = call.text("positive")
        var categories = call.list("by").map(\.value) + [query?.value].compactMap { $0 }
        var numbers = [score.value]
        if let label { if positive == nil { numbers.append(label.value) } else { categories.append(label.value) } }
        let read = try ColumnRows(call, state, categories: categories, numbers: numbers)
        rows = read
        var groups: [String: CategoryColumn] = [:]
        for name in call.list("by") { groups[name.value] = try read.category(name, call) }
        self.groups = groups
        let scores = try read.numbers(score, call)
        hasRelevance = label != nil
        let relevance = try label.map { name throws(CommandFailure) in try Self.relevance(name, positive, read, call) }
        let codes = try query.map { name throws(CommandFailure) in try read.category(name, call).codes }
        var (places, queries): ([UInt32: Int], [[Int]]) = ([:], [])
        var (lost, unscored) = (0, 0)
        for row in 0..<read.count {
            let code = codes?[row] ?? 0
            guard code != CategoryColumn.missing else {
                lost += 1
                continue
            }
            guard !scores[row].isNaN else {
                unscored += 1
                continue
            }
            if places[code] == nil {
                places[code] = queries.count
                queries.append([])
            }
            queries[places[code] ?? 0].append(row)
        }
        (self.queries, withoutQuery, withoutScore) = (queries, lost, unscored)
        context = EstimationContext(model: score.value, level: try Question.level(call))
        sample = RankingSample(
            queries: queries, scores: scores,
            relevance: relevance ?? Array(repeating: .nan, count: read.count), context: context)
    }

    /// How relevant each row is; NaN where nobody said.
    private static func relevance(
        _ name: Located<String>, _ positive: Located<String>?, _ rows: ColumnRows, _ call: Call
    ) throws(CommandFailure) -> [Double] {
        guard let positive else {
            let values = try rows.numbers(name, call)
            guard let odd = values.first(where: { $0 < 0 }) else { return values }
            throw CommandFailure(
                "E821", call, at: name.span, "a relevance is 0 or more, and '\(name.value)' holds \(odd)",
                help: ["add positive VALUE if it holds classes"])
        }
        let column = try rows.category(name, call)
        guard let level = column.levels.firstIndex(where: { $0.utf8.elementsEqual(positive.value.utf8) }) else {
            throw CommandFailure(
                "E821", call, at: positive.span, "no row of '\(name.value)' holds '\(positive.value)'",
                help: ["values: " + column.levels.prefix(8).joined(separator: ", ")])
        }
        return column.codes.map { $0 == CategoryColumn.missing ? .nan : Int($0) == level ? 1 : 0 }
    }

    /// The group of a row.
    private func key(_ grouping: [String], _ row: Int) -> GroupKey {
        GroupKey(grouping.map { GroupLevel(dimension: $0, value: groups[$0]?.level(ofRow: row)) })
    }

    /// The queries of each group, groups in canonical order; `nil` where the items of a query differ in their group.
    func queries(by grouping: [String]) -> [(group: GroupKey, queries: [Int])]? {
        guard !grouping.isEmpty else { return [(.overall, Array(queries.indices))] }
        var found: [GroupKey: [Int]] = [:]
        for (index, members) in queries.enumerated() {
            let own = key(grouping, members[0])
            guard members.allSatisfy({ key(grouping, $0) == own }) else { return nil }
            found[own, default: []].append(index)
        }
        return found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// Which rows are of each group, groups in canonical order.
    func items(by grouping: [String]) -> [(group: GroupKey, isIn: [Bool])] {
        var found: [GroupKey: [Bool]] = [:]
        for row in 0..<rows.count {
            found[key(grouping, row), default: Array(repeating: false, count: rows.count)][row] = true
        }
        return found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
