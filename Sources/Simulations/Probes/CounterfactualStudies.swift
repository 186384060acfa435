import Metrics
import Probes
import Statistics

extension SizeStudy {
    static let counterfactuals = SizeSection(
        title: "Counterfactual pairs",
        words:
            "A decision flips one way as often as the other; with an effect three times as often. Expectations are held "
            + "against a share that may fail: what is found without an effect is a verdict that the truth, which stands just "
            + "there, does not deserve.",
        studies: [
            flips(
                "McNemar's mid-p, 200 pairs of 200 originals, a tenth flip", originals: 200, perOriginal: 1,
                isPaired: true),
            flips("t over originals, the same pairs", originals: 200, perOriginal: 1, isPaired: false),
            flips(
                "t over originals, 200 pairs of 40, flips of one alike", originals: 40, perOriginal: 5, isPaired: false),
            flips(
                "t over originals, 60 pairs of 12, flips of one alike", originals: 12, perOriginal: 5, isPaired: false),
            meanShift, expectation("passes at a failure rate of .05", true),
            expectation("fails at a failure rate of .05", false),
            noise, matched(hasNumbers: false), matched(hasNumbers: true),
        ])

    /// Pairs of which a tenth flip; all pairs of one original flip together or not, four times of five.
    private static func flips(
        _ question: String, originals: Int, perOriginal: Int, isPaired: Bool
    ) -> SizeStudy {
        SizeStudy(question: question, effect: "three of four flips one way") { hasEffect, random in
            var pairs: [ChangedPairs.Pair] = []
            func flip() -> (Int, Int) {
                let before = random.uniform() < 0.5 ? 1 : 0
                guard random.uniform() < 0.1 else { return (before, before) }
                return random.uniform() < (hasEffect ? 0.75 : 0.5) ? (1, 0) : (0, 1)
            }
            for original in 0..<originals {
                let shared = flip()
                for _ in 0..<perOriginal {
                    let own = perOriginal == 1 || random.uniform() < 0.8 ? shared : flip()
                    pairs.append(.init(original: original, before: own.0, after: own.1, shift: nil))
                }
            }
            let result = ChangedPairs(pairs, classCount: 2).result(
                of: Array(pairs.indices), wanted: 1, tolerance: nil, level: 0.95)
            return rejects(isPaired ? result.mcNemarP : result.clusterP)
        }
    }

    private static let meanShift = SizeStudy(
        question: "limits of the mean change of a score, 100 pairs of 20 templates", effect: ".02 on average"
    ) { hasEffect, random in
        var pairs: [ChangedPairs.Pair] = []
        for original in 0..<20 {
            let own = 0.02 * random.normal() + (hasEffect ? 0.02 : 0)
            for _ in 0..<5 {
                pairs.append(.init(original: original, before: 1, after: 1, shift: own + 0.04 * random.normal()))
            }
        }
        let result = ChangedPairs(pairs, classCount: 2).result(
            of: Array(pairs.indices), wanted: 1, tolerance: nil, level: 0.95)
        return misses(0, result.meanShift.interval)
    }

    private static func expectation(_ words: String, _ passes: Bool) -> SizeStudy {
        SizeStudy(
            question: words + ", at most .05 may, 400 pairs of 200 originals",
            effect: passes ? "a failure rate of .02" : "a failure rate of .10"
        ) { hasEffect, random in
            let rate = hasEffect ? (passes ? 0.02 : 0.1) : 0.05
            var pairs: [ChangedPairs.Pair] = []
            for original in 0..<200 {
                let shared = random.uniform() < rate
                for _ in 0..<2 {
                    let fails = random.uniform() < 0.5 ? shared : random.uniform() < rate
                    pairs.append(.init(original: original, before: 1, after: fails ? 0 : 1, shift: nil))
                }
            }
            let verdict = ChangedPairs(pairs, classCount: 2).expected(
                .invariance(tolerance: nil), of: Array(pairs.indices), allowed: 0.05, level: 0.95
            ).verdict
            return verdict == (passes ? .pass : .fail) ? 1 : 0
        }
    }

    /// A model that flips by itself and not by the change: how often flips are shown without the warning.
    private static let noise = SizeStudy(
        question: "flips beyond the noise floor, 300 pairs, 300 rows asked twice, a model that flips .05 by itself",
        effect: ".10 flip"
    ) { hasEffect, random in
        let pairs = (0..<300).map { original in
            ChangedPairs.Pair(
                original: original, before: 1, after: random.uniform() < (hasEffect ? 0.1 : 0.05) ? 0 : 1, shift: nil)
        }
        let flipped = random.binomial(trials: 300, probability: 0.05)
        let result = ChangedPairs(pairs, classCount: 2).result(
            of: Array(pairs.indices), wanted: 1, tolerance: nil, level: 0.95)
        let findings = CounterfactualFinding.findings(
            result, group: .overall, legibility: nil,
            noise: NoiseFloor(repeated: 300, flipped: flipped, differing: flipped), level: 0.95)
        return findings.contains { $0.kind == .withinNoise } ? 0 : 1
    }

    /// Rows of two groups that differ in what decides, and are decided alike given that.
    private static func matched(hasNumbers: Bool) -> SizeStudy {
        SizeStudy(
            question: "limits of the gap between matched rows, 200 + 400 rows, "
                + (hasNumbers ? "a number in bins" : "6 levels"),
            effect: "a gap of .15", runs: 2_000
        ) { hasEffect, random in
            var (isFirst, outcomes, levels, numbers): ([Bool], [Double], [Int], [Double]) = ([], [], [], [])
            for row in 0..<600 {
                let own = row < 200
                let drawn = random.uniform()
                let place = own ? drawn.squareRoot() : drawn
                let rate = 0.2 + 0.4 * (hasNumbers ? place : Double(Int(place * 6)) / 5) + (own && hasEffect ? 0.15 : 0)
                isFirst.append(own)
                outcomes.append(random.uniform() < rate ? 1 : 0)
                levels.append(Int(place * 6))
                numbers.append(place)
            }
            let rows = MatchedRows(
                isFirst: isFirst, outcomes: outcomes, covariates: [hasNumbers ? .numbers(numbers) : .levels(levels)])
            return misses(0, rows.result(level: 0.95).gap.interval)
        }
    }
}
