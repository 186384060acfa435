import Diagnostics
import Storage
@testable import Tables
import TestSupport
import Testing

/// Keeps everything it is given.
private struct EveryRow: JoinConsumer {
    var codes: [[UInt32]]
    var numbers: [[Double]]
    var rowCount = 0
    /// The first category of the rows of each file as they stand in it.
    var inspected: [[UInt32]]

    init(categories: Int, numbers: Int, files: Int) {
        codes = Array(repeating: [], count: categories)
        self.numbers = Array(repeating: [], count: numbers)
        inspected = Array(repeating: [], count: files)
    }

    mutating func consume(_ chunk: borrowing ColumnChunk) {
        rowCount += chunk.rowCount
        for index in codes.indices { codes[index] += chunk.codes[index] }
        for index in numbers.indices { numbers[index] += chunk.numbers[index] }
    }

    mutating func inspect(_ chunk: borrowing ColumnChunk, of file: Int, firstRow: Int) {
        #expect(firstRow == inspected[file].count)
        inspected[file] += chunk.codes[0]
    }

    func inspects(file: Int) -> Bool { true }
}

/// Files to be joined: for each the rows of id, category and number as texts.
private struct Case: CustomTestStringConvertible {
    var files: [[(id: String, category: String?, number: String?)]] = []
    var names: [String] = []
    /// The file with a malformed row, if any.
    var damaged: Int?
    var chunkByteCount = 1 << 18
    let seed: UInt64

    var testDescription: String { "seed \(seed)" }

    /// Ids in one of several styles, all different.
    private static func ids(_ random: inout SeededRandom, count: Int) -> [String] {
        switch Int.random(in: 0..<6, using: &random) {
        case 0: return (1...count).map { String($0 + 95) }
        case 1:
            let start = Int.random(in: 0..<1000, using: &random)
            return (0..<count).map { "a\(1000 + start + 3 * $0)" }
        case 2:
            // Sorted texts of several lengths.
            return (1...count).map { String($0 * 7) }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        case 3: return (1...count).map { String($0) }.shuffled(using: &random)
        case 4:
            // Leading zeros make other ids of them.
            let texts = (1...count).flatMap { ["\($0)", "0\($0)", "00\($0)"] }
            return Array(texts.shuffled(using: &random).prefix(count))
        default:
            let pieces = ["é", "e\u{301}", "\"", "ሰላም", " ", ",", "NA", "null", "0", "7", "\n", "👩🏽‍🌾", "\t", "\u{A0}"]
            var seen: Set<[UInt8]> = []
            var texts: [String] = []
            while texts.count < count {
                let length = Int.random(in: 1...12, using: &random)
                let text = (0..<length).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }.joined()
                if seen.insert(Array(text.utf8)).inserted { texts.append(text) }
            }
            return texts
        }
    }

    init(seed: UInt64) {
        self.seed = seed
        var random = SeededRandom(seed: seed)
        let all = Self.ids(&random, count: Int.random(in: 1...120, using: &random))
        let otherCount = Int.random(in: 1...3, using: &random)
        let isComplete = Bool.random(using: &random)
        let isInOrder = Int.random(in: 0..<3, using: &random) > 0
        // The same id twice in several files.
        let twice = Int.random(in: 0..<4, using: &random) == 0 ? all.randomElement(using: &random) : nil
        for file in 0...otherCount {
            var ids = all
            if !isComplete {
                let share = Double.random(in: 0...0.3, using: &random)
                ids = ids.filter { _ in Double.random(in: 0..<1, using: &random) >= share }
            }
            if !isInOrder, file > 0, ids.count > 1 {
                // From one row out of place to none in its place.
                if Bool.random(using: &random) {
                    ids.swapAt(Int.random(in: 0..<ids.count, using: &random), ids.count - 1)
                } else {
                    ids.shuffle(using: &random)
                }
            }
            if let twice, ids.contains(where: { $0.utf8.elementsEqual(twice.utf8) }), Bool.random(using: &random) {
                ids.insert(twice, at: Int.random(in: 0...ids.count, using: &random))
            } else if Int.random(in: 0..<20, using: &random) == 0, let id = ids.randomElement(using: &random) {
                ids.insert(id, at: Int.random(in: 0...ids.count, using: &random))
            }
            files.append(
                ids.map { id in
                    let category: String? =
                        Int.random(in: 0..<5, using: &random) == 0 ? nil : "v\(Int.random(in: 0..<6, using: &random))"
                    let number: String? =
                        Int.random(in: 0..<5, using: &random) == 0 ? nil : "\(Int.random(in: 0..<50, using: &random))"
                    return (id, category, number)
                })
            names.append("f\(file)." + (["csv", "tsv", "jsonl", "csv.gz"].randomElement(using: &random) ?? "csv"))
        }
        if Int.random(in: 0..<6, using: &random) == 0 { damaged = Int.random(in: 0...otherCount, using: &random) }
        chunkByteCount = [1, 7, 40, 300, 1 << 18].randomElement(using: &random) ?? 1
    }

    /// Writes the files and returns their paths.
    func write(to folder: ScratchFolder) throws -> [String] {
        try zip(files, names).enumerated().map { index, pair in
            let (rows, name) = pair
            var bytes: [UInt8]
            if name.contains("jsonl") {
                func quoted(_ text: String) -> String {
                    "\""
                        + text.unicodeScalars.map { scalar in
                            switch scalar {
                            case "\"": "\\\""
                            case "\n": "\\n"
                            case "\t": "\\t"
                            default: String(scalar)
                            }
                        }.joined() + "\""
                }
                var lines = rows.map { row in
                    var members = ["\"id\": " + quoted(row.id)]
                    if let category = row.category { members.append("\"c\(index)\": " + quoted(category)) }
                    if let number = row.number { members.append("\"x\(index)\": " + number) }
                    return "{" + members.joined(separator: ", ") + "}"
                }
                if damaged == index { lines.append("{") }
                bytes = Array(lines.map { $0 + "\n" }.joined().utf8)
            } else {
                var text = DelimitedText()
                text.delimiter = name.contains("tsv") ? "\t" : ","
                text.quotesAll = seed % 3 == 0
                var table =
                    [["c\(index)", "id", "x\(index)"]] + rows.map { [$0.category, $0.id, $0.number] as [String?] }
                if damaged == index { table.append(["too", "long", "a", "row"]) }
                bytes = Array(text.table(table).utf8)
            }
            if name.hasSuffix(".gz") { bytes = GzipFixtures.stored(bytes) }
            return try folder.write(bytes, as: name)
        }
    }
}

@Suite("Joining without keeping rows")
struct StreamedJoinTests {
    private let scratch: ScratchFolder
    init() throws { scratch = try ScratchFolder() }

    private func options(_ chunkByteCount: Int) -> ReadingOptions { ReadingOptions(chunkByteCount: chunkByteCount) }

    private func columns(_ index: Int) -> [ColumnRequest] {
        [ColumnRequest("x\(index)", .number), ColumnRequest("c\(index)", .category)]
    }

    /// What the joined rows are, by the tables in memory.
    private func twin(_ paths: [String], _ names: [String], _ chunkByteCount: Int) throws(TableError) -> (
        rows: [[String?]], base: Table, others: [(table: Table, join: RowJoin)]
    ) {
        var tables: [Table] = []
        for index in paths.indices {
            tables.append(
                try TableReader.read(
                    path: paths[index], as: names[index],
                    columns: .only([ColumnRequest("id", .identifier)] + columns(index)),
                    options: options(chunkByteCount)))
        }
        var others: [(table: Table, join: RowJoin)] = []
        for other in tables.dropFirst() {
            others.append((other, try RowJoin.match(base: tables[0], baseID: "id", other: other, otherID: "id")))
        }
        let rows = (0..<tables[0].rowCount).map { row in
            tables.indices.flatMap { index -> [String?] in
                let partner = index == 0 ? row : others[index - 1].join.otherRow(of: row)
                guard let partner else { return [nil, nil] }
                return [
                    tables[index].category("c\(index)")?.level(ofRow: partner),
                    tables[index].number("x\(index)").map { "\($0.values[partner])" }.flatMap {
                        $0 == "nan" ? nil : $0
                    },
                ]
            }
        }
        return (rows, tables[0], others)
    }

    private func rows(_ consumer: EveryRow, _ join: StreamedJoin) -> [[String?]] {
        let tables = [join.base] + join.partners.map(\.table)
        return (0..<consumer.rowCount).map { row in
            tables.indices.flatMap { index -> [String?] in
                let code = consumer.codes[index][row]
                let number = consumer.numbers[index][row]
                return [
                    code == CategoryColumn.missing ? nil : tables[index].category("c\(index)")?.levels[Int(code)],
                    number.isNaN ? nil : "\(number)",
                ]
            }
        }
    }

    private func files(_ paths: [String], _ names: [String], _ chunkByteCount: Int) -> [KeyedFile] {
        paths.indices.map {
            KeyedFile(
                path: paths[$0], as: names[$0], identifier: "id", columns: columns($0), options: options(chunkByteCount)
            )
        }
    }

    private func compare(
        _ test: Case, _ join: (_ files: [KeyedFile], _ consumer: inout EveryRow) throws(JoinFailure) -> StreamedJoin
    ) throws {
        let paths = try test.write(to: scratch)
        var expected: (rows: [[String?]], base: Table, others: [(table: Table, join: RowJoin)])?
        let expectedError = failure { () throws(TableError) in
            expected = try self.twin(paths, test.names, test.chunkByteCount)
        }
        var consumer = EveryRow(categories: paths.count, numbers: paths.count, files: paths.count)
        let found: StreamedJoin
        do {
            found = try join(files(paths, test.names, test.chunkByteCount), &consumer)
        } catch {
            #expect(error.error == expectedError, "seed \(test.seed)")
            return
        }
        let twin = try #require(expected, "seed \(test.seed)")
        #expect(rows(consumer, found) == twin.rows, "seed \(test.seed)")
        for (table, other) in zip([found.base] + found.partners.map(\.table), [twin.base] + twin.others.map(\.table)) {
            #expect(
                table.sha256 == other.sha256 && table.accounting == other.accounting && table.header == other.header)
            #expect(table.rowCount == other.rowCount)
        }
        for (partner, other) in zip(found.partners, twin.others) {
            #expect(partner.meeting == other.join.meeting, "seed \(test.seed)")
        }
        for (index, table) in ([twin.base] + twin.others.map(\.table)).enumerated() {
            #expect(consumer.inspected[index] == table.category("c\(index)")?.codes, "seed \(test.seed)")
        }
    }

    @Test(
        "Streaming joins what the tables in memory join, and refuses what they refuse",
        arguments: 0..<600 as Range<UInt64>)
    func agrees(seed: UInt64) throws {
        try compare(Case(seed: seed)) { files, consumer throws(JoinFailure) in
            try TableReader.stream(joining: files[0], with: Array(files.dropFirst()), into: &consumer)
        }
    }

    @Test("So it does where the files cannot be read twice", arguments: 0..<300 as Range<UInt64>)
    func exact(seed: UInt64) throws {
        try compare(Case(seed: seed)) { files, consumer throws(JoinFailure) in
            var pass = try JoinPass(files, mode: .exact, shown: 5)
            guard case .joined(let join) = try pass.run(into: &consumer) else {
                Issue.record("a pass in exact mode reads once")
                return try TableReader.stream(joining: files[0], with: [], into: &consumer)
            }
            return join
        }
    }

    @Test("Ids of the same hash are not taken for one another", arguments: 0..<300 as Range<UInt64>)
    func collisions(seed: UInt64) throws {
        try compare(Case(seed: seed)) { files, consumer throws(JoinFailure) in
            try TableReader.stream(files, shown: 5, hashBits: 0x7, into: &consumer)
        }
    }

    private func join(_ base: String, _ other: String) throws -> (StreamedJoin, EveryRow) {
        var consumer = EveryRow(categories: 2, numbers: 2, files: 2)
        let paths = [try scratch.write(base, as: "a.csv"), try scratch.write(other, as: "b.csv")]
        let files = files(paths, ["a.csv", "b.csv"], 1 << 18)
        return (try TableReader.stream(joining: files[0], with: [files[1]], into: &consumer), consumer)
    }

    @Test("A column that need not be there has no value")
    func optional() throws {
        var consumer = EveryRow(categories: 2, numbers: 0, files: 2)
        let base = try scratch.write("id,x\n1,a\n2,b\n", as: "a.csv")
        let other = try scratch.write("id,y\n1,c\n2,d\n", as: "b.csv")
        let wanted = [ColumnRequest("x", .category, required: false)]
        _ = try TableReader.stream(
            joining: KeyedFile(path: base, identifier: "id", columns: wanted),
            with: [KeyedFile(path: other, identifier: "id", columns: wanted)], into: &consumer)
        #expect(consumer.codes == [[0, 1], [CategoryColumn.missing, CategoryColumn.missing]])
    }

    @Test("Empty files join to nothing, and one without a header is an error")
    func empty() throws {
        let header0 = "id,c0,x0\n"
        let header1 = "id,c1,x1\n"
        #expect(try join(header0, header1).0.partners[0].meeting.matchedCount == 0)
        let surplus = try join(header0, header1 + "a,b,1\n").0.partners[0].meeting
        #expect(surplus.unmatchedOtherCount == 1 && surplus.firstUnmatchedOther[0].location.line == 2)
        #expect(try join(header0 + "a,b,1\n", header1).0.partners[0].meeting.unmatchedBaseCount == 1)
        #expect(throws: JoinFailure.self) { try join(header0 + "a,b,1\n", "") }
        #expect(throws: JoinFailure.self) { try join("", header1 + "a,b,1\n") }
        #expect(throws: JoinFailure.self) { try join(header0 + ",b,1\n", header1) }
    }

    @Test("An id that stands twice is told with both lines, in step or out of it", arguments: [true, false])
    func twice(inStep: Bool) throws {
        let error = #expect(throws: JoinFailure.self) {
            try join(
                "id,c0,x0\nb,,\na,,\nc,,\nb,,\n",
                inStep ? "id,c1,x1\nb,,\na,,\nc,,\nb,,\n" : "id,c1,x1\nc,,\nb,,\na,,\n")
        }
        #expect(error?.error.problems.map(\.fault) == [.duplicateIdentifier("b", column: "id", firstLine: 2)])
        #expect(error?.error.diagnostics.first?.location == SourceLocation(file: "a.csv", line: 5, column: 1))
        #expect(error?.file == 0 && error?.tables.count == 2)
    }

    @Test("Faults of the base come before those of the others, whichever is found first")
    func order() throws {
        let many = (1...5000).map { "\($0),v,1\n" }.joined()
        let error = #expect(throws: JoinFailure.self) {
            try join("id,c0,x0\n" + many + "5001,v\n", "id,c1,x1\n1,v\n")
        }
        #expect(error?.error.diagnostics.first?.location?.file == "a.csv")
        let other = #expect(throws: JoinFailure.self) { try join("id,c0,x0\n" + many, "id,c1,x1\n1,v\n") }
        #expect(other?.error.diagnostics.first?.location == SourceLocation(file: "b.csv", line: 2, column: 4))
        #expect(other?.file == 1 && other?.tables.map(\.rowCount) == [5000])
    }
}
