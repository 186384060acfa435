import Diagnostics
import Metrics
import Tables

/// A session as a scenario: its dataset, its models and what was asked of them, for the batch runner to ask again.
///
/// What a scenario cannot say stands in comments at its head, so that nobody takes it for the whole session.
struct SessionScenario {
    private let dataset: Dataset
    private let models: [Model]
    private let groupings: [[String]]
    private let metrics: [String]
    private let references: SessionReference
    private let minimumGroup: Int?
    private let seed: Int?
    private let leftOut: [String]
    private let folder: String

    /// A model, and the file of its own that it comes from.
    private struct Model {
        let name: String
        let file: (path: String, sha256: String)?
        let prediction: String?
        let score: String?
        let threshold: Double?
    }

    /// - Throws: when the session is about no one dataset with a label and a model, or its files lie elsewhere.
    init(_ state: SessionState, _ call: Call, at path: Located<String>) throws(CommandFailure) {
        func refuse(_ message: String, _ help: String) -> CommandFailure {
            CommandFailure("E854", call, at: path.span, message, help: [help])
        }
        guard let dataset = state.onlyDataset else {
            throw refuse("a scenario is about one dataset", "drop the others, or save the commands: FILE.kigezo")
        }
        guard dataset.roles.label != nil, let sha256 = dataset.table.sha256, dataset.table.name != "-" else {
            throw refuse("a scenario needs a file of rows with a label", "load FILE as NAME label COL")
        }
        self.dataset = dataset
        _ = sha256
        folder = path.value.lastIndex(of: "/").map { String(path.value[...$0]) } ?? ""
        var known: [Model] = []
        let roles = dataset.roles
        if roles.prediction != nil || roles.score != nil {
            known.append(
                Model(
                    name: roles.modelName, file: nil, prediction: roles.prediction, score: roles.score,
                    threshold: roles.prediction == nil ? roles.threshold : nil))
        }
        let calls = state.log.entries.map(\.call)
        for model in state.datasets where model.base == dataset.name {
            guard let file = model.file,
                let line = calls.last(where: {
                    $0.command == CommandDeclaration.importing.name && $0.text("file")?.value == file
                })
            else { continue }
            known.append(
                Model(
                    name: model.name, file: (file, try SessionScript.sha256(of: file)),
                    prediction: line.text("predictions")?.value, score: line.text("score")?.value,
                    threshold: line.number("threshold")?.value))
        }
        models = known
        guard !models.isEmpty else {
            throw refuse("a scenario needs a model", "load FILE … prediction COL, or import model FILE on ID")
        }
        var groupings: [[String]] = []
        var metrics: [String] = []
        var leftOut: [String] = []
        let own = Set(dataset.table.header).subtracting(Self.added(calls))
        for entry in state.log.entries {
            let call = entry.call
            let names = call.list("metrics").compactMap { Catalogue.metric(named: $0.value)?.name }
            let columns = call.lists("by").map { $0.map(\.value) }
            switch call.command {
            case "load", "import", "reference", "set", "drop", "undo", "redo", "last": continue
            case "metrics", "compare", "fairness":
                for grouping in columns where grouping.allSatisfy(own.contains) && !groupings.contains(grouping) {
                    groupings.append(grouping)
                }
                for name in names where !metrics.contains(name) { metrics.append(name) }
                let isWhole =
                    call.command == "metrics" && columns.allSatisfy { $0.allSatisfy(own.contains) }
                    && !call.has("where") && names.count == call.list("metrics").count
                if !isWhole { leftOut.append(entry.line) }
            default: leftOut.append(entry.line)
            }
        }
        (self.groupings, self.leftOut) = (groupings, leftOut)
        self.metrics = metrics.isEmpty ? ["accuracy"] : metrics
        references = state.loaded.references
        minimumGroup = calls.compactMap { $0.integer("minimum-group")?.value }.last
        seed = calls.compactMap { $0.integer("seed")?.value }.last
        for file in [dataset.table.name] + models.compactMap({ $0.file?.path }) where relative(file) == nil {
            throw refuse(
                "'\(TerminalText.safe(file))' does not lie below the folder of the scenario",
                "save it beside its data")
        }
    }

    /// Columns that the session added, which the file does not have.
    private static func added(_ calls: [Call]) -> Set<String> {
        var names: Set<String> = []
        for call in calls {
            if let definition = call.definition("column") { names.insert(definition.name.value) }
            if call.command == CommandDeclaration.band.name, let column = call.text("column") {
                names.insert(call.text("as")?.value ?? column.value + "_band")
            }
        }
        return names
    }

    /// The path as the scenario's folder sees it.
    private func relative(_ path: String) -> String? {
        let inside = path.hasPrefix(folder) ? String(path.dropFirst(folder.count)) : nil
        guard let inside, !inside.hasPrefix("/"), !inside.split(separator: "/").contains("..") else { return nil }
        return inside
    }

    /// The scenario, which runs as it is.
    func text() -> String {
        let quoted = ScenarioText.quoted
        let roles = dataset.roles
        var lines = [
            "# yaml-language-server: $schema=./scenario.schema.json",
            "# Written by `save` from a session: what was asked there, for `kigezo run` to ask again.",
            "# Gates decide: add them, with limits that are fixed before the data are read.",
        ]
        if !leftOut.isEmpty {
            lines.append("# A scenario cannot say all of it. Left out, or only in part:")
            lines += leftOut.map { "#   \(ScenarioText.plain($0))" }
        }
        lines += [
            "kigezo: 1", "name: \(name)", "title: \(quoted(dataset.name))", "languages: [en]", "risk: limited",
            "data:", "  file: \(quoted(relative(dataset.table.name) ?? ""))", "  sha256: \(dataset.table.sha256 ?? "")",
        ]
        if let identifier = roles.identifier { lines.append("  id: \(quoted(identifier))") }
        let positive = roles.positive.map { ", positive: \(Self.value($0))" } ?? ""
        lines.append("  label: {column: \(quoted(roles.label ?? ""))\(positive)}")
        let columns = groupings.flatMap { $0 }.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        if !columns.isEmpty {
            lines.append("  groups:")
            for column in columns {
                let value = references.values.first { $0.column == column }?.value
                lines.append(
                    "    - {column: \(quoted(column))" + (value.map { ", reference: \(Self.value($0))" } ?? "") + "}")
            }
        }
        lines.append("models:")
        for model in models { lines += self.lines(of: model) }
        let by = groupings.map { $0.count == 1 ? quoted($0[0]) : "[" + $0.map(quoted).joined(separator: ", ") + "]" }
        lines += [
            "analysis:", "  by: [\(by.joined(separator: ", "))]", "  metrics: [\(metrics.joined(separator: ", "))]",
            "  minimum-group: \(minimumGroup ?? 30)", "  seed: \(seed ?? 1)",
        ]
        return lines.joined(separator: "\n") + "\n"
    }

    private func lines(of model: Model) -> [String] {
        let quoted = ScenarioText.quoted
        var lines = ["  \(quoted(model.name)):"]
        if let file = model.file {
            lines += [
                "    predictions: \(quoted(relative(file.path) ?? ""))", "    sha256: \(file.sha256)",
                "    id: \(quoted(dataset.roles.identifier ?? ""))",
            ]
        }
        if let prediction = model.prediction { lines.append("    prediction: \(quoted(prediction))") }
        if let score = model.score { lines.append("    score: {column: \(quoted(score)), kind: probability}") }
        if let threshold = model.threshold { lines.append("    threshold: \(Spelling.number(threshold))") }
        if let favourable = dataset.roles.favourable { lines.append("    favourable: \(Self.value(favourable))") }
        return lines
    }

    /// A value of a column: always a text, also where it looks like a number.
    private static func value(_ text: String) -> String {
        let quoted = ScenarioText.quoted(text)
        return quoted.hasPrefix("\"") ? quoted : "\"\(quoted)\""
    }

    /// The dataset's name as scenarios are named: small letters, digits and hyphens.
    private var name: String {
        let letters = dataset.name.lowercased().unicodeScalars.map { scalar -> Character in
            switch scalar {
            case "a"..."z", "0"..."9": Character(scalar)
            default: "-"
            }
        }
        let name = String(letters).split(separator: "-").joined(separator: "-")
        return name.isEmpty ? "session" : name
    }
}
