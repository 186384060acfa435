import Evidence
import Metrics
import Statistics
import TestSupport
import Testing

@Suite("Ranking between groups, and outcomes at the margin")
struct CrossGroupTests {
    private typealias Row = OutcomeTable.Row

    private func table(_ seed: UInt64) -> OutcomeTable { OutcomeTable.random(seed: seed + 700, maximumRows: 200) }

    /// P(score of a positive of one > score of a negative of another), ties counted half.
    private func area(_ own: [Row], _ other: [Row]) -> Double? {
        let positives = own.filter { $0.label == 1 && !$0.scores[0].isNaN }.map { $0.scores[0] }
        let negatives = other.filter { $0.label == 0 && !$0.scores[0].isNaN }.map { $0.scores[0] }
        guard !positives.isEmpty, !negatives.isEmpty else { return nil }
        var wins = 0.0
        for p in positives { for n in negatives { wins += p > n ? 1 : p == n ? 0.5 : 0 } }
        return wins / Double(positives.count * negatives.count)
    }

    @Test("The gap of cross-group areas is that of all pairs of rows", arguments: 0..<12 as Range<UInt64>)
    func twin(seed: UInt64) throws {
        let table = table(seed)
        let groups = Dictionary(grouping: table.rows) { $0.groups[0] ?? "\u{0}" }.values
        let usable = groups.filter { area($0, $0) != nil }
        var largest: Double?
        for one in usable {
            for other in usable {
                guard let a = area(one, other), let b = area(other, one) else { continue }
                largest = max(largest ?? 0, abs(a - b))
            }
        }
        let result = try FairnessFixtures.result("xauc", table.cube, by: ["region"])
        #expect(agree(result.estimate.number, usable.count > 1 ? largest : nil, within: 1e-12), "seed \(seed)")
        if let value = result.estimate.number, result.parts.count == 2 {
            let parts = result.parts.compactMap(\.estimate.number)
            #expect(agree(abs(parts[0] - parts[1]), value, within: 1e-12))
        }
        // Against everybody else: positives of the group with negatives of the rest, and the reverse.
        let rest = try FairnessFixtures.result("xauc", table.cube, by: ["region"], reference: .complement)
        let gaps = usable.indices.compactMap { place -> Double? in
            let (own, others) = (usable[place], usable.indices.filter { $0 != place }.flatMap { usable[$0] })
            return area(own, others).flatMap { a in area(others, own).map { abs(a - $0) } }
        }
        #expect(agree(rest.estimate.number, usable.count > 1 ? gaps.max() : nil, within: 1e-12))
    }

    @Test("Limits of the gap hold the truth, and 0 where groups are alike")
    func coverage() throws {
        var random = SeededRandom(seed: 21)
        /// Scores of group y lie lower for the same label.
        func rows(_ count: Int, shift: Double) -> [Row] {
            (0..<count).map { index in
                let (own, label) = (index % 2 == 0, Int.random(in: 0...1, using: &random))
                let noise = (0..<4).reduce(0.0) { sum, _ in sum + Double.random(in: 0...1, using: &random) }
                let score = 0.15 * noise + 0.2 * Double(label) - (own ? 0 : shift) + 0.1
                return Row(
                    [own ? "x" : "y"], label: label, decision: .predicted(0), scores: [(score * 1000).rounded() / 1000])
            }
        }
        for shift in [0.0, 0.08] {
            func result(_ count: Int) throws -> Estimate {
                try FairnessFixtures.result(
                    "xauc", OutcomeTable(dimensions: ["g"], classes: ["0", "1"], rows: rows(count, shift: shift)).cube,
                    by: ["g"]
                ).estimate
            }
            let truth = shift == 0 ? 0 : try #require(try result(40_000).number)
            let held = try (0..<200).count { _ in try result(160).interval?.contains(truth) ?? false }
            #expect(Double(held) / 200 >= 0.9, "shift \(shift): \(held)")
        }
    }

    @Test("Outcomes at the margin are those of the labelled rows in the window, edges as they are written")
    func margin() throws {
        let metric = try MetricFixtures.metric("outcome-rate-from-0.5-to-0.55")
        func row(_ score: Double, _ label: Int?) -> Row {
            Row([], label: label, decision: .predicted(score >= 0.5 ? 1 : 0), scores: [score])
        }
        let table = OutcomeTable(
            dimensions: [], classes: ["0", "1"],
            rows: [row(0.49, 1), row(0.5, 1), row(0.52, 0), row(0.54, 1), row(0.53, nil), row(0.55, 0), row(0.9, 1)])
        var estimator = Estimator(table.cube.overall, context: EstimationContext(model: "m"))
        let estimate = estimator.estimate(metric)
        #expect(agree(estimate.number, 2.0 / 3, within: 1e-15) && estimate.n == 3)
        #expect(estimate.interval == Proportion.wilson(successes: 2, trials: 3, level: 0.95))
        let empty = try MetricFixtures.metric("outcome-rate-from-0.6-to-0.7")
        #expect(estimator.estimate(empty).reason == .emptyGroup)
        let unknown = try MetricFixtures.metric("outcome-rate-from-0.525-to-0.535")
        #expect(estimator.estimate(unknown).reason == .unlabelled)
        for name in ["outcome-rate-from-0.5-to-0.5", "outcome-rate-from-0.50-to-0.6", "outcome-rate-from-a-to-b"] {
            #expect(Catalogue.metric(named: name) == nil, "\(name)")
        }
    }

    @Test("With weights the share is that of weights; bins that straddle an edge are a reason")
    func marginOfWeights() throws {
        let metric = try MetricFixtures.metric("outcome-rate-from-0.2-to-0.4")
        let table = OutcomeTable.random(seed: 5, maximumRows: 300)
        var rows = table.evidenceRows
        let weights = table.rows.indices.map { Double($0 % 4) + 0.5 }
        rows.weights = try RowWeights(.sampling, weights)
        let inside = table.rows.indices.filter {
            let row = table.rows[$0]
            return row.label != nil && row.scores[0] >= 0.2 && row.scores[0] < 0.4
        }
        let all = inside.reduce(0) { $0 + weights[$1] }
        let positives = inside.reduce(0) { $0 + (table.rows[$1].label == 1 ? weights[$1] : 0) }
        let context = EstimationContext(model: "m")
        #expect(
            agree(
                Estimator(EvidenceCube(counting: rows).overall, context: context).value(metric), positives / all,
                within: 1e-12))
        let header = CubeHeader(outcome: .binary, scores: ["score"], scoreGrid: .floor(digits: 1))
            .with(scoreMargins: [[]])
        let binned = EvidenceCube(counting: table.filtered { _ in true }.evidenceRows, header: header).overall
        #expect(Estimator(binned, context: context).value(metric) != nil)
        let between = try MetricFixtures.metric("outcome-rate-from-0.25-to-0.4")
        #expect(Estimator(binned, context: context).reason(between) == .gridMismatch)
    }

    @Test("The outcome test is a fairness measure: the widest gap of outcomes at the margin")
    func outcomeTest() throws {
        let table = table(3)
        let result = try FairnessFixtures.result("outcome-test-from-0.2-to-0.8", table.cube, by: ["region"])
        let rates = Dictionary(grouping: table.rows) { $0.groups[0] ?? "\u{0}" }.values.compactMap { rows -> Double? in
            let own = rows.filter { $0.label != nil && $0.scores[0] >= 0.2 && $0.scores[0] < 0.8 }
            return own.isEmpty ? nil : Double(own.count { $0.label == 1 }) / Double(own.count)
        }
        #expect(agree(result.estimate.number, (rates.max() ?? 0) - (rates.min() ?? 0), within: 1e-12))
        #expect(result.estimate.interval != nil && result.expected != nil)
        let measure = try FairnessFixtures.measure("outcome-test-from-0.2-to-0.8")
        #expect(measure.needsScores && !measure.needsProbabilities && !measure.needsDecisions)
    }
}
