/// Takes in joined rows chunk by chunk, and may look at the rows of each file as they stand in it.
package protocol JoinConsumer: ColumnConsumer {
    /// Looks at rows of one file before they are joined, those without a partner too; each row once, in its order.
    ///
    /// - Parameters:
    ///   - file: 0 for the base, then the others.
    ///   - firstRow: the row of the file, from 0, that the chunk starts with.
    mutating func inspect(_ chunk: borrowing ColumnChunk, of file: Int, firstRow: Int)

    /// Whether `inspect` is to be called for a file.
    func inspects(file: Int) -> Bool
}

extension JoinConsumer {
    package mutating func inspect(_ chunk: borrowing ColumnChunk, of file: Int, firstRow: Int) {}
    package func inspects(file: Int) -> Bool { false }
}

/// Why files could not be joined.
package struct JoinFailure: Error {
    /// 0 for the base, then the others.
    package let file: Int
    package let error: TableError
    /// The tables read without fault before, in order: those before `file`, or all of them where ids came twice.
    package let tables: [Table]
}

/// What became of the rows of files that were joined without keeping them.
package struct StreamedJoin: Sendable {
    /// One other file and how its rows met those of the base.
    package struct Partner: Sendable {
        /// The other file without its rows.
        package let table: Table
        package let meeting: RowMeeting
    }

    /// The base without its rows.
    package let base: Table
    package let partners: [Partner]
}

extension TableReader {
    /// Brings the rows of other files to those of `base` by their ids and hands them to `consumer` chunk by chunk.
    ///
    /// A chunk holds the categories of the base, then those of each other file, and the numbers likewise, in the order
    /// of the requests; a row of the base without a partner has no value in the columns of that file. Each row of the
    /// base is handed over once, in its order. Ids are compared byte by byte. Without other files, ids only have to be
    /// there.
    ///
    /// What the consumer was given counts only if this returns: a fault may stand in the last row. The consumer may
    /// have been given rows, then been replaced by what it was at the start: see memory.
    ///
    /// Memory, beside one chunk a file, the levels and what the consumer keeps:
    /// - nothing, as long as the ids of all files rise (numbers that go up, or sorted texts), with rows missing or not;
    /// - 11 to 21 bytes a row of the base (32 for the moment in which the table grows), as long as the ids of all files
    ///   are the same row by row, in no order: their hashes, to find ids that come twice;
    /// - from the first row on that differs, for each row of the other files 19 to 30 bytes, the bytes of the id, 4 a
    ///   category and 8 a number; the rows before it are gone already, and the rows of the base are never kept;
    /// - where a file is no regular file, such as a pipe, and so cannot be read twice, 19 to 30 bytes and its id for
    ///   each row of the base, whatever its order. A regular file is read again from the start where ids do not rise,
    ///   which is mostly known after two rows.
    ///
    /// - Parameter shown: how many unmatched rows of each file are listed.
    /// - Throws: the faults of the first file that has some; an id that stands twice in a file, with both lines.
    /// - Complexity: O(bytes).
    package static func stream(
        joining base: KeyedFile, with others: [KeyedFile], shown: Int = 5, into consumer: inout some JoinConsumer
    ) throws(JoinFailure) -> StreamedJoin {
        try stream([base] + others, shown: shown, hashBits: .max, into: &consumer)
    }

    /// As above, for a base and others.
    ///
    /// - Parameter hashBits: which bits of hashes are used.
    static func stream(
        _ files: [KeyedFile], shown: Int, hashBits: UInt64, into consumer: inout some JoinConsumer
    ) throws(JoinFailure) -> StreamedJoin {
        // What cannot be read twice has to be kept track of from the start.
        var mode: JoinPass.Mode = files.allSatisfy(\.canBeReadAgain) ? .rising(.any) : .exact
        let untouched = consumer
        while true {
            var pass = try JoinPass(files, mode: mode, shown: shown, hashBits: hashBits)
            switch try pass.run(into: &consumer) {
            case .joined(let join): return join
            case .again(let other): mode = other
            }
            consumer = untouched
        }
    }
}
