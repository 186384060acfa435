import Diagnostics
import TestSupport
import Testing

@testable import Evidence

@Suite("Errors of texts in cubes")
struct ErrorCubeTests {
    private static func columns(_ seed: UInt64, kinds: Int) -> (errors: [[Double]], lengths: [Double]) {
        var random = SeededRandom(seed: seed)
        let count = Int.random(in: 1...40, using: &random)
        let isCounted = (0..<count).map { _ in Int.random(in: 0..<8, using: &random) > 0 }
        let errors = (0..<kinds).map { _ in
            isCounted.map { $0 ? Double(Int.random(in: 0...9, using: &random)) : .nan }
        }
        return (
            errors,
            (0..<count).map { _ in
                Int.random(in: 0..<8, using: &random) > 0 ? Double(Int.random(in: 0...30, using: &random)) : .nan
            }
        )
    }

    private static func cube(_ errors: [[Double]], _ lengths: [Double], site: Int = 0) throws -> EvidenceCube {
        EvidenceCube(
            counting: EvidenceRows(dimensions: [], errors: try ErrorRows(errors: errors, lengths: lengths)),
            header: CubeHeader(
                label: "length",
                outcome: .errors(columns: errors.count == 1 ? ["errors"] : ["s", "d", "i"], unit: .words),
                provenance: CubeFixtures.site(site)))
    }

    @Test("Each sum is that of the texts", arguments: 0..<30 as Range<UInt64>, [1, 3])
    func sums(seed: UInt64, kinds: Int) throws {
        let (errors, lengths) = Self.columns(seed, kinds: kinds)
        let evidence = try Self.cube(errors, lengths).overall
        let texts = lengths.indices.filter { !lengths[$0].isNaN && !errors[0][$0].isNaN }
        #expect(evidence.judged == texts.count)
        #expect(evidence.labelled == lengths.count { !$0.isNaN })
        func errorCount(_ row: Int) -> Double { errors.reduce(0) { $0 + $1[row] } }
        let expected: [CubeMeasure: (Int) -> Double] = [
            .errors: errorCount, .referenceLength: { lengths[$0] }, .squaredErrors: { errorCount($0) * errorCount($0) },
            .errorsByLength: { errorCount($0) * lengths[$0] }, .squaredLength: { lengths[$0] * lengths[$0] },
        ]
        for (measure, value) in expected {
            #expect(evidence.sums(of: measure)?[0] == texts.reduce(0) { $0 + value($1) }, "\(measure)")
        }
        for (column, measure) in CubeMeasure.ofEdits.enumerated() {
            #expect(
                evidence.sums(of: measure)?[0] == (kinds == 3 ? texts.reduce(0) { $0 + errors[column][$1] } : nil))
        }
    }

    @Test("Parts merge into the whole and can be taken out, and a file keeps it", arguments: 0..<20 as Range<UInt64>)
    func algebra(seed: UInt64) throws {
        let kinds = seed % 2 == 0 ? 1 : 3
        let (errors, lengths) = Self.columns(seed, kinds: kinds)
        let cut = lengths.count / 2
        guard cut > 0 else { return }
        let whole = try Self.cube(errors, lengths)
        let first = try Self.cube(errors.map { Array($0[..<cut]) }, Array(lengths[..<cut]), site: 1)
        let second = try Self.cube(errors.map { Array($0[cut...]) }, Array(lengths[cut...]), site: 2)
        let merged = try second.merging(first)
        #expect(merged.cells.isEqual(to: whole.cells))
        #expect(try merged.subtracting(first).cells.isEqual(to: second.cells))
        let bytes = try CubeFile.bytes(of: merged)
        #expect(try CubeFile.bytes(of: CubeFile.cube(from: bytes, named: "x")) == bytes)
    }

    @Test("Counts that are none are refused", arguments: [-1, 1.5, .infinity, 5e9])
    func refused(value: Double) {
        for (errors, lengths) in [([[1, value]], [3, 4]), ([[1, 2]], [3, value])] as [([[Double]], [Double])] {
            let error = #expect(throws: CubeError.self) { try ErrorRows(errors: errors, lengths: lengths) }
            #expect(error?.diagnostics.first?.message.contains("row 2") == true)
        }
        #expect(throws: CubeError.self) { try ErrorRows(errors: [[1], [.nan], [1]], lengths: [5]) }
    }

    @Test("Sums that no texts can have are no cube", arguments: 0..<8)
    func unsound(place: Int) throws {
        let cube = try Self.cube([[1, 2], [0, 1], [3, 0]], [10, 12])
        var cells = cube.cells
        // Too many of everything; of squares fewer than the sums need.
        let isSquare = place == 5 || place == 7
        cells.decisions.sums[place] = isSquare ? 1 : cells.decisions.sums[place] + Int128(1) << 70
        #expect(throws: CubeError.self) { try EvidenceCube(header: cube.header, cells: cells) }
    }
}
