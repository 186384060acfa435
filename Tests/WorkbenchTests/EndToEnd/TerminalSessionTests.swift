import Foundation
import Testing

@testable import Workbench

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

#if os(Linux)
    private let isLinux = true
#else
    private let isLinux = false
#endif

@Suite("A person at a terminal", .enabled(if: isLinux, "the pseudo-terminal is opened in Linux's way"))
struct TerminalSessionTests {
    /// A pseudo-terminal: what the test writes is typed, what it reads is shown.
    private struct PseudoTerminal {
        let master: Int32
        let slave: FileHandle

        init?(columns: UInt16) {
            master = open("/dev/ptmx", O_RDWR | O_NOCTTY)
            // TIOCSPTLCK and TIOCGPTN of Linux: Swift does not import posix_openpt there.
            var locked: Int32 = 0
            var number: Int32 = 0
            guard master >= 0, ioctl(master, 0x4004_5431, &locked) == 0, ioctl(master, 0x8004_5430, &number) == 0 else {
                return nil
            }
            let descriptor = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
            guard descriptor >= 0 else { return nil }
            var size = winsize(ws_row: 40, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
            _ = ioctl(descriptor, UInt(TIOCSWINSZ), &size)
            slave = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        }

        func type(_ text: String) {
            let bytes = Array(text.utf8)
            _ = bytes.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
        }

        /// What was shown, once it holds `end` or after some seconds.
        func shown(until end: String) -> String {
            var bytes: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 4096)
            let limit = Date().addingTimeInterval(20)
            while Date() < limit {
                var waiting = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
                guard poll(&waiting, 1, 200) > 0 else { continue }
                let count = read(master, &buffer, buffer.count)
                guard count > 0 else { break }
                bytes += buffer[..<count]
                if String(decoding: bytes, as: UTF8.self).contains(end) { break }
            }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    @Test("The prompt greets, a slip does not end the session, an open line is continued, quit leaves with 0")
    func session() throws {
        let terminal = try #require(PseudoTerminal(columns: 60))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: KigezoProcess.path)
        process.standardInput = terminal.slave
        process.standardOutput = terminal.slave
        process.standardError = terminal.slave
        try process.run()
        let greeting = terminal.shown(until: "> ")
        #expect(greeting.contains("kigezo \(ProgramVersion.current) · help or ?"))
        terminal.type("metrisc tpr\n")
        #expect(terminal.shown(until: "commands:").contains("did you mean 'metrics'?"))
        terminal.type("describe '\(KigezoProcess.loans)' |\n")
        #expect(terminal.shown(until: "… ").contains("… "))
        terminal.type("head 2\n")
        let table = terminal.shown(until: "not shown")
        #expect(table.contains("application_id"))
        // The table fits the terminal.
        for line in table.split(whereSeparator: \.isNewline) where line.hasPrefix("  ") { #expect(line.count <= 60) }
        terminal.type("version; quit\n")
        _ = terminal.shown(until: "kigezo 0.1.0\r\n")
        process.waitUntilExit()
        #expect(process.terminationReason == .exit && process.terminationStatus == 0)
        close(terminal.master)
    }

    @Test("The end of input leaves with 0")
    func endOfInput() throws {
        let terminal = try #require(PseudoTerminal(columns: 80))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: KigezoProcess.path)
        process.standardInput = terminal.slave
        process.standardOutput = terminal.slave
        process.standardError = terminal.slave
        try process.run()
        _ = terminal.shown(until: "> ")
        terminal.type("\u{4}")
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        close(terminal.master)
    }
}
