import Storage

/// How a table is read. Nothing here is guessed from the rows.
package struct ReadingOptions: Sendable, Hashable {
    /// The byte between fields; `nil` means a tab for names that end in `.tsv` or `.tsv.gz`, else a comma.
    package var delimiter: UInt8?
    /// How rows are written; `nil` means what the name's ending says (`RowFormat`).
    package var format: RowFormat?
    package var encoding: TextEncoding
    /// Whether numbers have a comma before their decimals; then a full stop in a number is an error.
    package var decimalComma: Bool
    /// The sheet of a workbook that is read; the first one if none is named. Not for other files.
    package var sheet: String?
    /// Whether the second column of a name is called `name_2` and so on, instead of refusing the table.
    package var renamesDuplicates: Bool
    /// Whether malformed rows are set aside and listed, instead of refusing the whole table.
    package var refuseBadRows: Bool
    /// How many errors are reported before only counting on.
    package var errorLimit: Int
    /// Whether the SHA-256 of the file is taken on the way.
    package var takesDigest: Bool
    /// How many bytes are read at a time; results never depend on it.
    package var chunkByteCount: Int
    /// How many threads may read at once; results never depend on it.
    package var threads: Int
    /// About how many bytes a thread takes on at a time; results never depend on it. Files of fewer than
    /// `sharedSegmentCount` such segments are read by one thread.
    package var segmentByteCount: Int
    package var limits: Limits

    /// Sizes above which a table is refused, so that hostile input stays in its memory bound.
    package struct Limits: Sendable, Hashable {
        /// Bytes of one field as it is written, its quotes included.
        package var fieldByteCount = 16_000_000
        /// Bytes of one record as it is written, its line end not counted.
        package var recordByteCount = 64_000_000
        package var columnCount = 4096
        /// Different values of one category column.
        package var levelCount = 1_000_000
        /// Rows that may be set aside.
        package var refusedRowCount = 100_000
        /// Bytes of one row that are kept when it is set aside, and of all such rows together; the rest is left out of
        /// the list with a note.
        package var refusedTextByteCount = 4096
        package var refusedTextTotal = 16_000_000
        /// Above `expansionFloor` bytes, compressed input may not grow more than this many times.
        package var expansionRatio = 1000
        package var expansionFloor = 100_000_000
        /// Bytes that a part of a workbook may grow to: it is read as a whole.
        package var workbookByteCount = 1_000_000_000

        package init() {}
    }

    package init(
        delimiter: UInt8? = nil, format: RowFormat? = nil, encoding: TextEncoding = .utf8, decimalComma: Bool = false,
        renamesDuplicates: Bool = false, refuseBadRows: Bool = false, errorLimit: Int = 20, takesDigest: Bool = true,
        chunkByteCount: Int = 1 << 18, threads: Int = Threads.standardCount, segmentByteCount: Int = 1 << 19,
        limits: Limits = Limits()
    ) {
        self.delimiter = delimiter
        self.format = format
        self.encoding = encoding
        self.decimalComma = decimalComma
        self.renamesDuplicates = renamesDuplicates
        self.refuseBadRows = refuseBadRows
        self.errorLimit = errorLimit
        self.takesDigest = takesDigest
        self.chunkByteCount = chunkByteCount
        self.threads = threads
        self.segmentByteCount = segmentByteCount
        self.limits = limits
    }

    /// More threads than this are not started.
    package static let mostThreads = 64

    /// Below this many segments (8 MiB as a rule) no thread is started: it would not pay.
    static let sharedSegmentCount = 16

    /// How the rows of a file of this name are written.
    package func format(forName name: String) -> RowFormat { format ?? RowFormat(forName: name) }

    /// The byte between the fields of a file of this name.
    package func delimiter(forName name: String) -> UInt8 {
        if let delimiter { return delimiter }
        let lower = name.lowercased()
        return lower.hasSuffix(".tsv") || lower.hasSuffix(".tsv.gz") ? UInt8(ascii: "\t") : UInt8(ascii: ",")
    }
}
