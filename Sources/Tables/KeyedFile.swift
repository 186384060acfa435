import Storage

/// A file whose rows are named by ids, and what is wanted of it.
package struct KeyedFile: Sendable {
    let path: String
    /// How messages call it, as the user named it.
    let name: String
    /// The column of ids.
    package let identifier: String
    /// Categories and numbers; one that is not required and not there has no value in any row.
    package let columns: [ColumnRequest]
    let options: ReadingOptions

    /// - Parameters:
    ///   - path: the file; `-` is the standard input.
    ///   - name: the path by default.
    ///   - columns: only categories and numbers can be asked for, each once.
    package init(
        path: String, as name: String? = nil, identifier: String, columns: [ColumnRequest],
        options: ReadingOptions = ReadingOptions()
    ) {
        precondition(columns.allSatisfy { $0.kind == .category || $0.kind == .number }, "columns without own texts")
        self.path = path
        self.name = name ?? path
        self.identifier = identifier
        self.columns = columns
        self.options = options
    }

    /// Whether the file can be read twice with the same bytes.
    package var canBeReadAgain: Bool { path != "-" && FileKind.isRegularFile(path) }
}

/// Some rows of a keyed file, with the place up to which they were used.
struct IdentifiedChunk {
    var rowCount = 0
    var ids = TextStorage()
    /// By the columns that the file has, in the order of the request.
    var codes: [[UInt32]] = []
    var numbers: [[Double]] = []
}
