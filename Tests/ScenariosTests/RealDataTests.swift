import Diagnostics
import Evidence
import Interchange
import Metrics
@testable import Scenarios
import Statistics
import TestSupport
import Testing

/// Real models on real people, against numbers of scikit-learn (`shared/data`, each with its definitions).
@Suite(
    "Real models",
    .enabled(if: RealScenario.isPresent, "the shared data folder is absent"))
struct RealDataTests {
    private func name(_ key: GroupKey, _ separator: String = " & ") -> String {
        key.levels.map(\.name).joined(separator: separator)
    }

    /// Compares the figures of several classes of one group.
    private func check(
        _ expected: JSONValue?, _ evidence: GroupEvidence, of real: RealScenario, model: String, place: Comment
    ) throws {
        let expected = try #require(expected, place)
        func number(_ name: String) -> Double? { expected[name]?.double }
        let confusion = evidence.confusion
        #expect(expected["n"]?.integerValue == confusion.total, place)
        let counts = try #require(expected["confusion"]?.elements).map {
            $0.elements?.compactMap(\.integerValue) ?? []
        }
        #expect(counts.flatMap(\.self) == confusion.counts, place)
        let accuracy = try real.estimate("accuracy", evidence, model: model)
        #expect(agree(accuracy.number, number("accuracy"), within: 1e-9), place)
        let wilson = expected["wilson95"]?.elements?.compactMap(\.double)
        #expect(agree(accuracy.interval?.lower, wilson?.first, within: 1e-9), place)
        #expect(agree(accuracy.interval?.upper, wilson?.last, within: 1e-9), place)
        for (ours, theirs) in [
            ("kappa", "kappa"), ("macro-recall", "balanced_accuracy"), ("weighted-f1", "weighted_f1"),
        ] {
            #expect(
                agree(try real.estimate(ours, evidence, model: model).number, number(theirs), within: 1e-9),
                "\(place): \(ours)")
        }
        // Theirs is 0 where a margin is empty; ours has a reason.
        let mcc = try real.estimate("mcc", evidence, model: model)
        if mcc.reason == nil { #expect(agree(mcc.number, number("mcc"), within: 1e-9), place) }
        #expect(mcc.reason == nil || number("mcc") == 0, place)
        // Theirs divides by all classes, ours by those with support in the group; absent ones add 0 to both sums.
        let present = (0..<confusion.classCount).count { confusion.labelled($0) > 0 }
        let macro = try real.estimate("macro-f1", evidence, model: model)
        let sum = try #require(number("macro_f1")) * Double(confusion.classCount)
        #expect(agree(macro.number, sum / Double(present), within: 1e-9), place)
        #expect(macro.flags.contains(.classesAbsent) == (present < confusion.classCount), place)
        let loss = try real.estimate("log-loss", evidence, model: model)
        // Theirs clips at another value.
        if !loss.flags.contains(.clippedScores) {
            #expect(agree(loss.number, number("log_loss"), within: 1e-9), "\(place): log loss")
        }
    }

    @Test(
        "Tweets: every figure of three classes, overall and by six attributes",
        arguments: ["imported-en", "local-afri"])
    func tweets(model: String) throws {
        let real = try RealScenario.tweets.get()
        let expected = try #require(real.expected["models"]?[model])
        let cube = try #require(real.cubes[model])
        try check(expected["overall"], cube.overall, of: real, model: model, place: "\(model)")
        for attribute in try #require(expected["attributes"]?.members) {
            let groups = cube.evidence(by: [attribute.name])
            #expect(groups.count == attribute.value["groups"]?.members?.count)
            for evidence in groups {
                let key = name(evidence.group)
                try check(
                    attribute.value["groups"]?[key], evidence, of: real, model: model,
                    place: "\(model), \(attribute.name) \(key)")
            }
        }
    }

    @Test("The imported model is less often right than the commonest answer in 12 of 14 languages")
    func belowNoSkill() throws {
        let real = try RealScenario.tweets.get()
        let accuracy = try #require(Catalogue.metric(named: "accuracy", binary: false))
        let groups = try #require(real.cubes["imported-en"]).evidence(by: ["language"])
        let below = groups.filter { evidence in
            let estimator = Estimator(evidence, context: EstimationContext(model: "imported-en"))
            guard let value = estimator.value(accuracy), let reference = estimator.noSkillValue(accuracy) else {
                return false
            }
            return value < reference
        }
        #expect(groups.count == 14)
        #expect(below.count == 12)
    }

    @Test("A run finds that, says who, and fails the gate")
    func findings() throws {
        let assessment = try RealScenario.tweets.get().assessment
        let found = assessment.findings.compactMap { finding -> (below: [GroupKey], of: Int)? in
            guard finding.model == "imported-en",
                case .belowNoSkillAcross("accuracy", ["language"], let below, _, let count) = finding.kind
            else { return nil }
            return (below, count)
        }
        #expect(found.count == 1)
        #expect(found.first?.below.count == 12)
        #expect(found.first?.of == 14)
        #expect(assessment.gates.map(\.model) == ["imported-en", "local-afri"])
        #expect(assessment.gates.first?.verdict == .fail)
        #expect(assessment.gates.first?.familySize == 14)
        #expect(assessment.models.map(\.withoutPrediction) == [0, 0])
        #expect(assessment.inputs.map(\.rows?.used) == [nil, 34_307, 34_307, 34_307])
        #expect(assessment.exitStatus == .gateFailed)
    }

    private static let binaryNames = [
        "base_rate": "base-rate", "selection_rate": "selection-rate", "accuracy": "accuracy", "tpr": "tpr",
        "fpr": "fpr", "fnr": "fnr", "ppv": "ppv", "npv": "npv", "roc_auc": "roc-auc", "brier_binary": "brier",
        "mean_score": "mean-score",
    ]

    private func checkBinary(
        _ expected: JSONValue?, _ evidence: GroupEvidence, of real: RealScenario, model: String, place: Comment
    ) throws {
        let c = evidence.confusion
        let counts = ["n": c.total, "tp": c[1, 1], "fp": c[0, 1], "fn": c[1, 0], "tn": c[0, 0]]
        for number in try #require(expected?.members, place) {
            if let count = counts[number.name] {
                #expect(number.value.integerValue == count, place)
            } else {
                let ours = try #require(Self.binaryNames[number.name], "no metric for \(number.name)")
                let estimate = try real.estimate(ours, evidence, model: model)
                #expect(agree(estimate.number, number.value.double, within: 1e-9), "\(place): \(ours)")
            }
        }
    }

    @Test(
        "Accounts: every figure of a binary decision, overall and by six groupings",
        arguments: ["pooled-logistic", "pooled-boosting", "imported-kenya"])
    func accounts(model: String) throws {
        let real = try RealScenario.accounts.get()
        let expected = try #require(real.expected["models"]?[model])
        let cube = try #require(real.cubes[model])
        try checkBinary(expected["binary"], cube.overall, of: real, model: model, place: "\(model)")
        // The figures of several classes are those of the binary outcome's two.
        let overall = try #require(expected["overall"])
        for (ours, theirs) in [
            ("macro-f1", "macro_f1"), ("kappa", "kappa"), ("mcc", "mcc"), ("weighted-f1", "weighted_f1"),
        ] {
            let estimate = try real.estimate(ours, cube.overall, model: model)
            #expect(agree(estimate.number, overall[theirs]?.double, within: 1e-9), "\(ours)")
        }
        for attribute in try #require(expected["attributes"]?.members) {
            let dimensions = attribute.name.split(separator: " & ").map(String.init)
            let groups = cube.evidence(by: dimensions)
            #expect(groups.count == attribute.value["groups"]?.members?.count)
            for evidence in groups {
                let key = name(evidence.group)
                try checkBinary(
                    attribute.value["groups"]?[key], evidence, of: real, model: model,
                    place: "\(model), \(attribute.name) \(key)")
            }
            try checkGaps(attribute.value["disparity"], groups, model: model)
        }
    }

    private func checkGaps(_ expected: JSONValue?, _ groups: [GroupEvidence], model: String) throws {
        var aggregate = GroupAggregate(
            groups.map {
                Estimator($0, context: EstimationContext(model: model, replicates: 20, favourablePositive: true))
            })
        for (theirs, ours) in [
            ("demographic_parity_difference", "selection-rate"), ("equal_opportunity_difference", "tpr"),
            ("false_positive_rate_difference", "fpr"), ("accuracy_difference", "accuracy"),
            ("predictive_parity_difference", "ppv"),
        ] {
            let metric = try #require(Catalogue.metric(named: ours, binary: true))
            let range = aggregate.range(metric, level: 0.95, for: .display)
            guard range.excluded.isEmpty else { continue }
            #expect(agree(range.estimate.number, expected?[theirs]?.double, within: 1e-9), "\(model): \(theirs)")
        }
    }
}
