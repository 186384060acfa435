import Metrics
import Scenarios
import Statistics

/// Named measures of how differently groups are treated, each with what it means and what it is bought with.
struct FairnessSection {
    let index: AssessmentIndex

    private var records: [FairnessRecord] { index.assessment.fairness }

    /// `nil` without measures.
    var section: Block.Section? {
        guard !records.isEmpty else { return nil }
        var blocks: [Block] = [.paragraph(.words("fairness-intro")), .definitions(definitions)]
        var groupings: [[String]] = []
        for record in records where !groupings.contains(record.grouping) { groupings.append(record.grouping) }
        for (number, grouping) in groupings.enumerated() {
            let table = Block.table(table(byMeasure.filter { $0.grouping == grouping }))
            let title = Inline.words("by-title", ["columns": AssessmentIndex.name(of: grouping)])
            blocks.append(
                .section(
                    Block.Section(
                        "fairness-\(number + 1)", title,
                        number == 0 ? [table] : [.details(summary: .words("show-tables"), [table])])))
        }
        return Block.Section("fairness", .words("section-fairness"), blocks)
    }

    /// The models stand side by side under each measure.
    private var byMeasure: [FairnessRecord] {
        let names = records.map(\.measure.name)
        return records.enumerated().sorted { a, b in
            let (x, y) = (
                names.firstIndex(of: a.element.measure.name) ?? 0, names.firstIndex(of: b.element.measure.name) ?? 0
            )
            return x != y ? x < y : a.offset < b.offset
        }.map(\.element)
    }

    private var definitions: [Block.Definition] {
        var seen: Set<String> = []
        return records.filter { seen.insert($0.measure.name).inserted }.map { record in
            let measure = FairnessPresentation(measure: record.measure)
            return Block.Definition(measure.name, .lines([measure.meaning] + measure.tradeOffs.map { .muted($0) }))
        }
    }

    private func table(_ records: [FairnessRecord]) -> Table {
        let isSeveral = index.models.count > 1
        let hasExpected = records.contains { $0.result.expected != nil }
        var columns: [Table.Column] = [.init(.words("column-measure"))]
        if isSeveral { columns.append(.init(.words("column-model"))) }
        columns += [
            .init(.words("column-value"), numeric: true), .init(.words("column-interval"), numeric: true),
            .init(.words("column-ideal"), numeric: true),
        ]
        if hasExpected { columns.append(.init(.words("column-by-chance"), numeric: true)) }
        columns += [.init(.words("column-group")), .init(.words("column-reference"))]
        return Table(
            .sequence(
                [.words("fairness-caption"), .muted(.words("points-for-shares"))]
                    + (hasExpected ? [.muted(.words("by-chance-meaning"))] : [])), columns,
            records.map { row($0, isSeveral: isSeveral, hasExpected: hasExpected) }, stacks: true)
    }

    private func row(_ record: FairnessRecord, isSeveral: Bool, hasExpected: Bool) -> Table.Row {
        let measure = FairnessPresentation(measure: record.measure)
        let result = record.result
        let wording = EstimateWording(
            estimate: result.estimate, unit: measure.unit, signed: measure.isSigned, rows: record.leastRows,
            limits: [record.measure.ideal])
        var cells: [Inline?] = [measure.name]
        if isSeveral { cells.append(.data(record.model)) }
        cells += [
            wording.value ?? .muted(wording.reason ?? .words("no-estimate")), wording.range,
            .quantity(Quantity(record.measure.ideal, measure.unit, places: 0)),
        ]
        if hasExpected {
            cells.append(wording.showsValue ? result.expected.map { .quantity(Quantity($0, measure.unit)) } : nil)
        }
        cells += [
            result.group.map { .group($0) },
            result.reference.map { .group($0) }
                ?? (record.reference == .complement && result.group != nil ? .words("reference-complement") : nil),
        ]
        return Table.Row(cells)
    }
}
