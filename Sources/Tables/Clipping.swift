import Diagnostics

/// Showing a part of a line, measured in characters.
enum Clipping {
    /// How many characters are shown on each side of a place.
    static let reach = 40

    /// The text, or its first 40 characters and an ellipsis.
    static func short(_ text: UnsafeBufferPointer<UInt8>) -> String {
        let start = String(decoding: text.prefix(1024), as: UTF8.self)
        return start.count > reach || text.count > 1024 ? start.prefix(reach) + "…" : start
    }

    /// The physical line, column and excerpt of a place in a record.
    ///
    /// - Parameters:
    ///   - place: the byte in the window.
    ///   - length: how many bytes to mark; at least one character is.
    ///   - recordEnd: the byte after the record's last; `nil` when unknown: then there is no excerpt.
    static func locate(
        _ place: Int, length: Int, window: UnsafePointer<UInt8>, recordStart: Int, recordEnd: Int?, recordLine: Int
    ) -> (line: Int, column: Int, excerpt: Diagnostic.Excerpt?) {
        var line = recordLine
        var lineStart = recordStart
        for i in recordStart..<max(recordStart, place) where window[i] == 0x0A {
            line += 1
            lineStart = i + 1
        }
        let before = text(window, lineStart, place)
        let column = before.count + 1
        guard let recordEnd else { return (line, column, nil) }
        var lineEnd = place
        while lineEnd < recordEnd, window[lineEnd] != 0x0A { lineEnd += 1 }
        if lineEnd > place, window[lineEnd - 1] == 0x0D { lineEnd -= 1 }
        let marked = text(window, place, min(lineEnd, place + max(0, length)))
        let after = text(window, place, lineEnd)
        var shown = String(before.suffix(reach))
        if before.count > reach { shown = "…" + shown }
        let shownColumn = shown.count + 1
        shown += after.prefix(reach)
        if after.count > reach { shown += "…" }
        let excerpt = Diagnostic.Excerpt(line: shown, column: shownColumn, length: min(marked.count, reach))
        return (line, column, excerpt)
    }

    private static func text(_ window: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> String {
        String(decoding: UnsafeBufferPointer(start: window + start, count: max(0, end - start)), as: UTF8.self)
    }
}
