import Diagnostics
import Probes
import Tables

/// Originals and changes as a call asks for them, and the columns that pairs can be grouped by.
struct CounterfactualBatchSource {
    let batch: CounterfactualBatch
    let notes: [String]
    /// By column of the originals or of the pairs, the level of each change.
    private let levels: [String: [String?]]

    /// The columns a batch has of its own.
    static let ownColumns = ["kind", "from", "to", "template", "from-text", "to-text", "made-with"]

    init(_ batch: CounterfactualBatch) { (self.batch, notes, levels) = (batch, [], [:]) }

    /// - Parameter locales: the folder of locale packs, if one was chosen.
    init(_ call: Call, locales: String?) throws(CommandFailure) {
        let by = call.lists("by").flatMap { $0 } + [call.text("expected")].compactMap { $0 }
        if call.has("pairs") {
            (batch, notes, levels) = try Self.pairs(call, by: by)
        } else if call.has("template") {
            (batch, notes, levels) = try Self.filled(call, locales: locales)
        } else {
            (batch, notes, levels) = try Self.generated(call, by: by, locales: locales)
        }
    }

    /// What pairs that were answered are measured with.
    func measured(
        _ scored: CounterfactualBatch.Scored, _ answers: [ScorerAnswer?], _ call: Call, model: String, notes: [String]
    ) -> MeasuredPairs {
        var measured = MeasuredPairs(
            pairs: ChangedPairs(scored.pairs, classCount: scored.classes.count), classes: scored.classes,
            groups: MeasuredPairs.groups(
                by: call.lists("by").map { $0.map(\.value) }, count: scored.pairs.count
            ) { name, pair in level(name, change: scored.changes[pair]) },
            model: model, notes: notes.map { TerminalText.safe($0) })
        measured.ids = scored.changes.map { batch.changes[$0].id }
        measured.originals = scored.changes.map { batch.originals[batch.changes[$0].original].id }
        for (original, answer) in zip(batch.originals, answers) { measured.decisions[original.id] = answer?.prediction }
        if let expected = call.text("expected") {
            measured.expected = scored.changes.map { level(expected.value, change: $0) }
        }
        return measured
    }

    func level(_ name: String, change index: Int) -> String? {
        if let levels = levels[name] { return levels[index] }
        let change = batch.changes[index]
        return switch name {
        case "kind": change.kind
        case "from": change.from
        case "to": change.to
        case "from-text": change.fromText
        case "to-text": change.toText
        case "made-with": change.madeWith
        default: change.template
        }
    }

    private typealias Contents = (CounterfactualBatch, [String], [String: [String?]])

    /// The columns that the model is given.
    private static func features(_ call: Call) throws(CommandFailure) -> [Located<String>] {
        let features = call.list("features")
        guard !features.isEmpty else {
            throw CommandFailure(
                "E872", call, at: nil, "which columns is the model given?", help: ["add features COLS"])
        }
        for (index, feature) in features.enumerated()
        where feature.value == "id" || features.prefix(index).contains(where: { $0.value == feature.value }) {
            throw CommandFailure(
                "E872", call, at: feature.span, "'\(feature.value)' cannot be sent under this name",
                help: ["a column is sent once, and id names the rows that are sent"])
        }
        return features
    }

    private static func read(
        _ clause: String, _ call: Call, _ requests: [ColumnRequest]
    ) throws(CommandFailure) -> Table {
        guard let path = call.text(clause) else {
            throw CommandFailure("E872", call, at: nil, "which file holds the rows?", help: ["add \(clause) FILE"])
        }
        var distinct: [ColumnRequest] = []
        for request in requests where !distinct.contains(request) { distinct.append(request) }
        do { return try TableReader.read(path: path.value, columns: .only(distinct)) } catch {
            throw CommandFailure(error, columnsOf: call)
        }
    }

    private static func cells(_ table: Table, _ columns: [Located<String>], row: Int) -> [String?] {
        columns.map { table.text($0.value)?[row] }
    }

    /// Originals by id; an id that stands twice is an error.
    private static func originals(
        _ table: Table, id: String, _ features: [Located<String>]
    ) throws(CommandFailure) -> [CounterfactualBatch.Original] {
        do { _ = try table.rows(byIdentifier: id) } catch { throw CommandFailure(error) }
        guard let ids = table.identifier(id) else { preconditionFailure("a column that was read") }
        return (0..<table.rowCount).map { .init(id: ids[$0], cells: cells(table, features, row: $0)) }
    }

    /// Pairs whose texts or features stand in two files.
    private static func pairs(_ call: Call, by: [Located<String>]) throws(CommandFailure) -> Contents {
        let columns = CounterfactualProbe.Identifiers(call)
        let features = try features(call)
        let texts = features.map { ColumnRequest($0.value, .text) }
        let groupings = by.map { ColumnRequest($0.value, .category) }
        let own = ownColumns.map { ColumnRequest($0, .text, required: false) }
        let pairs = try read(
            "pairs", call,
            [ColumnRequest(columns.pair, .identifier), ColumnRequest(columns.original, .text)] + texts + groupings
                + own)
        let table = try read("original", call, [ColumnRequest(columns.own, .identifier)] + texts)
        let all = try originals(table, id: columns.own, features)
        do { _ = try pairs.rows(byIdentifier: columns.pair) } catch { throw CommandFailure(error) }
        guard let ids = pairs.identifier(columns.pair), let sources = pairs.text(columns.original) else {
            preconditionFailure("columns that were read")
        }
        let places = Dictionary(all.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { a, _ in a })
        var numbers: [Int: Int] = [:]
        var used: [CounterfactualBatch.Original] = []
        var changes: [CounterfactualBatch.Change] = []
        var rows: [Int] = []
        var missing: [Int] = []
        for row in 0..<pairs.rowCount {
            guard let place = sources[row].flatMap({ places[$0] }) else {
                missing.append(row)
                continue
            }
            let number = numbers[place] ?? used.count
            if number == used.count {
                numbers[place] = number
                used.append(all[place])
            }
            changes.append(
                .init(
                    id: ids[row], original: number, template: pairs.text("template")?[row],
                    kind: pairs.text("kind")?[row] ?? "change", from: pairs.text("from")?[row],
                    to: pairs.text("to")?[row], fromText: pairs.text("from-text")?[row],
                    toText: pairs.text("to-text")?[row], madeWith: pairs.text("made-with")?[row],
                    cells: cells(pairs, features, row: row)))
            rows.append(row)
        }
        guard !changes.isEmpty else {
            throw CommandFailure(
                [
                    call.diagnostic(
                        "E675", at: call.span(of: "pairs") ?? call.commandSpan, "no pair has its original",
                        help: [
                            "originals are found by '\(columns.original)' among '\(columns.own)' of \(table.name)",
                            "say which columns these are: original-id COL, id COL",
                        ])
                ], exitStatus: .nothingSelected)
        }
        var notes: [String] = []
        if !missing.isEmpty {
            notes.append(
                "\(missing.count.grouped) pairs without their original ("
                    + missing.prefix(3).map { pairs.location(row: $0).description }.joined(separator: ", ")
                    + (missing.count > 3 ? ", …)" : ")"))
        }
        var levels: [String: [String?]] = [:]
        for name in by {
            let column = pairs.category(name.value)
            levels[name.value] = rows.map { column?.level(ofRow: $0) }
        }
        return (CounterfactualBatch(columns: features.map(\.value), originals: used, changes: changes), notes, levels)
    }

    /// Changes made here of the rows of one file.
    private static func generated(
        _ call: Call, by: [Located<String>], locales: String?
    ) throws(CommandFailure) -> Contents {
        let features = try features(call)
        let swaps = try CounterfactualSwaps(call, locales: locales)
        guard (swaps == nil) != (call.text("flip") == nil) else {
            throw CommandFailure(
                "E872", call, at: nil, "what is changed?",
                help: [
                    "pairs FILE original FILE: pairs that were made before",
                    "in FILE flip COL: each other value of a column",
                    "in FILE swap KIND: other words in a text",
                    "template FILE swap KIND: texts filled with words",
                ])
        }
        let changed = try changed(call, features, isFlip: swaps == nil)
        let columns = CounterfactualProbe.Identifiers(call)
        let others = by.filter { !ownColumns.contains($0.value) }
        let table = try read(
            "in", call,
            [ColumnRequest(columns.own, .identifier)] + features.map { ColumnRequest($0.value, .text) }
                + others.map { ColumnRequest($0.value, .category) }
                + (call.expression("where")?.value.columns.map { ColumnRequest($0.value, .category) } ?? []))
        let rows = try call.expression("where").map { condition throws(CommandFailure) in
            try condition.value.keptRows(of: table.rowCount, in: table, call, table.category)
        }
        let every = try originals(table, id: columns.own, features)
        let all = rows.map { $0.map { every[$0] } } ?? every
        let made: (changes: [CounterfactualBatch.Change], untouched: Int)
        if let swaps {
            made = try swaps.changes(of: all, column: changed.index, name: changed.name)
        } else {
            let values = Set(all.compactMap { $0.cells[changed.index] }).sorted {
                $0.utf8.lexicographicallyPrecedes($1.utf8)
            }
            guard values.count > 1, values.count <= 50 else {
                throw CommandFailure(
                    "E872", call, at: changed.name.span,
                    "'\(changed.name.value)' has \(values.count.grouped) values; a flip needs 2 to 50")
            }
            made = AttributeFlip(column: changed.index, values: values).changes(of: all, kind: changed.name.value)
        }
        guard !made.changes.isEmpty else {
            throw CommandFailure(
                [
                    call.diagnostic(
                        "E875", at: changed.name.span,
                        "none of \(all.count.grouped) rows holds anything that can be changed")
                ], exitStatus: .nothingSelected)
        }
        // Only originals that were changed are scored.
        var numbers: [Int: Int] = [:]
        var used: [CounterfactualBatch.Original] = []
        let changes = made.changes.map { change -> CounterfactualBatch.Change in
            let number = numbers[change.original] ?? used.count
            if number == used.count {
                numbers[change.original] = number
                used.append(all[change.original])
            }
            return change.of(original: number)
        }
        var levels: [String: [String?]] = [:]
        for name in others {
            let column = table.category(name.value)
            levels[name.value] = made.changes.map { column?.level(ofRow: rows?[$0.original] ?? $0.original) }
        }
        var notes = swaps?.notes ?? []
        if rows != nil { notes.append("\(all.count.grouped) of \(table.rowCount.grouped) rows are asked about") }
        if made.untouched > 0 {
            notes.append(
                "\(made.untouched.grouped) of \(all.count.grouped) rows hold nothing in '\(changed.name.value)' that can be changed"
            )
        }
        return (
            CounterfactualBatch(columns: features.map(\.value), originals: used, changes: changes),
            notes.map { TerminalText.safe($0) }, levels
        )
    }

    /// Which feature is changed.
    private static func changed(
        _ call: Call, _ features: [Located<String>], isFlip: Bool
    ) throws(CommandFailure) -> (index: Int, name: Located<String>) {
        if !isFlip, call.text("text") == nil, features.count == 1 { return (0, features[0]) }
        guard let name = call.text(isFlip ? "flip" : "text") else {
            throw CommandFailure("E872", call, at: nil, "which feature holds the text?", help: ["add text COL"])
        }
        guard let index = features.firstIndex(where: { $0.value == name.value }) else {
            throw CommandFailure(
                "E872", call, at: name.span, "'\(name.value)' is not among the features: changing it changes nothing",
                help: ["features: " + features.map(\.value).joined(separator: ", ")])
        }
        return (index, name)
    }

    /// Texts made of templates.
    private static func filled(_ call: Call, locales: String?) throws(CommandFailure) -> Contents {
        guard let swaps = try CounterfactualSwaps(call, locales: locales) else {
            throw CommandFailure(
                "E872", call, at: nil, "what are templates filled with?", help: ["add swap names lexicon CC"])
        }
        let columns = CounterfactualProbe.Identifiers(call)
        let text = call.text("text")?.value ?? "text"
        let table = try read(
            "template", call, [ColumnRequest(columns.own, .identifier), ColumnRequest(text, .text)])
        do { _ = try table.rows(byIdentifier: columns.own) } catch { throw CommandFailure(error) }
        guard let ids = table.identifier(columns.own), let texts = table.text(text) else {
            preconditionFailure("columns that were read")
        }
        let templates = (0..<table.rowCount).compactMap { row in
            texts[row].map { TemplateFills.Template(id: ids[row], text: $0) }
        }
        let turns = call.integer("fills")?.value ?? 5
        guard (1...100).contains(turns) else {
            throw CommandFailure("E673", call, at: call.span(of: "fills"), "'fills' is 1 to 100")
        }
        guard let batch = swaps.batch(templates, column: text, turns: turns), !batch.changes.isEmpty else {
            throw CommandFailure(
                [
                    call.diagnostic(
                        "E875", at: call.span(of: "template") ?? call.commandSpan, "no template could be filled",
                        help: ["a template holds \(TemplateFills.place) where a word of the lexicon goes"])
                ], exitStatus: .nothingSelected)
        }
        let unused = templates.count { !$0.text.contains(TemplateFills.place) }
        let notes =
            swaps.notes + (unused > 0 ? ["\(unused.grouped) templates hold no \(TemplateFills.place)"] : [])
        return (batch, notes.map { TerminalText.safe($0) }, [:])
    }
}
