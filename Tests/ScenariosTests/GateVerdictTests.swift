import Evidence
import Metrics
import Scenarios
import Statistics
import TestSupport
import Testing

@Suite("Verdicts of gates")
struct GateVerdictTests {
    typealias Fixtures = GateFixtures

    private static let named = Gate.Reference.named(["b"])

    /// A comparison of TPRs, rows of 400 found in group a against 300 of 400 in group b, and what they decide.
    private static let cases: [(Gate.Comparison, Int, String)] = [
        (.value(.floor(0.6)), 300, "pass"), (.value(.floor(0.6)), 180, "fail"),
        (.value(.floor(0.6)), 250, "inconclusive"), (.value(.ceiling(0.9)), 300, "pass"),
        (.value(.ceiling(0.9)), 390, "fail"), (.value(.ceiling(0.9)), 355, "inconclusive"),
        (.difference(named, tolerance: 0.1), 300, "pass"), (.difference(named, tolerance: 0.1), 200, "fail"),
        (.difference(named, tolerance: 0.1), 264, "inconclusive"),
        (.difference(named, tolerance: 0.1), 390, "pass"), (.ratio(named, .floor(0.8)), 300, "pass"),
        (.ratio(named, .floor(0.8)), 150, "fail"), (.ratio(named, .floor(0.8)), 245, "inconclusive"),
        (.ratio(named, .ceiling(1.25)), 300, "pass"), (.ratio(named, .ceiling(1.1)), 390, "fail"),
        (.ratio(named, .ceiling(1.1)), 328, "inconclusive"), (.range(tolerance: 0.1), 300, "pass"),
        (.range(tolerance: 0.1), 200, "fail"), (.range(tolerance: 0.1), 264, "inconclusive"),
        (.worstGroup(.floor(0.6)), 300, "pass"), (.worstGroup(.floor(0.6)), 180, "fail"),
        (.worstGroup(.floor(0.6)), 250, "inconclusive"),
    ]

    @Test("Each kind of comparison passes, fails and leaves open", arguments: cases)
    func kinds(comparison: Gate.Comparison, found: Int, verdict: String) throws {
        let result = try Fixtures.evaluate(
            Fixtures.gate(comparison), ["a": .found(found, of: 400), "b": .found(300, of: 400)])
        #expect(result.verdict.name == verdict)
        #expect(result.caps.isEmpty)
        for component in result.components {
            #expect(component.estimate.interval != nil && component.failInterval != nil)
        }
        if verdict == "pass" {
            #expect(result.worseOff == nil && result.rowsNeeded == nil)
        } else if !comparison.name.hasPrefix("ratio") {
            #expect(result.worseOff == Fixtures.key("a"))
        }
    }

    @Test(
        "Skill over the commonest answer passes, fails and leaves open",
        arguments: [(180, "pass"), (20, "fail"), (105, "inconclusive")])
    func noSkill(right: Int, verdict: String) throws {
        let cells = Fixtures.Cells(
            truePositives: right, falsePositives: 200 - right, falseNegatives: 200 - right, trueNegatives: right)
        for metric in ["accuracy", "matthews-correlation", "balanced-accuracy", "error-rate"] {
            let result = try Fixtures.evaluate(
                Fixtures.gate(.noSkill(floor: 0), metric: metric, by: nil), ["a": cells])
            #expect(result.verdict.name == verdict, "\(metric)")
            #expect(result.components.map(\.group) == [.overall])
        }
    }

    @Test(
        "Small samples never pass by being small, at exactly equal rates either",
        arguments: [
            .value(.floor(0.6)), .difference(named, tolerance: 0.1), .difference(.complement, tolerance: 0.1),
            .difference(.largest, tolerance: 0.1), .ratio(named, .floor(0.8)), .range(tolerance: 0.1),
            .worstGroup(.floor(0.6)),
        ] as [Gate.Comparison])
    func small(comparison: Gate.Comparison) throws {
        for n in [4, 20] {
            let cells = Fixtures.Cells.found(3 * n / 4, of: n)
            let result = try Fixtures.evaluate(Fixtures.gate(comparison), ["a": cells, "b": cells, "c": cells])
            #expect(result.verdict == .inconclusive(.nothingShown), "\(n)")
            let needed = try #require(result.rowsNeeded)
            #expect(needed > n)
            // As many rows as were said do decide.
            let ample = needed + needed / 4
            let more = Fixtures.Cells.found((3 * ample + 3) / 4, of: ample)
            #expect(
                try Fixtures.evaluate(Fixtures.gate(comparison), ["a": more, "b": more, "c": more]).verdict == .pass)
        }
        // A perfect group of four neither.
        let perfect = Fixtures.Cells.found(4, of: 4)
        #expect(
            try Fixtures.evaluate(Fixtures.gate(comparison), ["a": perfect, "b": perfect]).verdict.name
                == "inconclusive")
    }

    @Test("Four equal scores are no evidence for a mean loss")
    func constantLoss() throws {
        let rows = (0..<4).map { _ in
            OutcomeTable.Row(["a"], label: 1, decision: .predicted(1), scores: [0.9])
        }
        let table = OutcomeTable(dimensions: ["g"], classes: ["0", "1"], rows: rows)
        let gate = Fixtures.gate(.value(.ceiling(0.2)), metric: "brier-score")
        #expect(try Fixtures.evaluate(gate, table).verdict.name == "inconclusive")
    }

    /// Binomial probabilities of 0...n.
    private func binomial(_ n: Int, _ p: Double) -> [Double] {
        var row = [1.0]
        for _ in 0..<n {
            row = (0...row.count).map { x in
                (x < row.count ? row[x] * (1 - p) : 0) + (x > 0 ? row[x - 1] * p : 0)
            }
        }
        return row
    }

    /// The probability of each verdict with n rows a group and these true rates, over all tables.
    private func probabilities(_ comparison: Gate.Comparison, n: Int, p1: Double, p0: Double) throws -> [String: Double]
    {
        let (first, second) = (binomial(n, p1), binomial(n, p0))
        var sums: [String: Double] = [:]
        for x in 0...n {
            for y in 0...n where first[x] * second[y] > 1e-5 {
                let result = try Fixtures.evaluate(
                    Fixtures.gate(comparison, harm: .twoSided), ["a": .found(x, of: n), "b": .found(y, of: n)])
                sums[result.verdict.name, default: 0] += first[x] * second[y]
            }
        }
        return sums
    }

    @Test("At a true gap of exactly the tolerance a gate passes or fails wrongly in 5 % of cases at most")
    func sizeAtTheBorder() throws {
        let sums = try probabilities(.difference(Self.named, tolerance: 0.3), n: 40, p1: 0.35, p0: 0.65)
        #expect((sums["pass"] ?? 0) <= 0.05)
        #expect((sums["pass"] ?? 0) > 0.01, "a gate that cannot pass shows nothing")
        #expect((sums["fail"] ?? 0) <= 0.05)
        #expect((sums["fail"] ?? 0) > 0.005)
    }

    /// The score interval is no exact one: its true size is here .056, not twice .05.
    @Test("Without any gap, a range gate of no tolerance fails wrongly in about 5 % of cases")
    func sizeOfRange() throws {
        let sums = try probabilities(.range(tolerance: 0), n: 40, p1: 0.5, p0: 0.5)
        #expect((sums["fail"] ?? 0) <= 0.06)
        #expect((sums["fail"] ?? 0) > 0.005)
        #expect(sums["pass"] == nil)
    }

    @Test("Failing shares the error among all groups, passing does not")
    func family() throws {
        let gate = Fixtures.gate(.difference(.named(["ref"]), tolerance: 0))
        let alone = try Fixtures.evaluate(gate, ["a": .found(270, of: 400), "ref": .found(300, of: 400)])
        #expect(alone.familySize == 1)
        #expect(alone.verdict == .fail)
        let equal = Fixtures.Cells.found(300, of: 400)
        let among = try Fixtures.evaluate(
            gate,
            [
                "a": .found(270, of: 400), "ref": equal, "b": equal, "c": equal, "d": equal, "e": equal, "f": equal,
                "h": equal, "i": equal, "j": equal, "k": equal,
            ])
        #expect(among.familySize == 10)
        #expect(among.verdict == .inconclusive(.gapShown))
        let component = try #require(among.components.first { $0.group == Fixtures.key("a") })
        #expect(component.estimate.interval?.level == 1 - 2 * 0.05)
        #expect(component.failInterval?.level == 1 - 2 * 0.05 / 10)
        #expect(component.estimate == alone.components[0].estimate, "the interval that passes is the same")
    }

    @Test("A gap inside the tolerance passes although it is shown")
    func shownButSmall() throws {
        let result = try Fixtures.evaluate(
            Fixtures.gate(.difference(Self.named, tolerance: 0.1)),
            ["a": .found(2_900, of: 4_000), "b": .found(3_000, of: 4_000)])
        #expect(result.verdict == .pass)
        #expect(result.components[0].estimate.interval?.contains(0) == false)
    }
}
