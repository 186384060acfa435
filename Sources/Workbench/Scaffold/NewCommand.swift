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
        guard let source = call.text("from") else {
            throw CommandFailure("E800", call, at: nil, "which folder, and from which file?")
        }
        let folder: Located<String>
        if let said = call.text("name") { folder = said } else { folder = try named(after: source, call) }
        let name = try scenarioName(folder, call)
        let form = try FileForm(call)
        let rows = try Rows(source, call, form, personal: call.list("personal").map(\.value))
        let decisions: Rows?
        if let predictions = call.text("predictions") {
            decisions = try Rows(predictions, call, form, personal: [])
        } else {
            decisions = nil
        }
        var drafting = try Drafting(call, environment, rows: rows, decisions: decisions)
        var draft = try drafting.draft(name: name)
        draft.file = fileName(source.value, isPlain: form.isPlain)
        if let decisions { draft.predictions?.file = "predictions/" + fileName(decisions.path, isPlain: form.isPlain) }
        if !form.isPlain {
            draft.remarks.append(
                "the copy is rewritten in UTF-8 with commas and decimal points, without the personal columns")
        }
        let files = try write(&draft, to: folder.value, form, rows, decisions)
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
        /// The rows of the columns that may be read.
        let table: Table

        init(
            _ file: Located<String>, _ call: Call, _ form: FileForm, personal said: [String]
        ) throws(CommandFailure) {
            path = file.value
            if call.text("separator") == nil, FieldSeparator.seemsToBeSemicolon(file.value) {
                throw FieldSeparator.failure(file.value, call, exitStatus: .usage)
            }
            // First the header alone: what holds personal data by its name is not read at all.
            let header = try Self.read(file.value, [], form).header
            let byName = RoleProposal.personalByName(header).filter { choice in
                !said.contains(choice.column) && !call.names(choice.column)
            }
            let personal = said.map { RoleProposal.Choice(column: $0, why: "as said") } + byName
            let read = header.filter { name in !personal.contains { $0.column == name } }
            let table = try Self.read(file.value, read, form)
            self.header = header
            self.personal = personal
            self.table = table
            columns = read.compactMap { name in
                table.category(name).map { ColumnProfile($0, decimalComma: form.options.decimalComma) }
            }
            accounting = "\(file.value): \(table.accounting.sentence)"
            // Taken for texts, such numbers would be no scores and nobody would notice.
            if call.text("decimal") == nil, let column = columns.first(where: \.hasDecimalCommas) {
                let example = column.values.first { PlainNumber.hasDecimalComma($0.text) }?.text ?? "0,85"
                throw CommandFailure(
                    "E801", call, at: file.span,
                    "'\(column.name)' seems to hold numbers with decimal commas, such as \(example)",
                    help: ["add --decimal , if they are, and --decimal . if they are not"])
            }
        }

        private static func read(
            _ path: String, _ columns: [String], _ form: FileForm
        ) throws(CommandFailure) -> Table {
            do {
                return try TableReader.read(
                    path: path, columns: .only(columns.map { ColumnRequest($0, .category) }), options: form.options)
            } catch { throw CommandFailure(error) }
        }
    }

    // MARK: Names

    /// The folder that has the name of a file, as scenarios spell it.
    private static func named(after source: Located<String>, _ call: Call) throws(CommandFailure) -> Located<String> {
        let file = source.value.split(separator: "/").last.map(String.init) ?? ""
        let stem = file.split(separator: ".").first.map(String.init) ?? ""
        let letters = stem.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        let name = String(letters).split(separator: "-").joined(separator: "-")
        guard !name.isEmpty else {
            throw CommandFailure(
                "E800", call, at: source.span, "the scenario needs a name, and that of the file cannot be one",
                help: ["new scenario NAME --from \(TerminalText.safe(source.value))"])
        }
        return Located(name, at: source.span)
    }

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
                help: ["small letters a to z, digits and -, such as \(Self.suggestion(name) ?? "mobile-credit")"])
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

    /// `My Loans` as `my-loans`; nil where letters would be lost.
    private static func suggestion(_ name: String) -> String? {
        guard name.allSatisfy(\.isASCII) else { return nil }
        let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }
        return words.isEmpty ? nil : words.joined(separator: "-")
    }

    /// The name of the copy: that of the file, unless the scenario could not name it or it is rewritten as CSV.
    private static func fileName(_ path: String, isPlain: Bool) -> String {
        let name = path.split(separator: "/").last.map(String.init) ?? ""
        let own = [ScenarioFile.fileName, "README.md", "scenario.schema.json"]
        guard !name.isEmpty, !name.hasPrefix("~"), !name.contains("\\"), !own.contains(name) else { return "rows.csv" }
        guard !isPlain, !name.lowercased().hasSuffix(".csv") else { return name }
        let stem = name.split(separator: ".").first.map(String.init) ?? "rows"
        return stem + ".csv"
    }

    // MARK: Writing

    /// Writes the folder: the copies, the schema, a README, and at last the scenario, whose presence makes it one.
    ///
    /// What cannot be finished is taken away again; nothing that was there before is touched.
    private static func write(
        _ draft: inout ScenarioDraft, to folder: String, _ form: FileForm, _ rows: Rows, _ decisions: Rows?
    ) throws(CommandFailure) -> [String] {
        var files: [String] = []
        do throws(StorageError) {
            try AtomicFile.createFolders(folder)
            draft.sha256 = try copy(rows, form, without: draft.personal, to: folder + "/" + draft.file)
            files.append(draft.file)
            if let decisions, let file = draft.predictions?.file {
                draft.predictions?.sha256 = try copy(
                    decisions, form, without: decisions.personal, to: folder + "/" + file)
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

    /// Copies a file of rows into the folder, as it is or rewritten.
    ///
    /// - Returns: the digest of the copy.
    private static func copy(
        _ rows: Rows, _ form: FileForm, without personal: [RoleProposal.Choice], to path: String
    ) throws(StorageError) -> String {
        guard !form.isPlain else { return try AtomicFile.copy(rows.path, to: path, creatingFolders: true) }
        let kept = rows.columns.filter { column in !personal.contains { $0.column == column.name } }
        let bytes = Array(form.rewritten(rows.table, columns: kept).utf8)
        try AtomicFile.write(bytes, to: path, creatingFolders: true)
        return SHA256.hexadecimal(SHA256.digest(of: bytes))
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
