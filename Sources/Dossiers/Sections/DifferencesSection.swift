import Scenarios
import Statistics

/// Gaps between groups: each group against its reference, and the widest gap of each metric.
struct DifferencesSection {
    /// More comparisons than this are left to the machine-readable file, the widest ones first.
    static let rowLimit = 8
    /// The same where tables are folded away.
    static let foldedRowLimit = 3

    let index: AssessmentIndex

    private var comparisons: [Assessment.Comparison] { index.assessment.comparisons }

    /// `nil` when nothing was compared.
    var section: Block.Section? {
        guard !comparisons.isEmpty else { return nil }
        var blocks: [Block] = [
            .paragraph(.sequence([.words("differences-intro"), .words("differences-tradeoff")]))
        ]
        var isFirst = true
        for (number, grouping) in index.groupings.enumerated() {
            let compared = index.metrics.flatMap {
                pairs(grouping, $0, limit: isFirst ? Self.rowLimit : Self.foldedRowLimit)
            }
            let parts = (ranges(grouping).map { [.table($0)] } ?? []) + compared
            guard !parts.isEmpty else { continue }
            let title = Inline.words("by-title", ["columns": AssessmentIndex.name(of: grouping)])
            let body: [Block] =
                isFirst ? parts : [.details(summary: .words("show-tables"), parts)]
            blocks.append(.section(Block.Section("gaps-\(number + 1)", title, body)))
            isFirst = false
        }
        return Block.Section(Anchor.differences, .words("section-differences"), blocks)
    }

    private func rows(_ comparison: Assessment.Comparison) -> Int {
        index.rows(
            model: comparison.model, metric: comparison.metric, group: comparison.group,
            reference: comparison.reference, atMost: comparison.estimate.n)
    }

    private func wording(_ comparison: Assessment.Comparison) -> EstimateWording {
        let metric = MetricPresentation(comparison.metric)
        let (unit, signed): (Quantity.Unit, Bool) =
            switch comparison.kind {
            case .difference: (metric.differenceUnit, true)
            case .range: (metric.differenceUnit, false)
            case .ratio: (.plain, false)
            case .worstGroup: (metric.unit, false)
            }
        let none: Double? =
            switch comparison.kind {
            case .difference: 0
            case .ratio: 1
            case .range, .worstGroup: nil
            }
        return EstimateWording(
            estimate: comparison.estimate, unit: unit, signed: signed, rows: rows(comparison),
            limits: [none].compactMap { $0 })
    }

    /// The largest less the smallest value of each metric over the groups of a grouping.
    private func ranges(_ grouping: [String]) -> Table? {
        let found = comparisons.filter { $0.kind == .range && $0.group.dimensions == grouping }
        guard !found.isEmpty else { return nil }
        var columns: [Table.Column] = [.init(.words("column-measure"))]
        if index.models.count > 1 { columns.append(.init(.words("column-model"))) }
        columns += [
            .init(.words("column-lowest")), .init(.words("column-highest")),
            .init(.words("column-range"), numeric: true), .init(.words("column-interval"), numeric: true),
        ]
        // A range is never 0 in data: how much of it noise explains stands beside it (METHODS §3.5).
        let hasExpected = found.contains { $0.expected != nil }
        if hasExpected { columns.append(.init(.words("column-by-chance"), numeric: true)) }
        let hasExcluded = found.contains { !$0.excluded.isEmpty }
        if hasExcluded { columns.append(.init(.words("column-left-out"), numeric: true)) }
        return Table(
            .sequence(
                [.words("ranges-caption"), .muted(.words("points-for-shares"))]
                    + (hasExpected ? [.muted(.words("by-chance-meaning"))] : [])), columns,
            found.map { comparison in
                let metric = MetricPresentation(comparison.metric)
                let wording = wording(comparison)
                var cells: [Inline?] = [.metric(comparison.metric)]
                if index.models.count > 1 { cells.append(.data(comparison.model)) }
                cells += [
                    extreme(comparison.group, comparison.groupValue, metric, wording),
                    comparison.reference.map { extreme($0, comparison.referenceValue, metric, wording) },
                    wording.value ?? .muted(wording.reason ?? .words("no-estimate")), wording.range,
                ]
                if hasExpected {
                    cells.append(comparison.expected.map { .quantity(Quantity($0, metric.differenceUnit)) })
                }
                if hasExcluded { cells.append(.integer(comparison.excluded.count)) }
                return Table.Row(cells)
            })
    }

    private func extreme(
        _ group: GroupKey, _ value: Double?, _ metric: MetricPresentation, _ wording: EstimateWording
    ) -> Inline {
        guard wording.showsValue, let value else { return .group(group) }
        return .sequence([.group(group), .muted(.quantity(Quantity(value, metric.unit)))])
    }

    /// Differences and ratios of one metric within a grouping, the widest first.
    private func pairs(_ grouping: [String], _ metric: MetricPresentation, limit: Int) -> [Block] {
        let mine = comparisons.filter {
            $0.metric == metric.name && $0.group.dimensions == grouping && ($0.kind == .difference || $0.kind == .ratio)
        }
        guard !mine.isEmpty else { return [] }
        let ordered = mine.enumerated().sorted { a, b in
            let (x, y) = (size(a.element), size(b.element))
            return x != y ? x > y : a.offset < b.offset
        }.map(\.element)
        let shown = ordered.prefix(limit)
        let isSeveral = index.models.count > 1
        let hasRatios = shown.contains { $0.kind == .ratio }
        var columns: [Table.Column] = [.init(.words("column-group"))]
        if isSeveral { columns.append(.init(.words("column-model"))) }
        // A reference that all have in common stands in the caption.
        let references = Set(shown.map(\.reference))
        if references.count > 1 { columns.append(.init(.words("column-reference"))) }
        if hasRatios { columns.append(.init(.words("column-kind"))) }
        columns += [
            .init(.words("column-in-group"), numeric: true), .init(.words("column-in-reference"), numeric: true),
            .init(.words(hasRatios ? "column-value" : "column-difference"), numeric: true),
            .init(.words("column-interval"), numeric: true),
        ]
        let title = Inline.words(
            metric.unit == .rate ? "pairs-caption-points" : "pairs-caption", ["measure": .metric(metric.name)])
        let common = references.count == 1 ? shown.first.map(reference) : nil
        let caption = common.map { .sequence([title, .muted(.words("compared-with", ["reference": $0]))]) } ?? title
        let table = Table(
            caption, columns,
            shown.map { row($0, metric, isSeveral: isSeveral, hasReference: common == nil, hasRatios: hasRatios) })
        let rest = ordered.count - shown.count
        return rest > 0 ? [.table(table), .note(.words("rows-left-out", ["count": .integer(rest)]))] : [.table(table)]
    }

    /// How far a comparison is from no gap; −1 where that is not known or not shown.
    private func size(_ comparison: Assessment.Comparison) -> Double {
        guard wording(comparison).showsValue, let value = comparison.estimate.number else { return -1 }
        return comparison.kind == .ratio ? abs(value - 1) : abs(value)
    }

    private func reference(_ comparison: Assessment.Comparison) -> Inline {
        comparison.reference.map { .group($0) } ?? .words("reference-complement")
    }

    private func row(
        _ comparison: Assessment.Comparison, _ metric: MetricPresentation, isSeveral: Bool, hasReference: Bool,
        hasRatios: Bool
    ) -> Table.Row {
        let wording = wording(comparison)
        func value(_ number: Double?) -> Inline? {
            wording.showsValue ? number.map { .quantity(Quantity($0, metric.unit)) } : nil
        }
        var cells: [Inline?] = [.group(comparison.group)]
        if isSeveral { cells.append(.data(comparison.model)) }
        if hasReference { cells.append(reference(comparison)) }
        if hasRatios { cells.append(.words(comparison.kind == .ratio ? "column-ratio" : "column-difference")) }
        cells += [
            value(comparison.groupValue), value(comparison.referenceValue),
            wording.value ?? .muted(wording.reason ?? .words("no-estimate")), wording.range,
        ]
        return Table.Row(cells)
    }
}
