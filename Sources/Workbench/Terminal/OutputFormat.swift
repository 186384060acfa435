/// The forms a result can be printed in.
package enum OutputFormat: String, Hashable, Sendable, CaseIterable {
    /// Aligned columns for a person.
    case table
    /// Canonical JSON, one document.
    case json
    /// Canonical JSON, one row a line.
    case jsonl
    case csv
    case tsv
    /// A Markdown table.
    case markdown
    /// An HTML table, as a fragment.
    case html
    /// A LaTeX table, for documents set with a Unicode engine.
    case latex

    /// The format a user names, by name or by its usual file ending.
    package init?(name: String) {
        switch name {
        case "md": self = .markdown
        case "htm": self = .html
        case "tex": self = .latex
        case "ndjson": self = .jsonl
        default: self.init(rawValue: name)
        }
    }

    /// Whether a person reads it, rather than a program: rounded figures and words.
    var isForReading: Bool {
        switch self {
        case .table, .markdown, .html, .latex: true
        case .json, .jsonl, .csv, .tsv: false
        }
    }
}
