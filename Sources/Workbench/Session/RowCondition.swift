import Diagnostics
import Tables

extension WhereExpression {
    /// The rows that the condition keeps, in order.
    ///
    /// A row is seen as texts: numbers are what texts write.
    ///
    /// - Parameters:
    ///   - count: how many rows there are.
    ///   - column: the column of a name; one that is not there is a fault of the line.
    /// - Complexity: O(rows).
    func keptRows(
        of count: Int, in table: Table, _ call: Call, _ column: (String) -> CategoryColumn?
    ) throws(CommandFailure) -> [Int] {
        var categories: [CategoryColumn] = []
        for name in columns {
            guard let category = column(name.value) else {
                throw CommandFailure.unknownColumn(name.value, of: table.header, in: table.name, call, at: name.span)
            }
            categories.append(category)
        }
        var row = RowOfTexts(columns: categories)
        var kept: [Int] = []
        for index in 0..<count {
            row.index = index
            if holds(for: row) == true { kept.append(index) }
        }
        return kept
    }
}

private struct RowOfTexts: PredicateRow {
    let columns: [CategoryColumn]
    var index = 0

    func cell(_ column: Int) -> PredicateCell { columns[column].level(ofRow: index).map { .text($0) } ?? .missing }
}
