import Metrics
import Scenarios
import Statistics

/// What is drawn of the answers of commands.
extension PlotForm {
    /// Estimates, a panel a metric; those of groups stand beside the figure of everybody.
    init(_ records: [Assessment.MetricEstimate], of question: Question) {
        let dimensions = EstimateTable.dimensions(records.map(\.group))
        let isSelective = records.contains { $0.labels != nil }
        let isGrouped = records.contains { !$0.group.isOverall }
        let metrics = PlotForm.once(records.map(\.metric))
        var everybody: [String: Double] = [:]
        let declared = metrics.compactMap { Catalogue.metric(named: $0, outcome: question.outcome) }
        if isGrouped, !isSelective {
            for record in question.builder.estimates(declared, by: []) {
                everybody[record.metric] = record.estimate.number
            }
        }
        let figures = records.map { record in
            let assumed: [ResultTable.Cell] = isSelective ? [.text(record.labels?.rawValue ?? "")] : []
            return Figure(
                labels: EstimateTable.groupCells(record.group, dimensions) + assumed, panel: record.metric,
                estimate: record.estimate, rows: EstimateTable.floorRows(record.metric, record.estimate.n),
                reference: everybody[record.metric])
        }
        self.init(
            labels: dimensions + (isSelective ? ["labels"] : []), figures: figures,
            panels: metrics.map { name in
                Panel(
                    name: name,
                    scale: Catalogue.metric(named: name, outcome: question.outcome).map { PlotScale($0) }
                        ?? PlotScale(within: -Double.infinity...Double.infinity),
                    reference: "everybody")
            }, footers: question.footers)
    }

    /// Gaps, a panel a metric, about the value that means none.
    ///
    /// - Parameter denominators: the rows that the figure of the group, and that of its reference, rest on.
    init(
        _ records: [Assessment.Comparison], of question: Question, tolerance: Double?,
        denominators: (Assessment.Comparison) -> (group: Int, reference: Int)
    ) {
        let dimensions = EstimateTable.dimensions(records.map(\.group))
        let kind = records.first?.kind ?? .difference
        let figures = records.map { record in
            let rows = denominators(record)
            let against = record.reference.map { $0.levels.map(\.name).joined(separator: ", ") } ?? record.referenceKind
            return Figure(
                labels: EstimateTable.groupCells(record.group, dimensions) + [.text(against)], panel: record.metric,
                estimate: record.estimate,
                rows: EstimateTable.floorRows(record.metric, min(rows.group, rows.reference)),
                reference: PlotForm.noGap(kind))
        }
        self.init(
            labels: dimensions + ["against"], figures: figures,
            panels: PlotForm.once(records.map(\.metric)).map { name in
                let metric = Catalogue.metric(named: name, outcome: question.outcome)
                return Panel(name: name, scale: PlotForm.scale(kind, of: metric), reference: "no gap")
            }, tolerance: tolerance, footers: ["\(kind.rawValue) · " + (question.footers.first ?? "")])
    }

    /// Fairness measures: those of which 0 is ideal, and those of which 1 is.
    init(_ records: [FairnessRecord], footers: [String]) {
        let isCrossed = Set(records.map(\.grouping)).count > 1
        func panel(_ measure: FairnessMeasure) -> String { measure.ideal == 1 ? "ratios" : "differences" }
        let figures = records.map { record in
            Figure(
                labels: (isCrossed ? [.text(record.grouping.joined(separator: ", "))] : [])
                    + [.text(record.measure.name)], panel: panel(record.measure), estimate: record.result.estimate,
                rows: record.leastRows, reference: record.measure.ideal)
        }
        self.init(
            labels: (isCrossed ? ["by"] : []) + ["measure"], figures: figures,
            panels: [
                Panel(
                    name: "differences", scale: PlotScale(within: -Double.infinity...Double.infinity),
                    reference: "all groups alike"),
                Panel(name: "ratios", scale: .ratios, reference: "all groups alike"),
            ], footers: footers)
    }

    /// Two models on the same rows.
    init(_ records: [PairedRecord], footers: [String]) {
        let dimensions = EstimateTable.dimensions(records.map(\.group))
        let figures = records.map { record in
            var labels = EstimateTable.groupCells(record.group, dimensions)
            if record.group.isOverall, !labels.isEmpty { labels[0] = .text("everybody") }
            return Figure(
                labels: labels, panel: record.metric, estimate: record.difference, rows: record.difference.n,
                reference: 0)
        }
        let first = records.first
        self.init(
            labels: dimensions, figures: figures,
            panels: PlotForm.once(records.map(\.metric)).map {
                Panel(
                    name: $0, scale: .differences(of: Catalogue.metric(named: $0)?.range ?? 0...1),
                    reference: "no difference")
            }, footers: ["\(first?.model ?? "") less \(first?.against ?? "")"] + footers)
    }

    private static func once(_ names: [String]) -> [String] {
        var found: [String] = []
        for name in names where !found.contains(name) { found.append(name) }
        return found
    }

    /// The gap of groups that are alike; a worst group has none.
    private static func noGap(_ kind: Assessment.Comparison.Kind) -> Double? {
        switch kind {
        case .difference, .range: 0
        case .ratio: 1
        case .worstGroup: nil
        }
    }

    private static func scale(_ kind: Assessment.Comparison.Kind, of metric: Metric?) -> PlotScale {
        let range = metric?.range ?? -Double.infinity...Double.infinity
        return switch kind {
        case .difference: .differences(of: range)
        case .ratio: .ratios
        case .range: PlotScale(within: 0...PlotScale.differences(of: range).bounds.upperBound)
        case .worstGroup: PlotScale(within: range)
        }
    }
}
