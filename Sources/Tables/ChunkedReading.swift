import Storage

/// One reading of one file, of whatever format, chunk by chunk.
///
/// A format says how a chunk becomes rows; in which order a file is gone through, and who gets the rows, is the same
/// for all.
protocol ChunkedReading {
    /// Whether the last chunk was taken.
    var isAtEnd: Bool { get }
    /// How many rows were kept so far.
    var rowCount: Int { get }
    /// Whether no fault was found so far that refuses the file.
    var isClean: Bool { get }
    /// How far the file has been read.
    var progress: ReadingProgress { get }
    /// The columns, once they are known.
    var builders: ColumnBuilders? { get set }

    /// Goes past a byte order mark.
    mutating func skipMark() throws(TableError)
    /// Reads one chunk and keeps its rows in `builders`.
    mutating func takeChunk() throws(TableError)
    /// The table read, or all that is wrong with the file.
    mutating func finishedTable() throws(TableError) -> Table
}

extension ChunkedReading {
    /// Reads the file and keeps its rows.
    mutating func run() throws(TableError) -> Table {
        let supervisor = Supervision.current
        try skipMark()
        repeat {
            try takeChunk()
            supervisor?.note(progress)
        } while !isAtEnd
        return try finishedTable()
    }

    /// Reads the file and hands its rows to `consumer`, chunk by chunk.
    mutating func run(into consumer: inout some ColumnConsumer) throws(TableError) -> Table {
        let supervisor = Supervision.current
        try skipMark()
        repeat {
            try takeChunk(into: &consumer)
            supervisor?.note(progress)
        } while !isAtEnd
        return try finishedTable()
    }

    /// Reads one chunk and hands its rows to `consumer`.
    mutating func takeChunk(into consumer: inout some ColumnConsumer) throws(TableError) {
        let before = rowCount
        try takeChunk()
        let newRowCount = rowCount - before
        if isClean {
            builders?.hand(over: newRowCount, to: &consumer)
        } else {
            // Nothing will come of these rows; only the faults still matter.
            var nobody = NoConsumer()
            builders?.hand(over: newRowCount, to: &nobody)
        }
    }
}
