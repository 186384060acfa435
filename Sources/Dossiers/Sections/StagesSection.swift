import Scenarios
import Statistics

/// What rules, people and appeals make of the model's decisions: the gap behind each stage, and what each adds to it.
struct StagesSection {
    /// More groups than this are left to the machine-readable file, those with the widest gap at the end first.
    static let groupLimit = 6

    let index: AssessmentIndex

    private var records: [StageRecord] { index.assessment.stages }

    /// One group at all stages, the model first.
    private struct Course {
        let records: [StageRecord]
        var first: Assessment.Comparison { records[0].comparison }
        /// Whether some stage moves the gap.
        var isMoved: Bool { records.contains { ($0.change?.number ?? 0) != 0 } }
        /// How wide the gap is in the end; −1 where that is not known.
        var size: Double { records.last?.comparison.estimate.number.map(abs) ?? -1 }
    }

    /// `nil` when no model declares stages.
    var section: Block.Section? {
        let courses = courses
        guard !courses.isEmpty else { return nil }
        var blocks: [Block] = [.paragraph(.words("stages-intro"))]
        let moved = index.metrics.filter { metric in
            courses.contains { $0.first.metric == metric.name && $0.isMoved }
        }
        if moved.isEmpty { blocks.append(.paragraph(.words("stages-none"))) }
        var isFirst = true
        for (number, grouping) in index.groupings.enumerated() {
            let own = courses.filter { $0.first.group.dimensions == grouping }
            let tables = moved.flatMap { metric in
                table(own.filter { $0.first.metric == metric.name }, metric)
            }
            guard !tables.isEmpty else { continue }
            let title = Inline.words("by-title", ["columns": AssessmentIndex.name(of: grouping)])
            let body: [Block] = isFirst ? tables : [.details(summary: .words("show-tables"), tables)]
            blocks.append(.section(Block.Section("stages-\(number + 1)", title, body)))
            isFirst = false
        }
        return Block.Section("stages", .words("section-stages"), blocks)
    }

    /// The records by group: each course starts with the model.
    private var courses: [Course] {
        var courses: [[StageRecord]] = []
        for record in records {
            if record.change == nil || courses.isEmpty { courses.append([]) }
            courses[courses.count - 1].append(record)
        }
        return courses.map { Course(records: $0) }
    }

    private func table(_ courses: [Course], _ metric: MetricPresentation) -> [Block] {
        guard !courses.isEmpty else { return [] }
        let ordered = courses.enumerated().sorted { a, b in
            a.element.size != b.element.size ? a.element.size > b.element.size : a.offset < b.offset
        }.map(\.element)
        let isSeveral = Set(records.map(\.comparison.model)).count > 1
        var columns: [Table.Column] = [.init(.words("column-group"))]
        if isSeveral { columns.append(.init(.words("column-model"))) }
        columns += [
            .init(.words("column-stage")), .init(.words("column-in-group"), numeric: true),
            .init(.words("column-in-reference"), numeric: true), .init(.words("column-difference"), numeric: true),
            .init(.words("column-interval"), numeric: true), .init(.words("column-added"), numeric: true),
            .init(.words("column-interval"), numeric: true),
        ]
        let title = Inline.words(
            metric.unit == .rate ? "stages-caption-points" : "stages-caption", ["measure": .metric(metric.name)])
        let references = Set(courses.map(\.first.reference))
        let common = references.count == 1 ? courses[0].first.reference : nil
        let reference = common.map { Inline.group($0) } ?? .words("reference-complement")
        let shown = ordered.prefix(Self.groupLimit)
        let table = Table(
            .sequence([title, .muted(.words("compared-with", ["reference": reference]))]), columns,
            shown.flatMap { course in course.records.map { row($0, metric, isSeveral: isSeveral) } }, stacks: true)
        let rest = ordered.count - shown.count
        return rest > 0 ? [.table(table), .note(.words("rows-left-out", ["count": .integer(rest)]))] : [.table(table)]
    }

    private func row(_ record: StageRecord, _ metric: MetricPresentation, isSeveral: Bool) -> Table.Row {
        let gap = record.comparison
        let rows = index.rows(
            model: gap.model, metric: gap.metric, group: gap.group, reference: gap.reference, atMost: gap.estimate.n)
        func wording(_ estimate: Estimate) -> EstimateWording {
            EstimateWording(
                estimate: estimate, unit: metric.differenceUnit, signed: true, rows: rows, limits: [0])
        }
        let shown = wording(gap.estimate)
        func value(_ number: Double?) -> Inline? {
            shown.showsValue ? number.map { .quantity(Quantity($0, metric.unit)) } : nil
        }
        var cells: [Inline?] = [.group(gap.group)]
        if isSeveral { cells.append(.data(gap.model)) }
        cells.append(record.change == nil ? .words("stage-model") : .data(record.stage))
        cells += [
            value(gap.groupValue), value(gap.referenceValue),
            shown.value ?? .muted(shown.reason ?? .words("no-estimate")), shown.range,
        ]
        let change = record.change.map(wording)
        cells += [change.map { $0.value ?? .muted($0.reason ?? .words("no-estimate")) }, change?.range]
        return Table.Row(cells)
    }
}
