import Diagnostics
import Storage
import Tables
import TestSupport
import Testing

@Suite("Reading any table")
struct PropertyTests {
    private let scratch: ScratchFolder
    init() throws { scratch = try ScratchFolder() }

    @Test("Any table written is read back cell for cell, in every form", arguments: 0..<60 as Range<UInt64>)
    func roundTrip(seed: UInt64) throws {
        let rows = DelimitedText.randomRows(seed: seed)
        for delimiter in [",", "\t", ";"] as [Character] {
            for lineEnd in ["\n", "\r\n"] {
                var form = DelimitedText()
                form.delimiter = delimiter
                form.lineEnd = lineEnd
                form.endsWithLineEnd = seed % 2 == 0
                form.quotesAll = seed % 3 == 0
                let path = try scratch.write(form.table(rows), as: "t.csv")
                let options = ReadingOptions(delimiter: delimiter.asciiValue, chunkByteCount: 5)
                let reading = try Reading(path: path, options: options)
                #expect(bytes(of: reading) == rows.map { $0.map { $0.map { Array($0.utf8) } } }, "seed \(seed)")
            }
        }
    }

    private func bytes(of reading: Reading) -> [[[UInt8]?]]? {
        guard case .cells(let cells) = reading else { return nil }
        return cells.map { $0.map { $0.map { Array($0.utf8) } } }
    }

    @Test("Any soup of bytes is read as the obvious reader reads it", arguments: 0..<600 as Range<UInt64>)
    func soup(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let pieces: [[UInt8]] = [
            [0x61], [0x2C], [0x2C], [0x22], [0x22], [0x0A], [0x0A], [0x0D, 0x0A], [0x0D], [0xE1, 0x88, 0xB0], [0x20],
            [0], [0xFF],
        ]
        // Rare pieces stay rare, so that sound tables come up too.
        let common = seed % 2 == 0 ? 8 : pieces.count
        let body = (0..<Int.random(in: 0...14, using: &random)).flatMap { _ in
            pieces[Int.random(in: 0..<common, using: &random)]
        }
        let bytes = Array("x,y\n".utf8) + body
        let path = try scratch.write(bytes, as: "t.csv")
        let twin = ObviousReader.cells(of: bytes)
        let whole = try Reading(path: path)
        if case .cells(let cells) = whole {
            #expect(cells == twin, "seed \(seed)")
        } else {
            #expect(twin == nil, "seed \(seed)")
        }
        for size in [1, 2, 3, 7, 64, 4096] {
            #expect(
                try Reading(path: path, options: ReadingOptions(chunkByteCount: size)) == whole,
                "seed \(seed), chunks of \(size)")
        }
    }

    @Test("Every record is accounted for when bad rows are set aside", arguments: 0..<200 as Range<UInt64>)
    func accounting(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let lines = ["1,2", "1", "1,2,3", "", "\"a\nb\",2", "x\"y,1", "\"x\"y,1", ",", "NA,oops", "a\r,b", "\"\",7"]
        var text = "x,y\n"
        for _ in 0..<Int.random(in: 0...20, using: &random) {
            text += lines[Int.random(in: 0..<lines.count, using: &random)] + "\n"
        }
        let path = try scratch.write(text, as: "t.csv")
        var seen: Table?
        for size in [1, 3, 64, 4096] {
            let table = try TableReader.read(
                path: path, as: "t.csv", columns: [ColumnRequest("x", .category), ColumnRequest("y", .number)],
                options: ReadingOptions(refuseBadRows: true, chunkByteCount: size))
            let counts = table.accounting
            #expect(counts.isBalanced && counts.header == 1)
            #expect(counts.used == table.rowCount && counts.used == table.category("x")?.codes.count)
            #expect(counts.used == table.number("y")?.values.count)
            #expect(counts.refused == table.refusedRows.count)
            #expect(table.refusedRows.map(\.line) == table.refusedRows.map(\.line).sorted())
            #expect(seen == nil || seen == table, "seed \(seed), chunks of \(size)")
            seen = table
        }
    }
}

/// RFC 4180 in the obvious way: one byte after another, everything in memory.
private enum ObviousReader {
    /// The records, blank lines left out; `nil` if anything is wrong.
    static func cells(of bytes: [UInt8]) -> [[String?]]? {
        guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else { return nil }
        var rest = Array(text.unicodeScalars)[...]
        var records: [[String?]] = []
        var record: [String?] = []
        while !rest.isEmpty {
            var field: String?
            if rest.first == "\"" {
                var quoted = String.UnicodeScalarView()
                rest = rest.dropFirst()
                while true {
                    guard let next = rest.popFirst() else { return nil }
                    if next != "\"" {
                        quoted.append(next)
                    } else if rest.first == "\"" {
                        quoted.append(rest.removeFirst())
                    } else {
                        break
                    }
                }
                field = String(quoted)
            } else {
                let plain = rest.prefix { !",\"\r\n".unicodeScalars.contains($0) }
                rest = rest.dropFirst(plain.count)
                field = plain.isEmpty ? nil : String(String.UnicodeScalarView(plain))
            }
            record.append(field)
            if rest.first == "," {
                rest = rest.dropFirst()
                if rest.isEmpty { record.append(nil) } else { continue }
            } else if rest.first == "\r", rest.dropFirst().first == "\n" {
                rest = rest.dropFirst(2)
            } else if rest.first == "\n" {
                rest = rest.dropFirst()
            } else if !rest.isEmpty {
                return nil
            }
            if record != [nil] { records.append(record) }
            record = []
        }
        return records.allSatisfy { $0.count == 2 } ? records : nil
    }
}
