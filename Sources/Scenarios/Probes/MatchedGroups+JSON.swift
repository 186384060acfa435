package import Interchange
package import Probes
import Statistics

extension MatchedGroups.Comparison {
    /// The gap of one group, and of how many rows it is.
    package func record(_ column: String, model: String) -> JSONValue {
        func number(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }
        return .object(
            EstimateJSON.members(result.gap) + [
                .init("group", .object([.init(column, .string(group))])),
                .init("reference", .object([.init(column, .string(reference))])),
                .init("metric", "matched-gap"), .init("comparison", "difference"), .init("model", .string(model)),
                .init("likeness", .string(result.likeness.rawValue)),
                .init("matched-share", .number(result.matchedShare)),
                .init("rows", .integer(result.rows)), .init("matched-rows", .integer(result.matchedRows)),
                .init("matched-reference-rows", .integer(result.matchedOthers)),
                .init("strata", .integer(result.strata)),
                .init("group-mean", number(result.mean)), .init("reference-mean", number(result.otherMean)),
                .init("imbalance-before", .number(result.imbalanceBefore)),
                .init("imbalance-after", number(result.imbalanceAfter)),
            ])
    }
}

extension Assessment.MatchedRecord {
    var json: JSONValue {
        [
            "estimates": .array(groups.comparisons.map { $0.record(column, model: model) }),
            "given": .array(given.map { .string($0) }), "kind": "matched-rows", "left-out": .integer(groups.leftOut),
            "model": .string(model), "of": .string(column),
        ]
    }
}
