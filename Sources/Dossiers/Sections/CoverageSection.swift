import Scenarios
import Statistics

/// Who is affected and how much is known about them, those that were not assessed included.
struct CoverageSection {
    let index: AssessmentIndex

    private var assessment: Assessment { index.assessment }

    var section: Block.Section {
        var blocks: [Block] = [.paragraph(.words("affected-intro"))]
        if index.groupings.isEmpty { blocks.append(.table(table(of: []))) }
        if assessment.coverage.contains(where: { $0.detectable != nil }) {
            blocks.append(.note(.words("smallest-gap-note")))
        }
        for (number, grouping) in index.groupings.enumerated() {
            let table = Block.table(table(of: grouping))
            blocks.append(number < 2 ? table : .details(summary: byGrouping(grouping), [table]))
        }
        blocks += absent
        blocks += notAssessed
        blocks.append(.table(predictions))
        return Block.Section(Anchor.coverage, .words("section-affected"), blocks)
    }

    private func byGrouping(_ grouping: [String]) -> Inline {
        .words("coverage-caption", ["columns": AssessmentIndex.name(of: grouping)])
    }

    private func table(of grouping: [String]) -> Table {
        let total = index.coverage(of: .overall)
        let rows = index.groups(of: grouping).compactMap { index.coverage(of: $0) }
        let hasPopulation = rows.contains { $0.populationShare != nil }
        var columns: [Table.Column] = [
            .init(.words("column-group")), .init(.words("column-rows"), numeric: true),
            .init(.words("column-share"), numeric: true), .init(.words("column-labelled"), numeric: true),
            .init(.words("column-labelled-share"), numeric: true),
        ]
        let hasGaps = rows.contains { $0.detectable != nil }
        if hasGaps { columns.append(.init(.words("column-detectable"), numeric: true)) }
        if hasPopulation { columns.append(.init(.words("column-population"), numeric: true)) }
        func row(_ coverage: Assessment.Coverage, total isTotal: Bool) -> Table.Row {
            var cells: [Inline?] = [
                .group(coverage.group), .integer(coverage.rows), share(coverage.rows, of: total?.rows ?? 0),
                .integer(coverage.labelled), share(coverage.labelled, of: coverage.rows),
            ]
            if hasGaps {
                cells.append(
                    isTotal
                        ? nil
                        : coverage.detectable.map { .quantity(Quantity($0, .points, rounding: .up)) }
                            ?? .muted(.words("no-estimate")))
            }
            if hasPopulation {
                cells.append(
                    isTotal
                        ? nil
                        : coverage.populationShare.map { .quantity(Quantity($0, .rate)) }
                            ?? .muted(.words("not-declared")))
            }
            return Table.Row(cells, total: isTotal)
        }
        let groups = grouping.isEmpty ? [] : rows.map { row($0, total: false) }
        return Table(
            grouping.isEmpty ? .words("coverage-caption-overall") : byGrouping(grouping), columns,
            (total.map { [row($0, total: true)] } ?? []) + groups)
    }

    private func share(_ part: Int, of whole: Int) -> Inline? {
        whole > 0 ? .quantity(Quantity(Double(part) / Double(whole), .rate)) : nil
    }

    /// Groups that were declared and that no row has.
    private var absent: [Block] {
        guard !assessment.absentGroups.isEmpty else { return [] }
        return [
            .callout(
                .words("groups-absent", ["groups": .list(assessment.absentGroups.map { .group($0) })]))
        ]
    }

    /// Groups some of whose figures are missing or not shown, and why; one row for each group and reason.
    private var notAssessed: [Block] {
        var order: [Key] = []
        var metrics: [Key: [String]] = [:]
        for estimate in assessment.estimates {
            let wording = EstimateWording(estimate: estimate.estimate, unit: .plain)
            guard let reason = wording.reason else { continue }
            let key = Key(group: estimate.group, reason: reason)
            if metrics[key] == nil { order.append(key) }
            if !metrics[key, default: []].contains(estimate.metric) {
                metrics[key, default: []].append(estimate.metric)
            }
        }
        guard !order.isEmpty else { return [.note(.words("affected-nobody-left-out"))] }
        func table(_ keys: [Key], stacks: Bool) -> Block {
            .table(
                Table(
                    .words("affected-not-assessed"),
                    [
                        .init(.words("column-group")), .init(.words("column-rows"), numeric: true),
                        .init(.words("column-reason")), .init(.words("column-measure")),
                    ],
                    keys.map { key in
                        let names = metrics[key] ?? []
                        return Table.Row([
                            .sequence([.group(key.group)] + columns(of: key.group)),
                            index.coverage(of: key.group).map { .integer($0.rows) }, key.reason,
                            names.count == index.metrics.count && names.count > 1
                                ? .words("all-metrics") : .list(names.map { .metric($0) }),
                        ])
                    }, stacks: stacks))
        }
        // Crossed groups are many and small: they are there for who looks for them.
        let single = order.filter { $0.group.dimensions.count <= 1 }
        let crossings = index.groupings.filter { $0.count > 1 }
        return (single.isEmpty ? [] : [table(single, stacks: true)])
            + crossings.compactMap { crossing in
                let keys = order.filter { $0.group.dimensions == crossing }
                guard !keys.isEmpty else { return nil }
                return .details(
                    summary: .sequence([.words("affected-not-assessed"), .muted(byColumns(crossing))]),
                    [table(keys, stacks: false)])
            }
    }

    private func byColumns(_ columns: [String]) -> Inline {
        .words("by-columns", ["columns": AssessmentIndex.name(of: columns)])
    }

    /// Which columns a group's levels are of, where groups of several stand together.
    private func columns(of group: GroupKey) -> [Inline] {
        group.isOverall ? [] : [.muted(byColumns(group.dimensions))]
    }

    private struct Key: Hashable {
        let group: GroupKey
        let reason: Inline
    }

    /// How far each model's predictions and the rows go together.
    private var predictions: Table {
        Table(
            .words("predictions-caption"),
            [
                .init(.words("column-model")), .init(.words("column-matched"), numeric: true),
                .init(.words("column-without-prediction"), numeric: true),
                .init(.words("column-unmatched"), numeric: true), .init(.words("column-threshold"), numeric: true),
            ],
            assessment.models.map { model in
                Table.Row([
                    .data(model.name), .integer(model.matched), .integer(model.withoutPrediction),
                    .integer(model.unmatchedPredictions),
                    model.threshold.map {
                        .quantity(Quantity($0, .plain, places: Quantity.places(declared: $0, .plain)))
                    },
                ])
            }, stacks: true)
    }
}
