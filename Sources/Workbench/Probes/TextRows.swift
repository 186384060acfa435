import Diagnostics
import Interchange
import Probes
import Statistics
import Tables

/// Texts and groups of the rows that a question about inputs asks about.
struct TextRows {
    let rows: ColumnRows
    /// Rows by group, in the order of the groupings and of their keys.
    let groups: [(key: GroupKey, rows: [Int])]

    /// - Parameter categories: columns beside the groups, that of texts among them.
    init(
        _ call: Call, _ state: SessionState, categories: [Located<String>], numbers: [Located<String>] = []
    ) throws(CommandFailure) {
        let groupings = call.lists("by")
        for grouping in groupings where Set(grouping.map(\.value)).count != grouping.count {
            throw CommandFailure("E604", call, at: call.span(of: "by"), "a column stands twice in one grouping")
        }
        let rows = try ColumnRows(
            call, state, categories: (groupings.flatMap { $0 } + categories).map(\.value), numbers: numbers.map(\.value)
        )
        self.rows = rows
        var groups: [(key: GroupKey, rows: [Int])] = []
        for grouping in groupings {
            var columns: [CategoryColumn] = []
            for name in grouping { columns.append(try rows.category(name, call)) }
            var members: [[UInt32]: [Int]] = [:]
            for row in 0..<rows.count { members[columns.map { $0.codes[row] }, default: []].append(row) }
            let keyed = members.map { codes, own in
                (
                    key: GroupKey(
                        zip(columns, codes).map {
                            GroupLevel(
                                dimension: $0.name, value: $1 == CategoryColumn.missing ? nil : $0.levels[Int($1)])
                        }), rows: own
                )
            }
            groups += keyed.sorted { $0.key < $1.key }
        }
        self.groups = groups
    }

    /// Some columns of a file of the place a model comes from.
    static func home(
        _ file: Located<String>, _ columns: [String]
    ) throws(CommandFailure) -> Table {
        do {
            return try TableReader.read(
                path: file.value, columns: .only(columns.map { ColumnRequest($0, .category) }))
        } catch { throw CommandFailure(error) }
    }
}
