extension Editor {
    /// What the terminal should show.
    ///
    /// - Parameters:
    ///   - width: columns of the terminal.
    ///   - height: rows of the terminal; no more are used.
    ///   - isDone: whether the entry is complete: then without lists and without a word that is still being typed.
    package func frame(_ appearance: TextAppearance, width: Int, height: Int, isDone: Bool = false) -> Frame {
        var builder = FrameBuilder(appearance: appearance, terminalWidth: width)
        if let search {
            add(search, to: &builder)
            return builder.clipped(to: height)
        }
        builder.append(Array(prompt))
        add(buffer, hooks.highlights(buffer.text, isDone ? nil : buffer.cursor), to: &builder)
        let room = min(8, max(1, height / 2))
        let rows = isDone ? [] : menu?.rows(appearance, width: builder.width, limit: room) ?? []
        var frame = builder.clipped(to: height - rows.count)
        frame.rows += rows
        return frame
    }

    /// Adds the lines of an entry, each behind its prompt.
    private func add(
        _ buffer: EditBuffer, _ spans: [StyledSpan], to builder: inout FrameBuilder, showsCursor: Bool = true
    ) {
        var styles = [TextStyle](repeating: .plain, count: buffer.characters.count)
        for span in spans {
            for index in span.range.clamped(to: 0..<styles.count) { styles[index] = span.style }
        }
        var start = 0
        while true {
            let end = buffer.characters[start...].firstIndex(of: "\n") ?? buffer.characters.count
            let holdsCursor = showsCursor && (start...end).contains(buffer.cursor)
            let first = start
            builder.append(
                Array(buffer.characters[start..<end]), styles: { styles[first + $0] },
                cursor: holdsCursor ? buffer.cursor - start : nil)
            guard end < buffer.characters.count else { return }
            start = end + 1
            builder.breakRow()
            builder.append(Array(continuationPrompt))
        }
    }

    private func add(_ search: HistorySearch, to builder: inout FrameBuilder) {
        let title = search.found == nil && !search.query.isEmpty ? "nothing in the history has " : "history: "
        builder.append(Array(title), styles: { _ in .faint })
        builder.append(Array(search.query), cursor: search.query.count)
        guard let found = search.found else { return }
        builder.breakRow()
        let entry = EditBuffer(found)
        add(
            entry, hooks.highlights(found, nil) + (search.foundRange.map { [StyledSpan($0, .chosen)] } ?? []),
            to: &builder, showsCursor: false)
    }
}
