package import Diagnostics

/// Hands on joined rows with the columns that were asked for, in that order, whichever file they stand in.
package struct JoinedColumns<Wrapped: ColumnConsumer>: JoinConsumer {
    package private(set) var wrapped: Wrapped
    private let categories: [Int]
    private let numbers: [Int]

    /// - Parameters:
    ///   - categories: the places of the columns among the categories of the joined rows.
    ///   - numbers: likewise among the numbers.
    package init(_ wrapped: Wrapped, categories: [Int], numbers: [Int]) {
        self.wrapped = wrapped
        self.categories = categories
        self.numbers = numbers
    }

    package mutating func consume(_ chunk: borrowing ColumnChunk) {
        let codes = categories.map { chunk.codes[$0] }
        let values = numbers.map { chunk.numbers[$0] }
        wrapped.consume(ColumnChunk(rowCount: chunk.rowCount, codes: codes, numbers: values))
    }
}

extension TableReader {
    /// As `stream(joining:with:into:)`, for a caller who need not know which column stands where.
    ///
    /// - Parameter columns: what the consumer is given, as by `stream(path:columns:into:)`: each a column of one of the
    ///   files, which is asked for there; no two files have columns of one name.
    /// - Returns: the base without its rows and with the columns of the other files beside its own, and how they met.
    /// - Throws: what is wrong with one of the files, or an id that stands twice.
    package static func stream(
        joining base: KeyedFile, with others: [KeyedFile], columns: [ColumnRequest],
        into consumer: inout some ColumnConsumer
    ) throws(TableError) -> (table: Table, partners: [StreamedJoin.Partner]) {
        let joined = base.columns + others.flatMap(\.columns)
        func places(_ kind: ColumnKind) -> [Int] {
            let known = joined.filter { $0.kind == kind }
            return columns.filter { $0.kind == kind }.map { column in
                guard let place = known.firstIndex(where: { $0.name == column.name }) else {
                    preconditionFailure("a column of one of the files: \(column.name)")
                }
                return place
            }
        }
        var chosen = JoinedColumns(consumer, categories: places(.category), numbers: places(.number))
        do throws(JoinFailure) {
            let join = try stream(joining: base, with: others, into: &chosen)
            consumer = chosen.wrapped
            var table = join.base
            for (other, partner) in zip(others, join.partners) {
                table = table.beside(other.columns.map(\.name), of: partner.table)
            }
            return (table, join.partners)
        } catch { throw error.error }
    }

    /// Reads a keyed file with its ids.
    package static func read(_ file: KeyedFile) throws(TableError) -> Table {
        try read(
            path: file.path, as: file.name,
            columns: .only([ColumnRequest(file.identifier, .identifier)] + file.columns), options: file.options)
    }

    /// The names of the columns as far as they are known at the start of a file: all, but of JSON Lines those of the first
    /// objects.
    ///
    /// - Complexity: O(bytes up to the first rows).
    package static func firstNames(
        path: String, options: ReadingOptions = ReadingOptions()
    ) throws(TableError) -> [String] {
        var options = options
        options.takesDigest = false
        var reading = try reading(.file(path), path: path, name: path, selection: .all, options: options)
        try reading.skipMark()
        repeat { try reading.takeChunk() } while reading.builders == nil && !reading.isAtEnd
        return reading.builders?.names.categories ?? []
    }
}

extension Table {
    /// This table without rows and with columns of another one, without rows too, beside its own.
    func beside(_ names: [String], of other: Table) -> Table {
        var columns = self.columns
        columns.categories += names.compactMap { other.category($0) }
        columns.numbers += names.compactMap { other.number($0) }
        return Table(
            name: name, sha256: sha256, byteCount: byteCount, header: header(with: other), rowCount: rowCount,
            accounting: accounting, notes: notes + other.notes, refusedRows: refusedRows + other.refusedRows,
            columns: columns, lines: lines, path: path, format: format, encoding: encoding, delimiter: delimiter,
            limits: limits)
    }

    /// This table with one thing more that is worth knowing.
    package func adding(note: Diagnostic) -> Table {
        Table(
            name: name, sha256: sha256, byteCount: byteCount, header: header, rowCount: rowCount,
            accounting: accounting, notes: notes + [note], refusedRows: refusedRows, columns: columns, lines: lines,
            path: path, format: format, encoding: encoding, delimiter: delimiter, limits: limits)
    }

    /// The names of this table and those that only the other one has, read or not.
    private func header(with other: Table) -> [String] {
        header + other.header.filter { name in !header.contains { $0.utf8.elementsEqual(name.utf8) } }
    }

    /// This table with the names of another one that was joined to it, the rows set aside there, and what is worth
    /// knowing of it.
    package func adding(remarksOf other: Table) -> Table {
        Table(
            name: name, sha256: sha256, byteCount: byteCount, header: header(with: other), rowCount: rowCount,
            accounting: accounting, notes: notes + other.notes, refusedRows: refusedRows + other.refusedRows,
            columns: columns, lines: lines, path: path, format: format, encoding: encoding, delimiter: delimiter,
            limits: limits)
    }
}
