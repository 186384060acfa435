import Evidence
import Statistics
import TestSupport
import Testing

@Suite("Cubes are added, taken apart and looked at from fewer sides")
struct CubeAlgebraTests {
    typealias Fixtures = CubeFixtures

    private func bytes(_ cube: EvidenceCube) throws -> [UInt8] { try CubeFile.bytes(of: cube) }

    @Test(
        "Merging is associative and commutative, and a cube of no row changes nothing",
        arguments: 0..<30 as Range<UInt64>)
    func monoid(seed: UInt64) throws {
        let parts = try Fixtures.parts(of: Fixtures.table(seed), 3, seed: seed)
        let (a, b, c) = (parts[0], parts[1], parts[2])
        #expect(try bytes(a.merging(b).merging(c)) == bytes(a.merging(b.merging(c))), "seed \(seed)")
        #expect(try bytes(a.merging(b)) == bytes(b.merging(a)), "seed \(seed)")
        #expect(try bytes(a.merging(a.empty)) == bytes(a), "seed \(seed)")
        #expect(try bytes(a.empty.merging(a)) == bytes(a), "seed \(seed)")
    }

    @Test("Twelve parts in any order are the whole, byte for byte", arguments: 0..<6 as Range<UInt64>)
    func twelveParts(seed: UInt64) throws {
        let table = Fixtures.table(seed, maximumRows: 300)
        var parts = try Fixtures.parts(of: table, 12, seed: seed)
        let whole = try bytes(Fixtures.cube(table, provenance: (0..<12).flatMap(Fixtures.site)))
        var random = SeededRandom(seed: seed)
        for _ in 0..<4 {
            parts.shuffle(using: &random)
            var merged = parts[0]
            for part in parts.dropFirst() { merged = try merged.merging(part) }
            #expect(try bytes(merged) == whole, "seed \(seed)")
        }
    }

    @Test("(C + D) − D = C and (C + D) − C = D, byte for byte", arguments: 0..<30 as Range<UInt64>)
    func subtraction(seed: UInt64) throws {
        let parts = try Fixtures.parts(of: Fixtures.table(seed), 2, seed: seed)
        let whole = try parts[0].merging(parts[1])
        #expect(try bytes(whole.subtracting(parts[1])) == bytes(parts[0]), "seed \(seed)")
        #expect(try bytes(whole.subtracting(parts[0])) == bytes(parts[1]), "seed \(seed)")
        #expect(try bytes(whole.subtracting(whole)) == bytes(whole.empty), "seed \(seed)")
    }

    @Test("Dropping dimensions commutes with adding and taking away", arguments: 0..<20 as Range<UInt64>)
    func projection(seed: UInt64) throws {
        let parts = try Fixtures.parts(of: Fixtures.table(seed), 2, seed: seed)
        let whole = try parts[0].merging(parts[1])
        for names in [[], ["gender"], ["region"], ["region", "gender"]] {
            let small = try parts.map { try $0.projecting(to: names) }
            let projected = try whole.projecting(to: names)
            #expect(try bytes(projected) == bytes(small[0].merging(small[1])), "seed \(seed)")
            #expect(try bytes(projected.subtracting(small[1])) == bytes(small[0]), "seed \(seed)")
            #expect(projected.overall == whole.overall)
            #expect(projected.dimensions == names.sorted())
        }
    }

    @Test("Coarsening and counting commute, and so do coarsening and adding", arguments: 0..<20 as Range<UInt64>)
    func coarsening(seed: UInt64) throws {
        let map = { (level: String) in level == "north" ? level : "elsewhere" }
        let table = Fixtures.table(seed)
        var coarse = table
        for row in coarse.rows.indices { coarse.rows[row].groups[0] = table.rows[row].groups[0].map(map) }
        let cube = try Fixtures.cube(table).coarsening("region", map)
        #expect(try bytes(cube) == bytes(Fixtures.cube(coarse)), "seed \(seed)")
        let parts = try Fixtures.parts(of: table, 2, seed: seed)
        let merged = try parts[0].merging(parts[1]).coarsening("region", map)
        let apart = try parts.map { try $0.coarsening("region", map) }
        #expect(try bytes(merged) == bytes(apart[0].merging(apart[1])), "seed \(seed)")
    }

    @Test("Selecting a level keeps its rows, and the levels together are the whole", arguments: 0..<20 as Range<UInt64>)
    func selection(seed: UInt64) throws {
        let table = Fixtures.table(seed)
        let cube = Fixtures.cube(table, provenance: Fixtures.site(1))
        var sum = cube.empty
        for group in cube.evidence(by: ["region"]) {
            let level = group.group.levels[0].value
            let selected = try cube.selecting(level, of: "region")
            var expected = table.filtered { $0.groups[0].map { Array($0.utf8) } == level.map { Array($0.utf8) } }.cube
                .overall
            expected.group = .overall
            #expect(selected.overall == expected, "seed \(seed)")
            #expect(selected.header.provenance[0].filter == "region = \(level ?? "(missing)")")
            sum = try sum.merging(selected, assumingDisjoint: true)
        }
        let whole = try sum.with(header: cube.header)
        #expect(try bytes(whole) == bytes(cube), "seed \(seed)")
        #expect(throws: CubeError.unknownLevel("x", dimension: "gender", known: cube.levels[0])) {
            try cube.selecting("x", of: "gender")
        }
    }

    @Test("What was taken away can be put back, and the account of rows is as before")
    func accounting() throws {
        let table = Fixtures.table(3)
        let whole = try Fixtures.part(of: table, table.rows, provenance: Fixtures.site(1))
        let part = try Fixtures.part(of: table, Array(table.rows.prefix(5)), provenance: Fixtures.site(2))
        let rest = try whole.subtracting(part)
        #expect(rest.rows == table.rows.count - 5)
        #expect(rest.header.provenance.map(\.isRemoved).filter { $0 }.count == 1)
        #expect(try bytes(rest.merging(part)) == bytes(whole))
    }

    @Test("A part that is none is refused by the first cell of which it has more rows")
    func notContained() throws {
        let row = OutcomeTable.Row(["north", "f"], label: 1, decision: .predicted(0), scores: [0.25])
        let table = OutcomeTable(dimensions: ["region", "gender"], classes: ["0", "1"], rows: [row])
        let twice = OutcomeTable(dimensions: ["region", "gender"], classes: ["0", "1"], rows: [row, row])
        let (one, two) = (Fixtures.cube(table), Fixtures.cube(twice))
        #expect(
            throws: CubeError.notContained(
                cell: "gender=f, region=north, label 1, prediction 0", whole: 1, part: 2, isSum: false)
        ) {
            try one.subtracting(two)
        }
        var other = table
        other.rows[0].scores = [0.5]
        let scored = Fixtures.cube(other)
        #expect(
            throws: CubeError.notContained(
                cell: "gender=f, region=north, score 0.5, positive", whole: 0, part: 1, isSum: false)
        ) {
            try two.subtracting(scored)
        }
    }

    static let changes: [(field: String, change: @Sendable (inout CubeHeader) -> Void)] = [
        ("model", { $0.model = "other" }), ("label", { $0.label = "other" }),
        ("outcome", { $0.outcome = .classes }), ("favourable", { $0.favourable = nil }),
        ("prediction", { $0.prediction = nil }), ("scores", { $0.scores = ["q"] }),
        ("threshold", { $0.threshold = 0.5 }), ("timeZone", { $0.timeZone = "UTC" }),
        ("asOf", { $0.asOf = nil }), ("filter", { $0.filter = nil }),
    ]

    @Test("Cubes of different meaning are not put together, and the field is named", arguments: changes.map(\.field))
    func meaning(field: String) throws {
        let cube = Fixtures.cube(OutcomeTable.random(seed: 5))
        guard let change = Self.changes.first(where: { $0.field == field })?.change else { return }
        var header = cube.header
        change(&header)
        let other = try cube.with(header: header)
        #expect(other.specHash != cube.specHash)
        for combine in [{ try cube.merging(other) }, { try cube.subtracting(other) }] {
            let error = #expect(throws: CubeError.self) { try combine() }
            guard case .different(let differences) = error else {
                Issue.record("\(field): \(String(describing: error))")
                continue
            }
            #expect(differences.map(\.field) == [field])
        }
    }

    @Test("Other dimensions and other classes are another meaning; other levels are not")
    func shape() throws {
        let table = OutcomeTable.random(seed: 6)
        let cube = Fixtures.cube(table)
        var renamed = table
        renamed.dimensions = ["district", "gender"]
        var classes = table
        classes.classes = ["c1", "c0"]
        for other in [renamed, classes] {
            var header = Fixtures.header(other)
            header.favourable = cube.header.favourable
            let other = EvidenceCube(counting: other.evidenceRows, header: header)
            #expect(throws: CubeError.self) { try cube.merging(other, assumingDisjoint: true) }
        }
        var levels = table
        for row in levels.rows.indices { levels.rows[row].groups[0] = "Turkana" }
        let more = Fixtures.cube(levels)
        #expect(more.specHash == cube.specHash)
        let merged = try cube.merging(more, assumingDisjoint: true)
        #expect(
            merged.evidence(by: ["region"]).contains {
                $0.group.levels[0].value == "Turkana" && $0.rows == table.rows.count
            })
        #expect(merged.rows == 2 * table.rows.count)
    }

    @Test("A sum of more rows than can be counted is refused, not wrapped")
    func overflow() throws {
        func cube(_ count: Int) throws -> EvidenceCube {
            try EvidenceCube(
                header: CubeHeader(outcome: .binary),
                cells: CubeCells(
                    dimensions: [], classes: ["0", "1"],
                    decisions: CellTable(
                        margin: [], combinationCount: 1, cells: [.init(combination: 0, place: 0, count: count)])))
        }
        let half = try cube(1 << 52)
        let full = try half.merging(half, assumingDisjoint: true)
        #expect(full.rows == 1 << 53)
        let one = try cube(1)
        #expect(throws: CubeError.tooMany("rows", limit: 1 << 53)) { try full.merging(one, assumingDisjoint: true) }
        #expect(throws: CubeError.tooMany("rows", limit: 1 << 53)) { try cube(.max) }
    }
}
