import Evidence
import Interchange
import Metrics
import Statistics
import Storage
import TestSupport
import Testing

@testable import Probes

@Suite("Slices")
struct SliceTests {
    struct Row {
        let codes: [UInt32]
        let label: UInt16
        let prediction: UInt16
        let block: UInt32
    }

    static let names = ["a", "b", "c"]

    static func rows(_ count: Int, seed: UInt64, effect: Double = 0.2) -> [Row] {
        var random = SeededRandom(seed: seed)
        return (0..<count).map { _ in
            // The last code is that of a missing value.
            let codes = [
                UInt32.random(in: 0..<4, using: &random), .random(in: 0..<3, using: &random),
                .random(in: 0..<3, using: &random),
            ]
            let isBad = codes[0] == 1 && codes[1] == 0
            let label: UInt16 =
                Int.random(in: 0..<12, using: &random) == 0 ? .max : UInt16.random(in: 0..<2, using: &random)
            let wrong = Double.random(in: 0..<1, using: &random) < (isBad ? 0.25 + effect : 0.25)
            let prediction = label == .max ? UInt16.random(in: 0..<2, using: &random) : wrong ? 1 - label : label
            return Row(codes: codes, label: label, prediction: prediction, block: .random(in: 0..<64, using: &random))
        }
    }

    static func cube(_ rows: [Row], blocks: Bool = false) -> EvidenceCube {
        var dimensions = zip(names, [["x", "y", "z"], ["p", "q"], ["u", "v"]]).enumerated().map { index, pair in
            EvidenceRows.Dimension(
                name: pair.0, levels: pair.1,
                codes: rows.map { Int($0.codes[index]) < pair.1.count ? $0.codes[index] : .max })
        }
        if blocks {
            dimensions.append(
                .init(
                    name: "id.block", levels: (0..<64).map { $0 < 10 ? "0\($0)" : "\($0)" }, codes: rows.map(\.block)))
        }
        let columns = EvidenceRows(
            dimensions: dimensions, classes: ["0", "1"],
            labels: rows.map { $0.label == .max ? LabelState.unlabelled : $0.label },
            predictions: rows.map(\.prediction),
            scores: [])
        return EvidenceCube(
            counting: columns,
            header: CubeHeader(outcome: .binary, told: blocks ? [ToldDimension(column: "id", rule: .block)] : []))
    }

    static func metric(_ name: String) throws -> Metric {
        try #require(Catalogue.metric(named: name, binary: true))
    }

    @Test(
        "Every conjunction with enough rows is found and measured as its rows say",
        arguments: [
            ("error-rate", 1, 3), ("false-positive-rate", 2, 2), ("selection-rate", 3, 3), ("accuracy", 4, 1),
        ])
    func twin(name: String, seed: UInt64, depth: Int) throws {
        let rows = Self.rows(300, seed: seed)
        let metric = try Self.metric(name)
        let options = SliceSearch.Options(support: 0.05, fewestRows: 1, depth: depth)
        let search = try #require(
            SliceSearch(
                Self.cube(rows), metric, context: EstimationContext(model: "m"), columns: Self.names, options: options))
        let sizes: [UInt32] = [4, 3, 3]
        let texts = [["x", "y", "z"], ["p", "q"], ["u", "v"]]
        var expected: [GroupKey: [Row]] = [:]
        // All choices of a level or none in each column.
        for first in 0...sizes[0] {
            for second in 0...sizes[1] {
                for third in 0...sizes[2] {
                    let chosen = zip([first, second, third], sizes).map { $0 < $1 ? $0 : nil }
                    let count = chosen.count { $0 != nil }
                    guard count > 0, count <= depth else { continue }
                    let own = rows.filter { row in zip(chosen, row.codes).allSatisfy { $0 == nil || $0 == $1 } }
                    guard own.count >= search.fewestRows else { continue }
                    let levels = chosen.enumerated().compactMap { column, code in
                        code.map { code in
                            GroupLevel(
                                dimension: Self.names[column],
                                value: Int(code) < texts[column].count ? texts[column][Int(code)] : nil)
                        }
                    }
                    expected[GroupKey(levels)] = own
                }
            }
        }
        #expect(search.slices.count == expected.count && search.fewestRows == 15)
        let whole = Estimator(Self.cube(rows).overall, context: EstimationContext(model: "m"))
        let overall = try #require(whole.value(metric))
        for slice in search.slices {
            let own = try #require(expected[slice.group])
            let estimator = Estimator(Self.cube(own).overall, context: EstimationContext(model: "m"))
            #expect(slice.rows == own.count && slice.estimate.number == estimator.value(metric))
            guard let value = slice.estimate.number else { continue }
            #expect(slice.divergence == value - overall)
            if let contributions = slice.contributions {
                #expect(abs(contributions.reduce(0, +) - (value - overall)) < 1e-12)
                if slice.group.levels.count == 2 {
                    let single = slice.group.levels.map { level in
                        search.slices.first { $0.group == GroupKey([level]) }?.divergence ?? .nan
                    }
                    #expect(abs(contributions[0] - (single[0] + value - overall - single[1]) / 2) < 1e-12)
                    #expect(slice.isRedundant == single.contains { abs(value - overall - $0) <= 0.01 })
                }
            }
        }
        let known = search.slices.filter { $0.pValue != nil }
        #expect(known.map(\.adjustedPValue) == Multiplicity.benjaminiHochberg(known.compactMap(\.pValue)).map { $0 })
    }

    @Test(
        "DivExplorer's slices, rates, divergences and t statistics",
        .enabled(if: SharedFiles.exists("oracles/oracle.json")), arguments: ["fpr", "fnr"])
    func oracle(name: String) throws {
        let (cube, slices, columns, support) = try SharedFiles.slices()
        let search = try #require(
            SliceSearch(
                cube, try Self.metric(name), context: EstimationContext(model: "m"), columns: columns,
                options: .init(support: support, fewestRows: 1, depth: 5)))
        #expect(search.slices.count == slices.count && slices.count == 106)
        for slice in search.slices {
            let key = slice.group.levels.map { "\($0.dimension)=\($0.name)" }.sorted().joined(separator: "&")
            let expected = try #require(slices[key], "\(key)")
            for (found, member) in [
                (slice.support, "support"), (slice.estimate.number, name), (slice.divergence, name + "_div"),
                (slice.welchT, name + "_t"),
            ] {
                guard let wanted = expected[member]?.double else {
                    #expect(found == nil)
                    continue
                }
                #expect(abs(try #require(found) - wanted) <= 1e-10 * max(1, abs(wanted)), "\(key) \(member)")
            }
        }
    }

    @Test("Where nothing differs, false discoveries stay at their rate, and a planted slice is found and confirmed")
    func discoveries() throws {
        let metric = try Self.metric("error-rate")
        var (falselyFound, confirmed, planted, plantedConfirmed) = (0, 0, 0, 0)
        let runs = 150
        for run in 0..<runs {
            let null = Self.cube(Self.rows(1_500, seed: UInt64(run), effect: 0), blocks: true)
            let options = SliceSearch.Options(support: 0.02, fewestRows: 1)
            let quiet = try #require(
                SliceSearch(null, metric, context: EstimationContext(model: "m"), columns: Self.names, options: options)
            )
            #expect(quiet.isConfirmed)
            if quiet.slices.contains(where: { ($0.adjustedPValue ?? 1) <= 0.05 }) { falselyFound += 1 }
            if quiet.slices.contains(where: { $0.confirmation?.isConfirmed ?? false }) { confirmed += 1 }
            guard run < 40 else { continue }
            let loud = try #require(
                SliceSearch(
                    Self.cube(Self.rows(3_000, seed: UInt64(run), effect: 0.35), blocks: true), metric,
                    context: EstimationContext(model: "m"), columns: Self.names, options: options))
            let target = loud.slices.first { $0.group.levels.map(\.name) == ["y", "p"] }
            if (target?.adjustedPValue ?? 1) <= 0.05 { planted += 1 }
            if target?.confirmation?.isConfirmed ?? false { plantedConfirmed += 1 }
        }
        // Under no difference at all the false discovery rate is the chance of any discovery.
        #expect(Double(falselyFound) / Double(runs) <= 0.09, "\(falselyFound) of \(runs)")
        #expect(confirmed <= 2)
        #expect(planted >= 38 && plantedConfirmed >= 36, "\(planted), \(plantedConfirmed)")
    }

    @Test("Several metrics are searched at once as each alone", arguments: [false, true])
    func together(blocks: Bool) throws {
        let cube = Self.cube(Self.rows(600, seed: 8), blocks: blocks)
        let names = ["error-rate", "selection-rate", "false-negative-rate"]
        let options = SliceSearch.Options(support: 0.02, fewestRows: 1)
        let together = try #require(
            SliceSearch.searches(
                cube, try names.map(Self.metric), context: EstimationContext(model: "m"), columns: Self.names,
                options: options))
        for (name, own) in zip(names, together) {
            let alone = try #require(
                SliceSearch(
                    cube, Self.metric(name), context: EstimationContext(model: "m"), columns: Self.names,
                    options: options))
            #expect(own.slices == alone.slices && own.overall == alone.overall && !own.slices.isEmpty)
            #expect(own.isConfirmed == blocks && own.count == alone.count)
        }
    }

    @Test("A rate of one class against all others is searched as that of the only positive class")
    func classes() throws {
        let table = OutcomeTable.random(seed: 12, classCount: 3, maximumRows: 4_000)
        var binary = table
        binary.classes = ["rest", "own"]
        for index in binary.rows.indices {
            binary.rows[index].label = table.rows[index].label.map { $0 == 1 ? 1 : 0 }
            if let predicted = table.rows[index].predicted {
                binary.rows[index].decision = .predicted(predicted == 1 ? 1 : 0)
            }
            binary.rows[index].scores = [0.5]
        }
        for name in ["recall", "precision", "selection-rate"] {
            let metric = try #require(Catalogue.metric(named: "\(name):c1", binary: false))
            let columns = ["region", "gender"]
            let own = try #require(
                SliceSearch(
                    table.cube, metric, context: EstimationContext(model: "m"), columns: columns, options: .init()))
            let other = try #require(
                SliceSearch(
                    binary.cube, try Self.metric(name), context: EstimationContext(model: "m"), columns: columns,
                    options: .init()))
            #expect(own.slices.count == other.slices.count && !own.slices.isEmpty)
            for (a, b) in zip(own.slices, other.slices) {
                #expect(a.group == b.group && a.estimate == b.estimate && a.difference == b.difference, "\(name)")
            }
            let unknown = try #require(Catalogue.metric(named: "\(name):z", binary: false))
            #expect(
                SliceSearch(
                    table.cube, unknown, context: EstimationContext(model: "m"), columns: columns, options: .init())
                    == nil)
        }
    }

    @Test("What cannot be tested is not searched, and too many slices are not listed")
    func refused() throws {
        let cube = Self.cube(Self.rows(200, seed: 1))
        #expect(
            SliceSearch(
                cube, try Self.metric("f1-score"), context: EstimationContext(model: "m"), columns: ["a"],
                options: .init())
                == nil)
        let table = try #require(
            SliceTable(cube, [try Self.metric("accuracy")], favourablePositive: true, columns: Self.names))
        #expect(SliceWalk(table, fewestRows: 1, depth: 3, limit: 10) == nil)
    }
}
