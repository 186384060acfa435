import Diagnostics

extension Table {
    /// The rows, from 0, by their ids.
    ///
    /// - Throws: `unknownColumn`; `duplicateIdentifier` with its place.
    /// - Complexity: O(bytes) on average.
    package func rows(byIdentifier name: String) throws(TableError) -> [String: Int] {
        guard let ids = identifier(name) else {
            let location = SourceLocation(file: self.name, line: 1)
            throw .malformed([TableProblem(.unknownColumn(name, known: header), at: location)], more: 0)
        }
        if let (row, earlier) = ids.firstDuplicate() {
            let fault = TableFault.duplicateIdentifier(
                ids[row], column: name, firstLine: location(row: earlier).line ?? 0)
            let place = place(row: row, column: name)
            throw .malformed([TableProblem(fault, at: place.location, excerpt: place.excerpt)], more: 0)
        }
        var rows: [String: Int] = [:]
        for row in 0..<ids.count { rows[ids[row]] = row }
        return rows
    }
}
