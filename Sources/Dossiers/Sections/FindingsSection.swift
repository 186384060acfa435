import Scenarios
import Statistics

/// What a reader should know first: at most five findings with figures, each with a link to its evidence.
struct FindingsSection {
    static let limit = 5

    let index: AssessmentIndex

    var section: Block.Section {
        let findings = index.assessment.findings.prefix(Self.limit)
        return Block.Section(
            Anchor.findings, .words("section-findings"),
            findings.isEmpty
                ? [.paragraph(.words("finding-none"))] : [.list(ordered: true, findings.map(item))])
    }

    private func item(_ finding: Assessment.Finding) -> Inline {
        .sequence(sentences(for: finding) + [.link(.words("finding-evidence"), to: anchor(for: finding))])
    }

    private func gate(_ number: Int) -> Assessment.GateResult? {
        index.assessment.gates.indices.contains(number) ? index.assessment.gates[number] : nil
    }

    private func compared(_ metric: MetricPresentation, _ model: String?) -> ComparedSentence {
        ComparedSentence(index: index, metric: metric, model: .strong(.data(model ?? index.models.first ?? "")))
    }

    private func sentences(for finding: Assessment.Finding) -> [Inline] {
        let model = Inline.strong(.data(finding.model ?? index.models.first ?? ""))
        switch finding.kind {
        case .gateFailed(let number):
            return gate(number).map(failed) ?? []
        case .gateUndecided(let number):
            guard let result = gate(number) else { return [] }
            var parts: [Inline] = [
                .words(
                    "finding-gate-undecided",
                    ["model": .strong(.data(result.model)), "gate": .data(result.gate.name)])
            ]
            if case .inconclusive(let kind) = result.verdict {
                parts.append(.words("verdict-\(kind.rawValue)-meaning"))
            }
            if let rows = result.rowsNeeded { parts.append(.words("rows-needed", ["rows": .integer(rows)])) }
            return parts
        case .belowNoSkillAcross(let name, let dimensions, let below, let shown, let total):
            return [
                .words(
                    "finding-below-no-skill-across",
                    [
                        "model": model, "measure": .metric(name),
                        "columns": .words("by-columns", ["columns": .list(dimensions.map { .data($0) })]),
                        "below": .integer(below.count), "all": .integer(total), "shown": .integer(shown),
                        "groups": .list(below.map { .group($0) }),
                    ])
            ]
        case .belowNoSkill(let name, let value, let reference, let shown):
            return [belowNoSkill(MetricPresentation(name), finding.group, model, value, reference, shown: shown)]
        case .gap(let name, let groupValue, let referenceValue, let difference):
            let metric = MetricPresentation(name)
            var parts = [
                compared(metric, finding.model).sentence(
                    group: finding.group, reference: finding.reference, values: (groupValue, referenceValue))
            ]
            if let difference { parts.append(spread(difference, metric)) }
            return parts
        case .gatesExcludeEachOther(let gates, let dimensions, let least, let most):
            let places = Quantity.places(for: least, .rate, besides: most)
            return [
                .words(
                    "finding-gates-exclude-each-other",
                    [
                        "gates": .list(gates.map { .data($0) }),
                        "columns": .words("by-columns", ["columns": .list(dimensions.map { .data($0) })]),
                        "least": .quantity(Quantity(least, .rate, places: places)),
                        "most": .quantity(Quantity(most, .rate, places: places)),
                    ])
            ]
        case .proxies, .flips, .unexpected, .fewFlipsWithoutSkill, .slice, .drift, .driftAlarm, .transfer,
            .representation, .cannotRead, .inputFault:
            return ProbeSentences(model: model, finding: finding).sentences
        case .tooFewRows(let rows, let minimum):
            return [
                .words("finding-too-few", ["group": Self.place(finding.group), "n": .integer(rows)]),
                .words("affected-small-groups", ["minimum": .integer(minimum)]),
            ]
        case .labelsMissing(let rows, let labelled):
            guard rows > 0, labelled <= rows else { return [] }
            if finding.group.isOverall { return [.words("affected-unlabelled", ["n": .integer(rows - labelled)])] }
            let share = Double(rows - labelled) / Double(rows)
            return [
                .words(
                    "finding-unlabelled",
                    ["group": Self.place(finding.group), "share": .quantity(Quantity(share, .rate))])
            ]
        }
    }

    /// A group as it stands after “in”.
    static func place(_ group: GroupKey) -> Inline { group.isOverall ? .words("in-all-data") : .group(group) }

    /// A failed gate: who is worse off beyond the limit, and by how many people.
    private func failed(_ result: Assessment.GateResult) -> [Inline] {
        let metric = MetricPresentation(result.gate.metric)
        let limit = GateLimit(gate: result.gate).words
        let model = Inline.strong(.data(result.model))
        guard let component = GatesSection.deciding(result) else { return [] }
        guard !component.group.isOverall, let group = result.worseOff else {
            let scale = GateScale(result.gate)
            let rows = index.rows(
                model: result.model, metric: metric.name, group: component.group, reference: component.reference,
                atMost: component.estimate.n)
            let wording = EstimateWording(
                estimate: component.estimate, unit: scale.unit, signed: scale.isSigned, rows: rows,
                limits: scale.limits,
                interval: component.failInterval)
            return [
                .words(
                    "finding-gate-failed-value",
                    [
                        "model": model, "gate": .data(result.gate.name), "measure": .metric(metric.name),
                        "result": scale.unit == .points && wording.showsInterval
                            ? .sequence([wording.line, .words("unit-points")]) : wording.line, "limit": limit,
                    ])
            ]
        }
        var parts: [Inline] = [
            .words(
                "finding-gate-failed",
                ["model": model, "group": .group(group), "measure": .metric(metric.name), "limit": limit])
        ]
        let rows = index.rows(
            model: result.model, metric: metric.name, group: component.group, reference: component.reference,
            atMost: component.estimate.n)
        if let value = component.groupValue, let reference = component.referenceValue,
            rows >= EstimateWording.intervalOnlyBelow
        {
            parts.append(told(component, result.gate.comparison, metric, model, (value, reference)))
        }
        return parts
    }

    /// What was found in a group and what it was held against, in words.
    private func told(
        _ component: Assessment.GateResult.Component, _ comparison: Gate.Comparison, _ metric: MetricPresentation,
        _ model: Inline, _ values: (group: Double, reference: Double)
    ) -> Inline {
        func pair(_ id: String, _ unit: Quantity.Unit, signed: Bool, _ more: [String: Inline]) -> Inline {
            let places = Quantity.places(for: values.group, unit, besides: values.reference)
            func shown(_ value: Double) -> Inline { .quantity(Quantity(value, unit, places: places, signed: signed)) }
            let own: [String: Inline] = [
                "model": model, "metric": .metric(metric.name), "group": .group(component.group),
                "value": shown(values.group), "then": shown(values.reference),
            ]
            return .words(id, own.merging(more) { $1 })
        }
        switch comparison {
        case .noSkill:
            return belowNoSkill(metric, component.group, model, values.group, values.reference, shown: true)
        case .model(let other, _):
            return pair("finding-against-model", metric.unit, signed: false, ["other": .strong(.data(other))])
        case .change: return pair("finding-since", metric.unit, signed: false, [:])
        case .gapChange:
            let reference = component.reference.map { Inline.group($0) } ?? .words("reference-complement")
            return pair("finding-gap-since", metric.differenceUnit, signed: true, ["reference": reference])
        case .value, .difference, .ratio, .range, .worstGroup:
            return ComparedSentence(index: index, metric: metric, model: model).sentence(
                group: component.group, reference: component.reference, values: values)
        }
    }

    private func belowNoSkill(
        _ metric: MetricPresentation, _ group: GroupKey, _ model: Inline, _ value: Double, _ reference: Double,
        shown: Bool
    ) -> Inline {
        guard shown else {
            return .words("finding-not-above-no-skill", ["model": model, "group": Self.place(group)])
        }
        if metric.name == "accuracy", let frequency = NaturalFrequency(value, reference),
            frequency.counts.group != frequency.counts.reference
        {
            return .words(
                "finding-below-no-skill",
                [
                    "model": model, "group": Self.place(group), "of": .integer(frequency.base),
                    "a": .strong(.integer(frequency.counts.group)), "b": .strong(.integer(frequency.counts.reference)),
                ])
        }
        let places = Quantity.places(for: value, metric.unit, besides: reference)
        return .words(
            "finding-below-no-skill-value",
            [
                "model": model, "measure": .metric(metric.name), "group": Self.place(group),
                "value": .quantity(Quantity(value, metric.unit, places: places)),
                "reference": .quantity(Quantity(reference, metric.unit, places: places)),
            ])
    }

    private func spread(_ interval: Interval, _ metric: MetricPresentation) -> Inline {
        let range = EstimateWording.range(interval.lower, interval.upper, metric.differenceUnit, signed: true)
        return .words(metric.unit == .rate ? "gap-interval-points" : "gap-interval", ["interval": range])
    }

    private func anchor(for finding: Assessment.Finding) -> String {
        switch finding.kind {
        case .gateFailed(let gate), .gateUndecided(let gate): return Anchor.gate(gate)
        case .belowNoSkill(let metric, _, _, _), .gap(let metric, _, _, _):
            guard let metric = index.metrics.firstIndex(where: { $0.name == metric }),
                let grouping = index.groupings.firstIndex(of: finding.group.dimensions)
            else { return Anchor.performance }
            return Anchor.figure(grouping: grouping, metric: metric)
        case .belowNoSkillAcross(let metric, let dimensions, _, _, _):
            guard let metric = index.metrics.firstIndex(where: { $0.name == metric }),
                let grouping = index.groupings.firstIndex(of: dimensions)
            else { return Anchor.performance }
            return Anchor.figure(grouping: grouping, metric: metric)
        case .gatesExcludeEachOther: return Anchor.gates
        case .proxies(let attribute, _, _):
            let attributes = ProbeWording.unique(index.assessment.probes.proxies.map(\.attribute))
            return attributes.firstIndex(of: attribute).map(Anchor.proxy) ?? Anchor.probes
        case .flips(let probe, _, _, _, _, _), .unexpected(let probe, _, _, _, _),
            .fewFlipsWithoutSkill(let probe, _, _):
            let names = ProbeWording.unique(index.assessment.probes.counterfactuals.map(\.name))
            return names.firstIndex(of: probe).map(Anchor.counterfactual) ?? Anchor.probes
        case .slice: return Anchor.slices
        case .drift, .driftAlarm: return Anchor.drift
        case .transfer: return Anchor.transfer
        case .representation: return Anchor.representation
        case .cannotRead: return Anchor.legibility
        case .inputFault: return Anchor.inputs
        case .tooFewRows, .labelsMissing: return Anchor.coverage
        }
    }
}
