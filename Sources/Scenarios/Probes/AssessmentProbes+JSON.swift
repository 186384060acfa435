import Interchange
import Metrics
import Probes
import Statistics

extension Assessment.Probes {
    /// What the probes found, as the machine-readable file has it.
    var json: JSONValue {
        [
            "counterfactual": .array(counterfactuals.map(\.json)), "drift": .array(drift.map(\.json)),
            "inputs": inputs.map { ["estimates": .array($0.quality.records), "kind": "inputs"] } ?? .null,
            "legibility": .array(
                legibility.map { $0.found.document(model: $0.model).adding([.init("model", .string($0.model))]) }),
            "matched": .array(matched.map(\.json)), "proxy": .array(proxies.map(\.json)),
            "representation": .array(representation.map(\.json)),
            "slices": .array(slices.map(\.json)), "thresholds": .array(thresholds.map(\.json)),
            "transfer": .array(transfer.map(\.json)),
        ]
    }
}

extension JSONValue {
    /// An object with more members.
    fileprivate func adding(_ members: [JSONValue.Member]) -> JSONValue {
        guard case .object(let own) = self else { return self }
        let added = Set(members.map(\.name))
        return .object(own.filter { $0.name != "kigezo" && !added.contains($0.name) } + members)
    }
}

extension Assessment.TransferRecord {
    fileprivate var json: JSONValue {
        transfer.document(model: model, classes: classes).adding([
            .init("has-home-rows", .bool(hasHome)), .init("model", .string(model)),
            .init("tolerance", tolerance.map { .number($0) } ?? .null),
        ])
    }
}

extension Assessment.RepresentationRecord {
    fileprivate var json: JSONValue {
        found.document(coverage: nil).adding([
            .init("column", .string(column)), .init("kind", "representation"), .init("source", .optional(source)),
        ])
    }
}

extension Assessment.ThresholdRecord {
    fileprivate var json: JSONValue {
        study.document(
            metrics: metrics.compactMap { Catalogue.metric(named: $0, binary: true) }, model: model, costs: costs,
            level: level
        ).adding([
            .init("by", .array(by.map { .string($0) })), .init("in-use", threshold.map { .number($0) } ?? .null),
        ])
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
