package import Interchange
package import Metrics
package import Probes
import Statistics

extension ThresholdStudy {
    private func estimate(_ estimate: Estimate?) -> JSONValue {
        estimate.map { .object(EstimateJSON.members($0)) } ?? .null
    }

    private func number(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }

    /// A threshold; the one above all scores is a string, because JSON has no number for it.
    private func threshold(_ value: Double) -> JSONValue { value.isFinite ? .number(value) : .string("infinity") }

    private func disparities(_ values: [Double?]) -> JSONValue {
        .object(zip(ThresholdRate.allCases, values).map { .init($0.rawValue, number($1)) })
    }

    /// One record a threshold for everybody, on all rows.
    package func sweepRecords(metrics: [Metric]) -> [JSONValue] {
        sweep.map { point in
            [
                "cost": estimate(point.cost), "disparities": disparities(point.disparities),
                "estimates": .object(zip(metrics, point.estimates).map { .init($0.name, estimate($1)) }),
                "net-benefit": estimate(point.netBenefit), "threshold": threshold(point.threshold),
            ]
        }
    }

    private func record(_ plan: Plan, level: Double) -> JSONValue {
        let groups = zip(plan.rules, plan.outcomes).enumerated().map { place, pair -> JSONValue in
            let (rule, outcome) = pair
            var members: [JSONValue.Member] = [
                .init("constant", .number(rule.constant)), .init("group", EstimateJSON.group(rule.key)),
                .init("ignored", .number(rule.ignored)),
                .init(
                    "thresholds",
                    .array(rule.parts.map { ["share": .number($0.share), "threshold": threshold($0.threshold)] })),
            ]
            if plan.misses.indices.contains(place) { members.append(.init("miss", .number(plan.misses[place]))) }
            for rate in ThresholdRate.allCases {
                members.append(.init(rate.rawValue, estimate(outcome.rate(rate, level: level))))
            }
            return .object(members)
        }
        return [
            "cost": estimate(plan.cost), "disparities": disparities(plan.disparities), "groups": .array(groups),
            "randomised-share": number(plan.randomised), "target": number(plan.target),
        ]
    }

    /// The study as one object.
    package func document(metrics: [Metric], model: String, costs: DecisionCosts, level: Double) -> JSONValue {
        let band = band.map { band -> JSONValue in
            [
                "abstained": estimate(band.abstained), "cost": estimate(band.cost), "lower": threshold(band.lower),
                "upper": threshold(band.upper),
            ]
        }
        let front: JSONValue = [
            "by-group": .array(
                separateFront.map { choice, plan in
                    [
                        "chosen-cost": .number(choice.cost), "chosen-disparity": .number(choice.disparity),
                        "told": record(plan, level: level),
                    ]
                }),
            "single": .array(
                singleFront.map {
                    [
                        "cost": .number($0.cost), "disparity": .number($0.disparity),
                        "threshold": threshold($0.threshold),
                    ]
                }),
        ]
        return [
            "abstention": band ?? .null, "chosen-on-rows": .integer(chosenRows),
            "costs": [
                "abstention": number(costs.abstention), "false-negative": .number(costs.falseNegative),
                "false-positive": .number(costs.falsePositive),
            ],
            "equalised": .object(equalised.map { .init($0.rate.rawValue, record($0.plan, level: level)) }),
            "equalised-odds": equalisedOdds.map { record($0, level: level) } ?? .null,
            "excluded": .array(excluded.map(EstimateJSON.group)), "front": front, "kigezo": 1, "kind": "thresholds",
            "label-coverage": number(labelCoverage), "least-cost": leastCost.map { record($0, level: level) } ?? .null,
            "model": .string(model),
            "splits-clusters": .bool(splitsClusters), "sweep": .array(sweepRecords(metrics: metrics)),
            "told-of-rows": .integer(toldRows), "use": "diagnostic",
        ]
    }
}
