package import Interchange
package import Probes
import Statistics

extension Slice {
    /// The slice as a record.
    package func record(metric: String, model: String) -> JSONValue {
        func number(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }
        var members = EstimateJSON.members(estimate)
        members += [
            .init("adjusted-p", number(adjustedPValue)),
            .init("difference", .object(EstimateJSON.members(difference))),
            .init("divergence", number(divergence)), .init("group", EstimateJSON.group(group)),
            .init("metric", .string(metric)), .init("model", .string(model)), .init("p", number(pValue)),
            .init("redundant", .bool(isRedundant)), .init("rows", .integer(rows)),
            .init("score", number(score)), .init("support", .number(support)),
            .init("welch-t", number(welchT)),
        ]
        let shapley = contributions.map { values in
            JSONValue.object(zip(group.levels, values).map { .init("\($0.dimension)=\($0.name)", .number($1)) })
        }
        members.append(.init("shapley", shapley ?? .null))
        if let confirmation = confirmation {
            members.append(
                .init(
                    "confirmation",
                    .object(
                        EstimateJSON.members(confirmation.estimate) + [
                            .init("adjusted-p", number(confirmation.adjustedPValue)),
                            .init("confirmed", .bool(confirmation.isConfirmed)),
                            .init("difference", .object(EstimateJSON.members(confirmation.difference))),
                        ])))
        }
        return .object(members)
    }
}

extension SliceSearch {
    /// The search with some of its slices.
    package func document(of slices: [Slice], metric: String, model: String) -> JSONValue {
        [
            "adjusted-for": .integer(count.family), "enumerated": .integer(count.enumerated),
            "estimates": .array(slices.map { $0.record(metric: metric, model: model) }),
            "fewest-rows": .integer(fewestRows), "kigezo": 1, "kind": "slices", "left-out": .integer(count.leftOut),
            "overall": .object(EstimateJSON.members(overall)), "pruned": .bool(isPruned),
            "searched": .integer(count.measured), "too-small": .integer(count.small),
        ]
    }
}
