import Interchange

/// The README of a proposed scenario: what is in the folder, for whoever finds it.
enum ScenarioReadme {
    static func text(_ draft: ScenarioDraft) -> String {
        func row(_ file: String, _ what: String) -> String {
            "| \(MarkdownText.cell(file)) | \(what) |"
        }
        var rows = [
            row("scenario.yaml", "the questions, gates and roles"), row(draft.file, "the rows, as they were given"),
        ]
        if let predictions = draft.predictions {
            rows.append(row(predictions.file, "what the model decided, joined by id"))
        }
        rows.append(row("scenario.schema.json", "for editors: what may stand in scenario.yaml"))
        return """
            # \(MarkdownText.inline(draft.title))

            Proposed by `kigezo new scenario`. Say here where the rows come from, whom they stand for, who may see them, and
            until when they may be kept.

            | file | what |
            |---|---|
            \(rows.joined(separator: "\n"))

            """
    }
}
