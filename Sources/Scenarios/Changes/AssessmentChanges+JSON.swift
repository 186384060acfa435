import Interchange
import Statistics

extension Assessment.Changes {
    /// The member `changes` of an assessment.
    var json: JSONValue {
        .object(
            [
                .init(
                    "since",
                    .object([
                        .init("date", .optional(date)), .init("sha256", .string(sha256)),
                        .init("program-version", .string(programVersion)),
                        .init(
                            "period",
                            period.map {
                                .object([.init("first", .string($0.first)), .init("last", .string($0.last))])
                            } ?? .null),
                    ])),
                .init("may-share-rows", .bool(mayShareRows)), .init("other-data", .bool(hasOtherData)),
                .init("new-models", .array(newModels.map { .string($0) })),
                .init("gone-models", .array(goneModels.map { .string($0) })),
                .init("new-groups", .array(newGroups.map(EstimateJSON.group))),
                .init("gone-groups", .array(goneGroups.map(EstimateJSON.group))),
                .init("estimates", .array(figures.map { $0.json(isGap: false) })),
                .init("comparisons", .array(gaps.map { $0.json(isGap: true) })),
                .init(
                    "gates",
                    .array(
                        gates.map {
                            .object([
                                .init("name", .string($0.gate)), .init("model", .string($0.model)),
                                .init("then", .string($0.then.name)), .init("now", .string($0.now.name)),
                            ])
                        })),
            ])
    }
}

extension Assessment.Changes.Change {
    fileprivate func json(isGap: Bool) -> JSONValue {
        var members =
            EstimateJSON.members(estimate) + [
                .init("group", EstimateJSON.group(group)), .init("metric", .string(metric)),
                .init("model", .string(model)), .init("then", .number(then)), .init("now", .number(now)),
                .init("shown", .bool(isShown)),
            ]
        if isGap { members.append(.init("reference", reference.map(EstimateJSON.group) ?? .null)) }
        return .object(members)
    }
}
