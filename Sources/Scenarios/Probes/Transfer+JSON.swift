package import Interchange
import Metrics
package import Probes
import Statistics

extension Transfer {
    private func estimate(_ estimate: Estimate?) -> JSONValue {
        estimate.map { .object(EstimateJSON.members($0)) } ?? .null
    }

    /// One record a figure and group.
    package func records(model: String) -> [JSONValue] {
        comparisons.map { comparison in
            let gap = comparison.gap
            return .object(
                EstimateJSON.members(gap.gap) + [
                    .init("case-mix", comparison.caseMix.map(record) ?? .null),
                    .init("comparison", "difference"), .init("decision", gap.decision.map(record) ?? .null),
                    .init("group", EstimateJSON.group(comparison.group)),
                    .init("label-shift", comparison.labelShift.map(record) ?? .null),
                    .init("local", estimate(gap.local)), .init("metric", .string(gap.metric.name)),
                    .init("model", .string(model)), .init("origin", estimate(gap.origin)),
                    .init("rows", .integer(comparison.rows)),
                ])
        }
    }

    private func record(_ decision: TransferGap.Decision) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("caps", .array(decision.caps.map { .string($0.rawValue) })),
            .init("fail-interval", EstimateJSON.interval(decision.failInterval)),
            .init("pass-interval", EstimateJSON.interval(decision.estimate.interval)),
            .init("verdict", .string(decision.verdict.name)),
        ]
        if case .inconclusive(let undecided) = decision.verdict {
            members.append(.init("undecided", .string(undecided.rawValue)))
        }
        return .object(members)
    }

    private func record(_ shift: LabelShift) -> JSONValue {
        [
            "class-conditional": estimate(shift.conditional),
            "local-at-origin-prevalence": estimate(shift.localAtOrigin),
            "local-shares": .array(shift.localShares.map { .number($0) }),
            "origin-shares": .array(shift.originShares.map { .number($0) }),
            "prevalence": estimate(shift.prevalence),
            "symmetric-class-conditional": estimate(shift.symmetric?.conditional),
            "symmetric-prevalence": estimate(shift.symmetric?.prevalence),
        ]
    }

    private func record(_ mix: CaseMix) -> JSONValue {
        [
            "composition": estimate(mix.composition), "local-at-origin-mix": estimate(mix.standardised),
            "local-overlap": .number(mix.localOverlap), "non-overlap": estimate(mix.nonOverlap),
            "only-local": .array(mix.onlyLocal.map(EstimateJSON.group)),
            "only-origin": .array(mix.onlyOrigin.map(EstimateJSON.group)),
            "origin-overlap": .number(mix.originOverlap), "rates": estimate(mix.rates),
        ]
    }

    /// The comparison as one object.
    ///
    /// - Parameter classes: by their codes.
    package func document(model: String, classes: [String]) -> JSONValue {
        [
            "estimates": .array(records(model: model)), "kigezo": 1, "kind": "transfer",
            "label-coverage": labelCoverage.map { .number($0) } ?? .null, "rows": .integer(rows),
            "unlabelled": blackBox.map { $0.record(classes: classes) } ?? .null,
        ]
    }
}

extension BlackBoxShift {
    /// What decisions tell of labels that nobody knows.
    package func record(classes: [String]) -> JSONValue {
        func byClass(_ estimates: [Estimate]) -> JSONValue {
            .object(zip(classes, estimates).map { .init($0, .object(EstimateJSON.members($1))) })
        }
        var members: [JSONValue.Member] = [
            .init("condition", condition.map { $0.isFinite ? .number($0) : .string("infinity") } ?? .null),
            .init("expected-accuracy", expectedAccuracy.map { .object(EstimateJSON.members($0)) } ?? .null),
            .init("shares", byClass(shares)), .init("weights", byClass(weights)),
        ]
        if let refusal {
            members.append(.init("refused", .string(refusal.key)))
            if let place = refusal.classCode, classes.indices.contains(place) {
                members.append(.init("class", .string(classes[place])))
            }
        }
        return .object(members)
    }
}

extension BlackBoxShift.Refusal {
    /// The name in machine output.
    package var key: String {
        switch self {
        case .unseenClass: "class-unseen-at-origin"
        case .indistinct: "decisions-hardly-tell-labels-apart"
        case .impossible: "classes-do-not-look-alike"
        case .noDecisions: "no-decisions"
        }
    }

    /// The class it is about, if it is about one.
    package var classCode: Int? {
        switch self {
        case .unseenClass(let code), .impossible(let code): code
        case .indistinct, .noDecisions: nil
        }
    }
}
