import Diagnostics
import Evidence
import Metrics
import Scenarios
import Statistics
import Tables

/// The way from one figure back to the cells it is made of and the rows these were counted from.
struct EstimateWalk {
    let question: Question
    let metric: Metric
    /// Everybody, or one group.
    let group: GroupKey

    /// The group's evidence; `nil` where it has no row.
    private var evidence: GroupEvidence? {
        let cube = question.builder.cube
        return group.isOverall ? cube.overall : cube.evidence(by: group.dimensions).first { $0.group == group }
    }

    /// What is told, in lines.
    func page() -> String? {
        guard let evidence,
            let record = question.builder.estimates([metric], by: group.isOverall ? [] : [group.dimensions]).first(
                where: { $0.group == group })
        else { return nil }
        let name =
            group.isOverall ? "everybody" : group.levels.map { "\($0.dimension)=\($0.name)" }.joined(separator: ", ")
        var page = HelpPage("\(metric.name) of \(TerminalText.safe(question.model)), \(TerminalText.safe(name))")
        figure(record.estimate, evidence, &page)
        cells(evidence, &page)
        if let noSkill = record.noSkill { page.add("no skill", "\(noSkill)") }
        for flag in record.estimate.flags { page.add("mind", TerminalWords.flag(flag)) }
        rows(evidence, &page)
        return page.text + "\n"
    }

    private func figure(_ estimate: Estimate, _ evidence: GroupEvidence, _ page: inout HelpPage) {
        if let reason = estimate.reason {
            page.add("value", "none: " + TerminalWords.reason(reason))
        } else if let value = estimate.number {
            page.add("value", fraction(value, estimate, evidence).map { "\(value) = \($0)" } ?? "\(value)")
        }
        if let explanation = metric.explanation {
            page.add("formula", explanation.formula)
            page.add("where", explanation.counts)
        }
        if let interval = estimate.interval {
            page.add(
                "interval",
                "[\(interval.lower), \(interval.upper)] at \(Spelling.number(interval.level)), by \(TerminalWords.method(interval.method))"
            )
        } else if estimate.number != nil {
            page.add("interval", "none")
        }
        page.add("n", "\(estimate.n.grouped) rows in the denominator")
        if let effect = estimate.designEffect {
            page.add("design", "the variance is \(NumberText.rounded(effect)) times that of as many independent rows")
        }
        if case .bounded(let lower, let upper) = estimate.exactness {
            page.add("exactness", "scores were counted in bins: the figure of the rows lies in [\(lower), \(upper)]")
        }
    }

    /// Numerator and denominator of a share of unweighted rows.
    private func fraction(_ value: Double, _ estimate: Estimate, _ evidence: GroupEvidence) -> String? {
        guard case .proportion(let part, let whole, _) = metric.definition, metric.versusRest == nil,
            evidence.sums(of: .weight) == nil
        else { return nil }
        let counts = Counts(
            evidence, allRows: question.builder.context.allRows,
            favourablePositive: question.builder.context.favourablePositive ?? true)
        return "\(counts[keyPath: part].grouped) / \(counts[keyPath: whole].grouped)"
    }

    private func cells(_ evidence: GroupEvidence, _ page: inout HelpPage) {
        guard evidence.scale == nil else { return }
        let classes = question.classes.names
        if case .errors(_, let unit) = question.builder.cube.header.outcome {
            texts(evidence, unit, &page)
        } else if evidence.judged > 0 {
            if question.classes.isBinary {
                let counts = Counts(evidence)
                page.add(
                    "cells",
                    "TP \(counts.truePositives.grouped), FN \(counts.falseNegatives.grouped), FP "
                        + "\(counts.falsePositives.grouped), TN \(counts.trueNegatives.grouped); positive is '\(TerminalText.safe(classes[1]))'"
                )
            } else {
                for label in classes.indices where evidence.confusion.labelled(label) > 0 {
                    let parts = classes.indices.filter { evidence.confusion[label, $0] > 0 }.map {
                        "\(evidence.confusion[label, $0].grouped) as '\(TerminalText.safe(classes[$0]))'"
                    }
                    page.add("cells", "label '\(TerminalText.safe(classes[label]))': " + parts.joined(separator: ", "))
                }
            }
        }
        if metric.needsScores, let table = evidence.scores.first {
            page.add(
                "scores",
                "\(table.values.count.grouped) different ones of \(table.positiveTotal.grouped) positives and "
                    + "\(table.negativeTotal.grouped) negatives")
        }
        let unlabelled = evidence.rows - evidence.labelled
        let without = PredictionState.allCases.map { ($0.name, evidence.unpredicted($0)) }.filter { $0.1 > 0 }
        if unlabelled > 0 { page.add("left out", "\(unlabelled.grouped) rows without a label") }
        for (name, count) in question.hasDecisions ? without : [] {
            page.add("left out", "\(count.grouped) rows with the decision \(name)")
        }
        if evidence.sums(of: .weight) != nil { page.add("weights", "rows count as much as they weigh") }
        let blocks = evidence.blocks.count { $0.rows > 0 }
        if blocks > 0 { page.add("clusters", "rows stand in \(blocks) blocks that are independent of each other") }
    }

    /// The sums that an error rate is made of, of unweighted texts.
    private func texts(_ evidence: GroupEvidence, _ unit: CubeHeader.TextUnit, _ page: inout HelpPage) {
        let judged = [DecisionSlots(classCount: 1).slot(label: 0, prediction: 0)]
        func sum(_ measure: CubeMeasure) -> Int? {
            evidence.wholeSums(of: measure, slots: judged).flatMap { Int(exactly: $0.plus.double) }
        }
        guard evidence.sums(of: .weight) == nil, let errors = sum(.errors), let length = sum(.referenceLength) else {
            return
        }
        page.add(
            "cells",
            "\(errors.grouped) errors in \(length.grouped) \(unit.rawValue) of \(evidence.judged.grouped) texts")
    }

    private func rows(_ evidence: GroupEvidence, _ page: inout HelpPage) {
        let all = question.builder.cube.rows
        page.add(
            "rows",
            "\(evidence.rows.grouped) of \(all.grouped)" + (question.filter.map { "; \($0)" } ?? "; no filter"))
        for note in question.notes { page.add("from", note) }
        if let digest = question.sha256 { page.add("sha256", digest) }
    }
}
