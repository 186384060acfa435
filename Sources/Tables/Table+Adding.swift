extension Table {
    /// This table with a column of values beside its own that were worked out from them, as a category and, where they are
    /// numbers, as numbers too.
    ///
    /// - Parameters:
    ///   - category: under a name that is not taken.
    ///   - numbers: the same values, under the same name.
    package func adding(_ category: CategoryColumn, numbers: NumberColumn? = nil) -> Table {
        precondition(!header.contains(category.name), "a name that is not taken")
        var columns = self.columns
        columns.categories.append(category)
        if let numbers { columns.numbers.append(numbers) }
        return with(columns, header: header + [category.name])
    }

    /// This table without some of its columns.
    package func without(_ names: Set<String>) -> Table {
        var columns = self.columns
        columns.categories.removeAll { names.contains($0.name) }
        columns.numbers.removeAll { names.contains($0.name) }
        return with(columns, header: header.filter { !names.contains($0) })
    }

    /// The same with some columns under other names.
    ///
    /// - Parameter names: the new name by the one there is; none may be taken.
    package func renaming(_ names: [String: String]) -> Table {
        var columns = self.columns
        columns.categories = columns.categories.map {
            CategoryColumn(name: names[$0.name] ?? $0.name, levels: $0.levels, codes: $0.codes)
        }
        columns.numbers = columns.numbers.map { NumberColumn(name: names[$0.name] ?? $0.name, values: $0.values) }
        let header = header.map { names[$0] ?? $0 }
        precondition(Set(header).count == header.count, "names that are not taken")
        return with(columns, header: header)
    }

    /// The same rows with other columns.
    func with(_ columns: Columns, header: [String]) -> Table {
        Table(
            name: name, sha256: sha256, byteCount: byteCount, header: header, rowCount: rowCount,
            accounting: accounting, notes: notes, refusedRows: refusedRows, columns: columns, lines: lines, path: path,
            format: format, encoding: encoding, delimiter: delimiter, limits: limits)
    }
}
