import Diagnostics

extension Table {
    /// This table with a column beside its own that is told from one of them.
    ///
    /// - Parameter name: no column of the file may be called so.
    /// - Throws: `nameTaken`, or the first cell that does not tell a level, with its place.
    /// - Complexity: O(levels + rows).
    package func telling(
        _ name: String, from source: CategoryColumn, by reading: CategoryReading
    ) throws(TableError) -> Table {
        guard !header.contains(where: { $0.utf8.elementsEqual(name.utf8) }) else {
            throw .malformed(
                [TableProblem(.nameTaken(name, column: source.name), at: SourceLocation(file: self.name))], more: 0)
        }
        var columns = self.columns
        do {
            columns.categories.append(try source.told(as: name, by: reading))
        } catch {
            let place = place(row: error.row, column: source.name)
            throw .malformed([TableProblem(error.problem, at: place.location, excerpt: place.excerpt)], more: 0)
        }
        return with(columns, header: header)
    }
}
