@testable import Evidence
@testable import Metrics
import Statistics
import TestSupport
import Testing

@Suite("Quantiles of errors")
struct ErrorQuantileTests {
    private func metric(_ quantile: Double) -> Metric? {
        Catalogue.metric(
            named: quantile == 0.5 ? "median_absolute_error" : "absolute-error-quantile-\(quantile)",
            outcome: .number(.standard))
    }

    private func estimate(_ table: NumberTable, _ quantile: Double) throws -> Estimate {
        var estimator = Estimator(try table.overall(), context: EstimationContext(model: "m"))
        return estimator.estimate(try #require(metric(quantile)))
    }

    /// The averaged inverse of the distribution function.
    private func slow(_ values: [Double], _ quantile: Double) -> Double {
        let sorted = values.sorted()
        let rank = quantile * Double(sorted.count)
        if abs(rank - rank.rounded()) < 1e-9, Int(rank.rounded()) < sorted.count {
            return (sorted[Int(rank.rounded()) - 1] + sorted[Int(rank.rounded())]) / 2
        }
        return sorted[min(sorted.count - 1, Int(rank.rounded(.up)) - 1)]
    }

    @Test(
        "A quantile is that of the sorted errors to the relative error of bins", arguments: 0..<40 as Range<UInt64>,
        [0.5, 0.1, 0.9])
    func twin(seed: UInt64, quantile: Double) throws {
        let table = NumberTable.random(seed: seed)
        let errors = table.rows.compactMap { row -> Double? in
            guard let y = row.label, let p = row.prediction else { return nil }
            return abs(p - y)
        }
        let found = try estimate(table, quantile)
        guard !errors.isEmpty else {
            #expect(found.reason == .emptyGroup)
            return
        }
        let expected = slow(errors, quantile)
        let value = try #require(found.number)
        #expect(abs(value - expected) <= expected * ErrorSketch.relativeError + 0x1p-28, "\(value) \(expected)")
        if case .bounded(let lower, let upper) = found.exactness {
            #expect(lower - 0x1p-28 <= expected && expected <= upper + 0x1p-28)
        } else {
            #expect(abs(value - expected) <= 0x1p-28)
        }
        #expect(found.n == errors.count)
    }

    @Test("Small whole errors are told exactly, larger ones by bins of a 64th")
    func bins() throws {
        for error in (0..<128).map({ UInt64($0) }) { #expect(ErrorSketch.edge(of: error) == error) }
        var random = SeededRandom(seed: 8)
        for bits in 7..<64 {
            let error = UInt64.random(in: 0...UInt64.max, using: &random) >> UInt64(63 - bits)
            let edge = ErrorSketch.edge(of: error)
            let width = ErrorSketch.width(above: edge)
            #expect(edge <= error && error - edge < width)
            #expect(width == 1 || Double(width) <= Double(edge) / 64)
            #expect(ErrorSketch.edge(of: edge) == edge)
        }
        #expect(NumberScale.standard.errors(inBinFrom: -1) == nil)
        #expect(NumberScale.standard.errors(inBinFrom: 1 + 0x1p-20) == nil)
        #expect(NumberScale.standard.errors(inBinFrom: 1)?.upperBound == 1 + 0x1p-6)
        let coarse = try #require(NumberScale(bits: 0))
        let rows = EvidenceRows(
            dimensions: [], numbers: try NumberRows(labels: [0, 0, 0, 0], predictions: [3, -5, 9, 100], scale: coarse))
        var estimator = Estimator(EvidenceCube(counting: rows).overall, context: EstimationContext(model: "m"))
        let median = estimator.estimate(try #require(metric(0.5)))
        #expect(median.number == 7 && median.exactness == .exact)
    }

    @Test("Limits are order statistics whose ranks the binomial distribution gives")
    func ranks() throws {
        // Of 20 rows the 6th and the 15th hold the median with at least 95 % (Conover 1999, table A3).
        let table = NumberTable((1...20).map { (0, Double($0)) })
        let interval = try #require(try estimate(table, 0.5).interval)
        #expect(interval.method == .orderStatistics)
        #expect(interval.lower == 6 && interval.upper > 15 && interval.upper < 15.3)
        // Too few rows for an upper limit.
        let few = try #require(try estimate(NumberTable((1...5).map { (0, Double($0)) }), 0.5).interval)
        #expect(few.lower == 0 && few.upper == .infinity)
        #expect(try estimate(NumberTable([(1, 2)]), 0.5).interval == nil)
    }

    @Test(
        "Intervals of quantiles cover what they should, with and without weights", arguments: [0.5, 0.9], [false, true])
    func coverage(quantile: Double, isWeighted: Bool) throws {
        let metric = try #require(self.metric(quantile))
        // |e| is exponential; with weights rows are drawn by their size and weighed back.
        let truth = -LogScale.logarithm(1 - quantile)
        var (covered, runs) = (0, 300)
        var random = SeededRandom(seed: 21)
        for _ in 0..<runs {
            var (errors, weights): ([Double], [Double]) = ([], [])
            while errors.count < 200 {
                let error = -LogScale.logarithm(Double.random(in: 0x1p-40..<1, using: &random))
                let chance = isWeighted ? min(1, 0.3 + error / 4) : 1
                guard Double.random(in: 0..<1, using: &random) < chance else { continue }
                errors.append(Bool.random(using: &random) ? error : -error)
                weights.append(1 / chance)
            }
            let rows = EvidenceRows(
                dimensions: [], numbers: try NumberRows(labels: errors.map { _ in 0 }, predictions: errors),
                weights: isWeighted ? try RowWeights(.sampling, weights) : nil)
            var estimator = Estimator(EvidenceCube(counting: rows).overall, context: EstimationContext(model: "m"))
            let found = estimator.estimate(metric)
            #expect(found.interval?.method == (isWeighted ? .woodruff : .orderStatistics))
            if found.interval?.contains(truth) ?? false { covered += 1 }
        }
        runs = max(1, runs)
        #expect(Double(covered) / Double(runs) > 0.95 - 4 * 0.0126, "\(covered)")
    }

    @Test("A gap between groups has limits recovered from both, and a cube without sizes of errors says so")
    func gapsAndAbsence() throws {
        let first = NumberTable((1...80).map { (0, Double($0)) })
        let second = NumberTable((1...90).map { (0, Double($0) / 2) })
        let context = EstimationContext(model: "m")
        let metric = try #require(self.metric(0.5))
        var contrast = Contrast(
            Estimator(try first.overall(), context: context), against: Estimator(try second.overall(), context: context)
        )
        let gap = contrast.difference(metric, level: 0.95, for: .display)
        #expect(abs(try #require(gap.number) - 17.75) < 0.6)
        #expect(gap.interval?.method == .mover)
        #expect((gap.interval?.lower ?? -1) > 0)
        // Sizes that were not counted by this group.
        let cube = try first.cube()
        let bare = try EvidenceCube(
            header: {
                var header = cube.header.with(scoreMargins: []); header.scores = []; return header
            }(),
            cells: {
                var cells = cube.cells; cells.scores = []; return cells
            }())
        #expect(Estimator(bare.overall, context: context).value(metric) == nil)
        var estimator = Estimator(bare.overall, context: context)
        #expect(estimator.estimate(metric).reason == .notInCube)
    }

    @Test("With blocks of clusters a quantile says that it takes rows for independent")
    func blocks() throws {
        let halves = try (0..<12).map { part in
            try NumberTable((1...20).map { (0, Double($0 + part)) }).overall()
        }
        let metric = try #require(self.metric(0.5))
        var clustered = Estimator(GroupEvidence(blocks: halves), context: EstimationContext(model: "m"))
        let found = clustered.estimate(metric)
        #expect(found.flags == [.assumesIndependence] && found.interval != nil)
    }

    @Test("Quantiles are read from their names")
    func names() {
        #expect(Catalogue.metric(named: "absolute-error-quantile-0.95")?.name == "absolute-error-quantile-0.95")
        for name in [
            "absolute-error-quantile-1", "absolute-error-quantile-0", "absolute-error-quantile-",
            "absolute-error-quantile-.5",
        ] {
            #expect(Catalogue.metric(named: name) == nil)
        }
        #expect(Catalogue.metric(named: "medae")?.name == "median-absolute-error")
    }
}
