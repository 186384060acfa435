import Scenarios
import Statistics

/// How each model does for everybody, then for each group: a chart and its numbers per grouping and metric.
struct PerformanceSection {
    let index: AssessmentIndex

    var section: Block.Section {
        let level = index.assessment.scenario.analysis.level
        let shown = Quantity(level, .rate, places: Quantity.places(declared: level, .rate))
        var blocks: [Block] = [
            .paragraph(
                .sequence([
                    .words("performance-intro"), .words("chart-dot-whisker", ["level": .quantity(shown)]),
                ])), .table(overall),
        ]
        let axes = index.metrics.map(axis)
        for (number, grouping) in index.groupings.enumerated() {
            let figures = index.metrics.indices.compactMap { metric -> Block? in
                figure(grouping, number, metric, axes[metric]).map { .figure($0) }
            }
            let groups = index.groups(of: grouping).count
            blocks.append(
                .section(
                    Block.Section(
                        Anchor.grouping(number), .words("by-title", ["columns": AssessmentIndex.name(of: grouping)]),
                        number == 0
                            ? figures
                            : [
                                .details(
                                    summary: .words(
                                        "show-figures",
                                        ["figures": .integer(figures.count), "groups": .integer(groups)]),
                                    figures)
                            ])))
        }
        return Block.Section(Anchor.performance, .words("section-performance"), blocks)
    }

    /// Every metric and model for everybody; columns that would be empty are left out.
    private var overall: Table {
        let isSeveral = index.models.count > 1
        let found = index.metrics.flatMap { metric in
            index.models.compactMap { index.estimate(model: $0, metric: metric.name, group: .overall) }
        }
        let remarks = found.map { Self.remarks($0, MetricPresentation($0.metric)) }
        let hasNoSkill = found.contains { $0.noSkill != nil }
        let hasRemarks = remarks.contains { !$0.isEmpty }
        var columns: [Table.Column] = [.init(.words("column-measure"))]
        if isSeveral { columns.append(.init(.words("column-model"))) }
        columns += [
            .init(.words("column-value"), numeric: true), .init(.words("column-interval"), numeric: true),
            .init(.words("column-n"), numeric: true),
        ]
        if hasNoSkill { columns.append(.init(.words("column-no-skill"), numeric: true)) }
        if hasRemarks { columns.append(.init(.words("column-remarks"))) }
        let rows = zip(found, remarks).map { found, remarks -> Table.Row in
            let metric = MetricPresentation(found.metric)
            let wording = EstimateWording(
                estimate: found.estimate, unit: metric.unit, limits: [found.noSkill].compactMap { $0 })
            var cells: [Inline?] = [.metric(metric.name)]
            if isSeveral { cells.append(.data(found.model)) }
            cells += [
                wording.value ?? .muted(wording.reason ?? .words("no-estimate")), wording.range,
                .integer(found.estimate.n),
            ]
            if hasNoSkill { cells.append(found.noSkill.map { .quantity(Quantity($0, metric.unit)) }) }
            if hasRemarks { cells.append(remarks.isEmpty ? nil : .lines(remarks)) }
            return Table.Row(cells)
        }
        return Table(.words("overall-caption"), columns, rows, stacks: true)
    }

    private static func remarks(_ found: Assessment.MetricEstimate, _ metric: MetricPresentation) -> [Inline] {
        var remarks: [Inline] = found.estimate.flags.map { .words("flag-\($0.rawValue)") }
        guard let value = found.estimate.number, let reference = found.noSkill, metric.direction != .neutral,
            found.estimate.n >= EstimateWording.intervalOnlyBelow
        else { return remarks }
        let best = found.estimate.interval.map { metric.direction == .lowerIsBetter ? $0.lower : $0.upper } ?? value
        let worst = found.estimate.interval.map { metric.direction == .lowerIsBetter ? $0.upper : $0.lower } ?? value
        if metric.isWorse(best, than: reference) {
            remarks.insert(.words("performance-below"), at: 0)
        } else if !metric.isWorse(reference, than: worst) {
            remarks.insert(.words("performance-not-above"), at: 0)
        }
        return remarks
    }

    /// One axis for all groups and models of a metric, so that its charts can be compared by eye.
    private func axis(_ metric: MetricPresentation) -> DotAndWhisker.Axis {
        var values: [Double] = []
        for found in index.assessment.estimates where found.metric == metric.name {
            let wording = EstimateWording(estimate: found.estimate, unit: metric.unit)
            if wording.showsValue, let value = found.estimate.number { values.append(value) }
            if wording.showsInterval, let interval = found.estimate.interval {
                values += [interval.lower, interval.upper]
            }
            if let reference = found.noSkill { values.append(reference) }
        }
        return DotAndWhisker.Axis(over: values, unit: metric.unit, within: metric.bounds)
    }

    private func figure(
        _ grouping: [String], _ number: Int, _ metricNumber: Int, _ axis: DotAndWhisker.Axis
    ) -> Figure? {
        let metric = index.metrics[metricNumber]
        let groups = sorted(
            index.groups(of: grouping).filter { group in
                index.models.contains { index.estimate(model: $0, metric: metric.name, group: group) != nil }
            }, metric)
        guard !groups.isEmpty else { return nil }
        let all = [.overall] + groups
        let hasNoSkill = all.contains { noSkill(metric, $0) != nil }
        let chart = DotAndWhisker(
            axis: axis, series: index.models.map { .data($0) }, rows: all.map { row($0, metric) },
            reference: reference(metric), band: band(metric, grouping),
            tickMeaning: hasNoSkill ? .words("column-no-skill") : nil, groupHeader: .words("column-group"),
            valueHeader: .words("column-value-interval"), countHeader: .words("column-n"))
        let columns = AssessmentIndex.name(of: grouping)
        return Figure(
            anchor: Anchor.figure(grouping: number, metric: metricNumber),
            caption: .words("chart-title-by", ["measure": .metric(metric.name), "columns": columns]),
            description: .words(
                "chart-description", ["measure": .metric(metric.name), "n": .integer(groups.count)]),
            chart: .dots(chart), data: data(groups, metric), dataSummary: .words("chart-figures"),
            notes: number == 0
                ? [.sequence([.metricMeaning(metric.name), direction(metric)])] : [direction(metric)])
    }

    private func direction(_ metric: MetricPresentation) -> Inline {
        switch metric.direction {
        case .higherIsBetter: .words("higher-is-better")
        case .lowerIsBetter: .words("lower-is-better")
        case .neutral: .words("neither-is-better")
        }
    }

    private func noSkill(_ metric: MetricPresentation, _ group: GroupKey) -> Double? {
        index.models.compactMap { index.estimate(model: $0, metric: metric.name, group: group)?.noSkill }.first
    }

    /// Worst first by any model's value; groups without a value that may be shown last.
    private func sorted(_ groups: [GroupKey], _ metric: MetricPresentation) -> [GroupKey] {
        let worst = groups.map { group -> (group: GroupKey, value: Double?, n: Int) in
            let found = index.models.compactMap {
                index.estimate(model: $0, metric: metric.name, group: group)?.estimate
            }
            let shown = found.filter { EstimateWording(estimate: $0, unit: metric.unit).showsValue }
            let values = shown.compactMap(\.number)
            return (group, values.min { metric.isWorse($0, than: $1) }, found.map(\.n).max() ?? 0)
        }
        return worst.sorted { a, b in
            switch (a.value, b.value) {
            case (let x?, let y?) where x != y: metric.isWorse(x, than: y)
            case (_?, nil): true
            case (nil, _?): false
            case (nil, nil) where a.n != b.n: a.n > b.n
            default: a.group < b.group
            }
        }.map(\.group)
    }

    private func row(_ group: GroupKey, _ metric: MetricPresentation) -> DotAndWhisker.Row {
        var marks: [DotAndWhisker.Mark] = []
        var values: [Inline] = []
        var counts: [Int] = []
        for (series, model) in index.models.enumerated() {
            guard let found = index.estimate(model: model, metric: metric.name, group: group) else {
                values.append(.muted(.words("not-applicable")))
                continue
            }
            let wording = EstimateWording(estimate: found.estimate, unit: metric.unit)
            values.append(wording.line)
            counts.append(found.estimate.n)
            let interval = wording.showsInterval ? found.estimate.interval.map { $0.lower...$0.upper } : nil
            let value = wording.showsValue ? found.estimate.number : nil
            if value != nil || interval != nil {
                marks.append(DotAndWhisker.Mark(series: series, value: value, interval: interval))
            }
        }
        let shownCounts = Set(counts).count == 1 ? Array(counts.prefix(1)) : counts
        return DotAndWhisker.Row(
            label: .group(group), isTotal: group.isOverall, marks: marks, tick: noSkill(metric, group), values: values,
            counts: shownCounts.map { .integer($0) })
    }

    /// With one model its value for everybody; with several there is no one line that serves them all.
    private func reference(_ metric: MetricPresentation) -> (value: Double, meaning: Inline)? {
        guard index.models.count == 1, let model = index.models.first,
            let value = index.estimate(model: model, metric: metric.name, group: .overall)?.estimate.number
        else { return nil }
        return (value, .words("chart-reference-overall"))
    }

    /// The values that a gate on this metric and grouping allows, if they are the same for all groups.
    private func band(
        _ metric: MetricPresentation, _ grouping: [String]
    ) -> (range: ClosedRange<Double>, meaning: Inline)? {
        let infinity = Double.infinity
        for result in index.assessment.gates where result.gate.metric == metric.name && result.gate.by == grouping {
            let meaning = Inline.words("chart-band", ["gate": .data(result.gate.name)])
            switch result.gate.comparison {
            case .value(.floor(let limit)), .worstGroup(.floor(let limit)): return (limit...infinity, meaning)
            case .value(.ceiling(let limit)), .worstGroup(.ceiling(let limit)): return (-infinity...limit, meaning)
            case .difference(.named, let tolerance) where index.models.count == 1:
                guard let value = result.components.compactMap(\.referenceValue).first else { continue }
                if result.gate.harm == .twoSided { return (value - tolerance...value + tolerance, meaning) }
                return metric.direction == .lowerIsBetter
                    ? (-infinity...value + tolerance, meaning) : (value - tolerance...infinity, meaning)
            default: continue
            }
        }
        return nil
    }

    /// The chart's numbers and what cannot be drawn: one row a group, one pair of columns a model.
    private func data(_ groups: [GroupKey], _ metric: MetricPresentation) -> Table {
        let isSeveral = index.models.count > 1
        let found = groups.map { group in
            index.models.map { index.estimate(model: $0, metric: metric.name, group: group) }
        }
        // Models are mostly judged on the same rows: then one column says how many.
        let countsDiffer = found.contains { Set($0.compactMap { $0?.estimate.n }).count > 1 }
        let hasNoSkill = found.contains { $0.contains { $0?.noSkill != nil } }
        let remarks = found.map { row -> [Inline] in
            var seen: [Inline] = []
            for (model, found) in zip(index.models, row) {
                guard let found else { continue }
                for remark in Self.remarks(found, metric) {
                    let isSaid = row.allSatisfy { $0.map { Self.remarks($0, metric).contains(remark) } ?? false }
                    let line = isSeveral && !isSaid ? Inline.sequence([.data(model), remark]) : remark
                    if !seen.contains(line) { seen.append(line) }
                }
            }
            return seen
        }
        let hasRemarks = remarks.contains { !$0.isEmpty }
        var columns: [Table.Column] = [.init(.words("column-group"))]
        for model in index.models {
            let name = Inline.data(model)
            columns.append(.init(isSeveral ? name : .words("column-value"), numeric: true))
            columns.append(.init(.words("column-interval"), numeric: true))
            if countsDiffer { columns.append(.init(.words("column-n"), numeric: true)) }
        }
        if !countsDiffer { columns.append(.init(.words("column-n"), numeric: true)) }
        if hasNoSkill { columns.append(.init(.words("column-no-skill"), numeric: true)) }
        if hasRemarks { columns.append(.init(.words("column-remarks"))) }
        let rows = zip(groups, zip(found, remarks)).map { group, row -> Table.Row in
            let (found, remarks) = row
            var cells: [Inline?] = [.group(group)]
            for found in found {
                let wording = found.map {
                    EstimateWording(estimate: $0.estimate, unit: metric.unit, limits: [$0.noSkill].compactMap { $0 })
                }
                cells.append(wording.map { $0.value ?? .muted($0.reason ?? .words("no-estimate")) })
                cells.append(wording?.range)
                if countsDiffer { cells.append(found.map { .integer($0.estimate.n) }) }
            }
            if !countsDiffer { cells.append(found.compactMap { $0 }.first.map { .integer($0.estimate.n) }) }
            if hasNoSkill {
                cells.append(found.compactMap { $0?.noSkill }.first.map { .quantity(Quantity($0, metric.unit)) })
            }
            if hasRemarks { cells.append(remarks.isEmpty ? nil : .lines(remarks)) }
            return Table.Row(cells)
        }
        return Table(.words("chart-title", ["measure": .metric(metric.name)]), columns, rows)
    }
}
