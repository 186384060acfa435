import Evidence
import Metrics
import Scenarios
import Statistics
import TestSupport
import Testing

/// Groups of which nothing can be said, in gates that would let anything pass.
@Suite("Gates over groups that tell nothing")
struct GateDegenerateTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let metric: Metric
        let classCount: Int
        var testDescription: String { "\(metric.name), \(classCount) classes" }
    }

    static let cases = [2, 3].flatMap { k in
        Catalogue.all.filter { $0.fits(binary: k == 2) && $0.name != "count" && $0.name != "share" }
            .map { Case(metric: $0, classCount: k) }
    }

    /// Rows by group; what is wrong with one is its name.
    private static func rows(_ kind: String, _ k: Int, seed: UInt64 = 9) -> [OutcomeTable.Row] {
        var random = SeededRandom(seed: seed)
        let count = kind == "one row" ? 1 : kind == "plain" || kind == "other" ? 400 : 60
        return (0..<count).map { _ in
            let truth = Int.random(in: 0..<k, using: &random)
            let right = Double.random(in: 0..<1, using: &random) < 0.8
            let label: Int? =
                switch kind {
                case "no positives": 0
                case "no negatives": k - 1
                case "unlabelled": nil
                default: truth
                }
            let decided = right ? label ?? truth : Int.random(in: 0..<k, using: &random)
            let scores = (0..<k).map { Double(Int.random(in: 0..<60, using: &random) + ($0 == label ? 30 : 0)) / 100 }
            let isSilent = kind == "undecided"
            return .init(
                [kind], label: label,
                decision: isSilent ? .none(.missing) : .predicted(kind == "always" ? k - 1 : decided),
                scores: (k == 2 ? [scores[1]] : scores).map { isSilent ? .nan : $0 })
        }
    }

    private static func evaluator(_ kinds: [String], _ k: Int) -> GateEvaluator {
        let rows = kinds.enumerated().flatMap { Self.rows($1, k, seed: UInt64($0 + 3)) }
        var table = OutcomeTable(dimensions: ["g"], classes: (0..<k).map(String.init), rows: rows).evidenceRows
        let weights = rows.map { $0.groups[0] == "weightless" ? 0.0 : 1 }
        if kinds.contains("weightless"), let own = try? RowWeights(.sampling, weights) { table.weights = own }
        var context = EstimationContext(
            model: "m", replicates: 60, gateReplicates: 60, favourablePositive: k == 2 ? true : nil, allRows: rows.count
        )
        context.classes = (0..<k).map(String.init)
        context.order = Array(0..<k)
        return GateEvaluator(cube: EvidenceCube(counting: table), context: context, minimumGroup: 30)
    }

    /// Gates that no figure can fail.
    private static func gates(_ metric: Metric) -> [Gate] {
        let far = 1e12
        var comparisons: [Gate.Comparison] = [
            .value(.floor(-far)), .worstGroup(.floor(-far)), .difference(.complement, tolerance: far),
            .difference(.named(["plain"]), tolerance: far), .range(tolerance: far), .ratio(.complement, .floor(0)),
        ]
        if metric.noSkill != nil { comparisons.append(.noSkill(floor: -far)) }
        return comparisons.map { GateFixtures.gate($0, metric: metric.name, harm: .twoSided) }
    }

    @Test("No gate passes where a group has no figure, however much it tolerates", arguments: cases)
    func nothingPasses(own: Case) {
        let (metric, k) = (own.metric, own.classCount)
        var (passed, held) = (0, 0)
        let plain = Self.evaluator(["plain", "other"], k)
        var hasInterval = false
        for gate in Self.gates(metric) {
            let result = plain.evaluate(gate, metric: metric)
            if result.verdict == .pass { passed += 1 }
            if result.components.contains(where: { $0.estimate.interval != nil }) { hasInterval = true }
        }
        for kind in [
            "no positives", "no negatives", "one row", "unlabelled", "undecided", "always", "weightless",
        ] {
            let evaluator = Self.evaluator(["plain", "other", kind], k)
            let key = GroupKey([GroupLevel(dimension: "g", value: kind)])
            guard let evidence = evaluator.cube.evidence(by: ["g"]).first(where: { $0.group == key }) else { continue }
            let estimator = Estimator(evidence, context: evaluator.context)
            guard estimator.reason(metric) != nil || estimator.denominator(metric) < 30 else { continue }
            for gate in Self.gates(metric) {
                held += 1
                let result = evaluator.evaluate(gate, metric: metric)
                #expect(result.verdict != .pass, "\(kind): \(gate.comparison)")
                #expect(!result.caps.isEmpty, "\(kind): \(gate.comparison)")
                for component in result.components {
                    let numbers = [component.estimate.number, component.groupValue, component.referenceValue]
                    #expect(numbers.allSatisfy { $0?.isFinite ?? true })
                    #expect((component.estimate.number == nil) == (component.estimate.reason != nil))
                }
            }
        }
        #expect(held > 0)
        // The same gates let the other groups pass, so that it is the group that holds them.
        // Nothing passes by a figure that has no interval.
        if metric.name != "false-negative-to-false-positive-ratio" {
            #expect((passed >= 1) == hasInterval, "\(passed)")
        }
    }
}
