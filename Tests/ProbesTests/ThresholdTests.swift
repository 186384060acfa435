import Evidence
import Interchange
import Metrics
import Statistics
import Storage
import TestSupport
import Testing

@testable import Probes

@Suite("Thresholds")
struct ThresholdTests {
    private typealias Row = PlaceRows.Row

    private static func curve(_ rows: [PlaceRows.Row], key: String = "g") -> ThresholdCurve {
        let values = Set(rows.map(\.score)).sorted()
        return ThresholdCurve(
            key: GroupKey([GroupLevel(dimension: "s", value: key)]),
            scores: ScoreCounts(
                values: values, negatives: values.map { value in rows.count { $0.score == value && $0.label == 0 } },
                positives: values.map { value in rows.count { $0.score == value && $0.label == 1 } }))
    }

    /// A group of few scores.
    private static func small(_ count: Int, lean: Double, seed: UInt64, steps: Double = 8) -> [PlaceRows.Row] {
        PlaceRows.drawn(count, prevalence: 0.4, lean: lean, strata: [1], seed: seed).rows.map {
            Row(label: $0.label, prediction: 0, score: ($0.score * steps).rounded() / steps, stratum: 0)
        }
    }

    private static func cost(_ rows: [PlaceRows.Row], _ threshold: Double, _ costs: DecisionCosts) -> Double {
        rows.reduce(0) { sum, row in
            let isSelected = row.score >= threshold
            if isSelected, row.label == 0 { return sum + costs.falsePositive }
            return !isSelected && row.label == 1 ? sum + costs.falseNegative : sum
        }
    }

    private static func rate(_ rows: [PlaceRows.Row], _ rate: ThresholdRate, _ threshold: Double) -> Double {
        let among = rows.filter { rate == .selection || $0.label == (rate == .truePositive ? 1 : 0) }
        return Double(among.count { $0.score >= threshold }) / Double(among.count)
    }

    @Test("Every threshold is what rows say, one by one")
    func sweep() throws {
        let place = PlaceRows.drawn(400, prevalence: 0.4, seed: 1)
        let metrics = try ["selection-rate", "tpr", "fpr", "ppv", "accuracy"].map {
            try #require(Catalogue.metric(named: $0, binary: true))
        }
        let costs = DecisionCosts(falsePositive: 3, falseNegative: 2)
        var options = ThresholdStudy.Options()
        options.costs = costs
        let study = try #require(
            ThresholdStudy(
                place.cube, by: ["s"], metrics: metrics, options: options, context: EstimationContext(model: "m")))
        #expect(study.sweep.count == Set(place.rows.map(\.score)).count + 1)
        #expect(study.sweep.last?.threshold == .infinity)
        for point in study.sweep {
            let decided = place.cube(
                of: place.rows.map {
                    Row(
                        label: $0.label, prediction: $0.score >= point.threshold ? 1 : 0, score: $0.score,
                        stratum: $0.stratum)
                })
            var estimator = Estimator(decided.overall, context: EstimationContext(model: "m"))
            for (metric, estimate) in zip(metrics, point.estimates) { #expect(estimate == estimator.estimate(metric)) }
            let mean = Self.cost(place.rows, point.threshold, costs) / 400
            #expect(agree(point.cost.number, mean, within: 1e-12))
            for (rate, disparity) in zip(ThresholdRate.allCases, point.disparities) {
                let own = (0..<2).map { group in
                    Self.rate(place.rows.filter { $0.stratum == group }, rate, point.threshold)
                }
                #expect(agree(disparity, abs(own[0] - own[1]), within: 1e-12))
            }
            guard let benefit = point.netBenefit?.number else {
                #expect(!(point.threshold > 0 && point.threshold < 1))
                continue
            }
            let chosen = place.rows.filter { $0.score >= point.threshold }
            let odds = point.threshold / (1 - point.threshold)
            let expected = chosen.reduce(0.0) { $0 + ($1.label == 1 ? 1 : -odds) } / 400
            #expect(agree(benefit, expected, within: 1e-10))
        }
    }

    @Test("The least cost is the least of all thresholds, and of all bands", arguments: [1, 2, 3, 4, 5])
    func leastCost(seed: UInt64) throws {
        let rows = Self.small(150, lean: 0.15, seed: seed)
        let costs = DecisionCosts(falsePositive: 1, falseNegative: 2, abstention: 0.3)
        let curve = Self.curve(rows)
        let found = try #require(LeastCost.threshold(curve, costs))
        let all = Set(rows.map(\.score)).sorted() + [.infinity]
        let least = try #require(all.map { Self.cost(rows, $0, costs) }.min())
        #expect(Self.cost(rows, found, costs) == least)
        let band = try #require(LeastCost.band(choosing: curve, reporting: curve, costs, level: 0.95))
        var best = Double.infinity
        for lower in all {
            for upper in all where upper >= lower {
                let sum = rows.reduce(0.0) { sum, row in
                    if row.score < lower { return sum + (row.label == 1 ? 2 : 0) }
                    return sum + (row.score >= upper ? (row.label == 0 ? 1 : 0) : 0.3)
                }
                best = min(best, sum)
            }
        }
        #expect(abs(try #require(band.cost.number) - best / 150) < 1e-12 && best <= least)
        #expect(LeastCost.band(choosing: curve, reporting: curve, DecisionCosts(), level: 0.95) == nil)
    }

    @Test(
        "Equal rates are as near as any threshold brings them, and the miss is said", arguments: ThresholdRate.allCases)
    func equalised(rate: ThresholdRate) {
        let rows = Self.small(120, lean: 0.2, seed: 9)
        for target in [0.0, 0.13, 0.5, 0.77, 1] {
            let found = EqualisedRate.nearest(Self.curve(rows), rate, to: target)
            let misses = (Set(rows.map(\.score)).sorted() + [.infinity]).map { abs(Self.rate(rows, rate, $0) - target) }
            #expect(abs(abs(found.miss) - (misses.min() ?? 2)) < 1e-12)
            #expect(abs(Self.rate(rows, rate, found.threshold) - target - found.miss) < 1e-12)
        }
    }

    @Test("Equalised odds: equal rates in expectation, at least cost of all points that every group can reach")
    func odds() throws {
        for seed in 0..<12 as Range<UInt64> {
            let groups = [0.3, 0.15, 0.2].enumerated().map { place, lean in
                Self.small(80 + 30 * place, lean: lean, seed: seed * 10 + UInt64(place), steps: 12)
            }
            let curves = groups.enumerated().map { Self.curve($1, key: "g\($0)") }
            let costs = DecisionCosts(falsePositive: 1, falseNegative: seed % 2 == 0 ? 1 : 3)
            let found = try #require(EqualisedOdds(curves, costs: costs))
            for (rule, curve) in zip(found.rules, curves) {
                let outcome = rule.outcome(curve)
                #expect(abs(outcome.truePositives / Double(curve.positives) - found.truePositiveRate) < 1e-9)
                #expect(abs(outcome.falsePositives / Double(curve.negatives) - found.falsePositiveRate) < 1e-9)
                #expect((0...1).contains(rule.ignored) && abs(rule.parts.reduce(0) { $0 + $1.share } - 1) < 1e-12)
            }
            let (p, n) = (curves.reduce(0) { $0 + $1.positives }, curves.reduce(0) { $0 + $1.negatives })
            func cost(_ x: Double, _ y: Double) -> Double {
                costs.falsePositive * x * Double(n) + costs.falseNegative * (1 - y) * Double(p)
            }
            // What a group reaches at x, over all pairs of thresholds.
            func height(_ rows: [PlaceRows.Row], _ x: Double) -> Double {
                let points = (Set(rows.map(\.score)).sorted() + [.infinity]).map {
                    (Self.rate(rows, .falsePositive, $0), Self.rate(rows, .truePositive, $0))
                }
                var best = 0.0
                for a in points where a.0 <= x {
                    for b in points where b.0 >= x {
                        best = max(best, a.0 == b.0 ? max(a.1, b.1) : a.1 + (b.1 - a.1) * (x - a.0) / (b.0 - a.0))
                    }
                }
                return best
            }
            let least = (0...200).map { step in
                let x = Double(step) / 200
                return cost(x, groups.map { height($0, x) }.min() ?? 0)
            }.min()
            let own = cost(found.falsePositiveRate, found.truePositiveRate)
            #expect(own <= (try #require(least)) + 1e-9)
            let reached = groups.map { height($0, found.falsePositiveRate) }.min() ?? 0
            #expect(abs(found.truePositiveRate - reached) < 1e-9)
        }
        let oneSided = Self.curve([Row(label: 1, prediction: 0, score: 0.5, stratum: 0)])
        #expect(EqualisedOdds([oneSided], costs: DecisionCosts()) == nil)
    }

    @Test("Equalised odds are those of fairlearn, up to its grid")
    func fairlearn() throws {
        let golden = try JSONValue.parse(
            FileReader.contents(of: PackageFolder.root + "/Tests/ProbesTests/Oracles/equalized_odds.json"))
        let cases = try #require(golden["cases"]?.elements)
        #expect(cases.count == 2)
        for entry in cases {
            var rows: [String: [PlaceRows.Row]] = [:]
            for row in try #require(entry["rows"]?.elements) {
                let parts = try #require(row.elements)
                let label = try #require(parts[1].integerValue)
                rows[try #require(parts[0].text), default: []].append(
                    Row(label: label, prediction: 0, score: try #require(parts[2].double), stratum: 0))
            }
            let names = rows.keys.sorted()
            let curves = names.map { Self.curve(rows[$0] ?? [], key: $0) }
            let found = try #require(EqualisedOdds(curves, costs: DecisionCosts()))
            let outcomes = zip(found.rules, curves).map { $0.outcome($1) }
            let all = RuleOutcome.together(outcomes)
            let right = all.truePositives + Double(all.negatives) - all.falsePositives
            let accuracy = try #require(entry["accuracy"]?.double)
            #expect(right / Double(all.rows) >= accuracy - 1e-9 && right / Double(all.rows) < accuracy + 1e-5)
            for (name, rule) in zip(names, found.rules) {
                let group = try #require(entry["groups"]?[name])
                #expect(abs(found.truePositiveRate - (try #require(group["true-positive-rate"]?.double))) < 1e-4)
                #expect(abs(found.falsePositiveRate - (try #require(group["false-positive-rate"]?.double))) < 1e-4)
                #expect(abs(rule.ignored - (try #require(group["ignored"]?.double))) < 1e-3)
            }
        }
    }

    @Test("No choice of thresholds by group beats the front, and its ends are met", arguments: ThresholdRate.allCases)
    func front(rate: ThresholdRate) throws {
        let groups = (0..<3).map { Self.small(60 + 20 * $0, lean: 0.3 - 0.1 * Double($0), seed: UInt64($0), steps: 6) }
        let curves = groups.enumerated().map { Self.curve($1, key: "g\($0)") }
        let costs = DecisionCosts(falsePositive: 2, falseNegative: 3)
        let n = Double(groups.reduce(0) { $0 + $1.count })
        let front = CostFront.separate(curves, rate, costs, steps: 9)
        #expect(front.count == 9)
        for (one, next) in zip(front, front.dropFirst()) { #expect(next.cost <= one.cost + 1e-12) }
        for point in front {
            let outcomes = zip(point.rules, curves).map { $0.outcome($1) }
            let rates = outcomes.compactMap { $0.rate(rate, level: 0.95).number }
            #expect((rates.max() ?? 2) - (rates.min() ?? 0) <= point.disparity + 1e-9)
            let cost = outcomes.reduce(0.0) { $0 + ($1.cost(costs, level: 0.95).number ?? 0) * Double($1.rows) } / n
            #expect(abs(cost - point.cost) < 1e-9)
        }
        // Every combination of thresholds, K^G of them.
        var combinations: [(disparity: Double, cost: Double)] = [(0, 0)]
        var ranges: [(low: Double, high: Double, cost: Double)] = [(2, -1, 0)]
        for rows in groups {
            ranges = ranges.flatMap { range in
                (Set(rows.map(\.score)).sorted() + [.infinity]).map { threshold in
                    let own = Self.rate(rows, rate, threshold)
                    return (
                        min(range.low, own), max(range.high, own), range.cost + Self.cost(rows, threshold, costs) / n
                    )
                }
            }
        }
        combinations = ranges.map { ($0.high - $0.low, $0.cost) }
        let cheapest = try #require(combinations.map(\.cost).min())
        #expect(abs((front.last?.cost ?? 9) - cheapest) < 1e-9)
        for point in front {
            for combination in combinations where combination.disparity <= point.disparity + 1e-12 {
                #expect(combination.cost >= point.cost - 1e-9)
            }
        }
        // At no disparity: the sum of hulls at one rate, on a fine grid.
        let hulls = curves.compactMap { CostHull($0, rate, costs, labelled: Int(n)) }
        let grid = (0...2000).map { step in hulls.reduce(0) { $0 + $1.cost(at: Double(step) / 2000) } }.min() ?? 0
        #expect(front[0].cost <= grid + 1e-12 && front[0].disparity < 1e-12)
    }

    @Test("One threshold for all: the front has every point that no other beats", arguments: ThresholdRate.allCases)
    func single(rate: ThresholdRate) {
        let groups = (0..<2).map { Self.small(90, lean: 0.3 - 0.15 * Double($0), seed: UInt64($0) + 5, steps: 10) }
        let everybody = groups[0] + groups[1]
        let costs = DecisionCosts(falsePositive: 1, falseNegative: 2)
        let front = CostFront.single(
            Self.curve(everybody), groups.enumerated().map { Self.curve($1, key: "g\($0)") }, rate, costs)
        let all = (Set(everybody.map(\.score)).sorted() + [.infinity]).map { threshold in
            (
                abs(Self.rate(groups[0], rate, threshold) - Self.rate(groups[1], rate, threshold)),
                Self.cost(everybody, threshold, costs) / 180
            )
        }
        for point in front {
            #expect(!all.contains { $0.0 <= point.disparity - 1e-12 && $0.1 <= point.cost + 1e-12 })
            #expect(!all.contains { $0.0 <= point.disparity + 1e-12 && $0.1 < point.cost - 1e-12 })
        }
        for (disparity, cost) in all {
            #expect(front.contains { $0.disparity <= disparity + 1e-12 && $0.cost <= cost + 1e-12 })
        }
    }

    @Test("What is chosen is chosen on half of the rows, and told of the other: without signal it promises nothing")
    func honest() throws {
        // Scores say nothing of labels: chosen and told of the same rows, cost would look better than it is.
        var random = SeededRandom(seed: 12)
        var (apparent, honest) = (0.0, 0.0)
        for run in 0..<60 as Range<UInt64> {
            let rows = (0..<120).map { _ in
                Row(
                    label: Bool.random(using: &random) ? 1 : 0, prediction: 0,
                    score: Double(Int.random(in: 0..<100, using: &random)) / 100,
                    stratum: Int.random(in: 0..<2, using: &random))
            }
            let place = PlaceRows(rows: rows, classes: ["0", "1"], strata: ["a", "b"])
            var options = ThresholdStudy.Options()
            options.seed = run
            let study = try #require(
                ThresholdStudy(
                    place.cube, by: ["s"], metrics: [], thresholds: [], options: options,
                    context: EstimationContext(model: "m")))
            #expect(study.chosenRows + study.toldRows == 120 && abs(study.chosenRows - 60) < 30)
            #expect(!study.splitsClusters)
            let least = try #require(LeastCost.threshold(Self.curve(rows), DecisionCosts()))
            apparent += Self.cost(rows, least, DecisionCosts()) / 120
            honest += try #require(study.leastCost?.cost.number)
        }
        #expect(apparent / 60 < 0.47 && abs(honest / 60 - 0.5) < 0.02, "\(apparent / 60), \(honest / 60)")
    }

    @Test("Clusters are not split")
    func clusters() throws {
        let place = PlaceRows.drawn(640, prevalence: 0.4, seed: 3)
        let blocks = (0..<64).map(String.init)
        let told = ToldDimension(column: "who", rule: .block)
        let rows = EvidenceRows(
            dimensions: [
                .init(name: "s", levels: place.strata, codes: place.rows.map { UInt32($0.stratum) }),
                .init(name: told.name, levels: blocks, codes: place.rows.indices.map { UInt32($0 % 64) }),
            ], classes: ["0", "1"], labels: place.rows.map { UInt16($0.label) },
            predictions: place.rows.map { UInt16($0.prediction) }, scores: [place.rows.map(\.score)])
        let cube = EvidenceCube(
            counting: rows, header: CubeHeader(outcome: .binary, scores: ["score"], told: [told]))
        let study = try #require(
            ThresholdStudy(
                cube, by: ["s"], metrics: [], thresholds: [], options: .init(), context: EstimationContext(model: "m")))
        #expect(study.splitsClusters && study.chosenRows == 320 && study.toldRows == 320)
        let first = place.rows.indices.filter { $0 % 64 < 32 }.map { place.rows[$0] }
        let least = try #require(LeastCost.threshold(Self.curve(first), DecisionCosts()))
        #expect(study.leastCost?.rules.first?.parts.first?.threshold == least)
        let second = place.rows.indices.filter { $0 % 64 >= 32 }.map { place.rows[$0] }
        #expect(agree(study.leastCost?.cost.number, Self.cost(second, least, DecisionCosts()) / 320, within: 1e-12))
    }
}
