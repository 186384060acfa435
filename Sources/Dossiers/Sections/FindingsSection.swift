import Scenarios
import Statistics

/// What a reader should know first: at most five sentences with figures, each with a link to its evidence.
struct FindingsSection {
    static let limit = 5

    let index: AssessmentIndex

    var section: Block.Section {
        let findings = index.assessment.findings.prefix(Self.limit)
        guard !findings.isEmpty else {
            return Block.Section(Anchor.findings, .words("section-findings"), [.paragraph(.words("findings-none"))])
        }
        return Block.Section(
            Anchor.findings, .words("section-findings"), [.list(ordered: true, findings.map(item))])
    }

    private func item(_ finding: Assessment.Finding) -> Inline {
        var parts = sentences(for: finding)
        if let model = finding.model, index.models.count > 1 {
            parts.insert(.strong(.words("model-says", ["model": .data(model)])), at: 0)
        }
        if let anchor = anchor(for: finding) { parts.append(.link(.words("see-evidence"), to: anchor)) }
        return .sequence(parts)
    }

    private func gate(_ number: Int) -> Assessment.GateResult? {
        index.assessment.gates.indices.contains(number) ? index.assessment.gates[number] : nil
    }

    private func sentences(for finding: Assessment.Finding) -> [Inline] {
        switch finding.kind {
        case .gateFailed(let number):
            guard let result = gate(number) else { return [] }
            return [.words("finding-gate-failed", ["gate": .data(result.gate.name)])] + evidence(of: result)
        case .gateUndecided(let number):
            guard let result = gate(number) else { return [] }
            var parts: [Inline] = [.words("finding-gate-undecided", ["gate": .data(result.gate.name)])]
            if case .inconclusive(let kind) = result.verdict { parts.append(.words("because-\(kind.messageName)")) }
            if let rows = result.rowsNeeded {
                parts.append(.words("rows-needed-sentence", ["rows": .integer(rows)]))
            }
            return parts
        case .belowNoSkill(let name, let value, let reference, let shown):
            let metric = MetricPresentation(name)
            let places = Quantity.places(for: value, metric.unit, besides: reference)
            return [
                .words(
                    shown ? "finding-below-no-skill" : "finding-below-no-skill-not-shown",
                    [
                        "metric": .metric(name), "group": .group(finding.group),
                        "value": .quantity(Quantity(value, metric.unit, places: places)),
                        "reference": .quantity(Quantity(reference, metric.unit, places: places)),
                        "rows": .integer(finding.n),
                    ])
            ]
        case .gap(let name, let groupValue, let referenceValue, let difference):
            let metric = MetricPresentation(name)
            var parts = [
                NaturalFrequency.sentence(
                    metric, group: finding.group, reference: finding.reference, values: (groupValue, referenceValue),
                    positive: index.positiveClass)
            ]
            if let difference { parts.append(spread(difference, metric)) }
            return parts
        case .tooFewRows(let rows, let minimum):
            return [
                .words(
                    "finding-too-few-rows",
                    ["group": .group(finding.group), "rows": .integer(rows), "minimum": .integer(minimum)])
            ]
        case .labelsMissing(let rows, let labelled):
            return [
                .words(
                    "finding-labels-missing",
                    ["group": .group(finding.group), "rows": .integer(rows), "labelled": .integer(labelled)])
            ]
        }
    }

    /// What a failed gate rests on, in whole people if the metric allows it.
    private func evidence(of result: Assessment.GateResult) -> [Inline] {
        guard let component = GatesSection.deciding(result) else { return [] }
        let metric = MetricPresentation(result.gate.metric)
        let rows = index.rows(
            model: result.model, metric: metric.name, group: component.group, reference: component.reference,
            atMost: component.estimate.n)
        guard rows >= EstimateWording.intervalOnlyBelow else { return [] }
        if let value = component.groupValue, let reference = component.referenceValue, !component.group.isOverall {
            return [
                NaturalFrequency.sentence(
                    metric, group: component.group, reference: component.reference, values: (value, reference),
                    positive: index.positiveClass)
            ]
        }
        let scale = GateScale(result.gate)
        return [
            .words(
                "gate-result-sentence",
                [
                    "result": EstimateWording(
                        estimate: component.estimate, unit: scale.unit, signed: scale.isSigned, rows: rows,
                        limit: scale.limit
                    ).line, "limit": GateLimit(gate: result.gate).words,
                ])
        ]
    }

    private func spread(_ interval: Interval, _ metric: MetricPresentation) -> Inline {
        let range = EstimateWording.range(interval.lower, interval.upper, metric.differenceUnit, signed: true)
        return .words(metric.unit == .rate ? "gap-interval-points" : "gap-interval", ["interval": range])
    }

    private func anchor(for finding: Assessment.Finding) -> String? {
        switch finding.kind {
        case .gateFailed(let gate), .gateUndecided(let gate): return Anchor.gate(gate)
        case .belowNoSkill(let metric, _, _, _), .gap(let metric, _, _, _):
            guard let metric = index.metrics.firstIndex(where: { $0.name == metric }) else { return Anchor.performance }
            guard let grouping = index.groupings.firstIndex(of: finding.group.dimensions) else {
                return Anchor.performance
            }
            return Anchor.figure(grouping: grouping, metric: metric)
        case .tooFewRows, .labelsMissing: return Anchor.coverage
        }
    }
}
