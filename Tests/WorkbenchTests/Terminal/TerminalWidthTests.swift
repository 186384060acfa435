import Diagnostics
import Foundation
import Testing

@testable import Workbench

@Suite("A real terminal agrees about widths")
struct TerminalWidthTests {
    static let tmux = ["/usr/bin/tmux", "/usr/local/bin/tmux", "/opt/homebrew/bin/tmux"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    @Test(
        "Every line of a table of many scripts leaves the cursor in the same column", .enabled(if: tmux != nil),
        .timeLimit(.minutes(1)))
    func cursor() throws {
        let tmux = try #require(Self.tmux)
        let table = TextTable(
            columns: [TextTable.Column("region"), TextTable.Column("n", .number), TextTable.Column("end")],
            rows: TextTableTests.words.map { [$0.0, "1,234", "¦"] })
        let lines = table.text().split(separator: "\n").dropFirst().map(String.init)
        #expect(lines.count == TextTableTests.words.count)
        let folder = FileManager.default.temporaryDirectory.appending(path: "kigezo-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (index, line) in lines.enumerated() {
            let file = folder.appending(path: "\(100 + index).txt")
            try line.write(to: file, atomically: true, encoding: .utf8)
        }
        let columns = try Self.run(Self.script, [tmux, folder.path(), folder.lastPathComponent])
        #expect(columns == lines.map { String(DisplayWidth.of($0)) })
        #expect(Set(columns).count == 1)
    }

    /// Prints each file into a terminal of its own and tells where the cursor then is.
    ///
    /// One script for all, which gives the server no open file: one left behind would keep Foundation waiting for it.
    private static let script = #"""
        for file in "$2"/*.txt; do
            # A server of its own: the last one may still be ending.
            socket="$3-${file##*/}"
            "$1" -u -f /dev/null -L "$socket" new-session -d -x 80 -y 5 "cat '$file'; sleep 5" \
                >/dev/null 2>&1 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-
            tries=0
            while [ "$tries" -lt 100 ]; do
                column=$("$1" -L "$socket" display-message -p '#{cursor_x}')
                if [ "${column:-0}" != 0 ]; then break; fi
                tries=$((tries + 1))
                sleep 0.02
            done
            sleep 0.05
            "$1" -L "$socket" display-message -p '#{cursor_x}'
            "$1" -L "$socket" kill-server
        done
        """#

    /// The lines a shell script prints.
    private static func run(_ script: String, _ arguments: [String]) throws -> [String] {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", script, "sh"] + arguments
        process.environment = ["LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "TERM": "xterm-256color"]
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}
