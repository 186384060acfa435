import Evidence
package import Tables

/// A file of rows in a session, with what its columns mean.
package struct Dataset: Sendable {
    package let name: String
    package let table: Table
    let roles: Roles
    /// The columns of few levels in the form that is counted fastest, by name.
    let narrow: [String: NarrowColumn]

    init(name: String, table: Table, roles: Roles) {
        self.name = name
        self.table = table
        self.roles = roles
        narrow = Dictionary(
            table.categories.compactMap { column in NarrowColumn(column).map { (column.name, $0) } },
            uniquingKeysWith: { first, _ in first })
    }
}
