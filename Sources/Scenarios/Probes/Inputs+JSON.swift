package import Interchange
package import Probes
import Statistics

extension InputQuality {
    /// One record a column, fault and group.
    package var records: [JSONValue] {
        figures.map { figure in
            .object(
                EstimateJSON.members(figure.share) + [
                    .init("adjusted-p", figure.adjustedPValue.map { .number($0) } ?? .null),
                    .init("column", .string(figure.column)), .init("fault", .string(figure.fault.rawValue)),
                    .init("gap", figure.gap.map { .object(EstimateJSON.members($0)) } ?? .null),
                    .init("group", EstimateJSON.group(figure.group)),
                    .init("p", figure.pValue.map { .number($0) } ?? .null),
                ])
        }
    }
}

extension ReasonCodes {
    /// One record a group.
    package var records: [JSONValue] {
        groups.map { group in
            func number(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }
            return [
                "adjusted-p": number(group.adjustedPValue), "coverage": .object(EstimateJSON.members(group.coverage)),
                "distance": number(group.distance), "distance-by-chance": number(group.distanceByChance),
                "group": EstimateJSON.group(group.key), "others": .object(EstimateJSON.members(group.others)),
                "p": number(group.pValue),
            ]
        }
    }
}

extension Legibility {
    /// One record a group.
    package var records: [JSONValue] {
        groups.map { group in
            func estimate(_ estimate: Estimate?) -> JSONValue {
                estimate.map { .object(EstimateJSON.members($0)) } ?? .null
            }
            return [
                "commonest-decision": estimate(group.commonestDecision),
                "constant-score": estimate(group.constantScore),
                "distinct-texts": .integer(group.distinctTexts), "group": EstimateJSON.group(group.key),
                "kappa": estimate(group.kappa), "over-commonest-answer": estimate(group.overCommonestAnswer),
                "rows": .integer(group.rows), "shared-scores": estimate(group.sharedScores),
                "unseen-characters": estimate(group.unseenCharacters),
            ]
        }
    }

    /// Groups and what there is to say of them.
    package func document(model: String) -> JSONValue {
        [
            "findings": .array(
                findings.map { finding in
                    [
                        "figures": .object(finding.figures.sorted { $0.key < $1.key }.map { .init($0, .number($1)) }),
                        "group": EstimateJSON.group(finding.group), "key": .string(finding.key.rawValue),
                    ]
                }),
            "groups": .array(records), "kigezo": 1, "kind": "legibility", "model": .string(model),
        ]
    }
}
