import Foundation
import LineEditor
import Storage
import TestSupport
import Testing

@Suite("The file of the history")
struct HistoryFileTests {
    static let entries = [
        "metrics tpr", "a |\nb\n\nc", #"back\slash \n \\ \x1b"#, "tab\there", "esc\u{1B}[2J", "አማራ क्षेत्र 👨‍👩‍👧",
        "\u{0}\u{18}\u{7F}",
        "cr\rlf\r\n", "x\u{202E}y", String(repeating: "long ", count: 5_000),
    ]

    @Test("Every entry comes back as it was, and the file is text of one line each", arguments: entries)
    func roundTrip(entry: String) throws {
        let folder = try ScratchFolder()
        let file = HistoryFile(path: folder.file("history"))
        #expect(file.append(entry) && file.append("next"))
        #expect(file.entries() == [entry, "next"])
        let bytes = try FileReader.contents(of: file.path)
        #expect(bytes.count { $0 == 0x0A } == 2)
        #expect(bytes.allSatisfy { $0 == 0x0A || $0 >= 0x20 && $0 != 0x7F })
    }

    @Test("What a dying writer left is passed over and never joined to the next entry, wherever it was cut off")
    func torn() throws {
        let whole = HistoryText.line(of: "metrics \\ tpr\nby አማራ")
        for length in 0..<whole.count {
            let folder = try ScratchFolder()
            let path = try folder.write(HistoryText.line(of: "first") + whole[..<length], as: "history")
            let file = HistoryFile(path: path)
            #expect(file.entries() == ["first"])
            #expect(file.append("next"))
            #expect(file.entries() == ["first", "next"], "cut at \(length)")
        }
    }

    @Test("Lines that are none of ours are passed over")
    func foreign() throws {
        let folder = try ScratchFolder()
        let bytes: [UInt8] =
            Array("a\n\n\\q\n\\x1\n\\xzz\nb\\\nc\n".utf8) + [0xFF, 0x0A, 0x00, 0x0A] + Array("d\n".utf8)
        let path = try folder.write(bytes, as: "history")
        #expect(HistoryFile(path: path).entries() == ["a", "c", "\u{FFFD}", "d"])
    }

    @Test("Two writers at once lose nothing and mix nothing")
    func twoWriters() async throws {
        let folder = try ScratchFolder()
        let path = folder.file("history")
        await withTaskGroup(of: Void.self) { group in
            for writer in 0..<4 {
                group.addTask {
                    for number in 0..<200 {
                        HistoryFile(path: path).append(
                            "\(writer) \(number) \\ \n" + String(repeating: "አ", count: number))
                    }
                }
            }
        }
        let entries = HistoryFile(path: path).entries()
        #expect(entries.count == 800)
        for writer in 0..<4 {
            let own = entries.filter { $0.hasPrefix("\(writer) ") }
            let expected = (0..<200).map { "\(writer) \($0) \\ \n" + String(repeating: "አ", count: $0) }
            #expect(own == expected)
        }
    }

    @Test("Of a long file the end is read, and a line that is too long is not kept")
    func long() throws {
        let folder = try ScratchFolder()
        let line = String(repeating: "x", count: 99) + "\n"
        let path = try folder.write(String(repeating: line, count: 60_000) + "last\n", as: "history")
        let entries = HistoryFile(path: path).entries()
        #expect(entries.last == "last" && entries.count > 40_000 && entries.count < 60_000)
        #expect(entries.dropLast().allSatisfy { $0.count == 99 })
        #expect(!HistoryFile(path: path).append(String(repeating: "y", count: 1 << 16)))
    }

    @Test("A link, a folder, a pipe or a second name of a file is no history, and nothing hangs")
    func others() throws {
        let folder = try ScratchFolder()
        let target = try folder.write("mine\n", as: "target")
        symlink(target, folder.file("link"))
        link(target, folder.file("second"))
        mkdir(folder.file("folder"), 0o700)
        mkfifo(folder.file("pipe"), 0o600)
        for name in ["link", "second", "folder", "pipe", "missing/history", "nul\u{0}"] {
            let file = HistoryFile(path: folder.file(name))
            #expect(file.entries().isEmpty && !file.append("x"), "\(name)")
        }
        #expect(try FileReader.contents(of: target) == Array("mine\n".utf8))
    }

    @Test("Only its owner can read it")
    func mode() throws {
        let folder = try ScratchFolder()
        let file = HistoryFile(path: folder.file("history"))
        file.append("x")
        let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
        #expect(mode.map { $0 & 0o077 } == 0)
    }
}
