import Evidence
import Metrics
import Scenarios
import Statistics
import TestSupport
import Testing

@Suite("Who is worse off")
struct GateHarmTests {
    typealias Fixtures = GateFixtures

    private static let low = Fixtures.Cells(
        truePositives: 100, falsePositives: 100, falseNegatives: 300, trueNegatives: 300)
    private static let high = Fixtures.Cells(
        truePositives: 300, falsePositives: 300, falseNegatives: 100, trueNegatives: 100)

    /// Metric, favourable decision, and whether the group with the lower figure is the one worse off.
    @Test(
        "Harm follows from the decision people want, and from the direction of other figures",
        arguments: [
            ("selection-rate", true, true), ("selection-rate", false, false), ("favourable-rate", true, true),
            ("favourable-rate", false, true), ("true-positive-rate", true, true), ("true-positive-rate", false, false),
            ("false-positive-rate", true, true), ("false-positive-rate", false, false),
            ("false-negative-rate", true, false), ("false-negative-rate", false, true),
            ("true-negative-rate", true, false),
        ])
    func side(metric: String, favourable: Bool, lowerIsWorse: Bool) throws {
        // Which of the two has the lower figure depends on the metric; ask for it.
        let table = Fixtures.table(["low": Self.low, "high": Self.high])
        for (group, reference) in [("low", "high"), ("high", "low")] {
            let result = try Fixtures.evaluate(
                Fixtures.gate(.difference(.named([reference]), tolerance: 0.1), metric: metric), table,
                favourable: favourable)
            let component = result.components[0]
            let isLower = (component.groupValue ?? 0) < (component.referenceValue ?? 0)
            #expect(component.group == Fixtures.key(group))
            #expect(result.verdict == (isLower == lowerIsWorse ? .fail : .pass), "\(group)")
            #expect(result.worseOff == (isLower == lowerIsWorse ? Fixtures.key(group) : nil))
        }
    }

    private let wrong = Fixtures.Cells(
        truePositives: 100, falsePositives: 100, falseNegatives: 100, trueNegatives: 100)
    private let right = Fixtures.Cells(
        truePositives: 180, falsePositives: 20, falseNegatives: 20, trueNegatives: 180)

    @Test(
        "A less accurate group is worse off, whatever decision is wanted",
        arguments: ["accuracy", "error-rate", "balanced-accuracy", "positive-predictive-value"], [true, false, nil])
    func accuracy(metric: String, favourable: Bool?) throws {
        for (group, reference) in [("wrong", "right"), ("right", "wrong")] {
            let result = try Fixtures.evaluate(
                Fixtures.gate(.difference(.named([reference]), tolerance: 0.1), metric: metric),
                ["wrong": wrong, "right": right], favourable: favourable)
            #expect(result.verdict == (group == "wrong" ? .fail : .pass))
        }
    }

    @Test("A gate on both sides names the reference when the group is better off")
    func twoSided() throws {
        let groups: KeyValuePairs<String?, Fixtures.Cells> = ["a": .found(390, of: 400), "b": .found(200, of: 400)]
        let result = try Fixtures.evaluate(
            Fixtures.gate(.difference(.named(["b"]), tolerance: 0.1), harm: .twoSided), groups)
        #expect(result.verdict == .fail)
        #expect(result.worseOff == Fixtures.key("b"))
        #expect(result.worseOffReference == Fixtures.key("a"))
        // Everybody else has no name.
        let rest = try Fixtures.evaluate(
            Fixtures.gate(.difference(.complement, tolerance: 0.1), harm: .twoSided),
            ["a": .found(390, of: 400), "b": .found(200, of: 400), "c": .found(200, of: 400)])
        #expect(rest.verdict == .fail)
        #expect(rest.worseOff == nil && rest.worseOffReference == nil)
    }

    @Test("The larger of two gaps on both sides is the one that is named")
    func largestOfBothSides() throws {
        let result = try Fixtures.evaluate(
            Fixtures.gate(.difference(.named(["r"]), tolerance: 0.05), harm: .twoSided),
            ["a": .found(390, of: 400), "b": .found(150, of: 400), "r": .found(200, of: 400)])
        #expect(result.worseOff == Fixtures.key("r"))
        #expect(result.worseOffReference == Fixtures.key("a"))
    }

    @Test("Nobody is seen to be worse off where an open gap is in the group's favour")
    func openInFavour() throws {
        let groups: KeyValuePairs<String?, Fixtures.Cells> = ["a": .found(16, of: 20), "b": .found(14, of: 20)]
        for comparison in [
            Gate.Comparison.difference(.named(["b"]), tolerance: 0.1), .ratio(.named(["b"]), .floor(0.9)),
        ] {
            let result = try Fixtures.evaluate(Fixtures.gate(comparison), groups)
            #expect(result.verdict.name == "inconclusive")
            #expect(result.worseOff == nil)
        }
        let both = try Fixtures.evaluate(
            Fixtures.gate(.difference(.named(["b"]), tolerance: 0.1), harm: .twoSided), groups)
        #expect(both.worseOff == Fixtures.key("b"))
    }

    @Test("A neutral figure is compared on both sides")
    func neutral() throws {
        for (x, y) in [(390, 200), (200, 390)] {
            // The base rate: found rows are all positive, so mix in negatives.
            let result = try Fixtures.evaluate(
                Fixtures.gate(.difference(.named(["b"]), tolerance: 0.1), metric: "base-rate"),
                [
                    "a": .init(truePositives: x, trueNegatives: 400 - x),
                    "b": .init(truePositives: y, trueNegatives: 400 - y),
                ])
            #expect(result.verdict == .fail)
        }
    }

    @Test("Something over an observed zero has no ratio, and yet exceeds a ceiling and keeps a floor")
    func overZero() throws {
        let groups: KeyValuePairs<String?, Fixtures.Cells> = ["a": .flagged(100, of: 400), "b": .flagged(0, of: 400)]
        func evaluate(_ limit: Gate.Limit) throws -> Assessment.GateResult {
            try Fixtures.evaluate(
                Fixtures.gate(.ratio(.named(["b"]), limit), metric: "false-positive-rate"), groups, favourable: false)
        }
        let ceiling = try evaluate(.ceiling(1.25))
        #expect(ceiling.verdict == .fail)
        #expect(ceiling.components[0].estimate.reason == .zeroReference)
        #expect(ceiling.caps.isEmpty)
        #expect(ceiling.worseOff == Fixtures.key("a"))
        #expect(try evaluate(.floor(0.8)).verdict == .pass)
        // 0/0 says nothing.
        let zeros = try Fixtures.evaluate(
            Fixtures.gate(.ratio(.named(["b"]), .ceiling(1.25)), metric: "false-positive-rate"),
            ["a": .flagged(0, of: 400), "b": .flagged(0, of: 400)])
        #expect(zeros.verdict == .inconclusive(.nothingShown))
        #expect(zeros.caps == [.notEstimable])
    }

    @Test("A low ratio of wrong refusals is the reference's harm")
    func ratioOfHarm() throws {
        let result = try Fixtures.evaluate(
            Fixtures.gate(.ratio(.named(["b"]), .floor(0.8)), metric: "false-positive-rate"),
            ["a": .flagged(40, of: 400), "b": .flagged(120, of: 400)], favourable: false)
        #expect(result.verdict == .fail)
        #expect(result.worseOff == Fixtures.key("b"))
        #expect(result.worseOffReference == Fixtures.key("a"))
    }
}
