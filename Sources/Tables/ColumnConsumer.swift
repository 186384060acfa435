/// The rows of one piece of a table, as columns.
package struct ColumnChunk: Sendable {
    package internal(set) var rowCount: Int
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

/// A consumer that several threads can share the work of.
///
/// The rows of a file are split among a consumer and its forks, which are then merged: the result must not depend on who
/// got which rows.
package protocol MergeableConsumer: ColumnConsumer, Sendable {
    /// A consumer of the same kind that has taken nothing.
    var forked: Self { get }
    /// Takes in all that `other` took; codes mean the same to both.
    mutating func merge(_ other: consuming Self)
    /// Whether something was found that depends on the order of rows after all: then they are read again, by one thread.
    var needsOrder: Bool { get }
}

/// Takes in nothing.
struct NoConsumer: ColumnConsumer {
    mutating func consume(_ chunk: borrowing ColumnChunk) {}
}
