import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The terminal set to hand over every key at once, and back again.
///
/// The former settings are kept where a signal handler can reach them: `restore` may be called from one.
package enum RawMode {
    /// The terminal that is in raw mode; -1 if none is.
    private static let descriptor = Atomic<Int32>(-1)
    nonisolated(unsafe) private static let former: UnsafeMutablePointer<termios> = {
        let memory = UnsafeMutablePointer<termios>.allocate(capacity: 1)
        memory.initialize(to: termios())
        return memory
    }()

    /// Asks the terminal to mark what is pasted, and not to.
    static let pasteMarksOn = "\u{1B}[?2004h"
    static let pasteMarksOff: StaticString = "\u{1B}[?2004l"

    /// Sets the terminal so that keys come one by one and unechoed, Ctrl-C and Ctrl-Z too. What was typed before stays.
    ///
    /// - Returns: whether it could be set.
    static func enter(_ terminal: Int32) -> Bool {
        guard descriptor.load(ordering: .relaxed) < 0 else { return true }
        guard tcgetattr(terminal, former) == 0, apply(to: terminal) else { return false }
        descriptor.store(terminal, ordering: .relaxed)
        return true
    }

    /// Sets it again, after the program was stopped and somebody else had the terminal.
    static func enterAgain() {
        let terminal = descriptor.load(ordering: .relaxed)
        if terminal >= 0 { _ = apply(to: terminal) }
    }

    private static func apply(to terminal: Int32) -> Bool {
        var raw = former.pointee
        raw.c_iflag &= ~tcflag_t(BRKINT | ICRNL | INLCR | IGNCR | INPCK | ISTRIP | IXON)
        raw.c_lflag &= ~tcflag_t(ECHO | ECHONL | ICANON | IEXTEN | ISIG)
        raw.c_cflag |= tcflag_t(CS8)
        withUnsafeMutableBytes(of: &raw.c_cc) { characters in
            characters[Int(VMIN)] = 1
            characters[Int(VTIME)] = 0
        }
        return tcsetattr(terminal, TCSADRAIN, &raw) == 0
    }

    /// Sets the terminal back as it was found; does nothing if it is.
    ///
    /// Only system calls and atomics, so that a signal handler may end the process with it.
    package static func restore() {
        let terminal = descriptor.exchange(-1, ordering: .relaxed)
        guard terminal >= 0 else { return }
        _ = tcsetattr(terminal, TCSANOW, former)
        // The terminal was opened for reading and writing, as terminals are; if not, the mark is harmless.
        _ = write(terminal, pasteMarksOff.utf8Start, pasteMarksOff.utf8CodeUnitCount)
    }
}
