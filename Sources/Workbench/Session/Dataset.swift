package import Tables

/// A file of rows in a session, with what its columns mean.
package struct Dataset: Sendable {
    package let name: String
    package let table: Table
    let roles: Roles
}
