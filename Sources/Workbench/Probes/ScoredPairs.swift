import Diagnostics
import Probes
import Tables

/// The three files of pairs that were scored before.
struct ScoredPairs {
    let pairs: Table
    let original: Table
    let changed: Table

    private let columns: CounterfactualProbe.Columns

    init(_ call: Call, _ columns: CounterfactualProbe.Columns) throws(CommandFailure) {
        self.columns = columns
        func read(_ clause: String, _ requests: [ColumnRequest]) throws(CommandFailure) -> Table {
            guard let path = call.text(clause) else {
                throw CommandFailure(
                    "E674", call, at: nil,
                    "which file holds the \(clause == "pairs" ? "pairs" : "\(clause) rows")?",
                    help: ["add \(clause) FILE"])
            }
            var distinct: [ColumnRequest] = []
            for request in requests where !distinct.contains(request) { distinct.append(request) }
            do { return try TableReader.read(path: path.value, columns: .only(distinct)) } catch {
                throw CommandFailure(error, columnsOf: call)
            }
        }
        func model(_ prediction: String?, _ score: String?) -> [ColumnRequest] {
            [prediction.map { ColumnRequest($0, .category) }, score.map { ColumnRequest($0, .number) }].compactMap {
                $0
            }
        }
        pairs = try read(
            "pairs",
            [ColumnRequest(columns.pairID, .identifier), ColumnRequest(columns.originalID, .text)]
                + (columns.by.flatMap { $0 } + [call.text("expected")?.value].compactMap { $0 })
                .map { ColumnRequest($0, .category) })
        original = try read(
            "original", [ColumnRequest(columns.ownID, .identifier)] + model(columns.prediction, columns.score))
        changed = try read(
            "changed",
            [ColumnRequest(columns.pairID, .identifier)] + model(columns.changedPrediction, columns.changedScore))
    }

    private func index(_ table: Table, _ name: String) throws(CommandFailure) -> [String: Int] {
        do { return try table.rows(byIdentifier: name) } catch { throw CommandFailure(error) }
    }

    /// The pairs joined by their ids.
    func measured(_ call: Call) throws(CommandFailure) -> MeasuredPairs {
        let originals = try index(original, columns.ownID)
        let afters = try index(changed, columns.pairID)
        let known = try index(pairs, columns.pairID)
        guard let ids = pairs.identifier(columns.pairID), let sources = pairs.text(columns.originalID) else {
            preconditionFailure("columns that were read")
        }
        var classes = ClassCodes()
        let before = columns.prediction.flatMap { original.category($0) }
        let after = columns.changedPrediction.flatMap { changed.category($0) }
        let first = columns.score.flatMap { original.number($0) }
        let second = columns.changedScore.flatMap { changed.number($0) }
        var joined: [ChangedPairs.Pair] = []
        var rows: [Int] = []
        var (lacksOriginal, lacksChange): ([Int], [Int]) = ([], [])
        for row in 0..<pairs.rowCount {
            guard let source = sources[row].flatMap({ originals[$0] }) else {
                lacksOriginal.append(row)
                continue
            }
            guard let target = afters[ids[row]] else {
                lacksChange.append(row)
                continue
            }
            var shift: Double?
            if let first, let second {
                let difference = second.values[target] - first.values[source]
                if !difference.isNaN { shift = difference }
            }
            joined.append(
                .init(
                    original: source, before: classes.code(before?.level(ofRow: source)),
                    after: classes.code(after?.level(ofRow: target)), shift: shift))
            rows.append(row)
        }
        guard !joined.isEmpty else {
            throw CommandFailure(
                [
                    call.diagnostic(
                        "E675", at: call.span(of: "pairs") ?? call.commandSpan, "no pair was found in both files",
                        help: [
                            "pairs are found by '\(columns.originalID)' among '\(columns.ownID)' of \(original.name), "
                                + "and by '\(columns.pairID)' in \(changed.name)",
                            "say which columns these are: on COL, original-id COL, id COL",
                        ])
                ], exitStatus: .nothingSelected)
        }
        var notes = ["\(joined.count.grouped) of \(pairs.rowCount.grouped) pairs have both sides"]
        func tell(_ missing: [Int], _ what: String) {
            guard !missing.isEmpty else { return }
            let places = missing.prefix(3).map { pairs.location(row: $0).description }.joined(separator: ", ")
            notes.append("\(missing.count.grouped) \(what) (\(places)\(missing.count > 3 ? ", …" : ""))")
        }
        tell(lacksOriginal, "pairs without their original")
        tell(lacksChange, "pairs without a changed row that was scored")
        let surplus = afters.keys.count { known[$0] == nil }
        if surplus > 0 { notes.append("\(surplus.grouped) changed rows belong to no pair") }
        let categories = Dictionary(
            columns.by.flatMap { $0 }.map { ($0, pairs.category($0)) }, uniquingKeysWith: { first, _ in first })
        var measured = MeasuredPairs(
            pairs: ChangedPairs(joined, classCount: classes.names.count), classes: classes.names,
            groups: MeasuredPairs.groups(by: columns.by, count: rows.count) { name, pair in
                categories[name]??.level(ofRow: rows[pair])
            },
            model: columns.model, notes: notes.map { TerminalText.safe($0) })
        measured.ids = rows.map { ids[$0] }
        measured.originals = rows.map { sources[$0] ?? "" }
        if call.has("label"), let before, let names = original.identifier(columns.ownID) {
            for row in 0..<original.rowCount { measured.decisions[names[row]] = before.level(ofRow: row) }
        }
        if let column = call.text("expected").flatMap({ pairs.category($0.value) }) {
            measured.expected = rows.map { column.level(ofRow: $0) }
        }
        return measured
    }
}
