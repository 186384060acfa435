import Evidence
import Interchange
import Metrics
import Statistics
import TestSupport
import Testing

/// The golden file against scikit-learn 1.9.1 and fairlearn 0.15.0 (`shared/oracles`).
@Suite(
    "Agreement with scikit-learn and fairlearn",
    .enabled(if: GoldenOutcomes.isPresent, "the shared oracle tables are absent"))
struct OracleTests {
    /// Errors over other bins than ours, whose edges belong to the bin above and which are fifteen here.
    private static let notCovered = ["ece_10_left_closed", "ece_10_right_closed"]

    /// The oracle's name and ours.
    private static let names = [
        "base_rate": "base-rate", "accuracy": "accuracy", "balanced_accuracy": "balanced-accuracy",
        "selection_rate": "selection-rate", "tpr": "tpr", "fpr": "fpr", "tnr": "tnr", "fnr": "fnr",
        "precision": "ppv", "npv": "npv", "f1": "f1", "mcc": "mcc", "roc_auc": "roc-auc",
        "average_precision": "average-precision", "brier": "brier", "log_loss_eps": "log-loss",
        "mean_score": "mean-score", "ece_15_left_closed": "ece",
    ]

    private static let groupings = ["", "region", "language", "gender", "age_band", "urban", "region x gender"]

    private func dimensions(_ grouping: String) -> [String] {
        switch grouping {
        case "": []
        case "region x gender": ["region", "gender"]
        default: [grouping]
        }
    }

    private func estimator(_ evidence: GroupEvidence) -> Estimator {
        Estimator(evidence, context: EstimationContext(model: "golden", replicates: 200, favourablePositive: true))
    }

    private func name(_ key: GroupKey) -> String { key.levels.map(\.name).joined(separator: " | ") }

    @Test("Every number of a binary decision, for everybody and in every group", arguments: groupings)
    func binary(grouping: String) throws {
        let oracle = try GoldenOutcomes.oracle.get()
        let groups = try GoldenOutcomes.binary.get().evidence(by: dimensions(grouping))
        let expected = try #require(
            grouping.isEmpty
                ? JSONValue.object([.init("", oracle["overall"] ?? .null)]) : oracle["by"]?[grouping]?["groups"])
        #expect(expected.members?.count == groups.count)
        for evidence in groups {
            let numbers = try #require(expected[name(evidence.group)]?.members)
            var estimator = estimator(evidence)
            for number in numbers where !Self.notCovered.contains(number.name) {
                let place: Comment = "\(grouping) \(name(evidence.group)) \(number.name)"
                let c = evidence.confusion
                let counts = ["n": c.total, "tp": c[1, 1], "fp": c[0, 1], "fn": c[1, 0], "tn": c[0, 0]]
                if let count = counts[number.name] {
                    #expect(number.value.integerValue == count, place)
                } else if number.name.hasPrefix("selection_rate_wilson") {
                    let estimate = estimator.estimate(try MetricFixtures.metric("selection-rate"), level: 0.95)
                    let interval = try #require(estimate.interval)
                    let limit = number.name.hasSuffix("low") ? interval.lower : interval.upper
                    #expect(agree(limit, number.value.double, within: 1e-10), place)
                } else if number.name == "log_loss" {
                    let loss = Moments.negativeLogLikelihood(evidence.scores[0], clip: 0.01)?.sample.mean
                    #expect(agree(loss, number.value.double, within: 1e-10), place)
                } else {
                    let ours = try #require(Self.names[number.name], "no metric for \(number.name)")
                    let estimate = estimator.estimate(try MetricFixtures.metric(ours))
                    #expect(agree(estimate.number, number.value.double, within: 1e-10), place)
                    // What the oracle leaves empty has a reason here.
                    #expect(number.value.isNull == (estimate.reason != nil), place)
                }
            }
        }
    }

    @Test("What is undefined has the right reason")
    func reasons() throws {
        let groups = try GoldenOutcomes.binary.get().evidence(by: ["region", "gender"])
        func reason(_ group: String, _ metric: String) throws -> NotEstimable? {
            let evidence = try #require(groups.first { name($0.group) == group })
            var estimator = estimator(evidence)
            return estimator.estimate(try MetricFixtures.metric(metric)).reason
        }
        for metric in ["balanced-accuracy", "fpr", "tnr"] {
            #expect(try reason("border | nonbinary", metric) == .noNegatives)
        }
        #expect(try reason("border | nonbinary", "precision") == .noPredictedPositives)
        #expect(try reason("border | nonbinary", "mcc") == .degenerateMargins)
        #expect(try reason("border | nonbinary", "roc-auc") == .singleClass)
        for metric in ["balanced-accuracy", "tpr", "fnr", "average-precision"] {
            #expect(try reason("islands | nonbinary", metric) == .noPositives)
        }
        #expect(try reason("islands | nonbinary", "npv") == .noPredictedNegatives)
        #expect(try reason("islands | nonbinary", "roc-auc") == .singleClass)
    }

    /// scikit-learn counts 0/0 as 0; where a class with support is never predicted, averages of precision have a
    /// reason here instead.
    @Test("Every number of three classes", arguments: ["", "gender", "region", "age_band"])
    func multiclass(grouping: String) throws {
        let oracle = try #require(try GoldenOutcomes.oracle.get()["multiclass"])
        let groups = try GoldenOutcomes.multiclass.get().evidence(by: dimensions(grouping))
        for evidence in groups {
            let expected =
                grouping.isEmpty ? oracle["overall"] : oracle["by"]?[grouping]?[name(evidence.group)]
            var estimator = estimator(evidence)
            let confusion = evidence.confusion
            let unpredicted = (0..<3).contains { confusion.labelled($0) > 0 && confusion.predicted($0) == 0 }
            for number in try #require(expected?.members) {
                let place: Comment = "\(grouping) \(name(evidence.group)) \(number.name)"
                switch number.name {
                case "n": #expect(number.value.integerValue == confusion.total, place)
                case "confusion_rows_true_columns_predicted":
                    let counts = number.value.elements?.flatMap { $0.elements?.compactMap(\.integerValue) ?? [] }
                    #expect(counts == confusion.counts, place)
                default:
                    let ours = number.name.replacing("_", with: "-")
                    let estimate = estimator.estimate(try MetricFixtures.metric(ours, binary: false))
                    if unpredicted, ours.hasSuffix("precision"), !ours.hasPrefix("micro") {
                        #expect(estimate.reason == .noPredictedPositives, place)
                    } else {
                        #expect(agree(estimate.number, number.value.double, within: 1e-10), place)
                    }
                }
            }
        }
    }

    @Test("Gaps over the groups that have a rate", arguments: groupings.dropFirst())
    func ranges(grouping: String) throws {
        let oracle = try GoldenOutcomes.oracle.get()
        let expected = try #require(oracle["by"]?[grouping]?["fairness"]?["undefined_left_out"])
        let groups = try GoldenOutcomes.binary.get().evidence(by: dimensions(grouping))
        var aggregate = GroupAggregate(groups.map { estimator($0) })
        func gap(_ name: String) throws -> (difference: Double, ratio: Double) {
            let metric = try MetricFixtures.metric(name)
            let range = aggregate.range(metric, level: 0.95, for: .display)
            let undefined = groups.filter { estimator($0).value(metric) == nil }.map(\.group)
            #expect(range.excluded == undefined)
            #expect(range.estimate.flags == (undefined.isEmpty ? [] : [.partial]))
            func value(_ key: GroupKey?) -> Double? {
                aggregate.groups.first { $0.evidence.group == key }?.value(metric)
            }
            let interval = try #require(range.estimate.interval)
            // Two groups are one pair, which needs no bands.
            #expect(interval.method == (groups.count - range.excluded.count == 2 ? .bonferroniPairs : .maxT))
            let number = try #require(range.estimate.number)
            #expect(interval.contains(number))
            let (low, high) = (try #require(value(range.lowest)), try #require(value(range.highest)))
            return (number, low / high)
        }
        let selected = try gap("selection-rate")
        let (tpr, fpr) = (try gap("tpr"), try gap("fpr"))
        let ours = [
            "demographic_parity_difference": selected.difference, "demographic_parity_ratio": selected.ratio,
            "equal_opportunity_difference": tpr.difference, "equal_opportunity_ratio": tpr.ratio,
            "equalized_odds_difference": max(tpr.difference, fpr.difference),
            "equalized_odds_difference_mean": (tpr.difference + fpr.difference) / 2,
            "equalized_odds_ratio": min(tpr.ratio, fpr.ratio),
        ]
        for number in try #require(expected.members) {
            #expect(agree(ours[number.name], number.value.double, within: 1e-10), "\(grouping) \(number.name)")
        }
    }

    @Test("Differences and ratios against the reference group", arguments: groupings.dropFirst())
    func references(grouping: String) throws {
        let section = try #require(try GoldenOutcomes.oracle.get()["by"]?[grouping])
        let groups = try GoldenOutcomes.binary.get().evidence(by: dimensions(grouping))
        let metric = try MetricFixtures.metric("selection-rate")
        let reference = try #require(groups.first { name($0.group) == section["reference"]?.text })
        for expected in try #require(section["against_reference"]?.members) {
            let group = try #require(groups.first { name($0.group) == expected.name })
            var contrast = Contrast(estimator(group), against: estimator(reference))
            let difference = contrast.difference(metric, level: 0.95, for: .gate)
            let ratio = contrast.ratio(metric, level: 0.95, for: .gate)
            #expect(
                agree(
                    difference.number, expected.value["statistical_parity_difference"]?.double, within: 1e-10))
            #expect(agree(ratio.number, expected.value["disparate_impact"]?.double, within: 1e-10))
            #expect(difference.interval?.method == .miettinenNurminen)
            #expect(ratio.interval?.method == .scoreRatio)
            // The score intervals and the z test share their variance at no gap: they must agree on it, but for the
            // factor N/(N − 1).
            let z = try #require(expected.value["z"]?.double)
            if abs(abs(z) - 1.96) > 0.05 {
                #expect(difference.interval?.contains(0) == (abs(z) < 1.96), "\(grouping) \(expected.name)")
                #expect(ratio.interval?.contains(1) == (abs(z) < 1.96), "\(grouping) \(expected.name)")
            }
        }
    }
}
