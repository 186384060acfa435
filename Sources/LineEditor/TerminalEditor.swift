#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// An `Editor` on a terminal. Between entries the terminal is as it was found. It is never asked anything: who does not
/// know the answer would wait for it.
package final class TerminalEditor {
    /// What waiting for an entry came to.
    package enum Outcome: Hashable, Sendable {
        case entry(String)
        /// Ctrl-C: the line was given up; `wasEmpty` if there was none.
        case interrupted(wasEmpty: Bool)
        /// Ctrl-D, or nobody is there any more.
        case endOfInput
        /// The host's descriptor has something to say.
        case woken
        /// The terminal cannot be set to hand over keys.
        case unusable
    }

    package var editor: Editor
    let input: Int32
    private let output: Int32
    let wakeDescriptor: Int32
    private let appearance: TextAppearance
    private var painter: FramePainter
    var decoder = KeyDecoder()
    /// Keys that came behind the end of the last entry.
    var keys: ArraySlice<Key> = []
    /// How long an escape waits for what may follow it, in milliseconds.
    static let escapeWait: Int32 = 100

    /// Whether entries can be edited on these: terminals both, and not one of those that know no escape sequences.
    package static func isUsable(input: Int32, output: Int32) -> Bool {
        guard isatty(input) == 1, isatty(output) == 1 else { return false }
        let kind = getenv("TERM").map { String(cString: $0) } ?? ""
        return !["", "dumb", "emacs", "cons25", "unknown"].contains(kind)
    }

    /// - Parameters:
    ///   - wakeDescriptor: ends the wait when it can be read from; -1 for none.
    ///   - isColoured: whether styles are shown.
    package init(
        _ editor: Editor, appearance: TextAppearance, input: Int32, output: Int32, wakeDescriptor: Int32,
        coloured isColoured: Bool
    ) {
        self.editor = editor
        self.input = input
        self.output = output
        self.wakeDescriptor = wakeDescriptor
        self.appearance = appearance
        painter = FramePainter(coloured: isColoured)
    }

    /// Waits for an entry.
    package func read() -> Outcome {
        editor.begin()
        painter.forget()
        if let entry = editor.takePastedEntry() {
            finish()
            return .entry(entry)
        }
        let signals = TerminalSignals.descriptor
        guard RawMode.enter(input) else { return .unusable }
        defer { RawMode.restore() }
        write(RawMode.pasteMarksOn)
        while true {
            while let key = keys.popFirst() {
                if let outcome = take(key) { return outcome }
            }
            paint()
            var waiting = [
                pollfd(fd: input, events: Int16(POLLIN), revents: 0),
                pollfd(fd: wakeDescriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: signals, events: Int16(POLLIN), revents: 0),
            ]
            let count = poll(&waiting, nfds_t(waiting.count), decoder.isWaiting ? Self.escapeWait : -1)
            if count == 0 {
                keys += decoder.flush()
                continue
            }
            guard count > 0 else {
                if errno == EINTR { continue }
                return .endOfInput
            }
            if waiting[1].revents != 0 {
                finish()
                return .woken
            }
            if waiting[2].revents != 0 { followTerminal() }
            if waiting[0].revents != 0, !readKeys() {
                finish()
                return .endOfInput
            }
        }
    }

    /// - Returns: whether there will be more.
    func readKeys() -> Bool {
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        #if canImport(Glibc)
            let count = Glibc.read(input, &bytes, bytes.count)
        #elseif canImport(Musl)
            let count = Musl.read(input, &bytes, bytes.count)
        #else
            let count = Darwin.read(input, &bytes, bytes.count)
        #endif
        if count < 0 { return errno == EINTR || errno == EAGAIN }
        keys += decoder.decode(bytes[..<count])
        return count > 0
    }

    /// Hands a key to the editor and does what follows from it.
    private func take(_ key: Key) -> Outcome? {
        let wasEmpty = editor.buffer.isEmpty
        switch editor.handle(key) {
        case .none: return nil
        case .entry(let entry):
            finish()
            return .entry(entry)
        case .interrupt:
            finish(saying: "^C")
            return .interrupted(wasEmpty: wasEmpty)
        case .endOfInput:
            finish()
            return .endOfInput
        case .suspend:
            finish(saying: "^Z")
            RawMode.restore()
            TerminalSignals.clear()
            // The whole job, as the terminal itself would. Another thread may be the one that is stopped first, so the
            // signal of going on is waited for; a job that nobody could wake up is not stopped, and goes on anyway.
            kill(0, SIGTSTP)
            var waiting = [pollfd(fd: TerminalSignals.descriptor, events: Int16(POLLIN), revents: 0)]
            while poll(&waiting, 1, 300) < 0, errno == EINTR {}
            _ = RawMode.enter(input)
            write(RawMode.pasteMarksOn)
            return nil
        case .clearScreen:
            painter.forget()
            write("\u{1B}[H\u{1B}[2J")
            return nil
        }
    }

    private func followTerminal() {
        TerminalSignals.clear()
        RawMode.enterAgain()
        write(RawMode.pasteMarksOn + painter.resize(to: size.columns))
    }

    var size: (columns: Int, rows: Int) {
        var size = winsize()
        guard ioctl(output, UInt(TIOCGWINSZ), &size) == 0 else { return (80, 24) }
        return (size.ws_col > 0 ? Int(size.ws_col) : 80, size.ws_row > 0 ? Int(size.ws_row) : 24)
    }

    private func paint() {
        let (columns, rows) = size
        write(painter.paint(editor.frame(appearance, width: columns, height: rows)))
    }

    /// Shows the entry as it is at last, and leaves the cursor on a new line.
    private func finish(saying mark: String = "") {
        let (columns, rows) = size
        write(
            painter.paint(editor.frame(appearance, width: columns, height: rows, isDone: true))
                + painter.leave(saying: mark))
    }

    func write(_ text: String) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { buffer in
                #if canImport(Glibc)
                    Glibc.write(output, buffer.baseAddress, buffer.count)
                #elseif canImport(Musl)
                    Musl.write(output, buffer.baseAddress, buffer.count)
                #else
                    Darwin.write(output, buffer.baseAddress, buffer.count)
                #endif
            }
            if count < 0, errno == EINTR || errno == EAGAIN { continue }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }
}
