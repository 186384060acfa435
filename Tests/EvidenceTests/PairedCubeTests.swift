import Evidence
import Statistics
import Storage
import TestSupport
import Testing

@Suite("Decisions of two models in one cube")
struct PairedCubeTests {
    /// A random table with the decisions and scores of a second model beside those of the first.
    struct Pairs {
        var table: OutcomeTable
        /// The text of the second decision, one a row; some are no class, some are missing.
        var others: [String?]
        var otherScores: [Double]

        init(seed: UInt64) {
            table = OutcomeTable.random(seed: seed)
            var random = SeededRandom(seed: seed &+ 77)
            let texts: [String?] = [table.classes[0], table.classes[1], table.classes[1], "later", nil]
            others = table.rows.map { _ in texts.randomElement(using: &random) ?? nil }
            otherScores = table.rows.map { _ in
                Int.random(in: 0..<8, using: &random) == 0 ? .nan : Double.random(in: 0...1, using: &random)
            }
        }

        func kept(_ rows: [Int]) -> Pairs {
            var part = self
            part.table.rows = rows.map { table.rows[$0] }
            part.others = rows.map { others[$0] }
            part.otherScores = rows.map { otherScores[$0] }
            return part
        }

        static let told = ToldDimension(column: "human", rule: .decision)

        /// The same rows as codes, with or without the second model.
        func rows(paired: Bool = true) throws -> EvidenceRows {
            var rows = table.evidenceRows
            guard paired else { return rows }
            let levels = ["later"] + table.classes
            rows.dimensions.append(
                .init(
                    name: Self.told.name, levels: levels,
                    codes: others.map { other in
                        other.flatMap { levels.firstIndex(of: $0) }.map { UInt32($0) } ?? EvidenceRows.Dimension.missing
                    }))
            if let scores = rows.scores.first { rows.shifts = try ScoreShifts(scores, over: otherScores) }
            return rows
        }

        var header: CubeHeader {
            var header = CubeFixtures.header(table)
            header = header.with(told: [Self.told])
            header.stages = [DecisionStage(name: "human", column: "human")]
            header.againstScore = table.rows.first?.scores.isEmpty ?? true ? nil : "other"
            return header
        }

        func cube(site: Int? = nil) throws -> EvidenceCube {
            let header = site.map { self.header.with(provenance: CubeFixtures.site($0)) } ?? self.header
            return EvidenceCube(counting: try rows(), header: header)
        }
    }

    static let seeds: [UInt64] = Array(1...12)

    @Test("Parts make up the whole, and what is taken away leaves the rest, bit for bit", arguments: seeds)
    func algebra(seed: UInt64) throws {
        let pairs = Pairs(seed: seed)
        var random = SeededRandom(seed: seed)
        let sides = pairs.table.rows.map { _ in Bool.random(using: &random) }
        let first = try pairs.kept(sides.indices.filter { sides[$0] }).cube(site: 1)
        let second = try pairs.kept(sides.indices.filter { !sides[$0] }).cube(site: 2)
        guard first.rows > 0, second.rows > 0 else { return }
        let whole = try first.merging(second)
        let counted = try pairs.cube().with(header: whole.header)
        #expect(try CubeFile.bytes(of: whole) == CubeFile.bytes(of: counted))
        #expect(try CubeFile.bytes(of: second.merging(first)) == CubeFile.bytes(of: whole))
        let rest = try whole.subtracting(second)
        #expect(try CubeFile.bytes(of: rest.with(header: first.header)) == CubeFile.bytes(of: first))
        // A file gives back what was written.
        #expect(
            try CubeFile.bytes(of: CubeFile.cube(from: CubeFile.bytes(of: whole), named: "x"))
                == CubeFile.bytes(of: whole))
    }

    @Test("Putting levels together and dropping a dimension commute with counting", arguments: seeds)
    func coarsening(seed: UInt64) throws {
        var pairs = Pairs(seed: seed)
        let name = pairs.table.dimensions[0]
        let cube = try pairs.cube().coarsening(name) { $0 == "NA" ? "north" : $0 }
        let small = try pairs.cube().projecting(to: [Pairs.told.name])
        for row in pairs.table.rows.indices where pairs.table.rows[row].groups[0] == "NA" {
            pairs.table.rows[row].groups[0] = "north"
        }
        #expect(try CubeFile.bytes(of: cube) == CubeFile.bytes(of: pairs.cube()))
        #expect(small.rows == pairs.table.rows.count)
        #expect(small.header.stages.count == 1)
        #expect(try pairs.cube().projecting(to: [name]).header.stages.isEmpty)
    }

    @Test("The rows as the other decided them are the rows with its decisions", arguments: seeds)
    func decided(seed: UInt64) throws {
        let pairs = Pairs(seed: seed)
        let cube = try pairs.cube().decided(in: "human")
        var table = pairs.table
        for row in table.rows.indices {
            table.rows[row].scores = []
            switch pairs.others[row] {
            case nil: table.rows[row].decision = .none(.missing)
            case let other?:
                table.rows[row].decision =
                    table.classes.firstIndex(of: other).map { .predicted($0) } ?? .none(.invalid)
            }
        }
        let expected = EvidenceCube(counting: table.evidenceRows, header: cube.header)
        #expect(cube.rows == pairs.table.rows.count)
        #expect(try CubeFile.bytes(of: cube) == CubeFile.bytes(of: expected))
    }

    @Test("Shifts of scores are those of the rows", arguments: seeds)
    func shifts(seed: UInt64) throws {
        let pairs = Pairs(seed: seed)
        let cube = try pairs.cube()
        guard cube.header.againstScore != nil else { return }
        for group in cube.evidence(by: [pairs.table.dimensions[0]]) {
            let own = pairs.table.rows.indices.filter { pairs.table.rows[$0].groups[0] == group.group.levels[0].value }
            let shifts = own.map { pairs.table.rows[$0].scores[0] - pairs.otherScores[$0] }.filter { !$0.isNaN }
            let found = try #require(group.shifts)
            #expect(found.count == shifts.count)
            #expect(abs(found.sum - shifts.reduce(0, +)) <= 1e-12)
            #expect(abs(found.squares - shifts.reduce(0) { $0 + $1 * $1 }) <= 1e-12)
        }
    }

    @Test("Sums that no rows can have are refused, and scores too far apart")
    func refused() throws {
        let cube = try Pairs(seed: 3).cube()
        guard let cell = cube.cells.decisions.cells.indices.first else { return }
        var cells = cube.cells
        let start = cells.decisions.sums.count / cells.decisions.cells.count * cell
        // More pairs than rows.
        cells.decisions.sums[start] += 1_000
        #expect(throws: CubeError.self) { try EvidenceCube(header: cube.header, cells: cells) }
        // Squares too small for their sum.
        cells = cube.cells
        cells.decisions.sums[start] = 1
        cells.decisions.sums[start + 1] = 1 << 60
        cells.decisions.sums[start + 3] = 1
        #expect(throws: CubeError.self) { try EvidenceCube(header: cube.header, cells: cells) }
        #expect(throws: CubeError.self) { try ScoreShifts([0, 5000], over: [0, 2]) }
        var header = cube.header
        header.stages = [DecisionStage(name: "rule", column: "nowhere")]
        #expect(throws: CubeError.self) { try EvidenceCube(header: header, cells: cube.cells) }
        #expect(throws: CubeError.self) { try cube.decided(in: "nowhere") }
    }
}
