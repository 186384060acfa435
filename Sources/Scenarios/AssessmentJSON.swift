package import Diagnostics
package import Interchange
import Statistics

extension Assessment {
    /// The whole assessment as JSON: everything a dossier says, and nothing that depends on machine, folder or clock.
    package var json: JSONValue {
        .object(
            [
                .init("kigezo", 1), .init("kind", "assessment"),
                .init("program", .object([.init("name", "kigezo"), .init("version", .string(programVersion))])),
                .init("date", .optional(date)), .init("scenario", scenarioJSON),
                .init("inputs", .array(inputs.map(\.json))),
                .init(
                    "locale-files",
                    .array(
                        localeFiles.map {
                            .object([.init("path", .string($0.path)), .init("sha256", .string($0.sha256))])
                        })),
                .init("classes", .array(classes.map { .string($0) })), .init("binary", .bool(isBinary)),
                .init("models", .array(models.map(\.json))),
                .init("coverage", .array(coverage.map(\.json))),
                .init("absent-groups", .array(absentGroups.map(EstimateJSON.group))),
                .init("estimates", .array(estimates.map(EstimateJSON.record))),
                .init("comparisons", .array(comparisons.map(EstimateJSON.comparison))),
                .init("fairness", .array(fairness.map(EstimateJSON.fairness))),
                .init("gates", .array(gates.map(\.json))), .init("probes", probes.json),
                .init("findings", .array(findings.map(\.json))),
                .init(
                    "warnings",
                    .array(
                        warnings.map {
                            .object([
                                .init("code", .string($0.code)), .init("message", .string($0.message)),
                                .init("help", .array($0.help.map { .string($0) })),
                            ])
                        })),
                .init("exit-status", .integer(Int(exitStatus.rawValue))),
            ]
                + (changes.map { [.init("changes", $0.json)] } ?? [])
                + (stages.isEmpty ? [] : [.init("stages", .array(stages.map(EstimateJSON.stage)))])
                + (period.map { period in
                    [
                        .init(
                            "period",
                            .object([.init("first", .string(period.first)), .init("last", .string(period.last))]))
                    ]
                } ?? []))
    }

    /// What the gates amount to: 1 if one fails, 5 if none fails and one is undecided, 0 otherwise.
    package var exitStatus: ExitStatus {
        ExitStatus.strongest(
            of: gates.map {
                switch $0.verdict {
                case .pass: .success
                case .fail: .gateFailed
                case .inconclusive: .undecided
                }
            })
    }

    private var scenarioJSON: JSONValue {
        let data = scenario.data
        let provenance = data.provenance
        let governance = scenario.governance
        return .object([
            .init("name", .string(scenario.name)), .init("title", .string(scenario.title)),
            .init("tags", .array(scenario.tags.map { .string($0) })), .init("place", placeJSON),
            .init("languages", .array(scenario.languages.map { .string($0.value) })),
            .init("purpose", .optional(scenario.purpose)), .init("label-means", .optional(scenario.labelMeans)),
            .init("risk", .string(scenario.risk.rawValue)),
            .init("automation", .optional(scenario.automation?.rawValue)),
            .init("decisions-per-month", scenario.decisionsPerMonth.map { .integer($0) } ?? .null),
            .init("label", .string(data.label.column.value)), .init("positive", .optional(data.label.positive)),
            .init(
                "groups",
                .array(
                    data.groups.map {
                        .object([
                            .init("column", .string($0.column.value)), .init("kind", .optional($0.kind)),
                            .init("source", .optional($0.source)), .init("basis", .optional($0.basis)),
                            .init("reference", .optional($0.reference?.value)),
                        ])
                    })),
            .init(
                "provenance",
                .object([
                    .init("source", .optional(provenance?.source)),
                    .init("collected", .optional(provenance?.collected)),
                    .init("consent", .optional(provenance?.consent)),
                    .init("retain-until", .optional(provenance?.retainUntil?.value)),
                    .init("licence", .optional(provenance?.licence)),
                ])),
            .init(
                "analysis",
                .object([
                    .init("level", .number(scenario.analysis.level)),
                    .init("minimum-group", .integer(scenario.analysis.minimumGroup)),
                    .init("seed", .string(String(scenario.analysis.seed))),
                ])),
            .init(
                "governance",
                .object([
                    .init("owner", .optional(governance?.owner)),
                    .init("reviewers", .array((governance?.reviewers ?? []).map { .string($0) })),
                    .init("escalation", .optional(governance?.escalation)),
                    .init("incident-plan", .optional(governance?.incidentPlan)),
                    .init("appeals-route", .optional(governance?.appealsRoute)),
                    .init("appeals-days", governance?.appealsDays.map { .integer($0) } ?? .null),
                ])),
        ])
    }

    private var placeJSON: JSONValue {
        switch scenario.place?.value {
        case .code(let code): .object([.init("code", .string(code))])
        case .column(let column): .object([.init("column", .string(column))])
        case nil: .null
        }
    }
}

extension JSONValue {
    /// A string, or null.
    static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
}

extension Assessment.Input {
    fileprivate var json: JSONValue {
        .object([
            .init("role", .string(role.rawValue)), .init("model", .optional(model)), .init("path", .string(path)),
            .init("sha256", .string(sha256)), .init("bytes", .integer(bytes)),
            .init(
                "rows",
                rows.map {
                    .object([
                        .init("records", .integer($0.records)), .init("header", .integer($0.header)),
                        .init("used", .integer($0.used)), .init("refused", .integer($0.refused)),
                        .init("blank", .integer($0.blank)),
                    ])
                } ?? .null),
        ])
    }
}

extension Assessment.Model {
    fileprivate var json: JSONValue {
        .object([
            .init("name", .string(name)), .init("version", .optional(version)), .init("owner", .optional(owner)),
            .init("threshold", threshold.map { .number($0) } ?? .null),
            .init("favourable-is-positive", favourablePositive.map { .bool($0) } ?? .null),
            .init("matched", .integer(matched)), .init("without-prediction", .integer(withoutPrediction)),
            .init("unmatched-predictions", .integer(unmatchedPredictions)),
            .init(
                "origin",
                origin.map { origin in
                    .object([
                        .init("place", .optional(origin.place)),
                        .init("languages", .array(origin.languages.map { .string($0) })),
                        .init("period", .optional(origin.period)),
                        .init(
                            "reported", .object(origin.reported.map { .init($0.metric.value, .number($0.value)) })),
                    ])
                } ?? .null),
        ])
    }
}

extension Assessment.Coverage {
    fileprivate var json: JSONValue {
        .object([
            .init("group", EstimateJSON.group(group)), .init("rows", .integer(rows)),
            .init("labelled", .integer(labelled)),
            .init("smallest-gap-seen", detectable.map { .number($0) } ?? .null),
            .init("population-share", populationShare.map { .number($0) } ?? .null),
        ])
    }
}

extension Assessment.GateResult {
    fileprivate var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("name", .string(gate.name)), .init("metric", .string(gate.metric)), .init("model", .string(model)),
            .init("by", gate.by.map { .array($0.map { .string($0) }) } ?? .null),
            .init("compare", .string(gate.comparison.name)), .init("alpha", .number(gate.alpha)),
            .init("harm", .string(gate.harm.rawValue)), .init("chosen-by", .optional(gate.chosenBy)),
            .init("because", .optional(gate.because)), .init("verdict", .string(verdict.name)),
            .init("caps", .array(caps.map { .string($0.rawValue) })), .init("family-size", .integer(familySize)),
            .init("rows-needed", rowsNeeded.map { .integer($0) } ?? .null),
            .init("label-coverage", labelCoverage.map { .number($0) } ?? .null),
            .init("worse-off", worseOff.map(EstimateJSON.group) ?? .null),
            .init("worse-off-than", worseOffReference.map(EstimateJSON.group) ?? .null),
            .init("components", .array(components.map(\.json))),
        ]
        if !gate.conditions.isEmpty {
            members.append(
                .init(
                    "where",
                    .object(gate.conditions.map { .init($0.column, .array($0.levels.map { .string($0) })) })))
        }
        if let slices = gate.slices {
            members += [
                .init(
                    "slices",
                    .object([
                        .init("of", .array(slices.columns.map { .string($0) })), .init("depth", .integer(slices.depth)),
                        .init("support", .number(slices.support)),
                    ])), .init("slices-left-out", slicesLeftOut.map { .integer($0) } ?? .null),
            ]
        }
        if case .inconclusive(let undecided) = verdict {
            members.append(.init("undecided", .string(undecided.rawValue)))
        }
        switch gate.comparison {
        case .noSkill(let floor): members.append(.init("floor", .number(floor)))
        case .value(let limit), .worstGroup(let limit): members.append(limit.json)
        case .ratio(let reference, let limit):
            members += [limit.json, .init("reference", .string(reference.name))]
        case .difference(let reference, let tolerance):
            members += [.init("tolerance", .number(tolerance)), .init("reference", .string(reference.name))]
        case .range(let tolerance): members.append(.init("tolerance", .number(tolerance)))
        case .change(let tolerance):
            members += [.init("tolerance", .number(tolerance)), .init("since", .string(gate.since.rawValue))]
        case .gapChange(let reference, let tolerance):
            members += [
                .init("tolerance", .number(tolerance)), .init("reference", .string(reference.name)),
                .init("since", .string(gate.since.rawValue)),
            ]
        case .model(let other, let tolerance):
            members += [.init("tolerance", .number(tolerance)), .init("against", .string(other))]
        }
        return .object(members)
    }
}

extension Gate.Limit {
    fileprivate var json: JSONValue.Member {
        switch self {
        case .floor(let floor): .init("floor", .number(floor))
        case .ceiling(let ceiling): .init("ceiling", .number(ceiling))
        }
    }
}

extension Assessment.GateResult.Component {
    fileprivate var json: JSONValue {
        .object(
            EstimateJSON.members(estimate) + [
                .init("group", EstimateJSON.group(group)),
                .init("reference", reference.map(EstimateJSON.group) ?? .null),
                .init("group-value", groupValue.map { .number($0) } ?? .null),
                .init("reference-value", referenceValue.map { .number($0) } ?? .null),
                .init("fail-interval", EstimateJSON.interval(failInterval)), .init("verdict", .string(verdict.name)),
                .init("caps", .array(caps.map { .string($0.rawValue) })),
            ])
    }
}

extension Assessment.Finding {
    fileprivate var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("model", .optional(model)), .init("group", EstimateJSON.group(group)),
            .init("reference", reference.map(EstimateJSON.group) ?? .null), .init("n", .integer(n)),
        ]
        switch kind {
        case .gateFailed(let gate): members += [.init("kind", "gate-failed"), .init("gate", .integer(gate))]
        case .gateUndecided(let gate): members += [.init("kind", "gate-undecided"), .init("gate", .integer(gate))]
        case .belowNoSkillAcross(let metric, let dimensions, let below, let shown, let total):
            members += [
                .init("kind", "below-no-skill-in-groups"), .init("metric", .string(metric)),
                .init("by", .array(dimensions.map { .string($0) })),
                .init("groups", .array(below.map(EstimateJSON.group))), .init("shown", .integer(shown)),
                .init("of", .integer(total)),
            ]
        case .belowNoSkill(let metric, let value, let reference, let shown):
            members += [
                .init("kind", "below-no-skill"), .init("metric", .string(metric)), .init("value", .number(value)),
                .init("no-skill", .number(reference)), .init("shown", .bool(shown)),
            ]
        case .gap(let metric, let value, let reference, let difference):
            members += [
                .init("kind", "gap"), .init("metric", .string(metric)), .init("group-value", .number(value)),
                .init("reference-value", .number(reference)),
                .init("difference-interval", EstimateJSON.interval(difference)),
            ]
        case .gatesExcludeEachOther(let gates, let dimensions, let least, let most):
            members += [
                .init("kind", "gates-exclude-each-other"), .init("gates", .array(gates.map { .string($0) })),
                .init("by", .array(dimensions.map { .string($0) })), .init("least-base-rate", .number(least)),
                .init("most-base-rate", .number(most)),
            ]
        case .proxies(let attribute, let features, let from):
            members += [
                .init("kind", "proxies"), .init("attribute", .string(attribute)), .init("flag-from", .number(from)),
                .init(
                    "features",
                    .array(
                        features.map {
                            [
                                "availability": .number($0.availability), "feature": .string($0.name),
                                "use": $0.use.map { .number($0) } ?? .null,
                            ]
                        })),
            ]
        case .flips(let probe, let rate, let interval, let allowed, let away, let towards):
            members += [
                .init("kind", "flips"), .init("probe", .string(probe)), .init("flip-rate", .number(rate)),
                .init("flip-rate-interval", EstimateJSON.interval(interval)), .init("allowed", .number(allowed)),
                .init("flips-away", .integer(away)), .init("flips-towards", .integer(towards)),
            ]
        case .unexpected(let probe, let expectation, let rate, let interval, let allowed):
            members += [
                .init("kind", "unexpected"), .init("probe", .string(probe)),
                .init("expectation", .string(expectation)), .init("failure-rate", .number(rate)),
                .init("failure-rate-interval", EstimateJSON.interval(interval)), .init("allowed", .number(allowed)),
            ]
        case .fewFlipsWithoutSkill(let probe, let rate, let skill):
            members += [
                .init("kind", "few-flips-without-skill"), .init("probe", .string(probe)),
                .init("flip-rate", .number(rate)), .init("skill", .number(skill)),
            ]
        case .slice(let metric, let value, let overall, let count, let isConfirmed):
            members += [
                .init("kind", "slice"), .init("metric", .string(metric)), .init("value", .number(value)),
                .init("overall", .number(overall)), .init("slices", .integer(count)),
                .init("confirmed", isConfirmed.map { .bool($0) } ?? .null),
            ]
        case .drift(let metric, let before, let now, let change, let since):
            members += [
                .init("kind", "drift"), .init("metric", .string(metric)), .init("before", .number(before)),
                .init("now", .number(now)), .init("change-interval", EstimateJSON.interval(change)),
                .init("since", .string(since)),
            ]
        case .driftAlarm(let metric, let monitor, let limit, let window, let start, let alarms):
            members += [
                .init("kind", "drift-alarm"), .init("metric", .string(metric)), .init("monitor", .string(monitor)),
                .init("limit", limit.map { .number($0) } ?? .null), .init("window", .string(window)),
                .init("start", .string(start)), .init("alarms", .integer(alarms)),
            ]
        case .transfer(let metric, let here, let there, let gap, let tolerance):
            members += [
                .init("kind", "transfer"), .init("metric", .string(metric)), .init("here", .number(here)),
                .init("there", .number(there)), .init("gap-interval", EstimateJSON.interval(gap)),
                .init("tolerance", .number(tolerance)),
            ]
        case .representation(let column, let absent, let covered, let gap):
            members += [
                .init("kind", "representation"), .init("column", .string(column)),
                .init("absent", .array(absent.map(EstimateJSON.group))), .init("evidence-coverage", .number(covered)),
                .init("gap", .number(gap)),
            ]
        case .cannotRead(let groups):
            members += [.init("kind", "cannot-read"), .init("groups", .array(groups.map(EstimateJSON.group)))]
        case .inputFault(let column, let fault, let share, let gap):
            members += [
                .init("kind", "input-fault"), .init("column", .string(column)), .init("fault", .string(fault)),
                .init("share", .number(share)), .init("gap", .number(gap)),
            ]
        case .tooFewRows(let rows, let minimum):
            members += [
                .init("kind", "too-few-rows"), .init("rows", .integer(rows)), .init("minimum", .integer(minimum)),
            ]
        case .labelsMissing(let rows, let labelled):
            members += [
                .init("kind", "labels-missing"), .init("rows", .integer(rows)), .init("labelled", .integer(labelled)),
            ]
        }
        return .object(members)
    }
}
