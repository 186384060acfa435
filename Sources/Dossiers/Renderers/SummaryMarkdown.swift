package import Localization
package import Scenarios
import Statistics

/// The summary for a pull request or a log: the verdict first, then what needs somebody's attention. In English.
package enum Summary {
    /// The most gates that are listed one by one.
    static let limit = 20

    /// The summary as Markdown; the same bytes for the same input.
    ///
    /// - Throws: when the program's own English words cannot be used, which is a defect.
    package static func markdown(assessment: Assessment) throws(LocalizationError) -> String {
        let english = try Localizer(language: "en", folder: nil, digest: { _ in "" })
        return SummaryWriter(index: AssessmentIndex(assessment), wording: Wording(english)).text
    }
}

private struct SummaryWriter {
    let index: AssessmentIndex
    let wording: Wording

    private var writer: MarkdownWriter { MarkdownWriter(wording: wording) }
    private var gates: [Assessment.GateResult] { index.assessment.gates }

    var text: String {
        let strip = VerdictSection(index: index, evidence: nil).strip
        let sign = strip.verdict.map { writer.text(.verdict($0)) + ": " } ?? ""
        let scenario = index.assessment.scenario
        var parts = [
            "**\(sign)\(writer.text(strip.headline))**",
            writer.text(
                .lines([
                    .data(scenario.title.isEmpty ? scenario.name : scenario.title),
                    .sequence([.words("strip-made-with"), .code("kigezo"), .code(index.assessment.programVersion)]),
                ])),
        ]
        let open = gates.filter { $0.verdict != .pass }.enumerated().sorted { a, b in
            let (x, y) = (VerdictSection.rank(a.element.verdict), VerdictSection.rank(b.element.verdict))
            return x != y ? x > y : a.offset < b.offset
        }.map(\.element)
        if !open.isEmpty {
            parts.append(open.prefix(Summary.limit).map { "- \(line($0))" }.joined(separator: "\n"))
            if open.count > Summary.limit {
                parts.append(writer.text(.words("rows-left-out", ["count": .integer(open.count - Summary.limit)])))
            }
        }
        if !gates.isEmpty { parts.append(table) }
        return parts.joined(separator: "\n\n") + "\n"
    }

    private func line(_ result: Assessment.GateResult) -> String {
        var parts: [Inline] = [.data(result.gate.name), .data(result.model)]
        if let group = result.worseOff, !group.isOverall {
            parts.append(result.verdict == .fail ? .words("worse-off", ["group": .group(group)]) : .group(group))
        }
        parts += [resultLine(result), GateLimit(gate: result.gate).words]
        return "\(writer.text(.verdict(result.verdict))): " + parts.map(writer.text).joined(separator: "; ")
    }

    private func resultLine(_ result: Assessment.GateResult) -> Inline {
        guard let component = GatesSection.deciding(result) else { return .words("no-estimate") }
        let scale = GateScale(result.gate)
        let rows = index.rows(
            model: result.model, metric: result.gate.metric, group: component.group, reference: component.reference,
            atMost: component.estimate.n)
        let result = EstimateWording(
            estimate: component.estimate, unit: scale.unit, signed: scale.isSigned, rows: rows, limits: scale.limits,
            interval: component.verdict == .fail ? component.failInterval : nil)
        return scale.unit == .points && result.showsInterval
            ? .sequence([result.line, .words("unit-points")]) : result.line
    }

    private var table: String {
        let columns = ["column-verdict", "column-gate", "column-model", "column-result", "column-limit"]
        let head = "| " + columns.map { writer.text(.words($0)) }.joined(separator: " | ") + " |"
        let rule = "|" + String(repeating: "---|", count: columns.count)
        let rows = gates.map { result in
            let cells: [Inline] = [
                .verdict(result.verdict), .data(result.gate.name), .data(result.model), resultLine(result),
                GateLimit(gate: result.gate).words,
            ]
            return "| " + cells.map(writer.text).joined(separator: " | ") + " |"
        }
        let summary = writer.text(.words("gates-caption"))
        return "<details><summary>\(summary)</summary>\n\n" + ([head, rule] + rows).joined(separator: "\n")
            + "\n\n</details>"
    }
}
