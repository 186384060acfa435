/// A place in a file a person wrote: file, line and column, counted from 1.
///
/// Columns count characters (extended grapheme clusters), not bytes, so that a caret stands right in every script.
package struct SourceLocation: Hashable, Sendable, CustomStringConvertible {
    /// The file as the user named it; never an absolute path the user did not write.
    package let file: String
    /// The line, from 1; `nil` when the whole file is meant.
    package let line: Int?
    /// The column in characters, from 1; `nil` when the whole line is meant.
    package let column: Int?

    package init(file: String, line: Int? = nil, column: Int? = nil) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// `file:line:column`, leaving out what is not known.
    package var description: String {
        var text = file
        if let line {
            text += ":\(line)"
            if let column { text += ":\(column)" }
        }
        return text
    }
}
