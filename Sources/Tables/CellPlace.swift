package import Diagnostics

/// Where one cell of a table stands, for errors about its value.
package struct CellPlace: Sendable, Hashable {
    package let location: SourceLocation
    /// The cell in its line; `nil` when the line cannot be read again.
    package let excerpt: Diagnostic.Excerpt?
}

extension Table {
    /// The file, line and column of a cell.
    ///
    /// Columns are not kept in memory: the file is read again up to the row. Where that is not possible (the standard
    /// input, a file that is gone or has another size now) the whole line is meant.
    ///
    /// - Parameters:
    ///   - row: from 0.
    ///   - column: a name in the header.
    /// - Complexity: O(bytes before the row); meant for the few cells an error tells of.
    package func location(row: Int, column: String) -> SourceLocation { place(row: row, column: column).location }

    /// The place of a cell and its line; see `location(row:column:)`.
    package func place(row: Int, column: String) -> CellPlace {
        let whole = CellPlace(location: location(row: row), excerpt: nil)
        guard path != "-", let line = whole.location.line, let field = header.firstIndex(of: column) else {
            return whole
        }
        let options = ReadingOptions(encoding: encoding, takesDigest: false, limits: limits)
        if format == .jsonLines { return jsonPlace(line: line, column: column, options: options) ?? whole }
        // Every failure here has one answer: the line is known, the column is not.
        do {
            var stream = try RecordStream(.file(path), name: name, delimiter: delimiter, options: options)
            guard stream.expectedByteCount == byteCount else { return whole }
            try stream.skipMark()
            repeat {
                try stream.readChunk()
                if stream.workbookSheet != nil { return whole }
                let wasHeaderKnown = stream.columnCount > 0
                var fatal = stream.scan()
                if !wasHeaderKnown, stream.columnCount > 0 {
                    stream.forgetHeader()
                    fatal = stream.scan()
                }
                guard stream.columnCount == 0 || stream.columnCount == header.count else { return whole }
                if let found = stream.batch.lines.firstIndex(of: line) {
                    let span = stream.batch.fields[found * stream.columnCount + field]
                    let (line, column, excerpt) = Clipping.locate(
                        span.rawOffset, length: span.length, window: stream.bytes,
                        recordStart: stream.batch.starts[found], recordEnd: stream.batch.ends[found], recordLine: line)
                    return CellPlace(
                        location: SourceLocation(file: name, line: line, column: column), excerpt: excerpt)
                }
                if fatal { return whole }
                stream.release()
            } while !stream.ended
        } catch {
            return whole
        }
        return whole
    }
}
