/// Reads CSV and TSV files (RFC 4180) and JSON Lines, plain or gzip, into tables.
///
/// Nothing is guessed and nothing is dropped: a file is read as a whole or refused as a whole, with every fault up to a
/// limit; with `refuseBadRows`, malformed rows are set aside and listed. Line ends may be LF or CR LF, also mixed.
/// Quoted fields may hold line ends and doubled quotes. Values are kept as they stand, spaces included. Only an empty
/// field without quotes is a missing value; `NA`, `null` and `007` are values. For JSON Lines see `JSONLinesReading`.
package enum TableReader {
    /// Reads the table at `path`; `-` is the standard input.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - name: how messages call it, as the user named it; the path by default.
    ///   - columns: what to keep; the other columns are only checked for form.
    ///   - options: delimiter, limits and what to do with malformed rows.
    /// - Complexity: O(bytes), in the memory of the columns kept and one chunk.
    package static func read(
        path: String, as name: String? = nil, columns: ColumnSelection, options: ReadingOptions = ReadingOptions()
    ) throws(TableError) -> Table {
        var reading = try reading(.file(path), path: path, name: name ?? path, selection: columns, options: options)
        return try reading.run()
    }

    /// Reads a table that is in memory, plain or gzip, as a file of these bytes would be read.
    package static func read(
        bytes: [UInt8], as name: String, columns: ColumnSelection, options: ReadingOptions = ReadingOptions()
    ) throws(TableError) -> Table {
        // Like the standard input it cannot be opened again, so places of cells are lines.
        var reading = try reading(.memory(bytes), path: "-", name: name, selection: columns, options: options)
        return try reading.run()
    }

    /// Reads the table at `path` chunk by chunk into `consumer`, in the memory of one chunk and the levels.
    ///
    /// What the consumer was given counts only if this returns: a fault may stand in the last row.
    ///
    /// - Parameters: as for `read(path:as:columns:options:)`; only categories and numbers can be asked for.
    /// - Returns: the table without its rows: header, accounting, digest, and the levels of its categories.
    package static func stream(
        path: String, as name: String? = nil, columns: [ColumnRequest], options: ReadingOptions = ReadingOptions(),
        into consumer: inout some ColumnConsumer
    ) throws(TableError) -> Table {
        precondition(columns.allSatisfy { $0.kind == .category || $0.kind == .number }, "columns without own texts")
        var reading = try reading(
            .file(path), path: path, name: name ?? path, selection: .only(columns), options: options)
        return try reading.run(into: &consumer)
    }

    /// Reads the table at `path` into `consumer` as the other form does, with as many threads as the options say where
    /// the file is large, plain and not digested; the result is the same.
    package static func stream(
        path: String, as name: String? = nil, columns: [ColumnRequest], options: ReadingOptions = ReadingOptions(),
        into consumer: inout some MergeableConsumer
    ) throws(TableError) -> Table {
        precondition(columns.allSatisfy { $0.kind == .category || $0.kind == .number }, "columns without own texts")
        let name = name ?? path
        switch options.format(forName: path == "-" ? name : path) {
        case .jsonLines:
            var reading = try JSONLinesReading(
                .file(path), path: path, name: name, selection: .only(columns), options: options)
            return try reading.run(into: &consumer)
        case .delimited:
            let fresh = consumer.forked
            var reading = try TableReading(
                .file(path), path: path, name: name, selection: .only(columns), options: options)
            let (table, isShared) = try reading.share(with: &consumer)
            guard isShared, consumer.needsOrder else { return table }
            consumer = fresh
            var again = try TableReading(
                .file(path), path: path, name: name, selection: .only(columns), options: options)
            return try again.run(into: &consumer)
        }
    }

    /// The reading for the format of a file: what the options say, or what its name says.
    static func reading(
        _ origin: ByteSource.Origin, path: String, name: String, selection: ColumnSelection, options: ReadingOptions
    ) throws(TableError) -> any ChunkedReading {
        switch options.format(forName: path == "-" ? name : path) {
        case .jsonLines:
            try JSONLinesReading(origin, path: path, name: name, selection: selection, options: options)
        case .delimited:
            try TableReading(origin, path: path, name: name, selection: selection, options: options)
        }
    }
}
