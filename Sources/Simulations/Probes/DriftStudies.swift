import Evidence
import Metrics
import Probes
import Statistics

extension SizeStudy {
    static let drift = SizeSection(
        title: "Drift",
        words:
            "One window against the baseline. What is watched at every window stands in [MONITORS.md](MONITORS.md). The "
            + "critical value of PSI is for many rows in each bin; with ten it is passed too often, so that findings ask χ², too.",
        studies: [
            stability("PSI above its critical value (alone), 10 bins alike", alike, 1_000, 200, isAlone: true),
            stability("the same (alone)", alike, 100, 100, isAlone: true),
            stability("PSI above it and χ² as unlikely, 10 bins alike", alike, 100, 100),
            stability("the same, bins of 1 to 30 %", uneven, 1_000, 200),
            stability("the same, bins of 1 to 30 %", uneven, 200, 50),
            stability("the same, two bins", [4, 1], 500, 100),
            largestGap("Kolmogorov and Smirnov", 1_000, 200, digits: nil), largestGap("the same", 50, 30, digits: nil),
            largestGap("the same, scores of two digits", 1_000, 200, digits: 100),
            largestGap("the same, scores of one digit", 1_000, 200, digits: 10),
            mix("χ² of a mix of 5 levels", [5, 4, 3, 2, 1], 1_000, 200),
            mix(
                "χ² of a mix of 12 levels, rare ones among them", [40, 20, 10, 5, 2, 1, 1, 0.5, 0.5, 0.2, 0.2, 0.1],
                500, 100),
            change("limits of a change of a rate", 600, 150), change("the same", 60, 30), changeOfArea,
        ])

    private static let alike = [Double](repeating: 1, count: 10)
    private static let uneven: [Double] = [30, 25, 15, 10, 7, 5, 4, 2, 1, 1]

    /// Weights with a tenth of all rows moved from the first bin to the last.
    private static func moved(_ weights: [Double], _ hasEffect: Bool) -> [Double] {
        guard hasEffect else { return weights }
        var moved = weights
        let part = min(0.1 * weights.reduce(0, +), weights[0])
        moved[0] -= part
        moved[moved.count - 1] += part
        return moved
    }

    private static func drawn(
        _ weights: [Double], _ rows: Int, _ random: inout RandomStream
    ) -> [Int] { counts(codes(rows, weights, &random), of: weights.count) }

    private static func stability(
        _ words: String, _ weights: [Double], _ before: Int, _ after: Int, isAlone: Bool = false
    ) -> SizeStudy {
        SizeStudy(question: "\(words), \(before) and \(after) rows", effect: "a tenth moves to the last bin") {
            hasEffect, random in
            guard
                let shift = DistributionShift(
                    before: drawn(weights, before, &random), after: drawn(moved(weights, hasEffect), after, &random)),
                let critical = shift.criticalStabilityIndex()
            else { return 0 }
            return (isAlone ? shift.stabilityIndex > critical : shift.isShown()) ? 1 : 0
        }
    }

    private static func largestGap(_ words: String, _ before: Int, _ after: Int, digits: Double?) -> SizeStudy {
        SizeStudy(question: "\(words), \(before) and \(after) rows", effect: "scores a third of a deviation higher") {
            hasEffect, random in
            func scores(_ count: Int, _ shift: Double) -> [Double] {
                (0..<count).map { _ in
                    let score = NormalDistribution.cdf(random.normal() + shift)
                    return digits.map { (score * $0).rounded() / $0 } ?? score
                }
            }
            let (first, second) = (scores(before, 0), scores(after, hasEffect ? 1.0 / 3 : 0))
            var rows: [Double: (Int, Int)] = [:]
            for score in first { rows[score, default: (0, 0)].0 += 1 }
            for score in second { rows[score, default: (0, 0)].1 += 1 }
            return rejects(
                SampleShift(rows.sorted { $0.key < $1.key }.map { ($0.key, $0.value.0, $0.value.1) })?
                    .largestGapPValue)
        }
    }

    private static func mix(_ words: String, _ weights: [Double], _ before: Int, _ after: Int) -> SizeStudy {
        SizeStudy(question: "\(words), \(before) and \(after) rows", effect: "a tenth moves to the last level") {
            hasEffect, random in
            let cubes = [
                ("a", mixCube(drawn(weights, before, &random))),
                ("b", mixCube(drawn(moved(weights, hasEffect), after, &random))),
            ]
            return rejects(search(cubes, metric: nil)?.current?.mix.first?.pValue)
        }
    }

    private static func search(_ windows: [(name: String, cube: EvidenceCube)], metric: Metric?) -> DriftSearch? {
        do {
            return try DriftSearch(
                windows: windows, baseline: ["a"], metric: metric, groupings: metric == nil ? [["level"]] : [],
                context: EstimationContext(model: "m", favourablePositive: true))
        } catch { return nil }
    }

    private static func mixCube(_ counts: [Int]) -> EvidenceCube {
        EvidenceCube(
            counting: EvidenceRows(
                dimensions: [
                    .init(
                        name: "level", levels: counts.indices.map { "\(10 + $0)" },
                        codes: counts.indices.map { UInt32($0) })
                ], classes: ["0", "1"], labels: counts.map { _ in 1 }, predictions: counts.map { _ in 1 }, scores: [],
                multiplicities: counts))
    }

    private static func change(_ words: String, _ before: Int, _ after: Int) -> SizeStudy {
        SizeStudy(question: "\(words), \(before) and \(after) rows, .85", effect: ".70") { hasEffect, random in
            guard let metric = Catalogue.metric(named: "accuracy", binary: true) else { return 0 }
            func cube(_ rows: Int, _ rate: Double) -> EvidenceCube {
                let right = random.binomial(trials: rows, probability: rate)
                return EvidenceCube(
                    counting: EvidenceRows(
                        dimensions: [], classes: ["0", "1"], labels: [1, 1], predictions: [1, 0], scores: [],
                        multiplicities: [right, rows - right]))
            }
            let windows = [("a", cube(before, 0.85)), ("b", cube(after, hasEffect ? 0.7 : 0.85))]
            return misses(0, search(windows, metric: metric)?.current?.change?.interval)
        }
    }

    private static let changeOfArea = SizeStudy(
        question: "limits of a change of the area under the curve, 300 and 100 rows, .76", effect: ".60", runs: 2_000
    ) { hasEffect, random in
        guard let metric = Catalogue.metric(named: "roc-auc", binary: true) else { return 0 }
        func cube(_ rows: Int, _ shift: Double) -> EvidenceCube {
            let labels = (0..<rows).map { _ -> UInt16 in random.uniform() < 0.4 ? 1 : 0 }
            let scores = labels.map { NormalDistribution.cdf(random.normal() + shift * Double($0)) }
            return EvidenceCube(
                counting: EvidenceRows(
                    dimensions: [], classes: ["0", "1"], labels: labels, predictions: scores.map { $0 < 0.5 ? 0 : 1 },
                    scores: [scores]))
        }
        let windows = [("a", cube(300, 1)), ("b", cube(100, hasEffect ? 0.36 : 1))]
        return misses(0, search(windows, metric: metric)?.current?.change?.interval)
    }
}
