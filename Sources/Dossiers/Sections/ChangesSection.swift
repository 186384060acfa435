import Scenarios
import Statistics

/// What is different from an earlier assessment: verdicts, figures, gaps and groups.
struct ChangesSection {
    /// Changes of groups beyond these are left to the machine-readable file, the widest ones first.
    static let rowLimit = 12

    let index: AssessmentIndex

    private typealias Change = Assessment.Changes.Change

    /// `nil` without an earlier assessment.
    var section: Block.Section? {
        guard let changes = index.assessment.changes else { return nil }
        var blocks: [Block] = [.paragraph(.sequence([since(changes), .words("changes-meaning")]))]
        if !changes.hasOtherData {
            blocks.append(.callout(.words("changes-same-data")))
        } else if changes.mayShareRows {
            blocks.append(.callout(.words("changes-shared-rows")))
        }
        if let gates = gates(changes) { blocks.append(gates) }
        let overall = changes.figures.filter(\.group.isOverall)
        if !overall.isEmpty {
            blocks.append(.table(table("changes-overall-caption", overall, hasGroup: false, hasReference: false)))
        }
        let groups = changes.figures.filter { !$0.group.isOverall }
        if !groups.isEmpty { blocks += shown("changes-groups-caption", groups, hasReference: false) }
        if !changes.gaps.isEmpty { blocks += shown("changes-gaps-caption", changes.gaps, hasReference: true) }
        let lists: [(String, [Inline])] = [
            ("changes-new-groups", changes.newGroups.map { .group($0) }),
            ("changes-gone-groups", changes.goneGroups.map { .group($0) }),
            ("changes-new-models", changes.newModels.map { .data($0) }),
            ("changes-gone-models", changes.goneModels.map { .data($0) }),
        ]
        let told = lists.filter { !$0.1.isEmpty }.map { Inline.words($0.0, ["names": .list($0.1)]) }
        if !told.isEmpty { blocks.append(.list(ordered: false, told)) }
        return Block.Section("changes", .words("section-changes"), blocks)
    }

    private func since(_ changes: Assessment.Changes) -> Inline {
        let version = Inline.code(changes.programVersion)
        if let date = changes.date {
            return .words("changes-since-date", ["date": .date(date), "version": version])
        }
        if let period = changes.period {
            return .words(
                "changes-since-period",
                ["first": .date(period.first), "last": .date(period.last), "version": version])
        }
        return .words("changes-since", ["version": version])
    }

    private func gates(_ changes: Assessment.Changes) -> Block? {
        guard !changes.gates.isEmpty else { return nil }
        let changed = changes.gates.filter { $0.then.name != $0.now.name }
        guard !changed.isEmpty else { return .paragraph(.words("changes-no-gate")) }
        var columns: [Table.Column] = [.init(.words("column-gate"))]
        if index.models.count > 1 { columns.append(.init(.words("column-model"))) }
        columns += [.init(.words("column-then")), .init(.words("column-now"))]
        return .table(
            Table(
                .words("changes-gates-caption"), columns,
                changed.map { gate in
                    var cells: [Inline?] = [.data(gate.gate)]
                    if index.models.count > 1 { cells.append(.data(gate.model)) }
                    return Table.Row(cells + [.verdict(gate.then), .verdict(gate.now)])
                }, stacks: true))
    }

    /// The changes that are shown among all that were looked at, or that none is.
    private func shown(_ caption: String, _ changes: [Change], hasReference: Bool) -> [Block] {
        let found = changes.enumerated().filter { $0.element.isShown && wording($0.element).showsValue }.sorted {
            a, b in
            let (x, y) = (abs(a.element.now - a.element.then), abs(b.element.now - b.element.then))
            return x != y ? x > y : a.offset < b.offset
        }.map(\.element)
        let count = Inline.integer(changes.count)
        guard !found.isEmpty else {
            return [.paragraph(.words(hasReference ? "changes-no-gap" : "changes-no-group", ["count": count]))]
        }
        var blocks: [Block] = [
            .table(
                table(caption, Array(found.prefix(Self.rowLimit)), hasGroup: true, hasReference: hasReference)),
            .note(.words("changes-family", ["count": count])),
        ]
        if found.count > Self.rowLimit {
            blocks.append(.note(.words("rows-left-out", ["count": .integer(found.count - Self.rowLimit)])))
        }
        return blocks
    }

    private func wording(_ change: Change) -> EstimateWording {
        EstimateWording(
            estimate: change.estimate, unit: MetricPresentation(change.metric).differenceUnit, signed: true,
            rows: change.leastRows, limits: [0])
    }

    private func table(_ caption: String, _ changes: [Change], hasGroup: Bool, hasReference: Bool) -> Table {
        let isSeveral = index.models.count > 1
        var columns: [Table.Column] = [.init(.words(hasGroup ? "column-group" : "column-measure"))]
        if hasGroup { columns.append(.init(.words("column-measure"))) }
        if isSeveral { columns.append(.init(.words("column-model"))) }
        if hasReference { columns.append(.init(.words("column-reference"))) }
        columns += ["column-then", "column-now", "column-change", "column-interval"].map {
            .init(.words($0), numeric: true)
        }
        return Table(
            .sequence([.words(caption), .muted(.words("points-for-shares"))]), columns,
            changes.map { change in
                let metric = MetricPresentation(change.metric)
                let wording = wording(change)
                func value(_ number: Double) -> Inline? {
                    guard wording.showsValue else { return nil }
                    return .quantity(
                        hasReference
                            ? Quantity(number, metric.differenceUnit, signed: true) : Quantity(number, metric.unit))
                }
                var cells: [Inline?] = hasGroup ? [.group(change.group)] : []
                cells.append(.metric(change.metric))
                if isSeveral { cells.append(.data(change.model)) }
                if hasReference {
                    cells.append(change.reference.map { .group($0) } ?? .words("reference-complement"))
                }
                return Table.Row(
                    cells + [
                        value(change.then), value(change.now),
                        wording.value ?? .muted(wording.reason ?? .words("no-estimate")), wording.range,
                    ])
            })
    }
}
