package import Interchange
package import Probes
package import Statistics

extension Assessment.CounterfactualRecord {
    /// What changing one thing did, as the machine-readable file has it.
    var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("allowed-flips", .number(allowedFlips)), .init("estimates", .array(estimates)),
            .init("expectation", .string(expectation.rawValue)), .init("file", .string(file)),
            .init("kind", "counterfactual"), .init("made-with", .array(madeWith.map { .string($0) })),
            .init("model", .string(model)), .init("name", .string(name)), .init("of", .optional(kind)),
            .init("pairs", .integer(pairs)),
            .init(
                "skill",
                .array(
                    results.compactMap { result in
                        result.skill.map {
                            JSONValue.object(
                                EstimateJSON.members($0) + [.init("group", EstimateJSON.group(result.group))])
                        }
                    })),
            .init("tolerance", tolerance.map { .number($0) } ?? .null), .init("unit", .optional(unit)),
            .init("without-change", .integer(withoutChange)), .init("without-original", .integer(withoutOriginal)),
        ]
        if let noise {
            members.append(.init("noise-floor", noise.record(level: level)))
        }
        if let reviewers {
            members.append(
                .init(
                    "review",
                    .object([
                        .init(
                            "all-pairs",
                            .array(
                                results.flatMap {
                                    $0.all?.records(of: $0.group, classes: classes, model: model) ?? []
                                })),
                        .init(
                            "groups",
                            .array(
                                results.compactMap { own in
                                    own.acceptance.map { JSONValue.object($0.members(of: own.group)) }
                                })),
                        .init("reviewers", .integer(reviewers)),
                    ])))
        }
        return .object(members)
    }

    private var estimates: [JSONValue] {
        results.flatMap { own in
            own.result.records(of: own.group, classes: classes, model: model) + [
                own.expected.record(
                    of: own.group, model: model, expectation: expectation.rawValue, allowed: allowedFlips)
            ]
        }
    }
}

extension ChangedPairs.Expected {
    /// How many pairs do not do what is expected, and the verdict.
    package func record(of key: GroupKey, model: String, expectation: String, allowed: Double?) -> JSONValue {
        .object(
            EstimateJSON.members(failureRate) + [
                .init("group", EstimateJSON.group(key)), .init("metric", "failure-rate"),
                .init("model", .string(model)), .init("expectation", .string(expectation)),
                .init("failures", .integer(failures)), .init("allowed", allowed.map { .number($0) } ?? .null),
                .init("verdict", verdict.map { .string($0.name) } ?? .null),
            ])
    }
}

extension NoiseFloor {
    /// What asking twice told.
    package func record(level: Double) -> JSONValue {
        .object([
            .init("differing", .integer(differing)), .init("flipped", .integer(flipped)),
            .init("repeated", .integer(repeated)),
            .init("self-flip-rate", .object(EstimateJSON.members(selfFlipRate(level: level)))),
        ])
    }
}
