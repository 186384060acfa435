import Probes
import Scenarios
import Statistics

/// Whether figures moved since a baseline: a chart of windows for each figure, and what moved in which group.
struct DriftPart {
    /// Changes beyond these are left to the machine-readable file, the narrowest first.
    static let rowLimit = 12

    let index: AssessmentIndex

    private var records: [Assessment.DriftRecord] { index.assessment.probes.drift }

    var sections: [Block.Section] {
        guard let first = records.first else { return [] }
        let baseline = first.search.baseline.names
        var blocks: [Block] = [
            .paragraph(
                .words(
                    "probe-drift-meaning",
                    ["first": .data(baseline.first ?? ""), "last": .data(baseline.last ?? "")])),
            .note(.words("probe-drift-looks")),
        ]
        for (number, metric) in ProbeWording.unique(records.map(\.metric)).enumerated() {
            let mine = records.filter { $0.metric == metric }
            let parts: [Block] = [.figure(figure(mine, metric, number))] + [changes(mine, metric)].compactMap { $0 }
            blocks += number == 0 ? parts : [.details(summary: .metric(metric), parts)]
        }
        blocks += DriftAlarms(records: records).blocks
        if let table = mix(first) { blocks.append(table) }
        if let table = scores { blocks.append(table) }
        return [Block.Section(Anchor.drift, .words("probe-drift-title"), blocks)]
    }

    private func figure(_ records: [Assessment.DriftRecord], _ name: String, _ number: Int) -> Figure {
        let metric = MetricPresentation(name)
        let windows = records[0].search.windows
        var values: [Double] = []
        func row(_ label: Inline, isTotal: Bool, _ window: (DriftSearch) -> DriftSearch.Window?) -> DotAndWhisker.Row {
            var marks: [DotAndWhisker.Mark] = []
            var (lines, counts): ([Inline], [Int]) = ([], [])
            for (series, record) in records.enumerated() {
                guard let estimate = window(record.search)?.estimate else {
                    lines.append(.muted(.words("not-applicable")))
                    continue
                }
                let wording = EstimateWording(estimate: estimate, unit: metric.unit)
                lines.append(wording.line)
                counts.append(estimate.n)
                let interval = wording.showsInterval ? estimate.interval.map { $0.lower...$0.upper } : nil
                let value = wording.showsValue ? estimate.number : nil
                values += [value, interval?.lowerBound, interval?.upperBound].compactMap { $0 }
                if value != nil || interval != nil {
                    marks.append(.init(series: series, value: value, interval: interval))
                }
            }
            return DotAndWhisker.Row(
                label: label, isTotal: isTotal, marks: marks, tick: nil, values: lines,
                counts: (Set(counts).count == 1 ? Array(counts.prefix(1)) : counts).map { .integer($0) })
        }
        var rows = windows.enumerated().map { place, window in
            let name = Inline.data(window.names.first ?? "")
            return row(
                window.isBaseline ? .sequence([name, .muted(.words("probe-drift-baseline"))]) : name, isTotal: false
            ) { $0.windows.indices.contains(place) ? $0.windows[place] : nil }
        }
        rows.append(row(.words("probe-drift-before"), isTotal: true) { $0.baseline })
        rows.append(row(.words("probe-drift-since"), isTotal: true) { $0.current })
        return Figure(
            anchor: "\(Anchor.drift)-\(number + 1)",
            caption: .words("probe-drift-chart", ["measure": .metric(name)]),
            description: .words("chart-description", ["measure": .metric(name), "n": .integer(windows.count)]),
            chart: .dots(
                DotAndWhisker(
                    axis: .init(over: values, unit: metric.unit, within: metric.bounds),
                    series: records.map { .data($0.model) }, rows: rows, reference: nil, band: nil, tickMeaning: nil,
                    groupHeader: .words("column-window"), valueHeader: .words("column-value-interval"),
                    countHeader: .words("column-n"))),
            data: windowTable(records, metric), dataSummary: .words("chart-figures"), notes: [])
    }

    private func windowTable(_ records: [Assessment.DriftRecord], _ metric: MetricPresentation) -> Table {
        var columns: [Table.Column] = [.init(.words("column-window"))]
        if records.count > 1 { columns.append(.init(.words("column-model"))) }
        columns += [
            .init(.words("column-value"), numeric: true), .init(.words("column-interval"), numeric: true),
            .init(.words("column-change"), numeric: true), .init(.words("column-interval"), numeric: true),
            .init(.words("column-labelled"), numeric: true), .init(.words("column-n"), numeric: true),
        ]
        let rows = records.flatMap { record in
            record.search.windows.map { window -> Table.Row in
                let value = window.estimate.map { EstimateWording(estimate: $0, unit: metric.unit) }
                let change = window.change.map {
                    EstimateWording(
                        estimate: $0, unit: metric.differenceUnit, signed: true, rows: window.estimate?.n)
                }
                var cells: [Inline?] = [.data(window.names.first ?? "")]
                if records.count > 1 { cells.append(.data(record.model)) }
                return Table.Row(
                    cells + [
                        value.map { $0.value ?? .muted($0.reason ?? .words("no-estimate")) }, value?.range,
                        change?.value, change?.range,
                        window.labelCoverage.map { .quantity(Quantity($0, .rate)) },
                        window.estimate.map { .integer($0.n) },
                    ])
            }
        }
        return Table(.words("chart-title", ["measure": .metric(metric.name)]), columns, rows)
    }

    /// Groups before and since, the widest changes first.
    private func changes(_ records: [Assessment.DriftRecord], _ name: String) -> Block? {
        let metric = MetricPresentation(name)
        var rows: [(size: Double, row: Table.Row)] = []
        for record in records {
            guard let current = record.search.current else { continue }
            let base = Dictionary(
                record.search.baseline.groups.map { ($0.key, $0.estimate) }, uniquingKeysWith: { first, _ in first })
            for group in current.groups {
                guard let change = group.change else { continue }
                let before = base[group.key].map { EstimateWording(estimate: $0, unit: metric.unit) }
                let now = EstimateWording(estimate: group.estimate, unit: metric.unit)
                let moved = EstimateWording(
                    estimate: change, unit: metric.differenceUnit, signed: true,
                    rows: min(group.estimate.n, base[group.key]?.n ?? group.estimate.n))
                var cells: [Inline?] = [.group(group.key)]
                if records.count > 1 { cells.append(.data(record.model)) }
                cells += [
                    before.map { $0.value ?? .muted($0.reason ?? .words("no-estimate")) },
                    now.value ?? .muted(now.reason ?? .words("no-estimate")), moved.value, moved.range,
                    .integer(group.estimate.n),
                ]
                rows.append((moved.showsValue ? abs(change.number ?? 0) : -1, Table.Row(cells)))
            }
        }
        guard !rows.isEmpty else { return nil }
        let ordered = rows.enumerated().sorted { a, b in
            a.element.size == b.element.size ? a.offset < b.offset : a.element.size > b.element.size
        }.map(\.element.row)
        var columns: [Table.Column] = [.init(.words("column-group"))]
        if records.count > 1 { columns.append(.init(.words("column-model"))) }
        columns += [
            .init(.words("column-before"), numeric: true), .init(.words("column-since"), numeric: true),
            .init(.words("column-change"), numeric: true), .init(.words("column-interval"), numeric: true),
            .init(.words("column-n"), numeric: true),
        ]
        let table = Table(
            .words("probe-drift-groups", ["measure": .metric(name)]), columns, Array(ordered.prefix(Self.rowLimit)))
        return .details(summary: .words("probe-drift-groups", ["measure": .metric(name)]), [.table(table)])
    }

    /// How the mix of people moved: the same for all models.
    private func mix(_ record: Assessment.DriftRecord) -> Block? {
        guard let current = record.search.current, !current.mix.isEmpty else { return nil }
        let rows = current.mix.map { mix -> Table.Row in
            let most = mix.levels.indices.max { mix.shift.parts[$0] < mix.shift.parts[$1] }
            let critical = mix.shift.criticalStabilityIndex()
            return Table.Row([
                .data(mix.column), .quantity(Quantity(mix.shift.stabilityIndex, .plain)),
                critical.map { .quantity(Quantity($0, .plain)) },
                mix.shift.isShown() ? most.map { .data(mix.levels[$0]) } : nil,
            ])
        }
        return .table(
            Table(
                .sequence([.words("probe-drift-mix"), .muted(.words("probe-drift-psi"))]),
                [
                    .init(.words("column-feature")), .init(.words("column-psi"), numeric: true),
                    .init(.words("column-by-chance"), numeric: true), .init(.words("column-moved-most")),
                ], rows))
    }

    /// How the scores of each model moved.
    private var scores: Block? {
        let rows = ProbeWording.unique(records.map(\.model)).compactMap { model -> Table.Row? in
            guard let shift = records.first(where: { $0.model == model })?.search.current?.scores else { return nil }
            return Table.Row([
                .data(model), shift.bins.map { .quantity(Quantity($0.stabilityIndex, .plain)) },
                shift.bins?.criticalStabilityIndex().map { .quantity(Quantity($0, .plain)) },
                .quantity(Quantity(shift.sample.largestGap, .plain)),
                ProbeWording.pValue(shift.sample.largestGapPValue),
            ])
        }
        guard !rows.isEmpty else { return nil }
        return .table(
            Table(
                .words("probe-drift-scores"),
                [
                    .init(.words("column-model")), .init(.words("column-psi"), numeric: true),
                    .init(.words("column-by-chance"), numeric: true), .init(.words("column-ks"), numeric: true),
                    .init(.words("column-p"), numeric: true),
                ], rows))
    }
}
