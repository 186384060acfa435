import Evidence
import Metrics
import Statistics

/// What groups are compared with where a line does not say it, as `reference` has it for the session.
struct SessionReference: Sendable, Hashable {
    /// The value of each column that has one.
    private(set) var values: [(column: String, value: String)] = []
    /// `largest` and the like, where the columns of a grouping have no values.
    private(set) var word: String?

    static let words = ["complement", "largest", "overall", "best", "pairwise"]

    var isEmpty: Bool { values.isEmpty && word == nil }

    /// Takes the value of a column in place of an earlier one.
    mutating func set(_ column: String, to value: String) {
        if let place = values.firstIndex(where: { $0.column == column }) {
            values[place].value = value
        } else {
            values.append((column, value))
        }
    }

    mutating func set(_ word: String) { self.word = word }

    /// What stands for it in the line of a question by these columns; `nil` if nothing does.
    func value(by grouping: [String]) -> Call.Value? {
        let own = grouping.compactMap { column in values.first { $0.column == column } }
        guard own.count == grouping.count, !own.isEmpty else { return word.map { .text($0) } }
        let span = TextSpan(column: 1, length: 1)
        return .cell(
            own.map { Call.CellEntry(name: Located($0.column, at: span), value: Located($0.value, at: span)) })
    }

    /// As a line would say it.
    var description: String {
        let cells = values.map { "\(Spelling.word($0.column))=\(Spelling.string($0.value))" }
        return (cells + [word].compactMap { $0 }).joined(separator: ", ")
    }

    static func == (a: SessionReference, b: SessionReference) -> Bool { a.description == b.description }

    func hash(into hasher: inout Hasher) { hasher.combine(description) }
}
