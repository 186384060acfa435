import Diagnostics

/// `explain`: what the code of an error means.
enum ExplainCommand {
    static func run(
        _ call: Call, _ state: inout SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        guard let code = call.text("code") else {
            throw CommandFailure(
                "E647", call, at: nil, "the code of an error is needed", help: ["such as explain E102"])
        }
        guard let explanation = Explanation.of(code.value) else {
            throw CommandFailure(
                "E647", call, at: code.span, "no error has the code '\(code.value)'",
                help: ["an error shows its code at the start: error[E102]"])
        }
        return Report(
            lines(of: "\(explanation.code): \(explanation.meaning)", width: environment.width)
                + lines(of: "What to do: \(explanation.remedy)", width: environment.width))
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
