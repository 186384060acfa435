import Diagnostics
import Interchange
import Scenarios
import Storage
import Tables

/// `new`: proposes a scenario from a file of rows and writes it as a folder that runs.
enum NewCommand {
    static func run(
        _ call: Call, _ state: inout SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        guard let folder = call.text("name"), let source = call.text("from") else {
            throw CommandFailure("E800", call, at: nil, "which folder, and from which file?")
        }
        let name = try scenarioName(folder, call)
        let rows = try Rows(source, call, personal: call.list("personal").map(\.value))
        let decisions: Rows?
        if let predictions = call.text("predictions") {
            decisions = try Rows(predictions, call, personal: [])
        } else {
            decisions = nil
        }
        var drafting = try Drafting(call, environment, rows: rows, decisions: decisions)
        var draft = try drafting.draft(name: name)
        draft.file = try fileName(source.value)
        if let predictions = call.text("predictions") {
            draft.predictions?.file = "predictions/" + (try fileName(predictions.value))
        }
        let files = try write(
            &draft, to: folder.value, from: source.value, predictions: call.text("predictions")?.value)
        // What was written has to be what the program reads, or it is no proposal at all.
        do throws(CommandFailure) { _ = try RunCommand.load(folder.value, call) } catch {
            throw CommandFailure(
                error.diagnostics + [
                    Diagnostic("E806", "the scenario that was proposed is not valid: this is a defect")
                ],
                exitStatus: .defect)
        }
        return Report(
            told(draft, folder: folder.value, files: files).joined(separator: "\n"),
            notes: [TerminalText.safe(rows.accounting)] + draft.remarks.map { TerminalText.safe($0) })
    }

    /// A file of rows, looked at: what its columns are called and what stands in those that may be read.
    struct Rows {
        let path: String
        let header: [String]
        let columns: [ColumnProfile]
        /// Columns that were not read.
        let personal: [RoleProposal.Choice]
        let accounting: String

        init(_ file: Located<String>, _ call: Call, personal said: [String]) throws(CommandFailure) {
            path = file.value
            // First the header alone: what holds personal data by its name is not read at all.
            let header = try Self.read(file.value, []).header
            if header.count == 1, header[0].contains(";") {
                throw CommandFailure(
                    "E801", call, at: file.span, "the file has one column, whose fields seem to be separated by ';'",
                    help: ["save it as CSV with commas, or as TSV with tabs"])
            }
            let byName = RoleProposal.personalByName(header).filter { choice in
                !said.contains(choice.column) && !call.names(choice.column)
            }
            let personal = said.map { RoleProposal.Choice(column: $0, why: "as said") } + byName
            let read = header.filter { name in !personal.contains { $0.column == name } }
            let table = try Self.read(file.value, read)
            self.header = header
            self.personal = personal
            columns = read.compactMap { table.category($0).map(ColumnProfile.init) }
            accounting = "\(file.value): \(table.accounting.sentence)"
        }

        private static func read(_ path: String, _ columns: [String]) throws(CommandFailure) -> Table {
            do {
                return try TableReader.read(path: path, columns: .only(columns.map { ColumnRequest($0, .category) }))
            } catch { throw CommandFailure(error) }
        }
    }

    // MARK: Names

    private static func scenarioName(_ folder: Located<String>, _ call: Call) throws(CommandFailure) -> String {
        let name = folder.value.split(separator: "/").last.map(String.init) ?? ""
        let isName =
            (1...64).contains(name.utf8.count) && !name.hasPrefix("-")
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
        guard isName else {
            throw CommandFailure(
                "E802", call, at: folder.span, "'\(name)' cannot be the name of a scenario",
                help: ["small letters a to z, digits and -, such as mobile-credit"])
        }
        guard FileKind.at(folder.value, followingLinks: false) == nil else {
            throw CommandFailure(
                [
                    call.diagnostic(
                        "E803", at: folder.span, "'\(folder.value)' is there already and was left as it is",
                        help: ["choose another name"])
                ], exitStatus: .cannotCreate)
        }
        return name
    }

    /// The name of the copy: that of the file, unless the scenario could not name it.
    private static func fileName(_ path: String) throws(CommandFailure) -> String {
        let name = path.split(separator: "/").last.map(String.init) ?? "rows.csv"
        let isUsable =
            !name.hasPrefix("~") && !name.contains("\\")
            && !["scenario.yaml", "README.md", "scenario.schema.json"].contains(name)
        return isUsable ? name : "rows.csv"
    }

    // MARK: Writing

    /// Writes the folder: the copies, the schema, a README, and at last the scenario, whose presence makes it one.
    ///
    /// What cannot be finished is taken away again; nothing that was there before is touched.
    private static func write(
        _ draft: inout ScenarioDraft, to folder: String, from source: String, predictions: String?
    ) throws(CommandFailure) -> [String] {
        var files: [String] = []
        do throws(StorageError) {
            try AtomicFile.createFolders(folder)
            draft.sha256 = try AtomicFile.copy(source, to: folder + "/" + draft.file)
            files.append(draft.file)
            if let predictions, let file = draft.predictions?.file {
                draft.predictions?.sha256 = try AtomicFile.copy(
                    predictions, to: folder + "/" + file, creatingFolders: true)
                files.append(file)
            }
            let texts = [
                ("scenario.schema.json", ScenarioSchema.jsonSchema().canonicalText() + "\n"),
                ("README.md", ScenarioReadme.text(draft)), (ScenarioFile.fileName, ScenarioText(draft: draft).text),
            ]
            for (name, text) in texts {
                try AtomicFile.write(text, to: folder + "/" + name)
                files.append(name)
            }
        } catch {
            for file in files { AtomicFile.remove(folder + "/" + file) }
            AtomicFile.removeFolder(folder + "/predictions")
            AtomicFile.removeFolder(folder)
            throw CommandFailure(error)
        }
        return files
    }

    /// What was proposed and why, and how to go on.
    private static func told(_ draft: ScenarioDraft, folder: String, files: [String]) -> [String] {
        var rows: [[String]] = []
        func add(_ role: String, _ value: String?, _ why: String = "") {
            if let value { rows.append([role, value, why]) }
        }
        add("label", draft.label.column, "\(draft.label.why): \(draft.labelSample)")
        add("positive", draft.positive)
        add("decision", draft.prediction?.column, draft.prediction?.why ?? "")
        add("score", draft.score?.column, draft.score?.why ?? "")
        add("threshold", draft.threshold.map { Spelling.number($0) })
        add("favourable", draft.favourable ?? (draft.isBinary ? "(not said)" : nil))
        for group in draft.groups { add("group", group.column, group.why) }
        add("id", draft.identifier?.column, draft.identifier?.why ?? "")
        add("time", draft.time?.column, draft.time?.why ?? "")
        add("cluster", draft.cluster?.column, draft.cluster?.why ?? "")
        for personal in draft.personal { add("personal", personal.column, "\(personal.why); never loaded") }
        let table = TextTable(columns: [.init("role"), .init("is"), .init("because of")], rows: rows)
        return [
            table.text()
                + "  wrote \(TerminalText.safe(folder))/: \(files.map { TerminalText.safe($0) }.joined(separator: ", "))",
            "  next: read \(TerminalText.safe(folder))/\(ScenarioFile.fileName), then kigezo run \(TerminalText.safe(folder)) --out results",
        ]
    }
}

extension Call {
    /// Whether a clause gives the column a use, so that its name alone does not make it personal.
    fileprivate func names(_ column: String) -> Bool {
        ["label", "prediction", "score", "id", "time", "cluster"].contains { text($0)?.value == column }
            || list("group").contains { $0.value == column }
    }
}
