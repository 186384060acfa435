import Interchange
import Metrics
@testable import Scenarios
import Statistics
import TestSupport
import Testing

@Suite("Estimates as JSON")
struct EstimateJSONTests {
    private let nairobi = GroupKey([GroupLevel(dimension: "region", value: "Nairobi")])

    private func record(_ estimate: Estimate, _ group: GroupKey, noSkill: Double? = nil) -> JSONValue {
        EstimateJSON.record(
            .init(model: "vendor", metric: "true-positive-rate", group: group, estimate: estimate, noSkill: noSkill))
    }

    @Test("A value with its interval")
    func value() {
        let estimate = Estimate(
            0.71, n: 901, interval: Interval(lower: 0.68, upper: 0.74, level: 0.95, method: .wilson))
        #expect(
            record(estimate, nairobi).canonicalText(.compact) == """
                {"exactness":"exact","flags":[],"group":{"region":"Nairobi"},"interval":{"level":0.95,"lower":0.68,\
                "method":"wilson","upper":0.74},"metric":"true-positive-rate","model":"vendor","n":901,\
                "no-skill":null,"value":0.71}
                """)
    }

    @Test("A reason stands only where there is no value; everybody is the empty group, a missing level is named")
    func reason() {
        let none = Estimate(notEstimable: .noPositives, flags: [.lowLabelCoverage, .belowMinimumGroup])
        #expect(
            record(none, .overall).canonicalText(.compact) == """
                {"exactness":"exact","flags":["belowMinimumGroup","lowLabelCoverage"],"group":{},"interval":null,\
                "metric":"true-positive-rate","model":"vendor","n":0,"no-skill":null,"reason":"noPositives","value":null}
                """)
        let missing = record(none, GroupKey([GroupLevel(dimension: "region", value: nil)]))
        #expect(missing["group"]?["region"]?.text == "(missing)")
        #expect(record(Estimate(1, n: 1, interval: nil), nairobi)["reason"] == nil)
    }

    @Test("An interval that is open on one side has no limit there")
    func infinite() {
        let json = EstimateJSON.interval(
            Interval(lower: -.infinity, upper: .infinity, level: 0.9, method: .scoreRatio))
        #expect(json["lower"] == .null && json["upper"] == .null)
        let half = EstimateJSON.interval(Interval(lower: 1.5, upper: .infinity, level: 0.9, method: .scoreRatio))
        #expect(half["lower"]?.double == 1.5 && half["upper"] == .null)
    }

    @Test("Doubles are written with the fewest digits that read back as they are")
    func digits() throws {
        for value in [0.1, 1.0 / 3, 0.30000000000000004, 1e-7, 2.0, .leastNonzeroMagnitude] {
            let text = record(Estimate(value, n: 3, interval: nil), nairobi).canonicalText(.compact)
            let read = try JSONValue.parse(Array(text.utf8), from: "test")
            #expect(read["value"]?.double == value)
            #expect(text.utf8.allSatisfy { $0 < 0x80 })
        }
    }

    @Test("Text written at once is that of the tree, byte for byte", arguments: 0..<30 as Range<UInt64>)
    func twin(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        func one<Element>(of elements: [Element]) -> Element {
            elements[Int.random(in: 0..<elements.count, using: &random)]
        }
        let names = ["region", "a \"quoted\" name", "<script>", "e\u{301}", "\u{E9}", "ቆላ", "\u{2028}\n"]
        let numbers = [0, -0.0, 1.0 / 3, 1e300, .leastNonzeroMagnitude, -7, 0.1 + 0.2]
        let records = (0..<Int.random(in: 0...12, using: &random)).map { _ -> Assessment.MetricEstimate in
            let levels = names.shuffled(using: &random).prefix(Int.random(in: 0...3, using: &random)).map {
                GroupLevel(dimension: $0, value: one(of: names.map(Optional.some) + [nil]))
            }
            let interval = Interval(
                lower: one(of: [-.infinity, -1e300]), upper: one(of: [.infinity, 1e300]), level: 0.95,
                method: one(of: IntervalMethod.allCases))
            let flags = EstimateFlag.allCases.filter { _ in Bool.random(using: &random) }
            let estimate =
                Bool.random(using: &random)
                ? Estimate(notEstimable: one(of: NotEstimable.allCases), flags: flags)
                : Estimate(
                    one(of: numbers), n: Int.random(in: 0...9_000_000, using: &random),
                    interval: one(of: [nil, interval]),
                    exactness: one(of: [.exact, .approximate, .bounded(lower: -.infinity, upper: 0.5)]), flags: flags
                ).with(designEffect: one(of: [nil, 2.5]))
            return .init(
                model: one(of: names), metric: one(of: names), group: GroupKey(Array(levels)), estimate: estimate,
                noSkill: one(of: [nil, 0.25]), labels: one(of: [nil] + SelectiveLabels.Assumption.allCases),
                shrunken: one(of: [nil, estimate, Estimate(0.5, n: 3, interval: interval, flags: [.groupsPooled])]))
        }
        let tree: JSONValue = [
            "estimates": .array(records.map(EstimateJSON.record)), "kigezo": 1, "kind": "estimates",
        ]
        #expect(EstimateText.document(records).utf8.elementsEqual((tree.canonicalText() + "\n").utf8), "seed \(seed)")
        let lines = records.map { EstimateJSON.record($0).canonicalText(.compact) + "\n" }.joined()
        #expect(EstimateText.lines(records).utf8.elementsEqual(lines.utf8), "seed \(seed)")
    }

    /// The names of an object's members, in order.
    private func names(_ json: JSONValue?) -> [String] { json?.members?.map(\.name) ?? [] }

    @Test("Lists of estimates and of comparisons say what they are")
    func documents() throws {
        let estimates = try JSONValue.parse(
            Array(
                EstimateText.document([
                    .init(
                        model: "m", metric: "accuracy", group: .overall, estimate: Estimate(1, n: 2, interval: nil),
                        noSkill: 0.5)
                ]).utf8), from: "test")
        #expect(names(estimates) == ["estimates", "kigezo", "kind"])
        #expect(estimates["kigezo"]?.integerValue == 1)
        #expect(estimates["kind"]?.text == "estimates")
        #expect(estimates["estimates"]?.elements?.first?["no-skill"]?.double == 0.5)
        let comparisons = EstimateJSON.comparisons([
            .init(
                kind: .difference, model: "m", metric: "accuracy", group: nairobi, reference: nil,
                referenceKind: "complement", groupValue: 0.5, referenceValue: nil,
                estimate: Estimate(notEstimable: .emptyGroup), excluded: [nairobi])
        ])
        let first = comparisons["estimates"]?.elements?.first
        #expect(comparisons["kind"]?.text == "comparisons")
        #expect(first?["comparison"]?.text == "difference")
        #expect(first?["reference"]?.isNull == true)
        #expect(first?["groups"]?.elements?.count == 1)
        #expect(first?["excluded"]?.elements?.count == 1)
    }

    @Test("An assessment's JSON has all its parts, sorted, with verdicts in words")
    func assessment() throws {
        let assessment = try ScenarioFolder.credit(
            more: """
                analysis: {by: [g], metrics: [accuracy], seed: 9223372036854775807}
                gates:
                  - {name: level, metric: accuracy, compare: value, floor: 0.1}
                  - {name: gap, metric: accuracy, by: g, compare: difference, tolerance: 0.2}
                  - {name: times, metric: selection-rate, by: g, compare: ratio, floor: 0.8}
                """
        ).assessment()
        let json = try JSONValue.parse(Array(assessment.json.canonicalText().utf8), from: "test")
        for part in [
            "kigezo", "kind", "program", "scenario", "inputs", "models", "coverage", "estimates", "comparisons",
            "gates", "findings", "warnings", "exit-status",
        ] {
            #expect(json[part] != nil, "\(part)")
        }
        #expect(names(json) == names(json).sorted())
        for object in json["estimates"]?.elements ?? [] { #expect(names(object) == names(object).sorted()) }
        #expect(json["scenario"]?["analysis"]?["seed"]?.text == "9223372036854775807")
        #expect(json["exit-status"]?.integerValue == 5)
        let gates = try #require(json["gates"]?.elements)
        #expect(gates.map { $0["compare"]?.text } == ["value", "difference", "ratio"])
        #expect(gates.allSatisfy { $0["verdict"]?.text == "inconclusive" && $0["undecided"] != nil })
        #expect(gates[0]["floor"]?.double == 0.1)
        #expect(gates[1]["tolerance"]?.double == 0.2)
        #expect(gates[1]["reference"]?.text == "complement")
        #expect(gates[0]["caps"]?.elements?.compactMap(\.text) == ["labelCoverage", "minimumGroup"])
        let groups = json["coverage"]?.elements?.map { $0["group"]?["g"]?.text }
        #expect(groups == [nil, "a", "b", "(missing)"])
    }
}
