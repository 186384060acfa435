/// The rows that a command answers with, before it is decided how to print them.
package struct ResultTable: Hashable, Sendable {
    /// What a column holds.
    package enum Kind: Hashable, Sendable {
        case text, number
    }

    /// A column: its name for scripts, its title for people, and what it holds.
    package struct Column: Hashable, Sendable {
        /// The name scripts use: kebab-case, stable.
        package let name: String
        /// What a person reads above the column.
        package let title: String
        /// What the cells hold; numbers stand to the right.
        package let kind: Kind

        /// - Parameter title: `name` if it is not given.
        package init(_ name: String, title: String? = nil, _ kind: Kind = .text) {
            self.name = name
            self.title = title ?? name
            self.kind = kind
        }
    }

    /// One value of a row.
    package enum Cell: Hashable, Sendable {
        case text(String)
        case integer(Int)
        /// A number; machine forms get all its digits, a person reads `shown`.
        case number(Double, shown: String)
        /// No value, and what a person reads in its place, such as the reason.
        case empty(shown: String)

        /// No value and nothing to say about it.
        package static let empty = Cell.empty(shown: "")
    }

    /// From left to right.
    package let columns: [Column]
    /// Rows of as many cells as there are columns.
    package let rows: [[Cell]]
    /// Lines below the table; only a person sees them.
    package let footers: [String]

    /// - Precondition: every row has one cell for each column.
    package init(columns: [Column], rows: [[Cell]], footers: [String] = []) {
        precondition(rows.allSatisfy { $0.count == columns.count }, "a row does not fit the columns")
        self.columns = columns
        self.rows = rows
        self.footers = footers
    }
}
