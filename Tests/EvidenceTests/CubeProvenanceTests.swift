import Evidence
import TestSupport
import Testing

@Suite("Rows are not counted twice")
struct CubeProvenanceTests {
    typealias Fixtures = CubeFixtures

    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let first: CubeProvenance
        let second: CubeProvenance
        let mayOverlap: Bool
        var testDescription: String { name }
    }

    static let january = CubeWindow("2026-01-01..2026-02-01")
    static let february = CubeWindow("2026-02-01..2026-03-01")
    static let quarter = CubeWindow("2026-01-01..2026-04-01")

    static let cases = [
        Case(name: "nothing known", first: .init(), second: .init(), mayOverlap: true),
        Case(name: "two files", first: .init(sha256: "aa"), second: .init(sha256: "bb"), mayOverlap: true),
        Case(name: "two sites", first: .init(site: "A"), second: .init(site: "B"), mayOverlap: false),
        Case(name: "one site undeclared", first: .init(site: "A"), second: .init(), mayOverlap: true),
        Case(
            name: "two sites, one file", first: .init(site: "A", sha256: "aa"), second: .init(site: "B", sha256: "aa"),
            mayOverlap: true),
        Case(
            name: "two sites, one file, two conditions", first: .init(site: "A", filter: "s = 'A'", sha256: "aa"),
            second: .init(site: "B", filter: "s = 'B'", sha256: "aa"), mayOverlap: false),
        Case(
            name: "windows that touch", first: .init(window: january), second: .init(window: february),
            mayOverlap: false),
        Case(
            name: "a window inside another", first: .init(window: quarter), second: .init(window: february),
            mayOverlap: true),
        Case(
            name: "one window, two sites", first: .init(site: "A", window: january),
            second: .init(site: "B", window: january), mayOverlap: false),
        Case(name: "a window and none", first: .init(window: january), second: .init(), mayOverlap: true),
    ]

    @Test("What cannot be told apart is refused unless somebody states it", arguments: cases)
    func overlap(_ test: Case) throws {
        #expect(test.first.mayOverlap(test.second) == test.mayOverlap)
        #expect(test.second.mayOverlap(test.first) == test.mayOverlap)
        let table = OutcomeTable.random(seed: 8)
        let first = Fixtures.cube(table, provenance: [test.first])
        let second = Fixtures.cube(table, provenance: [test.second])
        let stated = try first.merging(second, assumingDisjoint: true)
        #expect(stated.rows == 2 * table.rows.count)
        #expect(stated.header.provenance.count == 2)
        if test.mayOverlap {
            #expect(throws: CubeError.overlapping(test.first.words, test.second.words)) { try first.merging(second) }
        } else {
            #expect(try CubeFile.bytes(of: first.merging(second)) == CubeFile.bytes(of: stated))
        }
    }

    @Test(
        "A window is two days or moments in order",
        arguments: [
            ("2026-01-01..2026-02-01", true), ("2026-01-01T00:00:00..2026-01-01T12:00:00", true),
            ("2026-01-01..2026-01-01T12:00:00", true), ("2026-02-01..2026-01-01", false),
            ("2026-01-01..2026-01-01", false), ("2026-01-01", false), ("", false), ("..", false),
            ("january..march", false), ("2026-01-01...2026-02-01", false), ("2026/01/01..2026/02/01", false),
            ("2026-01-01..2026-02-0١", false),
        ])
    func windows(text: String, isOne: Bool) {
        #expect((CubeWindow(text)?.text == text) == isOne)
    }
}
