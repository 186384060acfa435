/// How a column is read and kept.
package enum ColumnKind: String, Sendable, Hashable, CaseIterable {
    /// A few values that come again: coded by a dictionary.
    case category
    /// One value a row that names the row; never empty, always text.
    case identifier
    /// A decimal number in double precision.
    case number
    /// Free text; kept as it stands.
    case text
}

/// One column a caller wants from a table.
package struct ColumnRequest: Sendable, Hashable {
    /// The name in the header.
    package let name: String
    package let kind: ColumnKind
    /// Whether a table without it is refused; a column that is not required is simply absent then.
    package let required: Bool

    package init(_ name: String, _ kind: ColumnKind, required: Bool = true) {
        self.name = name
        self.kind = kind
        self.required = required
    }
}

/// Which columns a caller wants from a table.
package enum ColumnSelection: Sendable, Hashable, ExpressibleByArrayLiteral {
    /// Exactly these; the same name may be asked for in several kinds.
    case only([ColumnRequest])
    /// Every column of the header, each in the kind named for it, and as `otherwise` where none is named.
    case every(otherwise: ColumnKind, except: [ColumnRequest])

    /// Every column as a category.
    package static var all: ColumnSelection { .every(otherwise: .category, except: []) }

    package init(arrayLiteral elements: ColumnRequest...) { self = .only(elements) }
}
