import Diagnostics
import Storage
import Tables
import TestSupport
import Testing

@Suite("Matching rows by id")
struct RowJoinTests {
    private let scratch: ScratchFolder
    init() throws { scratch = try ScratchFolder() }

    private func table(_ name: String, _ text: String) throws -> Table {
        try TableReader.read(
            path: scratch.write(text, as: name), as: name, columns: [ColumnRequest("id", .identifier)])
    }

    @Test("Rows are matched whatever their order, by bytes")
    func matched() throws {
        let base = try table("a.csv", "id,x\n007,1\n7,2\nNA,3\né,4\n")
        let other = try table("b.csv", "y,id\n1,NA\n2,7\n3,007\n4,e\u{301}\n5,extra\n")
        let join = try RowJoin.match(base: base, baseID: "id", other: other, otherID: "id")
        #expect((0..<4).map { join.otherRow(of: $0) } == [2, 1, 0, nil])
        #expect(join.matchedCount == 3 && join.unmatchedBaseCount == 1 && join.unmatchedOtherCount == 2)
        #expect(join.firstUnmatchedBase == [.init(identifier: "é", location: SourceLocation(file: "a.csv", line: 5))])
        #expect(join.firstUnmatchedOther.map(\.identifier) == ["e\u{301}", "extra"])
        #expect(join.firstUnmatchedOther.map(\.location.line) == [5, 6])
    }

    @Test("An id that stands twice is an error that names both lines, in either table", arguments: [true, false])
    func duplicates(inBase: Bool) throws {
        let good = try table("good.csv", "id\na\nb\n")
        let bad = try table("bad.csv", "id,x\na,1\n\nb,2\nc,3\na,4\n")
        let error = failure { () throws(TableError) in
            _ = try RowJoin.match(base: inBase ? bad : good, baseID: "id", other: inBase ? good : bad, otherID: "id")
        }
        #expect(error?.problems.map(\.fault) == [.duplicateIdentifier("a", column: "id", firstLine: 2)])
        #expect(error?.diagnostics.first?.location == SourceLocation(file: "bad.csv", line: 6, column: 1))
        #expect(error?.exitStatus == .input)
    }

    @Test("Empty tables match nothing, and a column that was not read as id is an error")
    func edges() throws {
        let empty = try table("e.csv", "id\n")
        let full = try table("f.csv", "id\na\n")
        #expect(try RowJoin.match(base: empty, baseID: "id", other: full, otherID: "id").unmatchedOtherCount == 1)
        #expect(try RowJoin.match(base: full, baseID: "id", other: empty, otherID: "id").otherRows == [-1])
        let error = failure { () throws(TableError) in
            _ = try RowJoin.match(base: full, baseID: "ID", other: full, otherID: "id")
        }
        #expect(error?.diagnostics.first?.help.first == "did you mean 'id'?")
    }

    @Test("A join agrees with looking for each id in turn", arguments: 0..<20 as Range<UInt64>)
    func twin(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        func ids() -> [String] {
            Set((0..<Int.random(in: 0...60, using: &random)).map { _ in "i\(Int.random(in: 0..<80, using: &random))" })
                .sorted().shuffled(using: &random)
        }
        let (a, b) = (ids(), ids())
        let join = try RowJoin.match(
            base: table("a.csv", "id\n" + a.map { $0 + "\n" }.joined()), baseID: "id",
            other: table("b.csv", "id\n" + b.map { $0 + "\n" }.joined()), otherID: "id")
        #expect(a.indices.map { join.otherRow(of: $0) } == a.map { b.firstIndex(of: $0) }, "seed \(seed)")
    }
}

@Suite("Levels that look alike")
struct LookAlikeTests {
    @Test(
        "Pairs that a reader could take for one another are found",
        arguments: [
            ("Oromia", "Oromia "), ("Oromia", " Oromia"), ("Oromia", "oromia"), ("Oromia", "OROMIA"),
            ("São Tomé", "Sa\u{303}o Tome\u{301}"),
            ("North West", "North\u{A0}West"), ("North West", "North  West"), ("Afar", "A\u{200B}far"),
            ("Afar", "Afar\u{200D}"),
            ("Afar", "\u{FEFF}Afar"), ("Afar", "Af\u{AD}ar"), ("ኦሮሚያ", "ኦሮሚያ\u{200E}"), ("a b", "a\tb"),
            ("Afar", "Afar\n"),
        ])
    func alike(a: String, b: String) {
        #expect(
            LookAlikes.groups(among: ["x", a, "y", b]).map { $0.map { Array($0.utf8) } } == [
                [Array(a.utf8), Array(b.utf8)]
            ])
    }

    @Test("Different names are left alone")
    func different() {
        #expect(LookAlikes.groups(among: ["Oromia", "Oromiya", "Afar", "A far", "", "ሀ", "ሐ"]).isEmpty)
    }

    @Test("Words that many programs take for missing are listed; they stay values")
    func missingLike() {
        #expect(
            LookAlikes.missingLike(among: ["NA", "KE", "null", "None", " n/a ", "", "Nairobi", "nan"]) == [
                "NA", "null", "None", " n/a ", "", "nan",
            ])
    }
}
