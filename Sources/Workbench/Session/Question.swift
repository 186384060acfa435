import Diagnostics
import Evidence
import Metrics
import Scenarios
import Statistics
import Storage
import Tables

/// What `metrics` and `compare` share: which rows, what their columns mean, and how sure the answer is to be.
struct Question {
    let builder: AssessmentBuilder
    let classes: OutcomeClasses
    /// The model's name in the answer.
    let model: String
    let groupings: [[String]]
    let hasScores: Bool
    /// Rows left out by `where`, if there is one.
    let filter: String?
    /// For standard error.
    let notes: [String]
    /// What the columns mean.
    let roles: Roles
    /// The SHA-256 of the file of rows, where it was taken.
    let sha256: String?

    /// Reads and counts the rows that a call asks about.
    init(_ call: Call, _ state: SessionState) throws(CommandFailure) {
        if let (cube, name) = try Self.cube(call, state) {
            self = try Question(call, about: cube, named: name)
            return
        }
        groupings = call.lists("by").map { $0.map(\.value) }
        let filterColumns = call.expression("where")?.value.columns.map(\.value) ?? []
        let (table, roles, name, notes) = try Self.rows(
            call, state, needed: groupings.flatMap { $0 } + filterColumns)
        guard let labelName = roles.label else {
            throw CommandFailure(
                "E601", call, at: nil, "no label column is declared",
                help: ["add label COL: the column that holds what really happened"])
        }
        let here = SourceLocation(file: table.name, line: 1)
        let label = try Self.category(labelName, table, call, clause: "label")
        var notesSoFar = notes
        var predictionColumn: CategoryColumn?
        if let prediction = roles.prediction {
            predictionColumn = try Self.category(prediction, table, call, clause: "prediction")
        }
        do {
            classes = try OutcomeClasses.settle(
                label: label, positive: roles.positive, classes: nil,
                predictions: predictionColumn.map { [$0] } ?? [], at: here)
        } catch { throw CommandFailure(error) }
        var scores: [[Double]] = []
        if let score = roles.score {
            guard classes.isBinary else {
                throw CommandFailure(
                    "E602", call, at: call.span(of: "score"), "one score column needs a label with a positive value",
                    help: ["add positive VALUE"])
            }
            guard let numbers = table.number(score) else {
                throw Self.unknown(score, table, call, clause: "score")
            }
            scores = [numbers.values]
        }
        let predictions: [UInt16]
        if let predictionColumn {
            predictions = classes.predictions(predictionColumn)
        } else if let threshold = roles.threshold, let own = scores.first {
            predictions = OutcomeClasses.predictions(scores: own, threshold: threshold)
        } else {
            predictions = Array(repeating: PredictionState.missing.rawValue, count: table.rowCount)
            if roles.score == nil {
                throw CommandFailure(
                    "E603", call, at: nil, "no decisions are declared",
                    help: ["add prediction COL, or score COL threshold T"])
            }
        }
        let labels: [UInt16]
        do { labels = try classes.labels(label, at: here) } catch { throw CommandFailure(error) }
        var dimensions: [EvidenceRows.Dimension] = []
        for column in Set(groupings.flatMap { $0 }).sorted() {
            let category = try Self.category(column, table, call, clause: "by")
            dimensions.append(.init(name: category.name, levels: category.levels, codes: category.codes))
        }
        for grouping in groupings where Set(grouping).count != grouping.count {
            throw CommandFailure("E604", call, at: call.span(of: "by"), "a column stands twice in one grouping")
        }
        var rows = EvidenceRows(
            dimensions: dimensions, classes: classes.names, labels: labels, predictions: predictions, scores: scores)
        if let condition = call.expression("where") {
            rows = try Self.filtered(rows, by: condition.value, table, call)
            notesSoFar.append("where keeps \(rows.count) of \(table.rowCount) rows")
        }
        filter = call.expression("where").map { "where \($0.value.description)" }
        let probabilities = scores.allSatisfy { $0.allSatisfy { $0.isNaN || ($0 >= 0 && $0 <= 1) } }
        let level = call.number("level")?.value ?? 0.95
        guard level > 0, level < 1 else {
            throw CommandFailure(
                "E605", call, at: call.span(of: "level"), "a level lies between 0 and 1", help: ["try level 0.95"])
        }
        model = name ?? roles.modelName
        let context = EstimationContext(
            model: model, level: level, seed: UInt64(call.integer("seed")?.value ?? 0),
            favourablePositive: try Self.favourable(roles, classes, call), scoresAreProbabilities: probabilities)
        builder = AssessmentBuilder(
            cube: EvidenceCube(counting: rows), context: context,
            minimumGroup: call.integer("minimum-group")?.value ?? 0)
        hasScores = !scores.isEmpty
        self.notes = notesSoFar
        self.roles = roles
        sha256 = table.sha256
    }

    /// The metrics a call names; `all` is every one that the data allow.
    func metrics(_ call: Call) throws(CommandFailure) -> [Metric] {
        var metrics: [Metric] = []
        for name in call.list("metrics") {
            if name.value == "all" {
                metrics += Catalogue.available(
                    binary: classes.isBinary, hasScores: hasScores,
                    hasProbabilities: hasScores && builder.context.scoresAreProbabilities
                ).filter { $0.name != "favourable-rate" || builder.context.favourablePositive != nil }
                continue
            }
            guard let metric = Catalogue.metric(named: name.value, binary: classes.isBinary) else {
                throw CommandFailure(
                    "E610", call, at: name.span, "no metric named '\(name.value)'",
                    help: (Catalogue.nearest(to: name.value).map { ["did you mean '\($0)'?"] } ?? [])
                        + ["help lists the metrics"])
            }
            guard metric.fits(binary: classes.isBinary) else {
                throw CommandFailure(
                    "E611", call, at: name.span,
                    classes.isBinary
                        ? "'\(metric.name)' is for labels of several classes"
                        : "'\(metric.name)' needs a label with a positive value",
                    help: classes.isBinary
                        ? [] : ["add positive VALUE; values: \(classes.names.prefix(8).joined(separator: ", "))"])
            }
            if metric.name == "favourable-rate", builder.context.favourablePositive == nil {
                throw CommandFailure(
                    "E612", call, at: name.span, "'favourable-rate' needs to know which decision people want",
                    help: ["add favourable VALUE, e.g. favourable '\(classes.names[1])'"])
            }
            if !metrics.contains(where: { $0.name == metric.name }) { metrics.append(metric) }
        }
        return metrics
    }

    // MARK: Rows

    private static func rows(
        _ call: Call, _ state: SessionState, needed: [String]
    ) throws(CommandFailure) -> (table: Table, roles: Roles, name: String?, notes: [String]) {
        if let named = call.text("of") ?? call.text("in"), let dataset = state.dataset(named.value) {
            return (dataset.table, Roles(call, earlier: dataset.roles), dataset.name, [])
        }
        if let of = call.text("of") {
            let names = state.datasets.map(\.name)
            throw CommandFailure(
                "E606", call, at: of.span, "nothing is loaded under the name '\(of.value)'",
                help: (NearMatch.nearest(to: of.value, among: names).map { ["did you mean '\($0)'?"] } ?? [])
                    + ["load FILE as \(of.value)"])
        }
        if let file = call.text("in") {
            let roles = Roles(call)
            let table = try read(file.value, roles, needed: needed, takesDigest: call.command == "cube")
            return (table, roles, nil, ["\(table.name): \(table.accounting.sentence)"])
        }
        guard let dataset = state.datasets.last, state.datasets.count == 1 else {
            throw CommandFailure(
                "E607", call, at: nil,
                state.datasets.isEmpty ? "nothing is loaded" : "several datasets are loaded; say which",
                help: state.datasets.isEmpty
                    ? ["load FILE as NAME, or add in FILE"]
                    : ["add of NAME: " + state.datasets.map(\.name).joined(separator: ", ")])
        }
        return (dataset.table, Roles(call, earlier: dataset.roles), dataset.name, [])
    }

    private static func read(
        _ path: String, _ roles: Roles, needed: [String], takesDigest: Bool
    ) throws(CommandFailure) -> Table {
        var requests: [ColumnRequest] = []
        func ask(_ name: String?, _ kind: ColumnKind) {
            guard let name else { return }
            let request = ColumnRequest(name, kind)
            if !requests.contains(request) { requests.append(request) }
        }
        ask(roles.label, .category)
        ask(roles.prediction, .category)
        ask(roles.score, .number)
        for name in needed { ask(name, .category) }
        do {
            return try TableReader.read(
                path: path, columns: .only(requests), options: ReadingOptions(takesDigest: takesDigest))
        } catch { throw CommandFailure(error) }
    }

    private static func category(
        _ name: String, _ table: Table, _ call: Call, clause: String
    ) throws(CommandFailure) -> CategoryColumn {
        if let column = table.category(name) { return column }
        throw unknown(name, table, call, clause: clause)
    }

    private static func unknown(_ name: String, _ table: Table, _ call: Call, clause: String) -> CommandFailure {
        let span = call.list(clause).first { $0.value == name }?.span ?? call.span(of: clause)
        return CommandFailure(
            "E102", call, at: span, "no column '\(name)' in '\(table.name)'",
            help: (NearMatch.nearest(to: name, among: table.header).map { ["did you mean '\($0)'?"] } ?? [])
                + ["columns: " + table.header.prefix(12).joined(separator: ", ")])
    }

    private static func favourable(
        _ roles: Roles, _ classes: OutcomeClasses, _ call: Call
    ) throws(CommandFailure) -> Bool? {
        guard let favourable = roles.favourable else { return nil }
        guard classes.isBinary, let index = classes.names.firstIndex(of: favourable) else {
            throw CommandFailure(
                "E608", call, at: call.span(of: "favourable"), "'\(favourable)' is no decision of this model",
                help: ["decisions: " + classes.names.joined(separator: ", ")])
        }
        return index == 1
    }

    /// A row of a table as conditions see it: every column as text; numbers are what texts write.
    private struct Row: PredicateRow {
        let columns: [CategoryColumn]
        var index = 0

        func cell(_ column: Int) -> PredicateCell { columns[column].level(ofRow: index).map { .text($0) } ?? .missing }
    }

    private static func filtered(
        _ rows: EvidenceRows, by condition: WhereExpression, _ table: Table, _ call: Call
    ) throws(CommandFailure) -> EvidenceRows {
        var columns: [CategoryColumn] = []
        for column in condition.columns {
            guard let category = table.category(column.value) else {
                throw CommandFailure(
                    "E102", call, at: column.span, "no column '\(column.value)' in '\(table.name)'",
                    help: (NearMatch.nearest(to: column.value, among: table.header).map { ["did you mean '\($0)'?"] }
                        ?? []) + ["columns: " + table.header.prefix(12).joined(separator: ", ")])
            }
            columns.append(category)
        }
        var row = Row(columns: columns)
        var kept: [Int] = []
        for index in 0..<rows.count {
            row.index = index
            if condition.holds(for: row) == true { kept.append(index) }
        }
        return EvidenceRows(
            dimensions: rows.dimensions.map { dimension in
                // Levels that no kept row has are no groups of this question.
                let codes = kept.map { dimension.codes[$0] }
                return .init(name: dimension.name, levels: dimension.levels, codes: codes)
            }, classes: rows.classes, labels: kept.map { rows.labels[$0] },
            predictions: kept.map { rows.predictions[$0] }, scores: rows.scores.map { scores in kept.map { scores[$0] } })
    }
}
