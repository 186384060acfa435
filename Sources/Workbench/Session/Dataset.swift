import Evidence
package import Tables

/// A file of rows in a session, with what its columns mean; or a model imported onto one, whose decisions and scores are
/// columns of the same rows.
package struct Dataset: Sendable {
    package let name: String
    package let table: Table
    let roles: Roles
    /// The dataset that a model was imported onto; `nil` for a dataset itself.
    let base: String?
    /// The file that a model was imported from, as the line named it.
    let file: String?
    /// The columns of few levels in the form that is counted fastest, by name.
    let narrow: [String: NarrowColumn]
    /// What questions have counted of these rows.
    let memory = QuestionMemory()

    init(name: String, table: Table, roles: Roles) {
        self.init(name: name, table: table, roles: roles, base: nil, file: nil, narrow: [:])
    }

    /// - Parameter narrow: those of the table's columns that are known already.
    private init(
        name: String, table: Table, roles: Roles, base: String?, file: String?, narrow: [String: NarrowColumn]
    ) {
        self.name = name
        self.table = table
        self.roles = roles
        self.base = base
        self.file = file
        var narrow = narrow
        for column in table.categories where narrow[column.name] == nil { narrow[column.name] = NarrowColumn(column) }
        self.narrow = narrow
    }

    /// The same rows with columns added behind their own, or some of them taken away.
    func with(_ table: Table) -> Dataset {
        let kept = Set(table.header)
        return Dataset(
            name: name, table: table, roles: roles, base: base, file: file,
            narrow: narrow.filter { kept.contains($0.key) })
    }

    /// A model on these rows, whose columns they have already.
    func model(_ name: String, from file: String, roles: Roles) -> Dataset {
        Dataset(name: name, table: table, roles: roles, base: base ?? self.name, file: file, narrow: narrow)
    }

    /// The columns of a model: its decisions and its scores.
    var ownColumns: Set<String> { base == nil ? [] : [name, Self.scoreColumn(of: name)] }

    /// What the scores of a model are called among the columns of its rows.
    static func scoreColumn(of model: String) -> String { model + ".score" }

    /// The dataset whose rows these are.
    var rowsName: String { base ?? name }
}

extension SessionState.Loaded {
    /// Gives the rows of a dataset, and of all models on it, columns behind their own.
    mutating func replace(_ table: Table, ofRows name: String) {
        for index in datasets.indices where datasets[index].rowsName == name {
            datasets[index] = datasets[index].with(table)
        }
    }
}
