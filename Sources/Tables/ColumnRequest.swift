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
    /// The name the column gets.
    package let name: String
    /// The name in the header of the column it is read from.
    package let source: String
    package let kind: ColumnKind
    /// How the levels of a category are told.
    package let reading: CategoryReading
    /// Whether a table without it is refused; a column that is not required is simply absent then.
    package let required: Bool

    package init(_ name: String, _ kind: ColumnKind, required: Bool = true) {
        self.name = name
        source = name
        self.kind = kind
        reading = .verbatim
        self.required = required
    }

    /// A category told from another column of the file.
    ///
    /// - Parameter name: no column of the file may be called so.
    package init(_ name: String, from source: String, by reading: CategoryReading) {
        self.name = name
        self.source = source
        kind = .category
        self.reading = reading
        required = true
    }

    /// A number read from another column of the file.
    ///
    /// - Parameter name: no column of the file may be called so.
    package init(_ name: String, number source: String) {
        self.name = name
        self.source = source
        kind = .number
        reading = .verbatim
        required = true
    }

    /// Whether both ask for the same column of what is read.
    func isSameColumn(as other: ColumnRequest) -> Bool {
        kind == other.kind && name.utf8.elementsEqual(other.name.utf8)
    }

    /// Whether the column has another name than the one it is read from.
    package var isTold: Bool { !name.utf8.elementsEqual(source.utf8) }
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
