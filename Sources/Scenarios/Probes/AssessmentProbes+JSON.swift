import Interchange
import Probes
import Statistics

extension Assessment.Probes {
    /// What the probes found, as the machine-readable file has it.
    var json: JSONValue {
        [
            "counterfactual": .array(counterfactuals.map(\.json)), "drift": .array(drift.map(\.json)),
            "proxy": .array(proxies.map(\.json)), "slices": .array(slices.map(\.json)),
        ]
    }
}

extension JSONValue {
    /// An object with more members.
    fileprivate func adding(_ members: [JSONValue.Member]) -> JSONValue {
        guard case .object(let own) = self else { return self }
        return .object(own.filter { $0.name != "kigezo" } + members)
    }
}

extension Assessment.ProxyRecord {
    fileprivate var json: JSONValue {
        search.document(attribute: attribute).adding([
            .init("flag-from", .number(flagFrom)), .init("flagged", .array(flagged.map { .string($0.feature) })),
            .init("given", .array(given.map { .string($0) })), .init("model", .string(model)),
        ])
    }
}

extension Assessment.CounterfactualRecord {
    fileprivate var json: JSONValue {
        [
            "allowed-flips": .number(allowedFlips),
            "estimates": .array(
                results.flatMap { $0.result.records(of: $0.group, classes: classes, model: model) }),
            "file": .string(file), "kind": "counterfactual", "model": .string(model), "name": .string(name),
            "of": .optional(kind), "pairs": .integer(pairs),
            "skill": .array(
                results.compactMap { result in
                    result.skill.map {
                        .object(EstimateJSON.members($0) + [.init("group", EstimateJSON.group(result.group))])
                    }
                }),
            "tolerance": tolerance.map { .number($0) } ?? .null, "without-change": .integer(withoutChange),
            "without-original": .integer(withoutOriginal),
        ]
    }
}

extension Assessment.SliceRecord {
    fileprivate var json: JSONValue {
        search.document(of: shown, metric: metric, model: model).adding([
            .init("columns", .array(columns.map { .string($0) })), .init("confirmed", .bool(search.isConfirmed)),
            .init("metric", .string(metric)), .init("model", .string(model)),
        ])
    }
}

extension Assessment.DriftRecord {
    fileprivate var json: JSONValue {
        search.document(time: time, metric: metric, model: model).adding([
            .init("metric", .string(metric)), .init("model", .string(model)),
        ])
    }
}
