import Evidence
import FuzzTargets
import TestSupport

/// Inputs for the target `cube`, made from the writer of today: a new version of the format renews them.
enum CubeSeeds {
    /// Names and bytes, one file of `corpus/cube` each.
    static func all() throws -> [(name: String, bytes: [UInt8])] {
        let tables: [(name: String, table: OutcomeTable)] = [
            ("binary-scored", OutcomeTable.random(seed: 12, maximumRows: 12)),
            ("binary-decided", OutcomeTable.random(seed: 3, maximumRows: 20, scored: false)),
            ("three-classes", OutcomeTable.random(seed: 7, classCount: 3, maximumRows: 8)),
        ]
        var seeds: [(name: String, bytes: [UInt8])] = []
        for (name, table) in tables {
            let cube = cube(table)
            seeds.append((name, try input(.sealed, CubeFile.bytes(of: cube))))
            seeds.append((name + "-of-everybody", try input(.sealed, CubeFile.bytes(of: cube.projecting(to: [])))))
        }
        // Other grids and weights, and scores by two margins.
        let rows = tables[0].table.evidenceRows
        let weights = try RowWeights(.sampling, (0..<rows.count).map { Double($0 % 5) / 4 })
        for (name, weights) in [("binned", nil), ("weighted", weights)] {
            var weighted = rows
            weighted.weights = weights
            let header = CubeHeader(
                outcome: .binary, scores: ["p"], scoreGrid: .tail(digits: 2), scoreMargins: [["region"], ["gender"]],
                weights: weights?.kind ?? .none)
            seeds.append(
                (name, try input(.sealed, CubeFile.bytes(of: EvidenceCube(counting: weighted, header: header)))))
        }
        let whole = try CubeFile.bytes(of: cube(tables[0].table))
        var damaged = whole
        damaged[whole.count / 2] ^= 0x10
        seeds += [
            ("untouched", input(.file, whole)), ("damaged", input(.file, damaged)),
            ("cut", input(.file, Array(whole.dropLast(7)))),
            ("empty", try input(.sealed, CubeFile.bytes(of: cube(tables[0].table).empty))),
            ("rows-of-two-classes", input(.rows, [0x0D, 0] + noise(60, seed: 1))),
            ("rows-of-three-classes", input(.rows, [0x8B, 0] + noise(60, seed: 2))),
            ("rows-of-everybody", input(.rows, [0x20, 0] + noise(40, seed: 3))),
            ("rows-in-bins", input(.rows, [0x5A, 0x0C] + noise(60, seed: 4))),
            ("rows-of-frequencies", input(.rows, [0x2C, 0x01] + noise(60, seed: 5))),
            ("rows-weighted-in-bins", input(.rows, [0x6D, 0x1E] + noise(60, seed: 6))),
        ]
        return seeds
    }

    private static func input(_ kind: CubeLaws.Kind, _ bytes: [UInt8]) -> [UInt8] { [kind.rawValue] + bytes }

    private static func cube(_ table: OutcomeTable) -> EvidenceCube {
        let scores = table.rows.first?.scores.count ?? 0
        return EvidenceCube(
            counting: table.evidenceRows,
            header: CubeHeader(
                outcome: .ofClasses(binary: table.classes.count == 2), favourable: table.classes.last,
                scores: (0..<scores).map { "p\($0)" },
                provenance: [CubeProvenance(site: "s", window: CubeWindow("2026-01-01..2026-02-01"))]))
    }

    private static func noise(_ count: Int, seed: UInt64) -> [UInt8] {
        var random = SeededRandom(seed: seed)
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
    }
}
