import Diagnostics
import Evidence
import Metrics
import Scenarios
import Statistics

/// `explain`: what the code of an error means.
enum ExplainCommand {
    static func run(
        _ call: Call, _ state: inout SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        guard let what = call.text("what") else {
            throw CommandFailure(
                "E647", call, at: nil, "the code of an error or a metric is needed",
                help: ["such as explain E102, or explain tpr in FILE label COL prediction COL"])
        }
        if let explanation = Explanation.of(what.value) {
            return Report(
                lines(of: "\(explanation.code): \(explanation.meaning)", width: environment.width)
                    + lines(of: "What to do: \(explanation.remedy)", width: environment.width))
        }
        guard Catalogue.metric(named: what.value) != nil else {
            let digits = what.value.uppercased().first == "E" ? what.value.dropFirst() : what.value[...]
            let isCode = digits.allSatisfy(\.isNumber)
            guard isCode else { throw Question.unknownMetric(what, call) }
            throw CommandFailure(
                "E647", call, at: what.span, "no error has the code '\(what.value)'",
                help: ["an error shows its code at the start: error[E102]"])
        }
        return try walk(what, call, state)
    }

    /// From a figure back to its cells and its file.
    private static func walk(
        _ name: Located<String>, _ call: Call, _ state: SessionState
    ) throws(CommandFailure) -> Report {
        let cells = call.cells("group")
        for (place, cell) in cells.enumerated()
        where cells.prefix(place).contains(where: { $0.name.value == cell.name.value }) {
            throw CommandFailure("E604", call, at: cell.name.span, "'\(cell.name.value)' stands twice in one question")
        }
        var asked = call.with("metrics", list: [name])
        if !cells.isEmpty { asked = asked.with("by", list: cells.map(\.name)) }
        let question = try Question(asked, state)
        guard let metric = try question.metrics(asked).first else { throw Question.unknownMetric(name, call) }
        let group = GroupKey(
            cells.map {
                GroupLevel(
                    dimension: $0.name.value,
                    value: $0.value.value == GroupLevel.missingName ? nil : $0.value.value)
            })
        guard let page = EstimateWalk(question: question, metric: metric, group: group).page() else {
            let known = question.builder.cube.evidence(by: group.dimensions).map {
                $0.group.levels.map(\.name).joined(separator: ", ")
            }
            throw CommandFailure(
                "E685", call, at: call.span(of: "group"), "no row is of this group",
                help: ["groups: " + known.prefix(8).joined(separator: "; ") + (known.count > 8 ? "; …" : "")])
        }
        return Report(page)
    }

    /// The words of a text in lines of at most 94 columns, fewer on a terminal that has fewer, indented by two.
    private static func lines(of text: String, width: Int?) -> String {
        let limit = max(20, min(width ?? 96, 96) - 2)
        var lines: [String] = []
        for word in text.split(separator: " ") {
            if let last = lines.last, DisplayWidth.of(last) + 1 + DisplayWidth.of(String(word)) <= limit {
                lines[lines.count - 1] += " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines.map { "  " + $0 + "\n" }.joined()
    }
}
