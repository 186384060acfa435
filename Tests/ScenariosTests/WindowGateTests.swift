import Evidence
import Metrics
@testable import Scenarios
import Statistics
import TestSupport
import Testing

@Suite("Gates on a change since the baseline")
struct WindowGateTests {
    typealias Fixtures = GateFixtures
    typealias Counts = KeyValuePairs<String, (found: Int, of: Int)>

    /// Positives found and missed by group, in a month of the baseline and in one behind it.
    private static func cube(_ then: Counts, _ now: Counts) -> EvidenceCube {
        let groups = Array(Set((then.map(\.key)) + now.map(\.key))).sorted()
        var (codes, months, predictions, counts): ([UInt32], [UInt32], [UInt16], [Int]) = ([], [], [], [])
        for (month, side) in [then, now].enumerated() {
            for (name, cell) in side {
                for (prediction, count) in [(UInt16(1), cell.found), (0, cell.of - cell.found)] {
                    codes.append(UInt32(groups.firstIndex(of: name) ?? 0))
                    months.append(UInt32(month))
                    predictions.append(prediction)
                    counts.append(count)
                }
            }
        }
        return EvidenceCube(
            counting: EvidenceRows(
                dimensions: [
                    .init(name: "day.month", levels: ["2026-01", "2026-02"], codes: months),
                    .init(name: "g", levels: groups, codes: codes),
                ], classes: ["0", "1"], labels: codes.map { _ in 1 }, predictions: predictions, scores: [],
                multiplicities: counts))
    }

    private static func evaluate(
        _ gate: Gate, _ then: Counts, _ now: Counts, minimumGroup: Int = 1, isKnown: Bool = true
    ) throws -> Assessment.GateResult {
        let metric = try #require(Catalogue.metric(named: "true-positive-rate", binary: true))
        let cube = cube(then, now)
        var gate = gate
        gate.since = .baseline
        return GateEvaluator(
            cube: cube, context: EstimationContext(model: "m", favourablePositive: true), minimumGroup: minimumGroup,
            windows: isKnown ? try .init(cube, time: "day.month", baseline: ["2026-01"]) : nil
        ).evaluate(gate, metric: metric)
    }

    @Test("A figure of later windows is held against that of the baseline as two samples are")
    func change() throws {
        for (found, verdict) in [(1_500, "pass"), (1_470, "pass"), (1_390, "inconclusive"), (1_200, "fail")] {
            let result = try Self.evaluate(
                Fixtures.gate(.change(tolerance: 0.05)), ["a": (1_500, 2_000), "b": (800, 1_000)],
                ["a": (found, 2_000), "b": (800, 1_000)])
            #expect(result.verdict.name == verdict, "\(found)")
            let own = try #require(result.components.first { $0.group == Fixtures.key("a") })
            let pair = TwoProportions(
                successes1: Double(found), trials1: 2_000, successes0: 1_500, trials0: 2_000)
            #expect(own.estimate.interval == pair.miettinenNurminenDifference(level: 0.9))
            #expect(own.failInterval == pair.miettinenNurminenDifference(level: 0.95))
            #expect(own.groupValue == Double(found) / 2_000 && own.referenceValue == 0.75)
            #expect(result.worseOff == (verdict == "pass" ? nil : Fixtures.key("a")))
        }
    }

    @Test("A gap that widened is one, whatever became of both groups", arguments: [false, true])
    func gaps(isComplement: Bool) throws {
        for (a, b, verdict) in [(1_500, 1_500, "pass"), (1_100, 1_100, "pass"), (1_200, 1_600, "fail")] {
            let result = try Self.evaluate(
                Fixtures.gate(.gapChange(isComplement ? .complement : .named(["b"]), tolerance: 0.08)),
                ["a": (1_500, 2_000), "b": (1_500, 2_000)], ["a": (a, 2_000), "b": (b, 2_000)])
            #expect(result.verdict.name == verdict && result.components.count == (isComplement ? 2 : 1))
            let own = try #require(result.components.first)
            #expect(abs(try #require(own.estimate.number) - Double(a - b) / 2_000) < 1e-12 && own.estimate.n == 8_000)
            #expect(own.referenceValue == 0)
            let now = TwoProportions(
                successes1: Double(a), trials1: 2_000, successes0: Double(b), trials0: 2_000
            ).miettinenNurminenDifference(level: 0.9)
            let old = TwoProportions(
                successes1: 1_500, trials1: 2_000, successes0: 1_500, trials0: 2_000
            ).miettinenNurminenDifference(level: 0.9)
            let gap = Double(a - b) / 2_000
            let (below, above) = (gap - (try #require(now)).lower, (try #require(old)).upper)
            let reach = (below * below + above * above).squareRoot()
            #expect(abs(try #require(own.estimate.interval).lower - (gap - reach)) < 1e-9)
        }
    }

    @Test("A group that only one side has, or has few rows of, settles nothing; nor do data without windows")
    func missing() throws {
        let gate = Fixtures.gate(.change(tolerance: 0.05))
        let result = try Self.evaluate(
            gate, ["a": (1_500, 2_000), "b": (1_500, 2_000)], ["a": (1_500, 2_000), "c": (30, 40)], minimumGroup: 30)
        #expect(result.components.map(\.verdict.name) == ["pass", "inconclusive", "inconclusive"])
        #expect(result.components[1].estimate.reason != nil && result.components[2].estimate.reason != nil)
        #expect(result.verdict.name == "inconclusive" && result.caps == [.minimumGroup, .notEstimable])
        let none = try Self.evaluate(gate, ["a": (3, 4)], ["a": (3, 4)], isKnown: false)
        #expect(none.components.isEmpty && none.caps == [.notEstimable] && none.verdict.name == "inconclusive")
    }

    @Test("A change of exactly the tolerance seldom passes and seldom fails", arguments: [false, true])
    func size(isGap: Bool) throws {
        let (runs, tolerance) = (300, 0.1)
        var (passed, failed) = (0, 0)
        let gate = Fixtures.gate(
            isGap ? .gapChange(.named(["b"]), tolerance: tolerance) : .change(tolerance: tolerance))
        for run in 0..<runs {
            var random = RandomStream(seed: 22, name: "windows \(isGap)", replicate: UInt32(run))
            func drawn(_ rate: Double, _ n: Int) -> (Int, Int) { (random.binomial(trials: n, probability: rate), n) }
            let result = try Self.evaluate(
                gate, ["a": drawn(0.7, 300), "b": drawn(0.7, 500)],
                ["a": drawn(0.6, 400), "b": drawn(isGap ? 0.7 : 0.6, 300)])
            if result.components[0].verdict == .pass { passed += 1 }
            if result.verdict == .fail { failed += 1 }
        }
        #expect(Double(passed) / Double(runs) <= 0.083 && passed > 0, "passed \(passed)")
        #expect(Double(failed) / Double(runs) <= 0.083, "failed \(failed)")
    }
}
