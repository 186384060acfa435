import Scenarios
import Statistics

/// The gates: what was promised before the data were read, what was found, and who is worse off.
struct GatesSection {
    let index: AssessmentIndex

    var section: Block.Section {
        let gates = index.assessment.gates
        guard !gates.isEmpty else {
            return Block.Section(Anchor.gates, .words("section-gates"), [.callout(.words("strip-no-gates"))])
        }
        var columns: [Table.Column] = [.init(.words("column-gate"))]
        if index.models.count > 1 { columns.append(.init(.words("column-model"))) }
        columns += [
            .init(.words("column-limit")), .init(.words("column-result")), .init(.words("column-verdict")),
            .init(.words("column-worse-off")), .init(.words("column-chosen-by")),
        ]
        let table = Table(
            .words("gates-caption"), columns, gates.enumerated().map { row($1, anchor: Anchor.gate($0)) },
            stacks: true)
        return Block.Section(
            Anchor.gates, .words("section-gates"),
            [.paragraph(.words("gates-introduction")), .table(table)] + components)
    }

    /// The group that settles a gate: the one named as worse off, else the worst of those with the gate's own verdict.
    static func deciding(_ result: Assessment.GateResult) -> Assessment.GateResult.Component? {
        if let worse = result.worseOff, let named = result.components.first(where: { $0.group == worse }) {
            return named
        }
        let metric = MetricPresentation(result.gate.metric)
        let deciding = result.components.filter { $0.verdict == result.verdict }
        return (deciding.isEmpty ? result.components : deciding).min { a, b in
            switch (a.estimate.number, b.estimate.number) {
            case (let x?, let y?): metric.isWorse(x, than: y)
            case (_?, nil): true
            default: false
            }
        }
    }

    private func row(_ result: Assessment.GateResult, anchor: String) -> Table.Row {
        let gate = result.gate
        let limit = GateLimit(gate: gate)
        var what: [Inline] = [.strong(.data(gate.name)), .metric(gate.metric)]
        if let by = gate.by {
            what.append(.words("by-columns", ["columns": .list(by.map { .data($0) })]))
        }
        what += limit.rows
        what += limit.comparison.map { .muted($0) }
        var cells: [Inline?] = [.lines(what)]
        if index.models.count > 1 { cells.append(.data(result.model)) }
        cells += [
            .lines([limit.words] + ([limit.side, judgedBy(result)].compactMap { $0 }).map { .muted($0) }),
            Self.deciding(result).map { .lines(found($0, result)) } ?? .words("no-estimate"),
            .lines(judgement(result)), worseOff(result), chosen(gate),
        ]
        return Table.Row(cells, anchor: anchor)
    }

    /// At which level and by which method the gate was judged.
    private func judgedBy(_ result: Assessment.GateResult) -> Inline? {
        guard let component = Self.deciding(result) else { return nil }
        let interval = component.verdict == .fail ? component.failInterval : component.estimate.interval
        return interval.map { interval in
            .words(
                "gate-judged-by",
                [
                    "level": .quantity(
                        Quantity(
                            interval.level, .rate, places: min(2, Quantity.places(declared: interval.level, .rate)))),
                    "method": .words("method-\(interval.method.rawValue)"),
                ])
        }
    }

    private func found(_ component: Assessment.GateResult.Component, _ result: Assessment.GateResult) -> [Inline] {
        let rows = rows(component, result)
        let wording = wording(component, result, rows: rows)
        var lines: [Inline] = []
        if let value = wording.value { lines.append(.strong(value)) }
        if let range = wording.range { lines.append(range) }
        if !lines.isEmpty, GateScale(result.gate).unit == .points { lines.append(.muted(.words("unit-points"))) }
        if lines.isEmpty || wording.value == nil { lines.append(.muted(wording.reason ?? .words("no-estimate"))) }
        // A group that is shown to be worse off is named in a column of its own.
        if !component.group.isOverall, result.verdict != .fail || result.worseOff != component.group {
            lines.append(.muted(.group(component.group)))
        }
        lines.append(.muted(.words("n-rows", ["n": .integer(rows)])))
        return lines
    }

    private func rows(_ component: Assessment.GateResult.Component, _ result: Assessment.GateResult) -> Int {
        index.rows(
            model: result.model, metric: result.gate.metric, group: component.group, reference: component.reference,
            atMost: component.estimate.n)
    }

    private func wording(
        _ component: Assessment.GateResult.Component, _ result: Assessment.GateResult, rows: Int
    ) -> EstimateWording {
        let scale = GateScale(result.gate)
        // A failure is shown by its own, wider interval: that is the one that must be seen to lie beyond the limit.
        return EstimateWording(
            estimate: component.estimate, unit: scale.unit, signed: scale.isSigned, rows: rows, limits: scale.limits,
            interval: component.verdict == .fail ? component.failInterval : nil)
    }

    /// The verdict and why. Missing labels are reason enough: they get the one sentence, whatever else stands in the way.
    private func judgement(_ result: Assessment.GateResult) -> [Inline] {
        var lines: [Inline] = [.verdict(result.verdict)]
        guard case .inconclusive(let kind) = result.verdict else { return lines }
        if result.caps.contains(.labelCoverage) {
            let floor = Quantity(MethodSection.labelCoverage, .rate, places: 0)
            lines.append(.muted(.words("cap-labelCoverage", ["minimum": .quantity(floor)])))
            if let share = result.labelCoverage {
                let known = Quantity(share, .rate, rounding: .down)
                lines.append(.muted(.words("label-coverage-is", ["share": .quantity(known)])))
            }
            return lines
        }
        lines.append(.muted(.words("verdict-\(kind.rawValue)-meaning")))
        for cap in result.caps {
            let minimum = index.assessment.scenario.analysis.minimumGroup
            lines.append(.muted(.words("cap-\(cap.rawValue)", ["minimum": .integer(minimum)])))
        }
        if let needed = result.rowsNeeded {
            lines.append(.muted(.words("rows-needed", ["rows": .integer(needed)])))
        } else if result.caps.isEmpty {
            lines.append(.muted(.words("rows-needed-unknown")))
        }
        return lines
    }

    private func worseOff(_ result: Assessment.GateResult) -> Inline? {
        // Of a gate that is not decided, nobody is shown to be worse off; and everybody is worse off than nobody.
        guard result.verdict == .fail, let group = result.worseOff, !group.isOverall else { return nil }
        guard let reference = result.worseOffReference else { return .strong(.group(group)) }
        return .lines([
            .strong(.group(group)), .muted(.words("compared-with", ["reference": .group(reference)])),
        ])
    }

    private func chosen(_ gate: Gate) -> Inline? {
        let lines: [Inline] = [gate.chosenBy.map { .data($0) }, gate.because.map { .muted(.data($0)) }].compactMap {
            $0
        }
        return lines.isEmpty ? .muted(.words("not-declared")) : .lines(lines)
    }

    /// More groups of one gate than these are left to the machine-readable file, those that pass first.
    private static let componentLimit = 60

    /// The groups of a gate, in their order; where they are too many, those that decide it.
    private static func listed(_ result: Assessment.GateResult) -> [Assessment.GateResult.Component] {
        guard result.components.count > componentLimit else { return result.components }
        let ranked = result.components.enumerated().sorted { a, b in
            let (x, y) = (VerdictSection.rank(a.element.verdict), VerdictSection.rank(b.element.verdict))
            return x != y ? x > y : a.offset < b.offset
        }
        return ranked.prefix(componentLimit).sorted { $0.offset < $1.offset }.map(\.element)
    }

    /// For each gate that compares several groups, all of them.
    private var components: [Block] {
        let several = index.assessment.gates.filter { $0.components.count > 1 }
        guard !several.isEmpty else { return [] }
        let tables = several.flatMap { result -> [Block] in
            let listed = Self.listed(result)
            let rest = result.components.count - listed.count
            let table = Block.table(
                Table(
                    .words("gate-components-caption", ["gate": .data(result.gate.name), "model": .data(result.model)]),
                    [
                        .init(.words("column-group")), .init(.words("column-result"), numeric: true),
                        .init(.words("column-interval"), numeric: true), .init(.words("column-n"), numeric: true),
                        .init(.words("column-verdict")),
                    ],
                    listed.map { component in
                        let rows = rows(component, result)
                        let wording = wording(component, result, rows: rows)
                        return Table.Row([
                            .group(component.group), wording.value ?? .muted(wording.reason ?? .words("no-estimate")),
                            wording.range, .integer(rows), .verdict(component.verdict),
                        ])
                    }))
            return rest > 0 ? [table, .note(.words("rows-left-out", ["count": .integer(rest)]))] : [table]
        }
        return [.details(summary: .words("gate-components-summary"), tables)]
    }
}
