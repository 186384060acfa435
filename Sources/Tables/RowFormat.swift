/// How the rows of a file are written.
package enum RowFormat: String, Sendable, Hashable, CaseIterable {
    /// Fields between delimiters, under a header: CSV, TSV.
    case delimited
    /// One JSON object a line: JSON Lines, also called NDJSON.
    case jsonLines

    /// The format that the ending of a file's name says, with or without `.gz`; delimited unless it ends in `.jsonl` or
    /// `.ndjson`.
    package init(forName name: String) {
        var lower = name.lowercased()
        if lower.hasSuffix(".gz") { lower.removeLast(3) }
        self = lower.hasSuffix(".jsonl") || lower.hasSuffix(".ndjson") ? .jsonLines : .delimited
    }
}
