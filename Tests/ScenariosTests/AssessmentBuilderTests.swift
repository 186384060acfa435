import Diagnostics
import Evidence
import Metrics
@testable import Scenarios
import Statistics
import TestSupport
import Testing

@Suite("Estimates, comparisons and findings of a run")
struct AssessmentBuilderTests {
    typealias Fixtures = GateFixtures

    private func builder(
        _ groups: KeyValuePairs<String?, Fixtures.Cells>, favourable: Bool? = true, minimumGroup: Int = 30
    ) -> AssessmentBuilder {
        AssessmentBuilder(
            cube: Fixtures.table(groups).cube,
            context: EstimationContext(model: "m", replicates: 200, favourablePositive: favourable),
            minimumGroup: minimumGroup)
    }

    private func metric(_ name: String) throws -> Metric {
        try #require(Catalogue.metric(named: name, binary: true))
    }

    @Test("Every group has an estimate or a reason, and what weakens it is flagged")
    func estimates() throws {
        let estimates = try builder([
            "a": .found(300, of: 400), "none": .flagged(10, of: 40), "small": .found(5, of: 9),
            "blank": .init(truePositives: 60, unlabelledNegatives: 40),
        ]).estimates([metric("tpr"), metric("share")], by: [["g"]], absent: [Fixtures.key("gone")])
        func estimate(_ group: GroupKey, _ metric: String) throws -> Estimate {
            try #require(estimates.first { $0.group == group && $0.metric == metric }).estimate
        }
        #expect(estimates.count == 12)
        #expect(try estimate(Fixtures.key("a"), "true-positive-rate").flags.isEmpty)
        let none = try estimate(Fixtures.key("none"), "true-positive-rate")
        #expect(none.reason == .noPositives && none.flags == [.belowMinimumGroup])
        #expect(try estimate(Fixtures.key("small"), "true-positive-rate").flags == [.belowMinimumGroup])
        #expect(try estimate(Fixtures.key("blank"), "true-positive-rate").flags == [.lowLabelCoverage])
        #expect(try estimate(Fixtures.key("gone"), "true-positive-rate").reason == .emptyGroup)
        #expect(try estimate(.overall, "share").number == 1)
        #expect(try estimate(Fixtures.key("a"), "share").number == 400.0 / 549)
        #expect(try estimate(Fixtures.key("gone"), "share").number == 0)
    }

    @Test("A grouping is compared with its reference, across its range and at its worst")
    func comparisons() throws {
        let comparisons = try builder([
            "a": .found(300, of: 400), "b": .found(200, of: 400), "none": .flagged(10, of: 40),
        ]).comparisons([metric("tpr")], by: [["g"]]) { _ in .named(["a"]) }
        #expect(comparisons.map(\.kind) == [.difference, .difference, .range, .worstGroup])
        #expect(comparisons[0].group == Fixtures.key("b") && comparisons[0].reference == Fixtures.key("a"))
        #expect(comparisons[0].estimate.number == -0.25)
        #expect(comparisons[0].groupValue == 0.5 && comparisons[0].referenceValue == 0.75)
        #expect(comparisons[1].estimate.reason == .noPositives)
        #expect(comparisons[2].estimate.number == 0.25)
        #expect(comparisons[2].excluded == [Fixtures.key("none")])
        #expect(comparisons[2].estimate.flags == [.partial])
        #expect(comparisons[3].group == Fixtures.key("b"))
        #expect(comparisons[3].estimate.interval?.method == .bonferroniGroups)
        let largest = try builder(["a": .found(300, of: 400), "b": .found(200, of: 300)])
            .comparisons(metric("tpr"), by: ["g"], kind: .ratio, reference: .largest)
        #expect(largest.map(\.group) == [Fixtures.key("b")])
        #expect(largest[0].estimate.flags == [.referenceFromData])
    }

    @Test("The worst group is the highest where a higher figure is worse, and nobody for neutral figures")
    func worst() throws {
        let builder = builder(["a": .flagged(100, of: 400), "b": .flagged(200, of: 400)], favourable: false)
        let worst = try builder.comparisons(metric("fpr"), by: ["g"], kind: .worstGroup, reference: .complement)
        #expect(worst.map(\.group) == [Fixtures.key("b")])
        #expect(
            try builder.comparisons(metric("base-rate"), by: ["g"], kind: .worstGroup, reference: .complement)
                .isEmpty)
    }

    @Test("Always the commonest answer is not below itself; a little worse is, and shown only with many rows")
    func belowNoSkill() throws {
        // Nine in ten are negative, and 1 − 0.9 is not 0.1 in binary.
        let constant = builder(["a": .init(falseNegatives: 10, trueNegatives: 90)])
        let names = ["accuracy", "error-rate", "macro-f1", "macro-recall", "weighted-f1", "mcc", "kappa"]
        #expect(try constant.belowNoSkill(names.map(metric), by: [["g"]]).isEmpty)
        for scale in [1, 100] {
            let worse = builder([
                "a": .init(
                    truePositives: scale, falsePositives: 3 * scale, falseNegatives: 9 * scale,
                    trueNegatives: 87 * scale)
            ])
            let findings = try worse.belowNoSkill([metric("accuracy")], by: [["g"]])
            #expect(findings.count == 2)
            guard case .belowNoSkill("accuracy", let value, let reference, let shown) = findings[0].kind,
                case .belowNoSkillAcross("accuracy", ["g"], let below, let count, let of) = findings[1].kind
            else {
                Issue.record("other findings: \(findings)")
                return
            }
            #expect(agree(value, 0.88, within: 1e-12) && agree(reference, 0.9, within: 1e-12))
            #expect(shown == (scale == 100))
            #expect(below == [Fixtures.key("a")] && of == 1)
            #expect(count == (shown ? 1 : 0))
        }
    }

    /// A scenario of groups with these rows found of 200 each, compared with group r.
    private func findings(_ found: [(String, Int)]) throws -> [Assessment.Finding] {
        var data = "id,y,p,g\n"
        var id = 0
        for (group, count) in found {
            for row in 0..<200 {
                id += 1
                data += "\(id),1,\(row < count ? 1 : 0),\(group)\n"
            }
        }
        // A negative, so that there are two classes.
        data += "0,0,0,r\n"
        return try ScenarioFolder(
            yaml: """
                kigezo: 1
                name: gaps
                title: Gaps
                risk: low
                data: {file: data.csv, label: {column: y, positive: "1"}, groups: [{column: g, reference: r}]}
                models: {m: {prediction: p, favourable: 1}}
                analysis: {by: [g], metrics: [true-positive-rate]}

                """, files: ["data.csv": data]
        ).assessment().findings
    }

    @Test("A gap is found when it is shown among all that it was chosen from")
    func gaps() throws {
        func gaps(_ found: [(String, Int)]) throws -> [GroupKey] {
            try findings(found).filter { if case .gap = $0.kind { true } else { false } }.map(\.group)
        }
        // 130 against 150 of 200: its own interval excludes zero.
        #expect(try gaps([("a", 130), ("r", 150)]) == [Fixtures.key("a")])
        let others = "bcdefhij".map { (String($0), 150) }
        #expect(try gaps([("a", 130), ("r", 150)] + others).isEmpty)
        #expect(try gaps([("a", 100), ("r", 150)] + others) == [Fixtures.key("a")])
    }

    @Test("Widening for many comparisons asks for more than one comparison does, and never for less")
    func shownAmong() {
        let estimate = Estimate(
            0.1, n: 100, interval: Interval(lower: 0.02, upper: 0.18, level: 0.95, method: .newcombe))
        #expect(Findings.isShown(estimate, among: 1))
        // 0.1 / 0.08 · 1.96 = 2.45 standard errors: enough for three comparisons (2.39), not for four (2.50).
        #expect(Findings.isShown(estimate, among: 3))
        #expect(!Findings.isShown(estimate, among: 4))
        #expect(
            !Findings.isShown(
                Estimate(0.1, n: 9, interval: Interval(lower: 0, upper: 0.2, level: 0.95, method: .newcombe)), among: 1)
        )
        #expect(!Findings.isShown(Estimate(notEstimable: .noPositives), among: 1))
    }

    @Test("Findings stand in the order in which a reader should meet them")
    func order() throws {
        let assessment = try ScenarioFolder(
            yaml: """
                kigezo: 1
                name: order
                title: Order
                risk: low
                data: {file: data.csv, label: {column: y, positive: "1"}, groups: [{column: g}]}
                models: {m: {prediction: p, favourable: 1}}
                analysis: {by: [g], metrics: [accuracy]}
                gates:
                  - {name: open, metric: accuracy, by: g, compare: range, tolerance: 0.2}
                  - {name: failed, metric: selection-rate, compare: value, floor: 0.99}

                """,
            files: [
                "data.csv": "y,p,g\n" + String(repeating: "1,0,a\n", count: 60)
                    + String(repeating: "0,0,a\n", count: 40)
                    + String(repeating: ",1,b\n", count: 20) + "1,1,c\n"
            ]
        ).assessment()
        #expect(kinds(assessment) == ["failed", "no skill", "no skill", "labels", "undecided", "few", "few"])
        #expect(assessment.gates.map(\.gate.name) == ["open", "failed"])
        #expect(assessment.exitStatus == .gateFailed)
    }

    @Test("What may lie below no skill by chance pushes no failed gate from the first page", arguments: [1, 100])
    func chance(scale: Int) throws {
        func rows(_ row: String, _ count: Int) -> String { String(repeating: row + ",a\n", count: count * scale) }
        let assessment = try ScenarioFolder(
            yaml: """
                kigezo: 1
                name: chance
                title: Chance
                risk: low
                data: {file: data.csv, label: {column: y, positive: "1"}, groups: [{column: g}]}
                models: {m: {prediction: p, favourable: 1}}
                analysis: {by: [g], metrics: [accuracy]}
                gates:
                  - {name: first, metric: accuracy, compare: value, floor: 0.99}
                  - {name: second, metric: selection-rate, compare: value, floor: 0.99}
                  - {name: third, metric: true-positive-rate, compare: value, floor: 0.99}

                """,
            files: ["data.csv": "y,p,g\n" + rows("1,1", 24) + rows("1,0", 26) + rows("0,1", 26) + rows("0,0", 24)]
        ).assessment()
        // Right in 48 % where always the same answer is right in 50 %: shown with 10,000 rows, not with 100.
        #expect(
            kinds(assessment)
                == (scale == 1
                    ? ["failed", "failed", "failed", "no skill", "no skill"]
                    : ["failed", "failed", "no skill", "no skill", "failed"]))
    }

    private func kinds(_ assessment: Assessment) -> [String] {
        assessment.findings.map { finding in
            switch finding.kind {
            case .gateFailed: "failed"
            case .gateUndecided: "undecided"
            case .belowNoSkillAcross, .belowNoSkill: "no skill"
            case .gap: "gap"
            case .tooFewRows: "few"
            case .labelsMissing: "labels"
            case .proxies, .flips, .unexpected, .fewFlipsWithoutSkill, .slice, .drift, .driftAlarm, .transfer,
                .representation, .cannotRead, .inputFault:
                "probe"
            case .gatesExcludeEachOther: "impossible"
            }
        }
    }
}
