import Diagnostics
import Interchange
import Metrics
import Probes
import Scenarios
import Statistics
import Tables

/// What other thresholds would do, as tables and records.
struct ThresholdForm {
    let study: ThresholdStudy
    let metrics: [Metric]
    let options: ThresholdStudy.Options
    let model: String

    var document: JSONValue {
        study.document(metrics: metrics, model: model, costs: options.costs, level: options.level)
    }

    var records: [JSONValue] { study.sweepRecords(metrics: metrics) }

    var long: ResultTable {
        ResultTable(
            columns: [.init("threshold", .number)]
                + metrics.flatMap { metric -> [ResultTable.Column] in
                    [
                        .init(metric.name, .number), .init(metric.name + "-lower", .number),
                        .init(metric.name + "-upper", .number),
                    ]
                } + [.init("cost", .number), .init("net-benefit", .number)]
                + ThresholdRate.allCases.map { .init($0.rawValue + "-disparity", .number) },
            rows: study.sweep.map { point in
                [threshold(point.threshold)]
                    + point.estimates.flatMap {
                        [
                            EstimateTable.number($0.number), EstimateTable.number($0.interval?.lower),
                            EstimateTable.number($0.interval?.upper),
                        ]
                    } + [EstimateTable.number(point.cost.number), EstimateTable.number(point.netBenefit?.number)]
                    + point.disparities.map(EstimateTable.number)
            })
    }

    private func threshold(_ value: Double) -> ResultTable.Cell {
        value.isFinite ? EstimateTable.number(value) : .empty(shown: "nobody")
    }

    func readable(_ footers: [String]) -> ResultTable {
        let hasGroups = study.groups.count > 1
        var columns: [ResultTable.Column] = [.init("what-if", title: "what if")]
        if hasGroups { columns.append(.init("group")) }
        columns += [.init("threshold")] + ThresholdRate.allCases.map { .init($0.rawValue, .number) }
        columns += [.init("cost", .number)]
        var rows: [[ResultTable.Cell]] = []
        func add(_ what: String, _ group: String, _ rule: String, _ rates: [Double?], _ cost: Double?) {
            rows.append(
                [.text(what)] + (hasGroups ? [.text(group)] : []) + [.text(rule)]
                    + rates.map(EstimateTable.number) + [cost.map { EstimateTable.number($0) } ?? .empty])
        }
        for point in study.sweep {
            let named = Dictionary(zip(metrics.map(\.name), point.estimates)) { first, _ in first }
            add(
                "threshold", "everybody", text(point.threshold),
                ThresholdRate.allCases.map { named[$0.rawValue]?.number },
                point.cost.number)
        }
        func add(_ what: String, _ plan: ThresholdStudy.Plan) {
            let all = RuleOutcome.together(plan.outcomes)
            func rates(_ outcome: RuleOutcome) -> [Double?] {
                ThresholdRate.allCases.map { outcome.rate($0, level: options.level).number }
            }
            let isCommon = Set(plan.rules.map { text($0) }).count == 1
            add(
                what, "everybody", isCommon ? plan.rules.first.map { text($0) } ?? "" : "by group", rates(all),
                plan.cost.number)
            guard hasGroups else { return }
            for (rule, outcome) in zip(plan.rules, plan.outcomes) {
                add(
                    what, name(rule.key), text(rule), rates(outcome),
                    outcome.cost(options.costs, level: options.level).number)
            }
        }
        if let plan = study.leastCost { add("least cost", plan) }
        for (rate, plan) in study.equalised { add("equal \(rate.rawValue)", plan) }
        if let plan = study.equalisedOdds { add("equalised odds", plan) }
        return ResultTable(columns: columns, rows: rows, footers: remarks + footers)
    }

    private func name(_ key: GroupKey) -> String { key.levels.map(\.name).joined(separator: " & ") }

    private func text(_ threshold: Double) -> String { threshold.isFinite ? NumberText.rounded(threshold) : "nobody" }

    private func text(_ rule: DecisionRule) -> String {
        var words = rule.parts.map { part in
            text(part.threshold) + (part.share < 1 ? " (\(NumberText.percent(part.share)))" : "")
        }.joined(separator: " or ")
        if rule.ignored > 0 { words += ", \(NumberText.percent(rule.ignored)) by lot" }
        return words
    }

    private var remarks: [String] {
        var lines: [String] = []
        if study.groups.count > 1 {
            lines.append(
                "thresholds by group are diagnostic: they show what stands between groups, and may be unlawful to use")
        }
        lines.append(
            "thresholds are told of all rows; whatever is chosen was chosen on \(study.chosenRows.grouped) of them "
                + (study.splitsClusters ? "(half of the clusters)" : "(by lot)")
                + " and is told of the other \(study.toldRows.grouped)")
        if let coverage = study.labelCoverage, coverage < TransferGap.labelCoverageFloor {
            lines.append(
                "labels are known of \(NumberText.percent(coverage)) of the rows: other thresholds would decide of rows like "
                    + "the rest, too, of whose outcome nothing is known")
        }
        for (rate, plan) in study.equalised {
            guard let target = plan.target else { continue }
            let miss = plan.misses.map { abs($0) }.max() ?? 0
            lines.append(
                "equal \(rate.rawValue): \(NumberText.rounded(target)) was aimed at and missed by up to "
                    + "\(NumberText.rounded(miss)); in the other half groups lie "
                    + "\(gap(plan, rate)) apart")
        }
        if let plan = study.equalisedOdds {
            lines.append(
                "equalised odds: \(plan.randomised.map(NumberText.percent) ?? "—") of the rows are decided by lot; in the "
                    + "other half groups lie \(gap(plan, .truePositive)) apart in true and "
                    + "\(gap(plan, .falsePositive)) in false positive rate")
        }
        if let band = study.band {
            lines.append(
                band.lower < band.upper
                    ? "leaving scores from \(text(band.lower)) up to \(text(band.upper)) to somebody else costs least: "
                        + "\(NumberText.percent(band.abstained.number ?? 0)) of the rows, at "
                        + "\(NumberText.rounded(band.cost.number ?? 0)) a row"
                    : "leaving rows to somebody else does not pay at this cost")
        }
        if let first = study.singleFront.first, let last = study.singleFront.last, study.singleFront.count > 1 {
            lines.append(
                "one threshold for all, on the rows chosen on: \(options.frontRate.rawValue) gap "
                    + "\(NumberText.rounded(first.disparity)) at cost \(NumberText.rounded(first.cost)), to "
                    + "\(NumberText.rounded(last.disparity)) at \(NumberText.rounded(last.cost)); `to json` shows the rest"
            )
        }
        if !study.excluded.isEmpty {
            lines.append(
                "left out of what is made equal, with positives or negatives only in one half: "
                    + study.excluded.prefix(8).map { TerminalText.safe(name($0)) }.joined(separator: ", "))
        }
        return lines
    }

    private func gap(_ plan: ThresholdStudy.Plan, _ rate: ThresholdRate) -> String {
        guard let place = ThresholdRate.allCases.firstIndex(of: rate), let gap = plan.disparities[place] else {
            return "—"
        }
        return NumberText.rounded(gap)
    }
}
