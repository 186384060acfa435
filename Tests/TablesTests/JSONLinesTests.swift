import Diagnostics
import Interchange
import Tables
import TestSupport
import Testing

@Suite("JSON Lines")
struct JSONLinesTests {
    private func read(
        _ text: String, _ columns: ColumnSelection = .all, _ options: ReadingOptions = ReadingOptions()
    ) throws(TableError) -> Table {
        try TableReader.read(bytes: Array(text.utf8), as: "t.jsonl", columns: columns, options: options)
    }

    /// The faults of reading, the same for all chunk sizes.
    private func faults(
        _ text: String, _ columns: ColumnSelection = .all,
        limits change: (inout ReadingOptions.Limits) -> Void = { _ in }
    ) -> [String] {
        var seen: TableError?
        for size in [1, 2, 3, 7, 64, 4096] {
            var options = ReadingOptions(chunkByteCount: size)
            change(&options.limits)
            let error = failure { () throws(TableError) in _ = try read(text, columns, options) }
            #expect(seen == nil || seen == error, "chunks of \(size)")
            seen = error
        }
        return seen?.problems.map {
            let place = $0.location.description.dropFirst("t.jsonl".count)
            return $0.fault.code + place
        } ?? []
    }

    @Test("Values are kept in the kinds that were asked for")
    func kinds() throws {
        let table = try read(
            "{\"id\":9007199254740993,\"g\":true,\"n\":0.1,\"t\":\"x\"}\n{\"t\":null,\"n\":-0,\"g\":\"\",\"id\":\"007\"}\n",
            [
                ColumnRequest("id", .identifier), ColumnRequest("g", .category), ColumnRequest("n", .number),
                ColumnRequest("t", .text), ColumnRequest("n", .category),
            ])
        #expect(table.identifier("id")?[0] == "9007199254740993" && table.identifier("id")?[1] == "007")
        #expect(table.category("g")?.levels == ["true", ""])
        #expect(table.number("n")?.values == [0.1, -0.0] && table.number("n")?.values[1].sign == .minus)
        #expect(table.category("n")?.levels == ["0.1", "-0"])
        #expect(table.text("t")?[0] == "x" && table.text("t")?[1] == nil)
        #expect(table.header == ["id", "g", "n", "t"])
        #expect(table.accounting.sentence == "2 rows read, 2 used, 0 refused")
    }

    @Test(
        "Numbers are the nearest doubles",
        arguments: [
            "0.1", "-0.1", "1e22", "1e23", "123456789012345678901234567890", "2.2250738585072011e-308", "4.9e-324",
            "1e-400", "179769313486231570000e288", "0.30000000000000004", "9007199254740993", "-0", "5E-1",
        ])
    func numbers(text: String) throws {
        let table = try read("{\"n\":\(text)}\n", [ColumnRequest("n", .number)])
        #expect(table.number("n")?.values.first?.bitPattern == Double(text)?.bitPattern)
    }

    @Test("Members that were not asked for may hold anything of sound form")
    func unasked() throws {
        let deep = String(repeating: "[", count: 63) + String(repeating: "]", count: 63)
        let text =
            "{\"x\":{\"a\":[1,{\"a\":\"}\"}],\"b\":{\"a\":1}},\"g\":\"u\"}\n{\"g\":\"v\",\"y\":\(deep),\"z\":[{\"a\":1},{\"a\":2}]}\n"
        let table = try read(text, [ColumnRequest("g", .category)])
        #expect(table.category("g")?.levels == ["u", "v"])
        #expect(table.header == ["x", "g", "y", "z"])
        let column: ColumnSelection = [ColumnRequest("g", .category)]
        #expect(faults("{\"g\":1,\"y\":[\(deep)]}\n", column) == ["E239:1:75"])
        #expect(faults("{\"g\":1,\"y\":[{\"a\":1,\"\\u0061\":2}]}\n", column) == ["E241:1:20"])
        #expect(faults("{\"g\":1,\"y\":{\"x\":{\"x\":1},\"x\":2}}\n", column) == ["E241:1:25"])
        #expect(faults("{\"g\":1,\"y\":[1,]}\n", column) == ["E233:1:15"])
        #expect(faults("{\"g\":1,\"y\":[1}\n", column) == ["E233:1:14"])
    }

    @Test("A column that no object has is unknown, unless it need not be there")
    func absentColumns() throws {
        #expect(faults("{\"label\":1}\n", [ColumnRequest("lable", .category)]) == ["E212"])
        let error = failure { () throws(TableError) in
            _ = try read("{\"label\":1}\n", [ColumnRequest("lable", .category)])
        }
        #expect(error?.exitStatus == .usage)
        #expect(error?.diagnostics.first?.help.first == "did you mean 'label'?")
        let table = try read(
            "{\"a\":1}\n", [ColumnRequest("a", .category), ColumnRequest("b", .number, required: false)])
        #expect(table.number("b") == nil && table.header == ["a"])
    }

    @Test("Where all columns are read, one that is named may come later than the first object")
    func namedLater() throws {
        let table = try read(
            "{\"a\":1}\n{\"a\":2,\"score\":0.5}\n",
            .every(otherwise: .category, except: [ColumnRequest("score", .number)]))
        #expect(table.header == ["a", "score"])
        #expect(table.number("score")?[0] == nil && table.number("score")?[1] == 0.5)
    }

    @Test("A name written in other code points than the one asked for is told, not taken for absent")
    func alikeNames() {
        #expect(faults("{\"e\u{301}\":1}\n", [ColumnRequest("\u{E9}", .category)]) == ["E248:1:2"])
        #expect(faults("{\"\u{212A}\":1,\"K\":2}\n", [ColumnRequest("a", .category, required: false)]) == ["E248:1:8"])
    }

    @Test("A number column takes numbers only")
    func onlyNumbers() throws {
        let column: ColumnSelection = [ColumnRequest("n", .number)]
        #expect(
            faults("{\"n\":\"0.5\"}\n{\"n\":\"NA\"}\n{\"n\":false}\n{\"n\":[1]}\n{\"n\":1e999}\n", column) == [
                "E244:1:6", "E244:2:6", "E214:3:6", "E243:4:6", "E215:5:6",
            ])
    }

    @Test("All bad lines are counted and the first of them told")
    func errorLimit() throws {
        let text = (1...50).map { "{\"n\":\($0 % 2 == 0 ? "\"x\"" : "1")}\n" }.joined()
        let error = failure { () throws(TableError) in _ = try read(text, [ColumnRequest("n", .number)]) }
        #expect(error?.diagnostics.count == 21)
        #expect(error?.diagnostics.last?.message == "and 5 more")
    }

    @Test("Sizes are limited, whatever the chunks")
    func limits() throws {
        #expect(faults("{\"a\":\"123456\"}\n") { $0.fieldByteCount = 8 } == [])
        #expect(faults("{\"a\":1}\n{\"a\":\"1234567\"}\n{\"a\":}\n") { $0.fieldByteCount = 8 } == ["E216:2:6"])
        #expect(faults("{\"a\":123456789}\n") { $0.fieldByteCount = 8 } == ["E216:1:6"])
        #expect(faults("{\"a\":1}\r\n{\"a\":22}\n") { $0.recordByteCount = 8 } == [])
        #expect(faults("{\"a\":,}\n{\"a\":22}\r\n{\"a\":333}") { $0.recordByteCount = 8 } == ["E233:1:6", "E217:3:1"])
        #expect(faults(String(repeating: "[", count: 5000)) { $0.recordByteCount = 100 } == ["E217:1:1"])
        let names = "{" + (0..<6).map { "\"c\($0)\":1" }.joined(separator: ",") + "}\n"
        #expect(faults(names) { $0.columnCount = 6 } == [])
        #expect(faults(names, [ColumnRequest("c0", .category)]) { $0.columnCount = 5 } == ["E247:1:37"])
        let groups = "{\"g\":1}\n{\"g\":2}\n{}x\n{\"g\":3}\n{\"g\":4}\n"
        #expect(faults(groups, [ColumnRequest("g", .category)]) { $0.levelCount = 2 } == ["E236:3:3", "E219:4:6"])
    }

    @Test("Choices that mean nothing for JSON Lines are refused")
    func choices() {
        for options in [
            ReadingOptions(delimiter: 0x3B), ReadingOptions(decimalComma: true),
            ReadingOptions(renamesDuplicates: true),
        ] {
            let error = failure { () throws(TableError) in _ = try read("{\"a\":1}\n", .all, options) }
            #expect(error?.problems.first?.fault.code == "E246" && error?.exitStatus == .usage)
        }
    }

    @Test("A cell is found again in its file")
    func places() throws {
        let scratch = try ScratchFolder()
        let path = try scratch.write(
            "{\"ክልል\":\"ኦሮሚያ\",\"n\":1}\n\n{\"n\":22, \"ክልል\":null}\n{\"n\":3}\n", as: "t.jsonl")
        let table = try TableReader.read(path: path, as: "t.jsonl", columns: .all)
        #expect(table.place(row: 0, column: "n").location == SourceLocation(file: "t.jsonl", line: 1, column: 19))
        let place = table.place(row: 1, column: "n")
        #expect(place.location == SourceLocation(file: "t.jsonl", line: 3, column: 6))
        #expect(place.excerpt == Diagnostic.Excerpt(line: "{\"n\":22, \"ክልል\":null}", column: 6, length: 2))
        #expect(table.place(row: 2, column: "ክልል").location == SourceLocation(file: "t.jsonl", line: 4))
    }

    @Test("Any soup of tokens is read as the other reader reads it", arguments: 0..<400 as Range<UInt64>)
    func twin(seed: UInt64) throws {
        let pieces = [
            "{\"a\":", "{\"a\":", "{\"b\":", "\"a\":", "\"b\":", ",\"b\":", "}", "}", "}", "{", "[", "]", ",", ":",
            "\"x\"",
            "\"\\u1230\"", "\"\\ud83d\\ude00\"", "\"\\ud83d\"", "null", "true", "1", "-2.5e3", "007", "1.", " ", "\t",
            "\"",
            "\\", "ሰ", "\u{7}",
        ]
        var random = SeededRandom(seed: seed)
        for _ in 0..<40 {
            let line = (0..<Int.random(in: 1...9, using: &random)).map { _ in
                pieces[Int.random(in: 0..<pieces.count, using: &random)]
            }.joined()
            guard !line.allSatisfy({ $0 == " " || $0 == "\t" }) else { continue }
            let twin = (try? JSONValue.parse(line))?.members
            // The first line gives both columns a name.
            let text = "{\"a\":null,\"b\":null}\n" + line + "\n"
            let table = try read(
                text, [ColumnRequest("a", .text), ColumnRequest("b", .text)],
                ReadingOptions(refuseBadRows: true, chunkByteCount: 1 + Int(seed % 20)))
            let isNested = twin?.contains {
                ["a", "b"].contains($0.name) && ($0.value.elements ?? $0.value.members.map { _ in [] }) != nil
            }
            guard let twin, isNested == false else {
                #expect(table.rowCount == 1 && table.refusedRows.count == 1, "\(line)")
                continue
            }
            #expect(table.rowCount == 2, "\(line): \(table.refusedRows.first?.reason ?? "")")
            for name in ["a", "b"] {
                let cell = table.text(name)?[1]
                switch twin.first(where: { $0.name == name })?.value {
                case nil, .null?: #expect(cell == nil, "\(line)")
                case .bool(let value)?: #expect(cell == String(value), "\(line)")
                case .string(let value)?: #expect(cell == value, "\(line)")
                case let value?: #expect(cell.flatMap { Double($0) } == value.double, "\(line)")
                }
            }
        }
    }
}
