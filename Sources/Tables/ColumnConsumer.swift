/// The rows of one piece of a table, as columns.
package struct ColumnChunk: Sendable {
    package let rowCount: Int
    /// Codes of the category columns, in the order of the request; `CategoryColumn.missing` where there is no value.
    package var codes: [[UInt32]]
    /// Values of the number columns, in the order of the request; NaN where there is no value.
    package var numbers: [[Double]]

    package init(rowCount: Int, codes: [[UInt32]], numbers: [[Double]]) {
        self.rowCount = rowCount
        self.codes = codes
        self.numbers = numbers
    }
}

/// Takes in a table chunk by chunk, so that its rows need not be kept.
package protocol ColumnConsumer {
    /// Takes in the next rows. Codes are given in the order of first appearance and never change; what they stand for
    /// is known when all is read.
    mutating func consume(_ chunk: borrowing ColumnChunk)
}

/// Takes in nothing.
struct NoConsumer: ColumnConsumer {
    mutating func consume(_ chunk: borrowing ColumnChunk) {}
}
