import Diagnostics
import Interchange
import Storage
import Tables

/// How a call wants its file of rows read, and where the rows go that are set aside.
struct RowReading {
    let options: ReadingOptions
    private let list: Located<String>?
    private let replacesList: Bool
    let call: Call

    /// - Parameter takesDigest: whether the SHA-256 of the file is needed.
    init(_ call: Call, takesDigest: Bool = true) throws(CommandFailure) {
        self.call = call
        list = call.text("refuse-rows")
        replacesList = call.has("force")
        var options = ReadingOptions(takesDigest: takesDigest)
        options.refuseBadRows = list != nil
        options.renamesDuplicates = call.has("rename-duplicates")
        options.sheet = call.text("sheet")?.value
        options.decimalComma = [",", "comma"].contains(call.text("decimal")?.value)
        switch call.text("input-format")?.value {
        case "csv":
            options.format = .delimited
            options.delimiter = UInt8(ascii: ",")
        case "tsv":
            options.format = .delimited
            options.delimiter = UInt8(ascii: "\t")
        case "jsonl": options.format = .jsonLines
        default: break
        }
        if let separator = call.text("separator") {
            guard options.format != .jsonLines else {
                throw CommandFailure(
                    "E635", call, at: separator.span, "JSON Lines have no fields to be separated",
                    help: ["leave out separator, or input-format"])
            }
            options.format = .delimited
            options.delimiter = FieldSeparator.byte(separator.value)
        }
        if let encoding = try call.encoding() { options.encoding = encoding }
        options.limits = try Self.limits(call)
        if let threads = call.integer("threads") {
            guard (1...ReadingOptions.mostThreads).contains(threads.value) else {
                throw CommandFailure(
                    "E639", call, at: threads.span,
                    "a file is read by 1 to \(ReadingOptions.mostThreads) threads",
                    help: ["leave it out for one a processor, here \(Threads.standardCount)"])
            }
            options.threads = threads.value
        }
        self.options = options
    }

    /// The limits a call may raise, by the names it uses for them.
    private static var limitNames: [(name: String, path: WritableKeyPath<ReadingOptions.Limits, Int>)] {
        [
            ("field", \.fieldByteCount), ("line", \.recordByteCount), ("columns", \.columnCount),
            ("groups", \.levelCount), ("refused", \.refusedRowCount),
        ]
    }

    private static func limits(_ call: Call) throws(CommandFailure) -> ReadingOptions.Limits {
        var limits = ReadingOptions.Limits()
        for entry in call.cells("limit") {
            let names = limitNames.map(\.name)
            guard let limit = limitNames.first(where: { $0.name == entry.name.value }) else {
                throw CommandFailure(
                    "E632", call, at: entry.name.span, "no limit named '\(entry.name.value)'",
                    help: (NearMatch.nearest(to: entry.name.value, among: names).map { ["did you mean '\($0)'?"] } ?? [])
                        + ["limits: " + names.joined(separator: ", ")])
            }
            guard entry.value.value.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                let value = Int(entry.value.value), value > 0
            else {
                throw CommandFailure(
                    "E633", call, at: entry.value.span, "a limit is a whole number from 1",
                    help: ["\(limit.name) is \(limits[keyPath: limit.path]) if nothing is said"])
            }
            limits[keyPath: limit.path] = value
        }
        return limits
    }

    /// Reads the file; then writes the list of rows set aside, if one was asked for.
    ///
    /// - Returns: the table, and what to say on standard error beside its row accounting.
    func read(_ path: String, columns: ColumnSelection) throws(CommandFailure) -> (table: Table, notes: [String]) {
        try checkList(input: path)
        let table: Table
        do { table = try TableReader.read(path: path, columns: columns, options: options) } catch {
            throw failure(error, path)
        }
        return (table, try settle(table))
    }

    /// Reads the file into a consumer, chunk by chunk; nothing is listed before `settle`, so that the file can be read
    /// again.
    func stream(
        _ path: String, columns: [ColumnRequest], into consumer: inout some MergeableConsumer
    ) throws(CommandFailure) -> Table {
        try checkList(input: path)
        do { return try TableReader.stream(path: path, columns: columns, options: options, into: &consumer) } catch {
            throw failure(error, path)
        }
    }

    /// Why the file could not be read: most often all of a spreadsheet's rows have the same reason, which is told once.
    private func failure(_ error: TableError, _ path: String) -> CommandFailure {
        guard case .malformed = error, FieldSeparator.isOpen(call), FieldSeparator.seemsToBeSemicolon(path) else {
            return CommandFailure(error, columnsOf: call)
        }
        return FieldSeparator.failure(path, call, exitStatus: .input)
    }

    /// Writes the list of rows set aside, and collects what there is to say.
    func settle(_ table: Table) throws(CommandFailure) -> [String] {
        var notes = table.notes.map { TerminalText.safe(($0.location.map { "\($0): " } ?? "") + $0.message) }
        if table.header.count == 1, FieldSeparator.isOpen(call), FieldSeparator.seemsToBeSemicolon(table.name) {
            notes.append("the header is one field with ';' in it: if fields are separated by that, add --separator ';'")
        }
        guard let list else { return notes }
        do {
            try AtomicFile.write(Self.csv(table.refusedRows), to: list.value, replaceExisting: replacesList)
        } catch {
            throw CommandFailure(error)
        }
        let count = table.refusedRows.count
        notes.append(
            "\(count) refused \(count == 1 ? "row is" : "rows are") listed in \(TerminalText.safe(list.value))")
        return notes
    }

    /// Refuses a cube, and a list that cannot be written before a long file is read for it.
    func checkList(input: String) throws(CommandFailure) {
        if CubeUse.isCube(input) {
            throw CubeUse.refusal(Located(input, at: call.span(of: "in") ?? call.commandSpan), call)
        }
        guard let list, FileKind.at(list.value, followingLinks: false) != nil else { return }
        if FileKind.isSameFile(list.value, input)
            || ["predictions", "against-predictions"].contains(where: { clause in
                call.text(clause).map { FileKind.isSameFile(list.value, $0.value) } ?? false
            })
        {
            throw CommandFailure(
                "E634", call, at: list.span, "the list of refused rows would replace the file they come from",
                help: ["choose another name"])
        }
        guard replacesList else { throw CommandFailure(StorageError.exists(path: list.value)) }
    }

    /// The rows set aside, one a line, with a header; texts are guarded against formulas as in all CSV output.
    private static func csv(_ rows: [RefusedRow]) -> String {
        let form = CSVText()
        let header = form.row(["file", "line", "column", "code", "reason", "text"].map { .text($0) })
        return rows.reduce(into: header) { text, row in
            text += form.row([
                .text(row.file), .number(String(row.line)), row.column.map { .number(String($0)) } ?? .empty,
                .text(row.code), .text(row.reason), .text(row.text),
            ])
        }
    }

    /// Refuses clauses about reading where nothing is read because the rows are loaded already.
    static func refuseClauses(_ call: Call) throws(CommandFailure) {
        let clauses = DataClauses.reading + [DataClauses.predictions]
        guard let clause = clauses.first(where: { call.has($0.word) }) else { return }
        throw CommandFailure(
            "E635", call, at: call.span(of: clause.word),
            "the rows are loaded already, so '\(clause.word)' does nothing",
            help: ["say it when the file is loaded: load FILE as NAME \(clause.word) …"])
    }
}

extension Call {
    /// How the file's bytes are to be read as text, if the call says it.
    func encoding() throws(CommandFailure) -> TextEncoding? {
        guard let name = text("encoding") else { return nil }
        if let encoding = TextEncoding(named: name.value) { return encoding }
        let known = TextEncoding.allCases.map(\.rawValue)
        throw CommandFailure(
            "E631", self, at: name.span, "no encoding named '\(name.value)' is known",
            help: (NearMatch.nearest(to: name.value, among: known).map { ["did you mean '\($0)'?"] } ?? [])
                + ["encodings: " + known.joined(separator: ", ")])
    }

    /// Whether the answer tells which file it came from by its digest, which others do not pay for.
    var takesDigest: Bool {
        [CommandDeclaration.cube.name, CommandDeclaration.explain.name].contains(command)
    }
}
