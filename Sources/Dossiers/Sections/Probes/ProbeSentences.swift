import Scenarios
import Statistics

/// What a finding of a probe says.
struct ProbeSentences {
    let model: Inline
    let finding: Assessment.Finding

    private var place: Inline { FindingsSection.place(finding.group) }

    var sentences: [Inline] {
        switch finding.kind {
        case .proxies(let attribute, let features, _):
            return [
                .words(
                    "finding-proxies",
                    [
                        "attribute": .data(attribute), "columns": .list(features.map { .strong(.data($0.name)) }),
                        "n": .integer(features.count),
                    ])
            ] + used(features)
        case .flips(let probe, let rate, let interval, let allowed, let away, let towards):
            let places = Quantity.places(for: rate, .rate, besides: allowed)
            var parts: [Inline] = [
                .words(
                    "finding-flips",
                    [
                        "model": model, "probe": .data(probe), "group": place,
                        "rate": .strong(.quantity(Quantity(rate, .rate, places: places))),
                        "range": interval.map { EstimateWording.range($0.lower, $0.upper, .rate, places: places) }
                            ?? .words("no-estimate"),
                        "limit": .quantity(
                            Quantity(allowed, .rate, places: Quantity.places(declared: allowed, .rate))),
                    ])
            ]
            if away + towards > 0 {
                parts.append(
                    .words("finding-flips-sides", ["away": .integer(away), "towards": .integer(towards)]))
            }
            return parts
        case .unexpected(let probe, _, let rate, let interval, let allowed):
            let places = Quantity.places(for: rate, .rate, besides: allowed)
            return [
                .words(
                    "finding-unexpected",
                    [
                        "model": model, "probe": .data(probe), "group": place,
                        "rate": .strong(.quantity(Quantity(rate, .rate, places: places))),
                        "range": interval.map { EstimateWording.range($0.lower, $0.upper, .rate, places: places) }
                            ?? .words("no-estimate"),
                        "limit": .quantity(
                            Quantity(allowed, .rate, places: Quantity.places(declared: allowed, .rate))),
                    ])
            ]
        case .fewFlipsWithoutSkill(let probe, let rate, _):
            return [
                .words(
                    "finding-few-flips",
                    [
                        "model": model, "probe": .data(probe), "group": place,
                        "rate": .quantity(Quantity(rate, .rate)),
                    ])
            ]
        case .slice(let name, let value, let overall, let count, let isConfirmed):
            let metric = MetricPresentation(name)
            let places = Quantity.places(for: value, metric.unit, besides: overall)
            return [
                .words(
                    "finding-slice",
                    [
                        "model": model, "measure": .metric(name), "group": .strong(.group(finding.group)),
                        "value": .strong(.quantity(Quantity(value, metric.unit, places: places))),
                        "overall": .quantity(Quantity(overall, metric.unit, places: places)),
                        "n": .integer(count),
                    ]), .words(isConfirmed == true ? "finding-slice-confirmed" : "finding-slice-unconfirmed"),
            ]
        case .drift(let name, let before, let now, let change, let since):
            let metric = MetricPresentation(name)
            let places = Quantity.places(for: now, metric.unit, besides: before)
            var parts: [Inline] = [
                .words(
                    "finding-drift",
                    [
                        "model": model, "measure": .metric(name), "group": place, "since": .data(since),
                        "before": .quantity(Quantity(before, metric.unit, places: places)),
                        "now": .strong(.quantity(Quantity(now, metric.unit, places: places))),
                    ])
            ]
            if let change {
                let range = EstimateWording.range(change.lower, change.upper, metric.differenceUnit, signed: true)
                parts.append(
                    .words(metric.unit == .rate ? "change-interval-points" : "change-interval", ["interval": range]))
            }
            return parts
        case .driftAlarm(let name, let monitor, let limit, let window, let start, _):
            let metric = MetricPresentation(name)
            return [
                .words(
                    "finding-drift-\(monitor)",
                    [
                        "model": model, "measure": .metric(name), "group": place,
                        "start": .strong(.data(start)), "window": .data(window),
                        "limit": limit.map { .quantity(Quantity($0, metric.unit)) } ?? .words("no-estimate"),
                    ]), .words("finding-drift-any-look"),
            ]
        case .transfer(let name, let here, let there, let gap, let tolerance):
            let metric = MetricPresentation(name)
            let places = Quantity.places(for: here, metric.unit, besides: there)
            var parts: [Inline] = [
                .words(
                    "finding-transfer",
                    [
                        "model": model, "measure": .metric(name), "group": place,
                        "here": .strong(.quantity(Quantity(here, metric.unit, places: places))),
                        "there": .quantity(Quantity(there, metric.unit, places: places)),
                        "limit": .quantity(
                            Quantity(
                                tolerance, metric.differenceUnit,
                                places: Quantity.places(declared: tolerance, metric.differenceUnit))),
                    ])
            ]
            if let gap {
                let range = EstimateWording.range(gap.lower, gap.upper, metric.differenceUnit, signed: true)
                parts.append(.words(metric.unit == .rate ? "gap-interval-points" : "gap-interval", ["interval": range]))
            }
            return parts
        case .representation(let column, let absent, let covered, let gap):
            let sentence = Inline.words(
                "finding-representation",
                [
                    "columns": .data(column), "share": .strong(.quantity(Quantity(covered, .rate))),
                    "gap": .quantity(Quantity(gap, .points)),
                ])
            guard !absent.isEmpty else { return [sentence] }
            return [
                sentence,
                .words(
                    "probe-representation-absent",
                    ["groups": .list(absent.map { .group($0) }), "n": .integer(absent.count)]),
            ]
        case .cannotRead(let groups):
            return [.words("probe-legibility-unread", ["model": model, "groups": .list(groups.map { .group($0) })])]
        case .inputFault(let column, let fault, let share, _):
            return [
                .words(
                    "finding-input-fault",
                    [
                        "column": .data(column), "fault": .words("input-\(fault)"), "group": place,
                        "share": .strong(.quantity(Quantity(share, .rate))),
                    ])
            ]
        default: return []
        }
    }

    /// Of columns that carry an attribute, those that decisions go with.
    private func used(_ features: [Assessment.Finding.CarryingColumn]) -> [Inline] {
        guard let most = features.max(by: { ($0.use ?? 0) < ($1.use ?? 0) }), let use = most.use, use > 0 else {
            return [.words("finding-proxies-unused", ["model": model])]
        }
        return [
            .words(
                "finding-proxies-used",
                [
                    "model": model, "column": .data(most.name), "use": .quantity(Quantity(use, .plain)),
                    "most": .integer(1),
                ])
        ]
    }
}
