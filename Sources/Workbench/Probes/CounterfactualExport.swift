import Diagnostics
import Interchange
import Probes
import Storage
import Tables

/// Writes pairs for whoever has the model, and what a program answered.
enum CounterfactualExport {
    static func run(_ call: Call, _ environment: Session.Environment) throws(CommandFailure) -> Report {
        guard let out = call.text("out") else { preconditionFailure("asked before") }
        if let clause = call.clauses.first(where: { ["scored", "changed", "answers", "review"].contains($0.name) }) {
            throw CommandFailure(
                "E875", call, at: clause.span, "out writes rows that are not scored yet: '\(clause.name)' comes later",
                help: ["scored FILE reads them back"])
        }
        let source = try CounterfactualBatchSource(call, locales: environment.localesOption)
        let batch = source.batch
        guard !batch.changes.isEmpty else {
            throw CommandFailure(
                [call.diagnostic("E875", at: out.span, "nothing was changed, so there is nothing to be scored")],
                exitStatus: .nothingSelected)
        }
        try write(batch.fileText, to: out)
        if let sheet = call.text("review-sheet") { try write(ReviewSheet.text(of: batch), to: sheet) }
        let lines = [
            "\(batch.changes.count.grouped) pairs of \(batch.originals.count.grouped) originals, "
                + "\(batch.fileRows.count.grouped) rows in all, in \(out.value)",
            "each original stands there twice: the model's own noise is seen by that",
            "have every row scored in one go; keep id in what comes back, beside a decision, a score or both, then:",
            "  probe counterfactual pairs \(Spelling.word(out.value)) scored FILE prediction COL score COL by kind, from, to",
        ]
        let sheet = call.text("review-sheet").map { sheet in
            [
                "for reviewers: \(sheet.value); in '\(PairReview.acceptedColumn)' they write yes or no, then: "
                    + "review \(Spelling.word(sheet.value))"
            ]
        }
        return Report(
            (lines + (sheet ?? [])).map { TerminalText.safe($0) }.joined(separator: "\n"), notes: source.notes)
    }

    /// Writes answers in the form that `scored` reads.
    static func write(
        _ answers: [ScorerAnswer?], of batch: CounterfactualBatch, to path: Located<String>
    ) throws(CommandFailure) {
        let writer = CSVText(isRaw: true)
        var text = writer.row(["id", "prediction", "score"].map { .text($0) })
        for row in batch.fileRows where !row.isRepeat {
            guard let answer = answers[row.row] else { continue }
            text += writer.row([
                .text(row.id), answer.prediction.map { .text($0) } ?? .empty,
                answer.score.map { .number(JSONValue.text(of: $0)) } ?? .empty,
            ])
        }
        try write(text, to: path)
    }

    private static func write(_ text: String, to path: Located<String>) throws(CommandFailure) {
        do { try AtomicFile.write(text, to: path.value, replaceExisting: false) } catch { throw CommandFailure(error) }
    }
}

/// Reads pairs back that were scored elsewhere.
enum CounterfactualReturn {
    static func measured(_ call: Call) throws(CommandFailure) -> MeasuredPairs {
        let columns = try CounterfactualProbe.Columns(call)
        let (batch, pairs) = try batch(call)
        let (rows, table) = try returned(call, columns, header: pairs.header)
        let back = ReturnedScores(rows, to: batch) { DecimalText.value(of: $0) }
        let scored = batch.scored(back.answers)
        guard !scored.pairs.isEmpty else {
            throw CommandFailure(
                [
                    call.diagnostic(
                        "E876", at: call.span(of: "scored") ?? call.commandSpan, "no pair came back with both sides",
                        help: told(back, table))
                ], exitStatus: .nothingSelected)
        }
        let own = CounterfactualBatchSource.ownColumns
        for name in columns.by.flatMap({ $0 }) where !own.contains(name) {
            let span = call.list("by").first { $0.value == name }?.span
            throw CommandFailure.unknownColumn(name, of: own, in: pairs.name, call, at: span)
        }
        var measured = CounterfactualBatchSource(batch).measured(
            scored, back.answers, call, model: columns.model,
            notes: ["\(scored.pairs.count.grouped) of \(batch.changes.count.grouped) pairs have both sides"]
                + told(back, table))
        measured.noise = back.noise
        measured.members = [record(back)]
        return measured
    }

    private static func read(
        _ clause: String, _ call: Call, columns: ColumnSelection
    ) throws(CommandFailure) -> Table {
        guard let path = call.text(clause) else {
            throw CommandFailure("E674", call, at: nil, "which file holds the pairs?", help: ["add \(clause) FILE"])
        }
        do { return try TableReader.read(path: path.value, columns: columns) } catch {
            throw CommandFailure(error, columnsOf: call)
        }
    }

    private static func batch(_ call: Call) throws(CommandFailure) -> (CounterfactualBatch, Table) {
        let table = try read("pairs", call, columns: .every(otherwise: .text, except: []))
        let texts = table.header.map { table.text($0) }
        let rows = (0..<table.rowCount).map { row in texts.map { $0?[row] } }
        do throws(CounterfactualFileError) {
            return (try CounterfactualBatch(header: table.header, rows: rows), table)
        } catch {
            let place: SourceLocation =
                switch error {
                case .notABatch: SourceLocation(file: table.name, line: 1)
                case .badRow(let row): table.location(row: row)
                }
            throw CommandFailure(
                [
                    Diagnostic(
                        "E877", at: place, "these are not pairs as `out` wrote them",
                        help: [
                            "give the file that was written, unchanged: what came back stands in `scored`",
                            "pairs of another make: original FILE changed FILE instead of scored",
                        ])
                ], exitStatus: .input)
        }
    }

    /// The rows that came back, with what they say of the columns that were sent.
    private static func returned(
        _ call: Call, _ columns: CounterfactualProbe.Columns, header: [String]
    ) throws(CommandFailure) -> ([ReturnedScores.Row], Table) {
        let table = try read("scored", call, columns: .every(otherwise: .text, except: []))
        func column(_ name: String, _ clause: String) throws(CommandFailure) -> TextColumn {
            guard let column = table.text(name) else {
                throw CommandFailure.unknownColumn(
                    name, of: table.header, in: table.name, call, at: call.span(of: clause))
            }
            return column
        }
        let ids = try column(columns.pairID, "on")
        let prediction: TextColumn? = if let name = columns.prediction { try column(name, "prediction") } else { nil }
        let score: TextColumn? = if let name = columns.score { try column(name, "score") } else { nil }
        let answers = [columns.pairID, columns.prediction, columns.score]
        let echoed = header.enumerated().compactMap { index, name -> (Int, TextColumn)? in
            guard !answers.contains(name), let column = table.text(name) else { return nil }
            return (index, column)
        }
        let rows = (0..<table.rowCount).map { row in
            ReturnedScores.Row(
                id: ids[row], prediction: prediction?[row], score: score?[row],
                echo: echoed.map { (column: $0.0, cell: $0.1[row]) })
        }
        return (rows, table)
    }

    /// The rows that are not taken, with the first places of each reason.
    private static func told(_ back: ReturnedScores, _ table: Table) -> [String] {
        ReturnedScores.Rejection.allCases.compactMap { reason in
            let own = back.rejected.filter { $0.reason == reason }
            guard !own.isEmpty else { return nil }
            let places =
                own.prefix(5).map { entry in
                    entry.row.map { table.location(row: $0).description } ?? entry.id
                }.joined(separator: ", ") + (own.count > 5 ? ", …" : "")
            let number = own.count.grouped
            return switch reason {
            case .missing: "\(number) rows did not come back (\(places))"
            case .duplicate: "\(number) rows came back more than once and are not taken (\(places))"
            case .changed: "\(number) rows came back changed and are not taken (\(places))"
            case .unknown: "\(number) rows were never sent (\(places))"
            case .badScore: "\(number) rows have a score that is no number (\(places))"
            }
        }
    }

    private static func record(_ back: ReturnedScores) -> JSONValue.Member {
        .init(
            "rejected",
            .object([
                .init(
                    "counts",
                    .object(
                        ReturnedScores.Rejection.allCases.compactMap { reason in
                            back.counts[reason].map { .init(reason.rawValue, .integer($0)) }
                        })),
                .init(
                    "rows",
                    .array(
                        back.rejected.prefix(1_000).map { entry in
                            .object([
                                .init("id", .string(entry.id)), .init("reason", .string(entry.reason.rawValue)),
                                .init("row", entry.row.map { .integer($0 + 1) } ?? .null),
                            ])
                        })),
            ]))
    }
}
