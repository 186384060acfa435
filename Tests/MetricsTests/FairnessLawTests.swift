import Evidence
import Metrics
import Statistics
import TestSupport
import Testing

/// A measure with a short name for test output.
struct MeasureCase: CustomTestStringConvertible, Sendable {
    let measure: FairnessMeasure
    var testDescription: String { measure.name }
    static let all = FairnessMeasure.all.map { MeasureCase(measure: $0) }
}

@Suite("Laws of fairness measures")
struct FairnessLawTests {
    private func assess(
        _ measure: FairnessMeasure, _ cube: EvidenceCube, by: [String] = ["region"],
        reference: GroupReference = .pairwise, level: Double = 0.95
    ) -> FairnessResult {
        var context = FairnessFixtures.context
        // Few enough that bins of small tables hold 20 rows.
        context.calibrationBins = 3
        return FairnessAssessor(
            cube, by: by, given: measure.needsStrata ? ["gender"] : [], reference: reference, context: context
        ).assess(measure, level: level)
    }

    /// A large random table, every rate of which is likely to exist.
    private func table(_ seed: UInt64, rows: Int = 600) -> OutcomeTable {
        OutcomeTable.random(seed: seed, maximumRows: rows)
    }

    @Test("Names are one word each and mean one thing")
    func names() throws {
        var seen: [String: String] = [:]
        for measure in FairnessMeasure.all {
            for name in [measure.name] + measure.aliases {
                #expect(seen.updateValue(measure.name, forKey: name) == nil, "\(name) means two things")
                #expect(name.allSatisfy { $0.isLowercase || $0.isNumber || "-.".contains($0) || $0 == "_" }, "\(name)")
                #expect(FairnessMeasure.measure(named: name)?.name == measure.name)
                // A measure and a metric share the names of commands.
                #expect(Catalogue.metric(named: name) == nil, "\(name) is a metric, too")
            }
            #expect(!measure.source.isEmpty && !measure.undefined.isEmpty)
            #expect(measure.range.contains(measure.ideal))
            for peer in measure.peers { #expect(FairnessMeasure.measure(named: peer.name) != nil) }
        }
        #expect(FairnessMeasure.standard.count == 6)
        #expect(FairnessMeasure.nearest(to: "equalised-odd") == "equalised-odds")
        #expect(FairnessMeasure.measure(named: "false-negative-rate-deviation") != nil)
        #expect(FairnessMeasure.measure(named: "roc-auc-deviation") == nil)
        #expect(FairnessMeasure.measure(named: "generalized-entropy-index-x") == nil)
    }

    @Test("Nobody has no figure but a reason", arguments: MeasureCase.all)
    func nobody(of one: MeasureCase) {
        let empty = OutcomeTable(dimensions: ["region", "gender"], classes: ["0", "1"], rows: []).cube
        let result = assess(one.measure, empty)
        #expect(result.estimate.number == nil && result.estimate.reason != nil)
        #expect(result.estimate.interval == nil)
    }

    @Test("One group alone has no gap", arguments: MeasureCase.all)
    func alone(of one: MeasureCase) {
        let rows = table(3).rows.map {
            OutcomeTable.Row(["all", $0.groups[1]], label: $0.label, decision: $0.decision, scores: $0.scores)
        }
        let cube = OutcomeTable(dimensions: ["region", "gender"], classes: ["0", "1"], rows: rows).cube
        let result = assess(one.measure, cube)
        switch one.measure.shape {
        case .entropy(_, betweenGroups: false), .multicalibration: #expect(result.estimate.number != nil)
        default: #expect(result.estimate.number == nil && result.estimate.reason != nil, "\(result.estimate)")
        }
    }

    @Test(
        "Figures lie in their range and inside their intervals; what is left out is named", arguments: MeasureCase.all)
    func ranges(of one: MeasureCase) throws {
        var found = 0
        for seed in 0..<8 as Range<UInt64> {
            let cube = table(seed).cube
            for reference in [GroupReference.pairwise, .complement, .largest, .overall] {
                let result = assess(one.measure, cube, reference: reference)
                #expect(result.estimate.flags.contains(.partial) == !result.excluded.isEmpty || one.measure.needsStrata)
                guard let value = result.estimate.number else { continue }
                found += 1
                #expect(one.measure.range.contains(value), "\(value)")
                for estimate in [result.estimate] + result.parts.map(\.estimate) {
                    guard let number = estimate.number, let interval = estimate.interval else { continue }
                    // A median of draws is no middle of limits around the plug-in value, but of its own.
                    #expect(interval.lower <= number && number <= interval.upper, "\(estimate)")
                }
                // With two rates a group may have one of them only.
                if let group = result.group, result.parts.isEmpty {
                    #expect(!result.excluded.contains { $0.group == group })
                }
                if let expected = result.expected { #expect(expected >= 0) }
            }
        }
        #expect(found > 4)
    }

    @Test("Names of groups do not matter, nor does the order of rows", arguments: MeasureCase.all)
    func renamed(of one: MeasureCase) throws {
        let table = table(11)
        func value(_ table: OutcomeTable) -> Estimate { assess(one.measure, table.cube).estimate }
        let renamed = OutcomeTable(
            dimensions: table.dimensions, classes: table.classes,
            rows: table.rows.reversed().map {
                .init(
                    [["north": "z", "NA": "y", "ቆላ": "x"][$0.groups[0] ?? ""] ?? "w", $0.groups[1]], label: $0.label,
                    decision: $0.decision, scores: $0.scores)
            })
        let (before, after) = (value(table), value(renamed))
        #expect(agree(before.number, after.number, within: 1e-12))
        #expect(before.n == after.n && before.reason == after.reason)
        let again = value(
            OutcomeTable(dimensions: table.dimensions, classes: table.classes, rows: table.rows.reversed()))
        #expect(again == before, "the same rows in another order give the same figure and interval")
    }

    @Test("Groups with the same rows have no gap, and the interval says so", arguments: MeasureCase.all)
    func equal(of one: MeasureCase) throws {
        var rows: [OutcomeTable.Row] = []
        for group in ["a", "b", "c"] {
            for index in 0..<200 {
                // Eight in ten right, in both strata alike.
                let label = index % 2
                let right = index % 10 < 8
                rows.append(
                    .init(
                        [group, index % 4 < 2 ? "f" : "m"], label: label,
                        decision: .predicted(right ? label : 1 - label), scores: [label == 1 ? 0.7 : 0.4]))
            }
        }
        let cube = OutcomeTable(dimensions: ["region", "gender"], classes: ["0", "1"], rows: rows).cube
        let result = assess(one.measure, cube)
        switch one.measure.shape {
        case .entropy(_, betweenGroups: false), .multicalibration:
            #expect(try #require(result.estimate.number) > 0)
        default:
            #expect(agree(result.estimate.number, one.measure.ideal, within: 1e-9))
            #expect(try #require(result.estimate.interval).contains(one.measure.ideal))
        }
    }

    @Test("A wider level has wider limits", arguments: MeasureCase.all)
    func levels(of one: MeasureCase) throws {
        let cube = table(21).cube
        guard let narrow = assess(one.measure, cube, level: 0.8).estimate.interval,
            let wide = assess(one.measure, cube, level: 0.99).estimate.interval
        else { return }
        #expect(wide.lower <= narrow.lower && narrow.upper <= wide.upper)
    }
}

@Suite("Fairness of weighted rows")
struct WeightedFairnessTests {
    private func result(
        _ measure: FairnessMeasure, _ table: OutcomeTable, _ weights: [Double]?, reference: GroupReference = .pairwise
    ) throws -> FairnessResult {
        var rows = table.evidenceRows
        if let weights { rows.weights = try RowWeights(.sampling, weights) }
        var context = FairnessFixtures.context
        context.calibrationBins = 3
        return FairnessAssessor(
            EvidenceCube(counting: rows), by: ["region"], given: measure.needsStrata ? ["gender"] : [],
            reference: reference, context: context
        ).assess(measure)
    }

    private func table(_ seed: UInt64) -> OutcomeTable { OutcomeTable.random(seed: seed, maximumRows: 400) }

    @Test("Equal weights change no figure, and no interval but BCa's", arguments: MeasureCase.all)
    func equal(of one: MeasureCase) throws {
        for seed in 40..<42 as Range<UInt64> {
            let table = table(seed)
            for reference in [GroupReference.pairwise, .complement, .overall] {
                let plain = try result(one.measure, table, nil, reference: reference)
                let own = try result(one.measure, table, table.rows.map { _ in 0.25 }, reference: reference)
                #expect(agree(plain.estimate.number, own.estimate.number, within: 1e-11), "seed \(seed)")
                #expect(plain.estimate.reason == own.estimate.reason && plain.estimate.n == own.estimate.n)
                #expect(plain.group == own.group && plain.excluded == own.excluded)
                guard let i = plain.estimate.interval, let j = own.estimate.interval, i.method != .bca else { continue }
                #expect(abs(i.lower - j.lower) < 1e-9 && abs(i.upper - j.upper) < 1e-9, "\(i) \(j)")
            }
        }
    }

    /// Whole weights: the figure is that of rows written down as often; only intervals differ.
    @Test("A row of weight 3 counts as three rows", arguments: MeasureCase.all)
    func repeated(of one: MeasureCase) throws {
        // Bins are judged by the rows they hold, which weights do not change.
        if case .calibration = one.measure.shape { return }
        for seed in 50..<52 as Range<UInt64> {
            let table = table(seed)
            var random = SeededRandom(seed: seed)
            let times = table.rows.map { _ in Int.random(in: 1...3, using: &random) }
            let long = OutcomeTable(
                dimensions: table.dimensions, classes: table.classes,
                rows: zip(table.rows, times).flatMap { Array(repeating: $0, count: $1) })
            for reference in [GroupReference.pairwise, .complement, .overall] {
                let written = try result(one.measure, long, nil, reference: reference)
                let weighted = try result(one.measure, table, times.map(Double.init), reference: reference)
                switch one.measure.shape {
                // What sampling explains, cells smoothed by ½ and weights of strata depend on how many rows there are.
                case .deviation, .differentialFairness, .stratified:
                    #expect(written.estimate.reason == weighted.estimate.reason)
                default:
                    #expect(agree(written.estimate.number, weighted.estimate.number, within: 1e-9), "seed \(seed)")
                }
            }
        }
    }
}
