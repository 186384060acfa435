import Evidence
import Statistics
import Testing

@testable import Probes

@Suite("What is expected of pairs")
struct ExpectationTests {
    private typealias Pair = ChangedPairs.Pair

    @Test(
        "A pair meets an expectation, does not, or cannot be told",
        arguments: [
            (CounterfactualExpectation.invariance(tolerance: nil), 1, 1, 0.3, true),
            (.invariance(tolerance: 0.2), 1, 1, 0.3, false),
            (.invariance(tolerance: 0.3), 1, 1, -0.3, true), (.invariance(tolerance: nil), 1, 0, 0, false),
            (.invariance(tolerance: nil), nil, 0, nil, false), (.invariance(tolerance: nil), nil, nil, 0.1, nil),
            (.invariance(tolerance: 0.2), nil, nil, 0.1, true),
            (.directional(rises: true, tolerance: 0), 1, 0, 0.1, true),
            (.directional(rises: true, tolerance: 0), 1, 1, -0.1, false),
            (.directional(rises: false, tolerance: 0.05), 1, 1, 0.05, true),
            (.directional(rises: false, tolerance: 0.05), 1, 1, 0.06, false),
            (.directional(rises: true, tolerance: 0), 1, 1, nil, nil), (.minimumFunctionality([1]), 0, 1, nil, true),
            (.minimumFunctionality([1]), 1, 0, nil, false), (.minimumFunctionality([nil]), 1, 0, nil, nil),
            (.minimumFunctionality([1]), 1, nil, nil, false),
        ] as [(CounterfactualExpectation, Int?, Int?, Double?, Bool?)])
    func pair(expectation: CounterfactualExpectation, before: Int?, after: Int?, shift: Double?, met: Bool?) {
        #expect(expectation.isMet(by: .init(original: 0, before: before, after: after, shift: shift), at: 0) == met)
    }

    private static func pairs(originals: Int, each: Int, flipping: (Int, Int) -> Bool) -> ChangedPairs {
        ChangedPairs(
            (0..<originals).flatMap { original in
                (0..<each).map { turn in
                    Pair(original: original, before: 1, after: flipping(original, turn) ? 0 : 1, shift: nil)
                }
            }, classCount: 2)
    }

    @Test("No failure in a hundred originals shows at most 2.95 %, and no less")
    func exact() throws {
        // The upper limit at 0 of 100 is 1 − 0.05^(1/100) = 0.029513…, whatever the pairs of one original.
        for each in [1, 5] {
            let still = Self.pairs(originals: 100, each: each) { _, _ in false }
            func verdict(_ allowed: Double) -> Verdict? {
                still.expected(
                    .invariance(tolerance: nil), of: Array(still.pairs.indices), allowed: allowed, level: 0.95
                )
                .verdict
            }
            #expect(verdict(0.0296) == .pass && verdict(0.0295) == .inconclusive(.nothingShown))
        }
        let lively = Self.pairs(originals: 100, each: 1) { original, _ in original < 30 }
        let result = lively.expected(.invariance(tolerance: nil), of: Array(0..<100), allowed: 0.1, level: 0.95)
        #expect(result.failures == 30 && result.failureRate.number == 0.3 && result.verdict == .fail)
        #expect(
            lively.expected(.invariance(tolerance: nil), of: Array(0..<100), allowed: 0.28, level: 0.95).verdict
                == .inconclusive(.gapShown))
        #expect(
            lively.expected(.invariance(tolerance: nil), of: Array(0..<100), allowed: nil, level: 0.95).verdict == nil)
    }

    @Test("One original, or none, shows nothing")
    func few() {
        let one = Self.pairs(originals: 1, each: 500) { _, _ in false }
        let result = one.expected(.invariance(tolerance: nil), of: Array(0..<500), allowed: 0.5, level: 0.95)
        #expect(result.verdict == .inconclusive(.nothingShown) && result.failureRate.flags == [.tooFewClusters])
        let none = one.expected(.directional(rises: true, tolerance: 0), of: [0], allowed: 0.5, level: 0.95)
        #expect(none.failureRate.reason == .emptyGroup && none.verdict == .inconclusive(.nothingShown))
    }

    @Test("At a true share of exactly what is allowed the gate passes, and fails, in at most one run of twenty")
    func size() {
        var (passes, fails) = (0, 0)
        let runs = 1_000
        for run in 0..<runs {
            var random = RandomStream(seed: UInt64(run), name: "expectation")
            // Pairs of one original are alike: half of the originals flip twice as often as 0.1 and half never.
            let lean = (0..<120).map { _ in random.uniform() < 0.5 ? 0.2 : 0.0 }
            let pairs = Self.pairs(originals: 120, each: 4) { original, _ in random.uniform() < lean[original] }
            switch pairs.expected(.invariance(tolerance: nil), of: Array(0..<480), allowed: 0.1, level: 0.95).verdict {
            case .pass?: passes += 1
            case .fail?: fails += 1
            default: break
            }
        }
        // Four standard errors above nominal for 1,000 runs.
        #expect(Double(passes) / Double(runs) <= 0.05 + 0.028, "\(passes)")
        #expect(Double(fails) / Double(runs) <= 0.025 + 0.02, "\(fails)")
    }

    private static func result(flips: Int, of pairs: Int) -> ChangedPairs.Result {
        let made = Self.pairs(originals: pairs, each: 1) { original, _ in original < flips }
        return made.result(of: Array(0..<pairs), wanted: nil, tolerance: nil, level: 0.95)
    }

    private static func findings(
        _ confusion: [[Int]]?, flips: Int, noise: NoiseFloor? = nil
    ) -> [CounterfactualFinding.Kind] {
        let legibility = confusion.flatMap {
            AnswerSkill(Confusion(rows: $0), group: .overall, model: "m", level: 0.95)
        }
        return CounterfactualFinding.findings(
            result(flips: flips, of: 100), group: .overall, legibility: legibility, noise: noise, level: 0.95
        ).map(\.kind)
    }

    @Test("A model that never flips and is no better than one answer cannot read; one that is right can")
    func reading() {
        let blind = [[5, 45], [5, 45]]
        #expect(Self.findings(blind, flips: 0).contains(.cannotRead))
        #expect(Self.findings(blind, flips: 1).contains(.cannotRead))
        #expect(!Self.findings(blind, flips: 2).contains(.cannotRead))
        #expect(Self.findings([[45, 5], [5, 45]], flips: 0) == [])
        #expect(Self.findings(nil, flips: 0) == [])
        #expect(Self.findings([[0, 0], [0, 0]], flips: 0) == [])
    }

    @Test("An accuracy made of one answer is said to be one; flips within the noise are said to be noise")
    func others() {
        // Accuracy 0.80 where the commonest label has 0.85; macro-F1 is 0.44.
        #expect(Self.findings([[0, 15], [5, 80]], flips: 30) == [.accuracyHidesClasses])
        #expect(
            Self.findings(nil, flips: 5, noise: NoiseFloor(repeated: 50, flipped: 2, differing: 2)) == [.withinNoise])
        #expect(Self.findings(nil, flips: 40, noise: NoiseFloor(repeated: 50, flipped: 2, differing: 2)) == [])
        #expect(Self.findings(nil, flips: 0, noise: NoiseFloor(repeated: 50, flipped: 2, differing: 2)) == [])
    }

    @Test("What a model answers is told by the commonest label and decision")
    func legibility() throws {
        let own = try #require(
            AnswerSkill(
                Confusion(rows: [[2, 6, 0], [1, 20, 0], [0, 10, 1]]), group: .overall, model: "m", level: 0.95))
        #expect(own.commonestLabel == 1 && own.noSkill == 21.0 / 40)
        #expect(own.commonestDecision == 1 && own.commonestShare == 36.0 / 40)
        #expect(own.accuracy.number == 23.0 / 40)
        // F1: 4/11, 40/57, 2/12.
        let scores: [Double] = [4.0 / 11, 40.0 / 57, 2.0 / 12]
        let macroF1 = try #require(own.macroF1.number)
        #expect(abs(macroF1 - scores.reduce(0, +) / 3) < 1e-12)
    }
}
