import Diagnostics
import Storage
import Tables
import TestSupport
import Testing

@Suite("Columns")
struct ColumnTests {
    private let scratch: ScratchFolder
    init() throws { scratch = try ScratchFolder() }

    private func read(
        _ text: String, _ columns: ColumnSelection, _ options: ReadingOptions = ReadingOptions()
    ) throws -> Table {
        try TableReader.read(
            path: try scratch.write(text, as: "t.csv"), as: "t.csv", columns: columns, options: options)
    }

    private func problem(
        _ text: String, _ columns: ColumnSelection, _ options: ReadingOptions = ReadingOptions()
    ) throws -> TableProblem? {
        let path = try scratch.write(text, as: "t.csv")
        return failure { () throws(TableError) in
            _ = try TableReader.read(path: path, as: "t.csv", columns: columns, options: options)
        }?.problems.first
    }

    @Test("Levels come in the order of first appearance; only an empty field without quotes is missing")
    func levels() throws {
        let table = try read("g\nNA\nKE\n\"\"\nNA\n null\n", [ColumnRequest("g", .category)])
        let column = try #require(table.category("g"))
        #expect(column.levels == ["NA", "KE", "", " null"])
        #expect(column.codes == [0, 1, 2, 0, 3])
        let missing = try read("g,h\n,1\nNA,2\n\"\",3\n", [ColumnRequest("g", .category)])
        #expect(missing.category("g")?.codes == [CategoryColumn.missing, 0, 1])
        #expect(missing.category("g")?.levels == ["NA", ""])
        #expect(missing.category("g")?.counts().missing == 1)
        #expect(missing.category("g")?.level(ofRow: 0) == nil)
        #expect(missing.category("h") == nil)
    }

    @Test("Levels that are canonically equal but differ in bytes stay apart")
    func canonical() throws {
        let column = try #require(try read("g\né\ne\u{301}\né\n", [ColumnRequest("g", .category)]).category("g"))
        #expect(column.codes == [0, 1, 0])
        #expect(column.levels.map { $0.utf8.count } == [2, 3])
        #expect(column.code(of: "e\u{301}") == 1)
    }

    @Test("Many levels keep their codes", arguments: [1, 7, 1000, 50_000])
    func manyLevels(count: Int) throws {
        let rows = (0..<count).map { "level \($0)\n" }.joined()
        let column = try #require(try read("g\n" + rows + rows, [ColumnRequest("g", .category)]).category("g"))
        #expect(column.codes == (Array(0..<UInt32(count)) + Array(0..<UInt32(count))))
        #expect(column.levels[count - 1] == "level \(count - 1)")
    }

    @Test(
        "Decimal numbers are read to the nearest double",
        arguments: [
            ("0", 0), ("-0", -0.0), ("007", 7), ("+1", 1), (".5", 0.5), ("5.", 5), ("-3.25", -3.25), ("1e3", 1000),
            ("1E-4", 1e-4),
            ("0.1", 0.1), ("123456789012345678901234567890", 123456789012345678901234567890.0),
            ("9007199254740993", 9007199254740992), ("9007199254740993.00000000000000000001", 9007199254740994),
            ("1e23", 1e23), ("8.41e21", 8.41e21), ("9.5367431640625e-07", 9.5367431640625e-07), ("1e-400", 0),
            ("0e999999999999", 0),
            ("0.000000000000000000000000000000000000001", 1e-39), ("1.7976931348623157e308", .greatestFiniteMagnitude),
            ("4.9e-324", .leastNonzeroMagnitude), ("2.2250738585072011e-308", Double.leastNormalMagnitude.nextDown),
            ("0." + String(repeating: "3", count: 400), 1.0 / 3),
        ] as [(String, Double)])
    func numbers(text: String, value: Double) throws {
        let column = try #require(
            try read("a,n\n1,\(text)\n2,\"\(text)\"\n", [ColumnRequest("n", .number)]).number("n"))
        #expect(column.values.map(\.bitPattern) == [value.bitPattern, value.bitPattern])
    }

    @Test("Random doubles survive being written and read", arguments: 0..<10 as Range<UInt64>)
    func doubles(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let values =
            (0..<500).map { _ in Double(bitPattern: random.next()) }.filter(\.isFinite)
            + (0..<500).map { _ in Double(Int.random(in: -1_000_000...1_000_000, using: &random)) / 1e6 }
        let column = try #require(
            try read("n\n" + values.map { "\($0)\n" }.joined(), [ColumnRequest("n", .number)]).number("n"))
        #expect(column.values.map(\.bitPattern) == values.map(\.bitPattern), "seed \(seed)")
    }

    @Test(
        "What is not a plain decimal number is refused, with the fitting remedy",
        arguments: [
            ("oops", .unclear), ("1,5", .decimalComma), ("-0,85", .decimalComma), ("1,234,567", .groupedThousands),
            ("1_000", .groupedThousands), ("1 000", .groupedThousands), (" 1", .spaces), ("1 ", .spaces),
            ("\u{A0}1", .spaces),
            ("NA", .missingWord), ("null", .missingWord), ("-", .missingWord), (".", .missingWord), ("NaN", .notFinite),
            ("-Inf", .notFinite), ("infinity", .notFinite), ("0x1F", .hexadecimal), ("١٢٣", .otherDigits),
            ("፲", .otherDigits),
            ("1e", .unclear), ("1e+", .unclear), ("--1", .unclear), ("1'000.5", .groupedThousands),
            ("1.2.3", .groupedThousands), ("e5", .unclear),
            ("TRUE", .unclear), ("", .emptyQuoted),
            ("1e5x", .unclear), ("+", .unclear), ("½", .otherDigits),
        ] as [(String, TableFault.NumberHint)])
    func notNumbers(text: String, hint: TableFault.NumberHint) throws {
        let problem = try problem("a,n\n1,\"\(text)\"\n", [ColumnRequest("n", .number)])
        #expect(problem?.fault == .notANumber(text, column: "n", hint: hint))
        #expect(problem?.location == SourceLocation(file: "t.csv", line: 2, column: 3))
    }

    @Test("With a decimal comma, commas are read and full stops refused")
    func decimalComma() throws {
        var options = ReadingOptions(delimiter: UInt8(ascii: ";"), decimalComma: true)
        let text = "a;n\nx;0,85\ny;-1e2\nz;\"1,5\"\n"
        #expect(try read(text, [ColumnRequest("n", .number)], options).number("n")?.values == [0.85, -100, 1.5])
        let fault = try problem("n;a\n0.85;1\n", [ColumnRequest("n", .number)], options)?.fault
        #expect(fault == .notANumber("0.85", column: "n", hint: .decimalPoint))
        options.decimalComma = false
        let other = try problem(text, [ColumnRequest("n", .number)], options)
        #expect(other?.diagnostic.help == ["decimal comma? add: --decimal ,"])
    }

    @Test("A missing number is missing, not zero")
    func missingNumbers() throws {
        let column = try #require(try read("a,n\n1,\n2,0\n", [ColumnRequest("n", .number)]).number("n"))
        #expect(column[0] == nil && column[1] == 0 && column.isMissing(0) && column.missingCount == 1)
    }

    @Test("Ids stay text; an empty one is an error")
    func identifiers() throws {
        let table = try read("id\n007\n99999999999999999999\nNA\n\" x\"\n", [ColumnRequest("id", .identifier)])
        let ids = try #require(table.identifier("id"))
        #expect((0..<ids.count).map { ids[$0] } == ["007", "99999999999999999999", "NA", " x"])
        #expect(ids.firstDuplicate() == nil)
        #expect(try problem("id,a\n,1\n", [ColumnRequest("id", .identifier)])?.fault == .emptyIdentifier(column: "id"))
        #expect(
            try problem("id,a\n\"\",1\n", [ColumnRequest("id", .identifier)])?.fault == .emptyIdentifier(column: "id"))
    }

    @Test("An unknown column is named with the nearest one and all others")
    func unknown() throws {
        let problem = try #require(try problem("region,label\n1,2\n", [ColumnRequest("regoin", .category)]))
        #expect(problem.location == SourceLocation(file: "t.csv", line: 1))
        #expect(problem.diagnostic.code == "E212")
        #expect(problem.diagnostic.help == ["did you mean 'region'?", "columns: region, label"])
        let optional = try read(
            "a\n1\n", [ColumnRequest("a", .category), ColumnRequest("b", .number, required: false)])
        #expect(optional.category("a") != nil && optional.number("b") == nil)
    }

    @Test("All columns can be asked for at once, some in another kind")
    func allColumns() throws {
        let all = try read("a,b\n1,2\n", .all)
        #expect(all.categories.map(\.name) == ["a", "b"])
        let mixed = try read("a,b\n1,2\n", .every(otherwise: .text, except: [ColumnRequest("b", .number)]))
        #expect(mixed.text("a")?[0] == "1" && mixed.number("b")?.values == [2] && mixed.text("b") == nil)
        let twice = try read("a,b\n1,2\n", [ColumnRequest("a", .number), ColumnRequest("a", .category)])
        #expect(twice.number("a")?.values == [1] && twice.category("a")?.levels == ["1"])
    }

    @Test("Duplicate names can be told apart by numbers that are not taken")
    func renamed() throws {
        let table = try read("a,a_2,a,a\n1,2,3,4\n", .all, ReadingOptions(renamesDuplicates: true))
        #expect(table.header == ["a", "a_2", "a_3", "a_4"])
    }

    @Test("Rows keep their lines past blank lines, long rows and rows set aside")
    func lines() throws {
        let table = try read("a,b\n1,2\n\n\"x\ny\",3\n4\n5,6\n7,8\n", .all, ReadingOptions(refuseBadRows: true))
        #expect((0..<table.rowCount).map { table.location(row: $0).line } == [2, 4, 7, 8])
        #expect(table.location(row: 99).line == nil)
        #expect(table.accounting.sentence == "5 rows read, 4 used, 1 refused, 1 blank line skipped")
        #expect(table.accounting.physicalRecords == 7)
    }

    @Test("A cell is found again in its line, in characters, past quotes and rows set aside")
    func cells() throws {
        let text = "\u{FEFF}a,b\n1,2\nbad\n\"x\nየሰው\",\"ል\"\"ጅ\"\n5,6\n"
        let table = try read(text, .all, ReadingOptions(refuseBadRows: true))
        #expect(table.location(row: 0, column: "b") == SourceLocation(file: "t.csv", line: 2, column: 3))
        #expect(table.location(row: 1, column: "a") == SourceLocation(file: "t.csv", line: 4, column: 1))
        let place = table.place(row: 1, column: "b")
        #expect(place.location == SourceLocation(file: "t.csv", line: 5, column: 6))
        #expect(place.excerpt?.column == 6 && place.excerpt?.line == "የሰው\",\"ል\"\"ጅ\"")
        #expect(table.location(row: 2, column: "none") == SourceLocation(file: "t.csv", line: 6))
        try scratch.write("other\n", as: "t.csv")
        #expect(table.location(row: 2, column: "b") == SourceLocation(file: "t.csv", line: 6))
    }

    @Test("The digest and size are those of the file as it is stored")
    func digest() throws {
        let bytes = GzipFixtures.stored(Array("a\n1\n".utf8))
        let path = try scratch.write(bytes, as: "t.csv.gz")
        let table = try TableReader.read(path: path, columns: .all)
        #expect(table.sha256 == SHA256.hexadecimal(SHA256.digest(of: bytes)))
        #expect(table.byteCount == bytes.count)
        let quick = try TableReader.read(path: path, columns: .all, options: ReadingOptions(takesDigest: false))
        #expect(quick.sha256 == nil && quick.category("a")?.levels == ["1"])
    }

    @Test("Bytes in memory are read as a file of them is", arguments: [1, 64])
    func memory(size: Int) throws {
        let options = ReadingOptions(chunkByteCount: size)
        let plain = Array("a\tb\n1\t2\n".utf8)
        for bytes in [plain, GzipFixtures.stored(plain)] {
            let table = try TableReader.read(bytes: bytes, as: "t.tsv", columns: .all, options: options)
            let same = try TableReader.read(path: scratch.write(bytes, as: "t.tsv"), as: "t.tsv", columns: .all)
            #expect(table.header == ["a", "b"] && table.categories == same.categories)
            #expect(table.sha256 == same.sha256 && table.byteCount == same.byteCount)
            #expect(table.location(row: 0, column: "b") == SourceLocation(file: "t.tsv", line: 2))
        }
        let empty = failure { () throws(TableError) in
            _ = try TableReader.read(bytes: [], as: "t.csv", columns: .all, options: options)
        }
        #expect(empty?.problems.map(\.fault) == [.noHeader])
    }

    @Test("The delimiter follows the file's name unless it is given")
    func delimiters() throws {
        let path = try scratch.write("a,b\tc\n1\t2\n", as: "t.TSV")
        #expect(try TableReader.read(path: path, columns: .all).header == ["a,b", "c"])
        let bad = failure { () throws(TableError) in
            _ = try TableReader.read(path: path, columns: .all, options: ReadingOptions(delimiter: 0x22))
        }
        #expect(bad?.exitStatus == .usage)
        let missing = failure { () throws(TableError) in
            _ = try TableReader.read(path: scratch.file("none"), columns: .all)
        }
        #expect(missing?.exitStatus == .input)
    }
}
