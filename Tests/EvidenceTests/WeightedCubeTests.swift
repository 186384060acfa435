import Diagnostics
@testable import Evidence
import Statistics
import TestSupport
import Testing

@Suite("Weights in cubes")
struct WeightedCubeTests {
    /// Weights of a survey: few digits, some nothing.
    private static func weights(_ table: OutcomeTable, seed: UInt64) -> [Double] {
        var random = SeededRandom(seed: seed)
        return table.rows.map { _ in Double(Int.random(in: 0...5_000, using: &random)) / 128 }
    }

    private static func cube(
        _ table: OutcomeTable, _ kind: CubeHeader.WeightKind, _ weights: [Double], site: Int = 0
    ) throws -> EvidenceCube {
        var (rows, header) = (table.evidenceRows, CubeFixtures.header(table, provenance: CubeFixtures.site(site)))
        rows.weights = try RowWeights(kind, weights)
        (header.weights, header.weight) = (kind, "w")
        return EvidenceCube(counting: rows, header: header)
    }

    @Test("A frequency is so many rows", arguments: 0..<20 as Range<UInt64>)
    func frequencies(seed: UInt64) throws {
        let table = CubeFixtures.table(seed)
        var random = SeededRandom(seed: seed)
        let counts = table.rows.map { _ in Int.random(in: 0...3, using: &random) }
        var repeated = table
        repeated.rows = zip(table.rows, counts).flatMap { Array(repeating: $0, count: $1) }
        guard !repeated.rows.isEmpty else { return }
        let weighted = try Self.cube(table, .frequency, counts.map(Double.init))
        #expect(weighted.rows == counts.reduce(0, +))
        #expect(weighted.cells.isEqual(to: CubeFixtures.cube(repeated).cells))
    }

    @Test("Sums of weights are those of the rows, by every group", arguments: 0..<20 as Range<UInt64>)
    func sums(seed: UInt64) throws {
        let table = CubeFixtures.table(seed)
        let weights = Self.weights(table, seed: seed)
        let cube = try Self.cube(table, .sampling, weights)
        for grouping in [[], ["region"], ["gender", "region"]] {
            for evidence in cube.evidence(by: grouping) {
                let places = evidence.group.levels.map { level in
                    (table.dimensions.firstIndex(of: level.dimension) ?? 0, level.value)
                }
                let own = table.rows.indices.filter { row in
                    places.allSatisfy { table.rows[row].groups[$0.0] == $0.1 }
                }
                #expect(evidence.rows == own.count)
                // The weights are multiples of 1/128 and their squares of 1/16384: all sums are exact.
                #expect(evidence.sums(of: .weight)?.reduce(0, +) == own.reduce(0) { $0 + weights[$1] })
                #expect(
                    evidence.sums(of: .squaredWeight)?.reduce(0, +) == own.reduce(0) { $0 + weights[$1] * weights[$1] })
            }
        }
    }

    @Test(
        "Parts with weights merge into the whole, bit for bit, and can be taken out", arguments: 0..<20 as Range<UInt64>
    )
    func algebra(seed: UInt64) throws {
        let table = CubeFixtures.table(seed)
        guard table.rows.count > 3 else { return }
        var random = SeededRandom(seed: seed)
        // Weights of any digits.
        let weights = table.rows.map { _ in Double.random(in: 0...1e6, using: &random) }
        let whole = try Self.cube(table, .importance, weights)
        let cut = Int.random(in: 1..<table.rows.count, using: &random)
        func part(_ range: Range<Int>, _ site: Int) throws -> EvidenceCube {
            var part = table
            part.rows = Array(table.rows[range])
            return try Self.cube(part, .importance, Array(weights[range]), site: site)
        }
        let (first, second) = (try part(0..<cut, 1), try part(cut..<table.rows.count, 2))
        let merged = try second.merging(first)
        #expect(merged.cells.isEqual(to: whole.cells))
        #expect(try merged.subtracting(first).cells.isEqual(to: second.cells))
        let bytes = try CubeFile.bytes(of: merged)
        #expect(try CubeFile.bytes(of: CubeFile.cube(from: bytes, named: "x")) == bytes)
        #expect(
            try merged.projecting(to: ["region"]).cells.isEqual(
                to: first.projecting(to: ["region"]).merging(second.projecting(to: ["region"])).cells))
    }

    @Test("As many rows of other weights are not contained")
    func notContained() throws {
        let row = OutcomeTable.Row(["north", "f"], label: 1, decision: .predicted(0), scores: [0.25])
        let table = OutcomeTable(dimensions: ["region", "gender"], classes: ["0", "1"], rows: [row])
        let (light, heavy) = (try Self.cube(table, .sampling, [1]), try Self.cube(table, .sampling, [2]))
        for (whole, part) in [(light, heavy), (heavy, light)] {
            let error = #expect(throws: CubeError.self) { try whole.subtracting(part) }
            #expect(
                error?.diagnostics.first?.message.contains("as many rows, but other ones") ?? false,
                "\(error?.diagnostics.first?.message ?? "")")
        }
    }

    @Test(
        "A weight that is none is refused",
        arguments: [
            (CubeHeader.WeightKind.sampling, [1, -0.5]), (.sampling, [1, .nan]), (.importance, [0, .infinity]),
            (.frequency, [1, 1.5]), (.sampling, [1, 0x1p27]), (.sampling, Array(repeating: 0x1p26, count: 1 << 18)),
        ])
    func refused(kind: CubeHeader.WeightKind, values: [Double]) {
        #expect(throws: CubeError.self) { try RowWeights(kind, values) }
    }
}
