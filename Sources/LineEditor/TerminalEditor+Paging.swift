#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension TerminalEditor {
    /// Shows a text, a screenful at a time if it is taller than the screen. What was typed ahead is not taken for answers:
    /// then all of it is shown at once.
    ///
    /// - Parameter width: the columns a text takes.
    package func page(_ text: String, width: (String) -> Int) {
        let (columns, rows) = size
        var pages = Pages(text, columns: columns, width: width)
        guard pages.rows >= rows, rows > 3, keys.isEmpty, !editor.hasPastedEntries, !hasInput, RawMode.enter(input)
        else {
            return write(text)
        }
        defer { RawMode.restore() }
        write(pages.take(rows: rows - 1))
        while pages.remaining > 0 {
            let legend = "-- \(pages.shown) of \(pages.count) lines · space more, enter a line, G all, q back --"
            write(String(legend.prefix(max(1, columns - 1))))
            let key = nextKey()
            write("\r\u{1B}[K")
            switch key {
            case .text(" ")?, .pageDown?, .text("f")?: write(pages.take(rows: self.size.rows - 1))
            case .enter?, .down?, .text("j")?: write(pages.take(rows: 1))
            case .text("G")?, .end?: write(pages.take(rows: .max))
            case .text("q")?, .escape?, .control("c")?, .control("d")?, nil:
                let left = pages.remaining
                return write("… \(left) more \(left == 1 ? "line" : "lines"); `last` shows a result again\n")
            default: break
            }
        }
    }

    /// Whether something was typed that nobody has read.
    private var hasInput: Bool {
        var waiting = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
        return poll(&waiting, 1, 0) > 0
    }

    /// Waits for a key.
    ///
    /// - Returns: `nil` if nobody is there any more, or the host asks for an end.
    private func nextKey() -> Key? {
        while true {
            if let key = keys.popFirst() { return key }
            var waiting = [
                pollfd(fd: input, events: Int16(POLLIN), revents: 0),
                pollfd(fd: wakeDescriptor, events: Int16(POLLIN), revents: 0),
            ]
            let count = poll(&waiting, nfds_t(waiting.count), decoder.isWaiting ? Self.escapeWait : -1)
            if count == 0 {
                keys += decoder.flush()
                continue
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0, waiting[1].revents == 0, waiting[0].revents != 0, readKeys() else { return nil }
        }
    }
}
