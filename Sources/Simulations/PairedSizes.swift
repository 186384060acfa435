import Evidence
import Metrics
import Scenarios
import Statistics
import Tables

/// How often a model that is worse than another one by exactly the tolerance passes a gate against it.
struct PairedSizes {
    let runs: Int

    /// What two models find of the same people, and how far what chance leaves is shared.
    private struct Setting {
        let rows: Int
        let baseRate: Double
        let truePositive: (first: Double, second: Double)
        let falsePositive: (first: Double, second: Double)
        let agreement: Double
    }

    var table: MarkdownTable {
        var table = MarkdownTable(["figure", "rows", "base rate", "agree", "passes at the tolerance", "without limits"])
        for (rows, baseRate) in [(60, 0.4), (100, 0.1), (200, 0.3), (1_000, 0.1)] {
            for agreement in [0.6, 0.95] {
                let setting = Setting(
                    rows: rows, baseRate: baseRate, truePositive: (0.7, 0.8), falsePositive: (0.12, 0.1),
                    agreement: agreement)
                for name in [
                    "true-positive-rate", "positive-predictive-value", "f1-score", "matthews-correlation", "macro-f1",
                ] { table.add(decisions(name, setting)) }
            }
        }
        for (positives, negatives) in [(10, 90), (30, 70), (100, 400)] {
            for (first, second) in [(0.8, 1.2), (2.0, 2.5)] {
                for correlation in [0.5, 0.9] {
                    table.add(areas(positives, negatives, first, second, correlation))
                }
            }
        }
        return table
    }

    private func decisions(_ name: String, _ setting: Setting) -> [String] {
        guard let metric = Catalogue.metric(named: name, binary: true) else { return [] }
        let context = EstimationContext(model: "m", favourablePositive: true)
        guard let comparison = PairedComparison(metric, classCount: 2, context: context) else { return [] }
        func figure(_ cells: [Int]) -> PairedFigure {
            let group = Self.group(cells)
            return switch comparison {
            case .rate(let rate): group.result(rate, level: 1 - 2 * SizeTable.alpha, for: .gate).figure
            case .cells, .scores: group.figure(metric, context, level: 1 - 2 * SizeTable.alpha)
            }
        }
        let shares = Self.shares(setting)
        let truth = figure(shares.map { Int(($0 * 1e9).rounded()) }).difference.number ?? .nan
        var random = RandomStream(seed: 26, name: "\(name) \(setting.rows) \(setting.baseRate) \(setting.agreement)")
        var (passed, without) = (0, 0)
        for _ in 0..<runs {
            var left = setting.rows
            var rest = 1.0
            let cells = shares.map { probability -> Int in
                let drawn = random.binomial(trials: left, probability: rest > 0 ? min(1, probability / rest) : 0)
                left -= drawn
                rest -= probability
                return drawn
            }
            guard let interval = figure(cells).difference.interval else {
                without += 1
                continue
            }
            if interval.lower >= truth { passed += 1 }
        }
        return [
            name, "\(setting.rows)", share(setting.baseRate), share(setting.agreement),
            SizeTable.simulated(passed, of: runs), share(Double(without) / Double(runs)),
        ]
    }

    /// Label × first × second.
    private static func shares(_ setting: Setting) -> [Double] {
        [
            (1 - setting.baseRate, setting.falsePositive), (setting.baseRate, setting.truePositive),
        ].flatMap { share, rates -> [Double] in
            let (a, b) = rates
            let both = setting.agreement * min(a, b) + (1 - setting.agreement) * a * b
            return [1 - a - b + both, b - both, a - both, both].map { $0 * share }
        }
    }

    private static func group(_ cells: [Int]) -> PairedDecisions {
        let decision = ToldDimension(column: "other", rule: .decision)
        let places = cells.indices.filter { cells[$0] > 0 }
        let rows = EvidenceRows(
            dimensions: [
                .init(name: decision.name, levels: ["0", "1"], codes: places.map { UInt32($0 % 2) })
            ], classes: ["0", "1"], labels: places.map { UInt16($0 / 4) },
            predictions: places.map { UInt16($0 / 2 % 2) },
            scores: [], multiplicities: places.map { cells[$0] })
        let cube = EvidenceCube(counting: rows, header: CubeHeader(outcome: .binary, told: [decision]))
        return PairedDecisions.groups(of: cube, by: [], against: decision)[0]
    }

    /// Two normal scores of each row, with this correlation.
    private func areas(
        _ positives: Int, _ negatives: Int, _ first: Double, _ second: Double, _ correlation: Double
    ) -> [String] {
        let half = 0.5.squareRoot()
        let truth = NormalDistribution.cdf(first * half) - NormalDistribution.cdf(second * half)
        var random = RandomStream(seed: 27, name: "areas \(positives) \(first) \(correlation)")
        func rows(_ count: Int, _ one: Double, _ two: Double) -> [(first: Double, second: Double)] {
            (0..<count).map { _ in
                let common = correlation.squareRoot() * random.normal()
                let own = (1 - correlation).squareRoot()
                return (one + common + own * random.normal(), two + common + own * random.normal())
            }
        }
        let passed = (0..<runs).count { _ in
            let pair = PairedAreas(positives: rows(positives, first, second), negatives: rows(negatives, 0, 0))
            return (pair?.interval(level: 1 - 2 * SizeTable.alpha)?.lower ?? -1) >= truth
        }
        let name =
            "roc-auc, \(share(NormalDistribution.cdf(first * half))) and \(share(NormalDistribution.cdf(second * half)))"
        return [
            name, "\(positives + negatives)", share(Double(positives) / Double(positives + negatives)),
            share(correlation), SizeTable.simulated(passed, of: runs), ".000",
        ]
    }
}
