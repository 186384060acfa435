import Diagnostics
import Tables

extension RowReading {
    /// Which columns of a question stand in which of its files.
    private struct Division {
        let base: KeyedFile
        let others: [KeyedFile]
    }

    /// Whether a call names files of predictions beside that of the rows.
    private var hasPredictions: Bool { call.has("predictions") || call.has("against-predictions") }

    /// Reads a file and, if the call names some, its files of predictions into a consumer, chunk by chunk.
    ///
    /// Decisions and scores are those of the file of rows if it has these columns, as for `load`; else those of the file
    /// of predictions. The header of a pipe is not known beforehand: then they are those of the file of predictions.
    /// Those of the model that is compared with are those of its own file, if it has one.
    ///
    /// - Returns: the table without its rows, with the columns of all files.
    func streamJoined(
        _ path: String, columns: [ColumnRequest], into consumer: inout some MergeableConsumer
    ) throws(CommandFailure) -> Table {
        guard hasPredictions else { return try stream(path, columns: columns, into: &consumer) }
        try checkList(input: path)
        let files = try divide(path, columns)
        do {
            let (table, partners) = try TableReader.stream(
                joining: files.base, with: files.others, columns: columns, into: &consumer)
            return partners.reduce(table) { $0.adding(note: $1.meeting.note(of: $1.table)) }
        } catch { throw CommandFailure(error, columnsOf: call) }
    }

    /// As above, with all rows in memory.
    ///
    /// - Returns: the table, and what to say on standard error beside its row accounting.
    func readJoined(
        _ path: String, columns: [ColumnRequest]
    ) throws(CommandFailure) -> (table: Table, notes: [String]) {
        guard hasPredictions else { return try read(path, columns: .only(columns)) }
        try checkList(input: path)
        let files = try divide(path, columns)
        var table: Table
        do {
            let base = try TableReader.read(files.base)
            table = base
            for file in files.others {
                let other = try TableReader.read(file)
                let join = try RowJoin.match(
                    base: base, baseID: files.base.identifier, other: other, otherID: file.identifier)
                table = table.joined(file.columns.map(\.name), of: other, by: join)
                    .adding(remarksOf: other).adding(note: join.meeting.note(of: other))
            }
        } catch { throw CommandFailure(error, columnsOf: call) }
        return (table, try settle(table))
    }

    private func divide(_ path: String, _ columns: [ColumnRequest]) throws(CommandFailure) -> Division {
        let (file, second) = (call.text("predictions"), call.text("against-predictions"))
        guard let identifier = call.text("id")?.value else {
            throw CommandFailure(
                "E636", call, at: (file ?? second)?.span,
                "predictions in a file of their own need an id to be joined by",
                help: ["add id COL: the column that names each row in both files"])
        }
        var own: [String] = []
        if KeyedFile(path: path, identifier: identifier, columns: []).canBeReadAgain {
            do { own = try TableReader.firstNames(path: path, options: options) } catch {
                throw CommandFailure(error, columnsOf: call)
            }
        }
        let roles =
            ["prediction", "score", "against-score"].compactMap { call.text($0)?.value } + ToldColumns.decisions(call)
        func keyed(_ path: String, _ columns: [ColumnRequest]) -> KeyedFile {
            KeyedFile(path: path, identifier: identifier, columns: columns, options: options)
        }
        let other = second == nil ? nil : OtherModel(call, Roles(call))
        let apart = columns.filter { other?.owns($0) ?? false }
        var rest = columns.filter { !apart.contains($0) }
        var others: [KeyedFile] = []
        if let file {
            let added = rest.filter { roles.contains($0.source) && !own.contains($0.source) }
            guard !added.isEmpty else { throw unasked(file) }
            rest.removeAll(where: added.contains)
            others.append(keyed(file.value, added))
        }
        if let second {
            guard !apart.isEmpty else { throw unasked(second) }
            others.append(keyed(second.value, apart))
        }
        return Division(base: keyed(path, rest), others: others)
    }

    private func unasked(_ file: Located<String>) -> CommandFailure {
        CommandFailure(
            "E637", call, at: file.span, "no column of this file is asked for",
            help: ["add prediction COL, or score COL threshold T, with a column that only this file has"])
    }
}

extension RowMeeting {
    /// How many rows met, as `load` says it, with the first that did not.
    func sentence(predictions: Int) -> String {
        var sentence = "\(predictions.grouped) predictions, \(matchedCount.grouped) matched"
        func tell(_ count: Int, _ what: String, _ first: [RowJoin.Unmatched]) {
            guard count > 0 else { return }
            let lines = first.map { $0.location.description }.joined(separator: ", ")
            sentence += ", \(count.grouped) \(what) (\(TerminalText.safe(lines))\(count > first.count ? ", …" : ""))"
        }
        tell(unmatchedOtherCount, "without a row", firstUnmatchedOther)
        tell(unmatchedBaseCount, "rows without a prediction", firstUnmatchedBase)
        return sentence
    }

    fileprivate func note(of other: Table) -> Diagnostic {
        Diagnostic(
            "W639", severity: .note, at: SourceLocation(file: other.name),
            sentence(predictions: other.accounting.used))
    }
}
