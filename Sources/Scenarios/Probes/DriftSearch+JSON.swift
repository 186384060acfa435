package import Interchange
package import Probes
import Statistics

extension DriftSearch {
    /// All windows, then those behind the baseline together.
    package var everything: [Window] { windows + [current].compactMap { $0 } }

    private func number(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }

    private func estimate(_ estimate: Estimate?) -> JSONValue {
        estimate.map { .object(EstimateJSON.members($0)) } ?? .null
    }

    /// One record a window, then one of all windows behind the baseline.
    ///
    /// - Parameter metric: the name of what is followed.
    package func records(metric: String?, model: String) -> [JSONValue] {
        everything.map { window in
            var members: [JSONValue.Member] = [
                .init("baseline", .bool(window.isBaseline)), .init("change", estimate(window.change)),
                .init("estimate", estimate(window.estimate)), .init("label-coverage", number(window.labelCoverage)),
                .init("mature", .bool(window.isMature)),
                .init("metric", metric.map { .string($0) } ?? .null), .init("model", .string(model)),
                .init("rows", .integer(window.rows)), .init("sequence", EstimateJSON.interval(window.sequence)),
                .init("windows", .array(window.names.map { .string($0) })),
            ]
            members.append(
                .init(
                    "groups",
                    .array(
                        window.groups.map { group in
                            [
                                "change": estimate(group.change), "estimate": estimate(group.estimate),
                                "group": EstimateJSON.group(group.key),
                            ]
                        })))
            members.append(
                .init(
                    "mix",
                    .array(
                        window.mix.map { mix in
                            [
                                "chi-square-p": number(mix.pValue), "column": .string(mix.column),
                                "parts": .object(
                                    zip(mix.levels, mix.shift.parts).enumerated().filter {
                                        mix.shift.before[$0.offset] + mix.shift.after[$0.offset] > 0
                                    }.map { .init($0.element.0, .number($0.element.1)) }),
                                "psi": .number(mix.shift.stabilityIndex),
                                "psi-critical": number(mix.shift.criticalStabilityIndex()),
                                "jensen-shannon-bits": .number(mix.shift.jensenShannon),
                            ]
                        })))
            let scores = window.scores.map { shift -> JSONValue in
                [
                    "jensen-shannon-bits": number(shift.bins?.jensenShannon), "kl": number(shift.bins?.divergence),
                    "ks": .number(shift.sample.largestGap), "ks-p": .number(shift.sample.largestGapPValue),
                    "psi": number(shift.bins?.stabilityIndex),
                    "psi-critical": number(shift.bins?.criticalStabilityIndex()),
                    "wasserstein-1": .number(shift.sample.distance),
                ]
            }
            members.append(.init("scores", scores ?? .null))
            return .object(members)
        }
    }

    /// What was found along one column of time.
    package func document(time: String, metric: String?, model: String) -> JSONValue {
        [
            "baseline": .array(baseline.names.map { .string($0) }),
            "findings": .array(findings(metric: metric ?? "").map(\.json)), "kigezo": 1, "kind": "drift",
            "monitors": .array(monitors.map(record)), "schedule": monitors.isEmpty ? .null : schedule,
            "time": .string(time), "windows": .array(records(metric: metric, model: model)),
        ]
    }

    private func record(_ monitor: DriftMonitor) -> JSONValue {
        [
            "alarms": .array(monitor.alarms.map { ["start": .string($0.start), "window": .string($0.window)] }),
            "discovery": .bool(monitor.isDiscovery), "gap": EstimateJSON.interval(monitor.gap),
            "group": monitor.group.map { EstimateJSON.group($0) } ?? .null, "kind": .string(monitor.kind.rawValue),
            "limit": number(monitor.limit),
            "looks": .array(
                monitor.looks.map { look in
                    [
                        "alarm": .bool(look.isAlarm), "counted": .bool(look.isCounted),
                        "cusum": .number(max(0, look.logDetector)), "log-e": .number(look.logFactor),
                        "log-e-since-baseline": .number(look.logEvidence), "window": .string(look.window),
                    ]
                }),
            "target": number(monitor.target),
        ]
    }

    /// α, how it is shared, and what each monitor must reach: what was decided before the first look.
    private var schedule: JSONValue {
        [
            "alpha": .number(options.alpha), "matured": number(options.matured), "monitors": .integer(monitors.count),
            "restart": "after each alarm, which spends alpha once more",
            "threshold-log-e": .number(DriftMonitor.logThreshold(monitors: monitors.count, alpha: options.alpha)),
            "tolerance": number(options.tolerance),
        ]
    }
}
