import CPseudoTerminal
import Foundation
import TestSupport

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A program on a terminal of its own, with a screen that shows what a person would see.
final class TerminalProcess {
    private(set) var screen: VirtualScreen
    /// All bytes the program wrote.
    private(set) var bytes: [UInt8] = []
    let identifier: pid_t
    private let master: Int32
    private var status: Int32?

    /// Far more than a busy machine and an unoptimised build need.
    private static let patience = 30.0

    struct CannotStart: Error {}

    /// - Parameters:
    ///   - arguments: the program first; the built one by default.
    ///   - home: where its history is.
    init(
        _ arguments: [String] = [KigezoProcess.path], home: ScratchFolder, folder: String = "/", columns: Int = 80,
        rows: Int = 24, environment: [String: String] = [:]
    ) throws {
        var variables = ["TERM": "xterm-256color", "PATH": "/usr/bin:/bin", "HOME": home.path, "LANG": "C.UTF-8"]
        variables.merge(environment) { $1 }
        var words = arguments.map { strdup($0) } + [nil]
        var settings = variables.map { strdup("\($0)=\($1)") } + [nil]
        defer { for word in words + settings { free(word) } }
        var master: Int32 = -1
        identifier = kigezo_start_on_terminal(&words, &settings, folder, UInt16(columns), UInt16(rows), &master)
        guard identifier > 0 else { throw CannotStart() }
        self.master = master
        _ = fcntl(master, F_SETFL, O_NONBLOCK)
        _ = fcntl(master, F_SETFD, FD_CLOEXEC)
        screen = VirtualScreen(columns: columns, rows: rows)
    }

    deinit {
        if status == nil {
            kill(identifier, SIGKILL)
            waitpid(identifier, nil, 0)
        }
        close(master)
    }

    /// Types a text, reading meanwhile what is shown, so that nobody waits for the other.
    func type(_ text: String) {
        var rest = Array(text.utf8)[...]
        let limit = Date().addingTimeInterval(Self.patience)
        while !rest.isEmpty, Date() < limit {
            let count = rest.withUnsafeBytes { write(master, $0.baseAddress, min($0.count, 512)) }
            if count > 0 { rest = rest.dropFirst(count) } else { readSome(waiting: 20) }
        }
    }

    /// Pastes a text as a terminal does that marks what is pasted.
    func paste(_ text: String) { type("\u{1B}[200~" + text + "\u{1B}[201~") }

    /// Waits until the screen shows what is looked for.
    ///
    /// - Returns: whether it came in time.
    func waits(until isShown: (VirtualScreen) -> Bool) -> Bool {
        let limit = Date().addingTimeInterval(Self.patience)
        while !isShown(screen) {
            guard Date() < limit else { return false }
            if !readSome(waiting: 100) { return isShown(screen) }
        }
        return true
    }

    func waits(for text: String) -> Bool { waits { $0.text.contains(text) } }

    /// Waits until the line of the cursor is this one.
    func waits(forLine line: String) -> Bool { waits { $0.cursorLine == line } }

    /// Waits until the terminal is as its program found it, or not.
    func waits(untilCooked isCooked: Bool) -> Bool {
        waits { _ in (kigezo_terminal_is_cooked(master) == 1) == isCooked }
    }

    var isCooked: Bool { kigezo_terminal_is_cooked(master) == 1 }

    func resize(columns: Int, rows: Int) {
        while readSome(waiting: 0) && hasMore {}
        screen.resize(columns: columns, rows: rows)
        _ = kigezo_resize_terminal(master, UInt16(columns), UInt16(rows))
    }

    private var hasMore: Bool {
        var waiting = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        return poll(&waiting, 1, 0) > 0 && waiting.revents & Int16(POLLIN) != 0
    }

    func send(_ signal: Int32) { kill(identifier, signal) }

    /// Interrupts the program until it ends: of two signals that come close together the system may make one, and on
    /// a busy machine they may not come close together.
    func endAfterInterrupts() -> Int32? {
        for _ in 0..<100 {
            send(SIGINT)
            if let status = end(within: 0.2) { return status }
        }
        return nil
    }

    /// Waits for the end of the program.
    ///
    /// - Returns: its exit status, or the negative of the signal that ended it.
    func end() -> Int32? { end(within: Self.patience) }

    private func end(within seconds: Double) -> Int32? {
        let limit = Date().addingTimeInterval(seconds)
        while Date() < limit {
            readSome(waiting: 20)
            var status: Int32 = 0
            if waitpid(identifier, &status, WNOHANG) == identifier {
                while hasMore, readSome(waiting: 0) {}
                let code = status & 0x7F == 0 ? status >> 8 & 0xFF : -(status & 0x7F)
                self.status = code
                return code
            }
        }
        return nil
    }

    /// - Returns: whether there may be more.
    @discardableResult
    private func readSome(waiting milliseconds: Int32) -> Bool {
        var waiting = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        guard poll(&waiting, 1, milliseconds) > 0 else { return true }
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        let count = read(master, &piece, piece.count)
        guard count > 0 else {
            if count < 0, errno == EINTR || errno == EAGAIN { return true }
            // Nobody has the terminal open any more.
            usleep(10_000)
            return false
        }
        bytes += piece[..<count]
        screen.show(piece[..<count])
        return true
    }
}
