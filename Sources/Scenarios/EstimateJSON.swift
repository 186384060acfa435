package import Interchange
import Metrics
package import Statistics

/// The machine-readable form of estimates, gaps and gates (DESIGN §4). Members are sorted when written.
package enum EstimateJSON {
    /// `{"region": "Nairobi"}`; everybody is the empty object.
    package static func group(_ key: GroupKey) -> JSONValue {
        .object(key.levels.map { .init($0.dimension, .string($0.name)) })
    }

    package static func interval(_ interval: Interval?) -> JSONValue {
        guard let interval else { return .null }
        return .object([
            .init("level", .number(interval.level)), .init("lower", limit(interval.lower)),
            .init("method", .string(interval.method.rawValue)), .init("upper", limit(interval.upper)),
        ])
    }

    /// A limit; an interval that is open on one side has none there, and no infinite number.
    private static func limit(_ value: Double) -> JSONValue { value.isFinite ? .number(value) : .null }

    /// Value or reason, n, interval, exactness and flags.
    package static func members(_ estimate: Estimate) -> [JSONValue.Member] {
        var members: [JSONValue.Member] = [
            .init("flags", .array(estimate.flags.map { .string($0.rawValue) })),
            .init("interval", interval(estimate.interval)), .init("n", .integer(estimate.n)),
            .init("value", estimate.number.map { .number($0) } ?? .null),
        ]
        switch estimate.exactness {
        case .exact: members.append(.init("exactness", "exact"))
        case .approximate: members.append(.init("exactness", "approximate"))
        case .bounded(let lower, let upper):
            members.append(.init("exactness", .object([.init("lower", limit(lower)), .init("upper", limit(upper))])))
        }
        if let effect = estimate.designEffect { members.append(.init("design-effect", .number(effect))) }
        if let reason = estimate.reason { members.append(.init("reason", .string(reason.rawValue))) }
        return members
    }

    package static func record(_ record: Assessment.MetricEstimate) -> JSONValue {
        var members = members(record.estimate)
        members.append(.init("group", group(record.group)))
        members.append(.init("metric", .string(record.metric)))
        members.append(.init("model", .string(record.model)))
        members.append(.init("no-skill", record.noSkill.map { .number($0) } ?? .null))
        if let labels = record.labels { members.append(.init("labels", .string(labels.rawValue))) }
        if let shrunken = record.shrunken { members.append(.init("shrunken", .object(EstimateJSON.members(shrunken)))) }
        return .object(members)
    }

    package static func comparison(_ comparison: Assessment.Comparison) -> JSONValue {
        var groups = [group(comparison.group)]
        if let reference = comparison.reference { groups.append(group(reference)) }
        return .object(
            members(comparison.estimate) + [
                .init("comparison", .string(comparison.kind.rawValue)), .init("group", group(comparison.group)),
                .init("groups", .array(groups)),
                .init("group-value", comparison.groupValue.map { .number($0) } ?? .null),
                .init("reference-value", comparison.referenceValue.map { .number($0) } ?? .null),
                .init("excluded", .array(comparison.excluded.map(group))),
                .init("metric", .string(comparison.metric)), .init("model", .string(comparison.model)),
                .init("reference", comparison.reference.map(group) ?? .null),
                .init("reference-kind", .string(comparison.referenceKind)),
            ]
                + (comparison.expected.map { [.init("expected-without-disparity", .number($0))] } ?? [])
                + (comparison.tipping.map { tipping in
                    [
                        .init(
                            "wrong-labels",
                            .object([
                                .init("rows", .integer(tipping.rows)),
                                .init("wrong", tipping.wrong.map { .integer($0) } ?? .null),
                                .init("share", tipping.share.map { .number($0) } ?? .null),
                            ]))
                    ]
                } ?? []))
    }

    /// The object that a comparison prints.
    package static func comparisons(_ records: [Assessment.Comparison]) -> JSONValue {
        .object([
            .init("estimates", .array(records.map(comparison))), .init("kigezo", 1), .init("kind", "comparisons"),
        ])
    }
}
