@testable import Evidence
import TestSupport
import Testing

@Suite("Score grids")
struct ScoreGridTests {
    @Test("Every decimal of the grid is the lower edge of its own bin, however it multiplies", arguments: 1...5)
    func decimals(digits: Int) throws {
        let grid = ScoreGrid.floor(digits: digits)
        let scale = (0..<digits).reduce(1) { scale, _ in scale * 10 }
        for k in 0..<scale {
            let text = String(scale + k).dropFirst()
            let value = try #require(Double("0.\(text)"))
            #expect(grid.lowerEdge(of: value) == value, "0.\(text)")
            #expect(grid.isLowerEdge(value))
            if k > 0 { #expect(grid.lowerEdge(of: value.nextDown) < value, "below 0.\(text)") }
            #expect(grid.lowerEdge(of: value.nextUp) == value, "above 0.\(text)")
        }
        #expect(grid.lowerEdge(of: 1) == grid.lowerEdge(of: 1.0.nextDown))
        #expect(grid.lowerEdge(of: 0) == 0)
    }

    @Test("A bin holds its scores, and its neighbour begins where it ends", arguments: ScoreGrid.binned)
    func bins(grid: ScoreGrid) {
        var random = SeededRandom(seed: 5)
        for _ in 0..<2_000 {
            let unit = Double.random(in: 0...1, using: &random)
            // As many near both ends as between them.
            let score = Bool.random(using: &random) ? unit : unit < 0.5 ? unit / 40 : 1 - unit / 40
            let lower = grid.lowerEdge(of: score)
            let upper = grid.upperEdge(above: lower)
            #expect(lower <= score && (score < upper || upper == 1), "\(score) in \(lower)..<\(upper)")
            #expect(grid.isLowerEdge(lower))
            if upper < 1 { #expect(grid.lowerEdge(of: upper) == upper, "\(upper) of \(grid.name)") }
        }
    }

    @Test(
        "Grids nest: the common grid of two is made of whole bins of both", arguments: ScoreGrid.binned,
        ScoreGrid.binned)
    func nesting(a: ScoreGrid, b: ScoreGrid) {
        let common = a.common(with: b)
        #expect(common == b.common(with: a))
        #expect(a.common(with: a) == a)
        #expect(a.common(with: .values) == a)
        #expect(common.common(with: a) == common)
        var random = SeededRandom(seed: 6)
        for _ in 0..<500 {
            let unit = Double.random(in: 0...1, using: &random)
            let score = Bool.random(using: &random) ? unit : unit < 0.5 ? unit / 40 : 1 - unit / 40
            #expect(common.lowerEdge(of: a.lowerEdge(of: score)) == common.lowerEdge(of: score), "\(score)")
        }
    }

    @Test("Names are read as they are written, and nothing else is")
    func names() {
        for grid in ScoreGrid.binned + [.values] { #expect(ScoreGrid(grid.name) == grid) }
        for name in ["", "floor", "floor0", "floor7", "tail04", "Values", "tail1", "exact4", "floor4 ", "floor(4)"] {
            #expect(ScoreGrid(name) == nil)
        }
    }

    /// Random rows with scores of all digits, some of them tied.
    static func table(seed: UInt64, rows: Int = 80) -> OutcomeTable {
        var table = OutcomeTable.random(seed: seed, classCount: 2 + Int(seed % 2), maximumRows: rows)
        var random = SeededRandom(seed: seed + 99)
        for row in table.rows.indices {
            for column in table.rows[row].scores.indices
            where Int.random(in: 0..<3, using: &random) > 0 && !table.rows[row].scores[column].isNaN {
                table.rows[row].scores[column] = Double.random(in: 0...1, using: &random)
            }
        }
        return table
    }

    /// The cube of a table whose scores stand on a grid from the start.
    static func cube(_ table: OutcomeTable, _ grid: ScoreGrid, weighted: Bool, site: Int = 0) throws -> EvidenceCube {
        var rows = table.evidenceRows
        var header = CubeFixtures.header(table, provenance: CubeFixtures.site(site))
        header.scoreGrid = grid
        if weighted {
            var random = SeededRandom(seed: UInt64(site) + 7)
            rows.weights = try RowWeights(.sampling, rows.labels.map { _ in Double.random(in: 0...50, using: &random) })
            (header.weights, header.weight) = (.sampling, "w")
        }
        return EvidenceCube(counting: rows, header: header)
    }

    @Test(
        "Counted on a grid or brought to it later, the bytes are the same",
        arguments: [ScoreGrid.tail(digits: 4), .floor(digits: 2), .tail(digits: 2)], [false, true])
    func regridding(grid: ScoreGrid, weighted: Bool) throws {
        for seed in 0..<12 as Range<UInt64> {
            let table = Self.table(seed: seed)
            let fine = try Self.cube(table, .values, weighted: weighted)
            let direct = try Self.cube(table, grid, weighted: weighted)
            #expect(direct.header.scoreGrid == grid)
            #expect(try CubeFile.bytes(of: fine.regridding(to: grid)) == CubeFile.bytes(of: direct), "seed \(seed)")
            let read = try CubeFile.cube(from: CubeFile.bytes(of: direct), named: "x.cube")
            #expect(try CubeFile.bytes(of: read) == CubeFile.bytes(of: direct))
        }
    }

    @Test("Cubes on different grids meet on the coarser one, in any order and grouping", arguments: [false, true])
    func mergingGrids(weighted: Bool) throws {
        for seed in 0..<12 as Range<UInt64> {
            let table = Self.table(seed: seed)
            let grids: [ScoreGrid] = [.values, .tail(digits: 4), .floor(digits: 3)]
            var parts: [EvidenceCube] = []
            for (index, grid) in grids.enumerated() {
                var part = table
                part.rows = table.rows.enumerated().filter { $0.offset % 3 == index }.map(\.element)
                guard !part.rows.isEmpty else { continue }
                parts.append(try Self.cube(part, grid, weighted: weighted, site: index))
            }
            guard parts.count == 3 else { continue }
            let left = try parts[0].merging(parts[1]).merging(parts[2])
            let right = try parts[2].merging(parts[1].merging(parts[0]))
            #expect(left.header.scoreGrid == .floor(digits: 3))
            #expect(try CubeFile.bytes(of: left) == CubeFile.bytes(of: right), "seed \(seed)")
            let rest = try left.subtracting(parts[1])
            let expected = try parts[0].merging(parts[2])
            #expect(rest.cells.isEqual(to: expected.cells), "seed \(seed)")
        }
    }

    @Test("More different scores than a grid of values may hold are binned; months of few give the same as the year")
    func valueLimit() throws {
        let count = 400
        func rows(_ range: Range<Int>) -> EvidenceRows {
            EvidenceRows(
                dimensions: [], classes: ["0", "1"], labels: range.map { UInt16($0 % 2) },
                predictions: range.map { UInt16($0 % 2) }, scores: [range.map { Double($0) / Double(count) }])
        }
        func cube(_ range: Range<Int>, site: Int) throws -> EvidenceCube {
            try EvidenceCube(
                counting: rows(range),
                header: CubeHeader(outcome: .binary, scores: ["p"], provenance: CubeFixtures.site(site))
            ).withinValueLimit(count - 1)
        }
        let year = try cube(0..<count, site: 0)
        #expect(year.header.scoreGrid == .fallback)
        let (first, second) = (try cube(0..<100, site: 1), try cube(100..<count, site: 2))
        #expect(first.header.scoreGrid == .values && second.header.scoreGrid == .values)
        let merged = try first.merging(second).withinValueLimit(count - 1)
        #expect(merged.header.scoreGrid == .fallback)
        #expect(merged.cells.isEqual(to: year.cells))
        #expect(try second.merging(first).withinValueLimit(count - 1).cells.isEqual(to: year.cells))
    }

    @Test("Scores outside 0…1 stay values, and cannot be binned")
    func outside() throws {
        var table = Self.table(seed: 3)
        table.rows[0].scores = table.rows[0].scores.map { _ in -1.5 }
        let cube = try Self.cube(table, .tail(digits: 4), weighted: false)
        #expect(cube.header.scoreGrid == .values)
        #expect(throws: CubeError.gridMismatch("scores outside 0…1 have no place on the grid tail4")) {
            try cube.regridding(to: .tail(digits: 4))
        }
        let binned = try Self.cube(Self.table(seed: 3), .floor(digits: 2), weighted: false)
        #expect(throws: CubeError.self) { try binned.regridding(to: .tail(digits: 2)) }
        #expect(throws: CubeError.self) { try binned.regridding(to: .values) }
    }
}
