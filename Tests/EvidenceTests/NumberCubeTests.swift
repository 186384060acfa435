import Diagnostics
import Interchange
import Statistics
import TestSupport
import Testing

@testable import Evidence

@Suite("Numbers in cubes")
struct NumberCubeTests {
    private static let slots = DecisionSlots(classCount: 1)

    private func total(_ evidence: GroupEvidence, _ measure: CubeMeasure, _ slots: [Int]) -> Double? {
        evidence.wholeSums(of: measure, slots: slots).flatMap { sums in
            evidence.scale.map { $0.value(sums.plus - sums.minus, power: measure.power) }
        }
    }

    /// The product that a measure sums.
    private func product(_ measure: CubeMeasure, _ y: Double, _ p: Double) -> Double {
        let e = p - y
        switch measure {
        case .label: return y
        case .prediction: return p
        case .error: return e
        case .squaredLabel: return y * y
        case .squaredPrediction: return p * p
        case .squaredError: return e * abs(e)
        case .labelError: return y * e
        case .cubedLabel: return y * y * y
        case .squaredLabelError: return y * y * e
        case .labelSquaredError: return y * e * e
        case .cubedError: return e * e * e
        case .fourthLabel: return y * y * y * y
        case .cubedLabelError: return y * y * y * e
        case .squaredLabelSquaredError: return y * y * e * e
        case .labelCubedError: return y * e * e * e
        case .fourthError: return e * e * e * e
        default: return .nan
        }
    }

    @Test("Each sum is that of the rows, to the last bit, by every group", arguments: 0..<30 as Range<UInt64>)
    func sums(seed: UInt64) throws {
        // Halves up to a few hundred: all products and their sums are exact as doubles too.
        let table = NumberTable.random(seed: seed, step: 0.5)
        let cube = try table.cube()
        for grouping in [[], ["region"], ["gender", "region"]] {
            for evidence in cube.evidence(by: grouping) {
                let rows = table.rows.filter { row in
                    evidence.group.levels.allSatisfy {
                        row.groups[NumberTable.dimensions.firstIndex(of: $0.dimension) ?? 0] == $0.value
                    }
                }
                #expect(evidence.rows == rows.count)
                #expect(evidence.judged == rows.count { $0.label != nil && $0.prediction != nil })
                #expect(evidence.labelled == rows.count { $0.label != nil })
                #expect(evidence.predicted == rows.count { $0.prediction != nil })
                for measure in CubeMeasure.ofNumbers {
                    let own = rows.compactMap { row -> Double? in
                        guard let y = row.label, let p = row.prediction else { return nil }
                        return product(measure, y, p)
                    }
                    let place: Comment = "seed \(seed) \(measure)"
                    #expect(total(evidence, measure, [0]) == own.reduce(0, +), place)
                    let sums = try #require(evidence.wholeSums(of: measure, slots: [0]))
                    let size = evidence.scale?.value(sums.plus + sums.minus, power: measure.power)
                    #expect(size == own.reduce(0) { $0 + abs($1) }, place)
                }
                let unjudged = rows.filter { ($0.label == nil) != ($0.prediction == nil) }
                let others = (1..<Self.slots.count).map { $0 }
                #expect(total(evidence, .label, others) == unjudged.reduce(0) { $0 + ($1.label ?? 0) })
                #expect(total(evidence, .prediction, others) == unjudged.reduce(0) { $0 + ($1.prediction ?? 0) })
                #expect(
                    total(evidence, .squaredLabel, others)
                        == unjudged.reduce(0) { $0 + ($1.label ?? 0) * ($1.label ?? 0) })
                #expect(total(evidence, .fourthError, others) == 0)
            }
        }
    }

    @Test("Parts of any digits merge into the whole, bit for bit, in any order", arguments: 0..<30 as Range<UInt64>)
    func algebra(seed: UInt64) throws {
        let table = NumberTable.random(seed: seed &+ 100)
        var random = SeededRandom(seed: seed)
        var parts = [[NumberTable.Row]](repeating: [], count: 3)
        for row in table.rows.shuffled(using: &random) { parts[Int.random(in: 0..<3, using: &random)].append(row) }
        let whole = try table.cube()
        let cubes = try parts.enumerated().map { try NumberTable($1).cube(provenance: CubeFixtures.site($0)) }
        let merged = try cubes[2].merging(cubes[0].merging(cubes[1]))
        #expect(merged.cells.isEqual(to: whole.cells))
        #expect(try merged.subtracting(cubes[1]).cells.isEqual(to: cubes[0].merging(cubes[2]).cells))
        #expect(try merged.merging(merged.empty).cells.isEqual(to: whole.cells))
        #expect(
            try merged.projecting(to: ["gender"]).cells.isEqual(
                to: cubes.reduce(whole.empty.projecting(to: ["gender"])) {
                    try $0.merging($1.projecting(to: ["gender"]))
                }.cells))
        let bytes = try CubeFile.bytes(of: merged)
        let read = try CubeFile.cube(from: bytes, named: "x")
        #expect(read.header == merged.header)
        #expect(try CubeFile.bytes(of: read) == bytes)
        let document = try CubeJSON.document(read)
        #expect(document["header"]?["outcome"]?.text == "number")
        #expect(document["header"]?["scale"]?.integerValue == 30)
    }

    @Test("A frequency is so many rows", arguments: 0..<20 as Range<UInt64>)
    func frequencies(seed: UInt64) throws {
        let table = NumberTable.random(seed: seed &+ 200)
        var random = SeededRandom(seed: seed)
        let counts = table.rows.map { _ in Int.random(in: 0...3, using: &random) }
        let repeated = NumberTable(zip(table.rows, counts).flatMap { Array(repeating: $0, count: $1) })
        guard !repeated.rows.isEmpty else { return }
        let weighted = EvidenceCube(
            counting: try table.evidenceRows(weights: try RowWeights(.frequency, counts.map(Double.init))))
        #expect(weighted.cells.isEqual(to: try repeated.cube().cells))
        let multiplied = EvidenceCube(counting: try table.evidenceRows(multiplicities: counts))
        #expect(multiplied.cells.isEqual(to: weighted.cells))
    }

    @Test("The largest numbers of a scale are summed, larger ones are refused", arguments: [1e-6, 1, 5e9, 1e30])
    func range(largest: Double) throws {
        let scale = try #require(NumberScale(largest: largest))
        #expect(scale.largest >= largest && scale.largest < 2 * largest)
        let rows = try NumberRows(
            labels: [scale.largest, -scale.largest], predictions: [-scale.largest, scale.largest], scale: scale)
        let cube = EvidenceCube(
            counting: EvidenceRows(dimensions: [], numbers: rows, multiplicities: [1 << 40, 1 << 40]))
        let bytes = try CubeFile.bytes(of: cube)
        let evidence = try CubeFile.cube(from: bytes, named: "x").overall
        let power = scale.largest * scale.largest * scale.largest * scale.largest
        #expect(total(evidence, .fourthError, [0]) == 0x1p45 * power)
        #expect(total(evidence, .error, [0]) == 0)
        #expect(total(evidence, .cubedLabelError, [0]) == -0x1p42 * power)
        for value in [scale.largest * 1.01, .infinity, -.infinity, -1e300] {
            let error = #expect(throws: CubeError.self) {
                try NumberRows(labels: [0, value], predictions: [0, 0], scale: scale)
            }
            #expect(error?.diagnostics.first?.message.contains("row 2") == true)
        }
    }

    @Test("What a scale cannot be", arguments: [0, -1, .nan, .infinity, 1e300])
    func noScale(largest: Double) { #expect(NumberScale(largest: largest) == nil) }

    @Test("Weights are multiplied with each product exactly, and rows are counted as they are")
    func weights() throws {
        let rows = try NumberTable([(1, 2), (-3, 5)]).evidenceRows(weights: try RowWeights(.sampling, [2.5, 0.5]))
        let overall = EvidenceCube(counting: rows).overall
        #expect(overall.rows == 2)
        func total(_ measure: CubeMeasure) -> Double? {
            overall.wholeSums(of: measure, slots: [0]).flatMap { sums in
                overall.scale.map {
                    $0.value(sums.plus - sums.minus, power: measure.power) / Double(1 << CubeMeasure.weightBits)
                }
            }
        }
        for measure in CubeMeasure.ofNumbers {
            let (first, second) = (product(measure, 1, 2), product(measure, -3, 5))
            #expect(total(measure.times(.squaredWeight)) == 6.25 * first + 0.25 * second)
            guard measure.power <= 2 else { continue }
            #expect(total(measure.times(.weight)) == 2.5 * first + 0.5 * second)
        }
    }

    @Test("Another scale is another meaning")
    func otherScale() throws {
        let (fine, coarse) = (NumberScale.standard, try #require(NumberScale(bits: 20)))
        let cubes = try [fine, coarse].enumerated().map { number, scale in
            EvidenceCube(
                counting: try NumberTable([(1, 2)]).evidenceRows(scale: scale),
                header: CubeHeader(outcome: .number(scale), provenance: CubeFixtures.site(number)))
        }
        let error = #expect(throws: CubeError.self) { try cubes[0].merging(cubes[1]) }
        #expect(error?.diagnostics.map(\.message) == ["the cubes cannot be put together: scale differs"])
    }

    @Test("Sums that no rows can have are no cube", arguments: 0..<70)
    func unsound(place: Int) throws {
        let cube = try NumberTable([(1.5, 2), (-3, -2.5), (4, 1)]).cube()
        #expect(NumberRows.width == 70 && cube.cells.decisions.sums.count == 70)
        var cells = cube.cells
        // A digit that no row could have made; a sum less than the square root of its squares says.
        cells.decisions.sums[place] += Int128(1) << 80
        #expect(throws: CubeError.self) { try EvidenceCube(header: cube.header, cells: cells) }
        #expect(try EvidenceCube(header: cube.header, cells: cube.cells).rows == 3)
        cells = cube.cells
        cells.decisions.cells[0].place = 1
        #expect(throws: CubeError.self) { try EvidenceCube(header: cube.header, cells: cells) }
    }
}
