extension Table {
    /// This table with the columns of another one beside its own, row by row as `join` matches them.
    ///
    /// Where a row has no partner, the added columns have no value. Identifier and text columns of the other table are
    /// left out; names must not clash.
    ///
    /// - Parameter names: the columns of `other` to add, categories and numbers.
    package func joined(_ names: [String], of other: Table, by join: RowJoin) -> Table {
        precondition(join.otherRows.count == rowCount, "a join of this table")
        precondition(Set(names).isDisjoint(with: header), "names that are not taken")
        var columns = self.columns
        for name in names {
            if let category = other.category(name) {
                columns.categories.append(
                    CategoryColumn(
                        name: name, levels: category.levels,
                        codes: join.otherRows.map { $0 < 0 ? CategoryColumn.missing : category.codes[$0] }))
            } else if let number = other.number(name) {
                columns.numbers.append(
                    NumberColumn(name: name, values: join.otherRows.map { $0 < 0 ? .nan : number.values[$0] }))
            }
        }
        return with(columns, header: header + names)
    }
}
