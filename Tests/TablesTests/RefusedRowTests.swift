import Diagnostics
import Tables
import TestSupport
import Testing

@Suite("Rows set aside")
struct RefusedRowTests {
    private func read(
        _ bytes: [UInt8], as name: String = "t.csv", limits change: (inout ReadingOptions.Limits) -> Void = { _ in }
    ) throws -> Table {
        var seen: Table?
        for size in [1, 3, 64, 4096] {
            var options = ReadingOptions(refuseBadRows: true, chunkByteCount: size)
            change(&options.limits)
            let table = try TableReader.read(bytes: bytes, as: name, columns: .all, options: options)
            #expect(seen == nil || seen == table, "chunks of \(size)")
            seen = table
        }
        return try #require(seen)
    }

    @Test("A row is listed with its place, its reason and its text")
    func text() throws {
        let table = try read(Array("a,b\n1\n\"x\ny\",2,3\r\nz,".utf8) + [0xE9, 0x66, 0xFF] + Array("\nok,1\n".utf8))
        #expect(table.refusedRows.map(\.line) == [2, 4, 5])
        #expect(table.refusedRows.map(\.code) == ["E201", "E201", "E207"])
        #expect(table.refusedRows.map(\.text) == ["1", "\"x\ny\",2,3", "z,\\xE9f\\xFF"])
        #expect(table.refusedRows.allSatisfy { $0.file == "t.csv" && !$0.isTextCut })
        let lines = try read(Array("{\"a\":1}\r\n{\"a\":007}\r\n".utf8), as: "t.jsonl")
        #expect(lines.refusedRows.map(\.text) == ["{\"a\":007}"])
    }

    @Test("A long row is cut with a note, never inside a character")
    func cut() throws {
        let table = try read(Array("a,b\nሰሰሰ\nxy\n".utf8)) { $0.refusedTextByteCount = 5 }
        #expect(table.refusedRows.map(\.text) == ["ሰ… [cut: the row has 9 bytes]", "xy"])
        #expect(table.refusedRows.map(\.isTextCut) == [true, false])
    }

    @Test("All texts together are bounded")
    func total() throws {
        let table = try read(Array("a,b\n1234\n5678\n90\n".utf8)) { $0.refusedTextTotal = 6 }
        #expect(
            table.refusedRows.map(\.text) == [
                "1234", "56… [cut: the row has 4 bytes]", "… [cut: the row has 2 bytes]",
            ])
    }

    @Test(
        "Mixed line ends are noted once, whatever the chunks",
        arguments: [
            ("a,b\r\n1,2\n3,4\r\n5,6\n", "t.csv", 2), ("a,b\n1,2\n3,4\r\n", "t.csv", 3),
            ("a,b\r\n1,2\r\n3,4", "t.csv", nil), ("a,b\n1,2\n", "t.csv", nil),
            ("{\"a\":1}\n{\"a\":2}\r\n{\"a\":2}\n", "t.jsonl", 2), ("{\"a\":1}\r\n{\"a\":2}", "t.jsonl", nil),
        ] as [(String, String, Int?)])
    func lineEnds(text: String, name: String, line: Int?) throws {
        let notes = try read(Array(text.utf8), as: name).notes
        #expect(notes.map(\.location) == (line.map { [SourceLocation(file: name, line: $0)] } ?? []))
        #expect(notes.allSatisfy { $0.severity == .note && $0.code == TableFault.mixedLineEndsCode })
    }
}
