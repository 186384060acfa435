import Diagnostics
import Interchange
import Probes
import Scenarios
import Statistics
import Tables

/// `probe counterfactual`: pairs that were scored already, joined by their ids and measured.
enum CounterfactualProbe {
    /// The clauses that mean something to it.
    static let clauses = [
        "pairs", "original", "changed", "on", "original-id", "id", "prediction", "changed-prediction", "score",
        "changed-score", "favourable", "tolerance", "by", "level", "to",
    ]

    static func run(_ call: Call, _ environment: Session.Environment) throws(CommandFailure) -> Report {
        let columns = try Columns(call)
        let sources = try Sources(call, columns)
        let (pairs, groups, notes) = try sources.joined(columns, call)
        let level = try Question.level(call)
        if let tolerance = call.number("tolerance"), tolerance.value < 0 {
            throw CommandFailure("E673", call, at: tolerance.span, "'tolerance' is 0 or more")
        }
        var wanted: Int?
        if let favourable = call.text("favourable") {
            wanted = pairs.classes.firstIndex { $0.utf8.elementsEqual(favourable.value.utf8) }
            guard wanted != nil else {
                throw CommandFailure(
                    "E608", call, at: favourable.span, "'\(favourable.value)' is no decision of this model",
                    help: ["decisions: " + pairs.classes.joined(separator: ", ")])
            }
        }
        let results = groups.map { group in
            (
                key: group.key,
                result: pairs.pairs.result(
                    of: group.members, wanted: wanted, tolerance: call.number("tolerance")?.value, level: level)
            )
        }
        let form = CounterfactualForm(results: results, classes: pairs.classes, wanted: wanted, model: columns.model)
        let answer = Answer(
            table: form.long, readable: { form.readable(level: level) },
            document: { form.document.canonicalText() + "\n" },
            lines: { form.records.map { $0.canonicalText(.compact) + "\n" }.joined() })
        return try answer.report(call, environment, notes: notes)
    }

    /// Which columns hold what.
    struct Columns {
        let pairID: String
        let originalID: String
        let ownID: String
        let prediction: String?
        let changedPrediction: String?
        let score: String?
        let changedScore: String?
        let by: [[String]]

        var model: String { prediction ?? score ?? "model" }

        init(_ call: Call) throws(CommandFailure) {
            pairID = call.text("on")?.value ?? "id"
            ownID = call.text("id")?.value ?? "id"
            originalID = call.text("original-id")?.value ?? "original"
            prediction = call.text("prediction")?.value
            changedPrediction = call.text("changed-prediction")?.value ?? prediction
            score = call.text("score")?.value
            changedScore = call.text("changed-score")?.value ?? score
            by = call.lists("by").map { $0.map(\.value) }
            guard prediction != nil || score != nil else {
                throw CommandFailure(
                    "E674", call, at: nil, "nothing of the model is asked for",
                    help: ["add prediction COL, score COL, or both"])
            }
        }
    }

    /// Pairs with what is known of their classes.
    struct Joined {
        let pairs: ChangedPairs
        let classes: [String]
    }

    /// A group of pairs.
    struct Group {
        let key: GroupKey
        let members: [Int]
    }

    /// The three files.
    private struct Sources {
        let pairs: Table
        let original: Table
        let changed: Table

        init(_ call: Call, _ columns: Columns) throws(CommandFailure) {
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
                    + columns.by.flatMap { $0 }.map { ColumnRequest($0, .category) })
            original = try read(
                "original", [ColumnRequest(columns.ownID, .identifier)] + model(columns.prediction, columns.score))
            changed = try read(
                "changed",
                [ColumnRequest(columns.pairID, .identifier)] + model(columns.changedPrediction, columns.changedScore))
        }

        private func index(_ table: Table, _ name: String) throws(CommandFailure) -> [String: Int] {
            do { return try table.rows(byIdentifier: name) } catch { throw CommandFailure(error) }
        }

        func joined(
            _ columns: Columns, _ call: Call
        ) throws(CommandFailure) -> (Joined, [Group], notes: [String]) {
            let originals = try index(original, columns.ownID)
            let afters = try index(changed, columns.pairID)
            let known = try index(pairs, columns.pairID)
            guard let ids = pairs.identifier(columns.pairID), let sources = pairs.text(columns.originalID) else {
                preconditionFailure("columns that were read")
            }
            var classes: [String] = []
            var codes: [String: Int] = [:]
            func code(_ column: CategoryColumn?, _ row: Int) -> Int? {
                guard let text = column?.level(ofRow: row) else { return nil }
                if let code = codes[text] { return code }
                codes[text] = classes.count
                classes.append(text)
                return classes.count - 1
            }
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
                        original: source, before: code(before, source), after: code(after, target), shift: shift))
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
            // Groups: everybody, then each grouping, in the order of their levels.
            var groups = [Group(key: .overall, members: Array(joined.indices))]
            for grouping in columns.by {
                let categories = grouping.compactMap { pairs.category($0) }
                var members: [GroupKey: [Int]] = [:]
                for (index, row) in rows.enumerated() {
                    let key = GroupKey(
                        zip(grouping, categories).map { GroupLevel(dimension: $0, value: $1.level(ofRow: row)) })
                    members[key, default: []].append(index)
                }
                groups += members.sorted { $0.key < $1.key }.map { Group(key: $0.key, members: $0.value) }
            }
            return (
                Joined(pairs: ChangedPairs(joined, classCount: classes.count), classes: classes), groups,
                notes.map { TerminalText.safe($0) }
            )
        }
    }
}
