import Diagnostics
import Evidence
import Scenarios
import Tables

/// Makes the cube of a question, from rows in memory or from what was counted while a file was read.
struct Counting {
    let call: Call
    let rows: QuestionRows
    let roles: Roles
    let classes: OutcomeClasses
    /// The groups that are keys, in byte order.
    let dimensions: [String]
    /// Which of them are told from columns.
    let told: [ToldDimension]
    /// Where faults of the label are told of.
    let here: SourceLocation

    /// Whether scores were read: where no figure asks for them, only their side of a threshold is.
    var hasScoreColumn: Bool {
        guard let score = roles.score else { return false }
        return rows.scores != nil || rows.table.number(score) != nil
    }

    /// The cube of the rows that meet the condition, and how many rows these are.
    func cube(_ margins: ScoreMargins) throws(CommandFailure) -> (cube: EvidenceCube, kept: Int) {
        var header = CubeHeader(
            outcome: .ofClasses(binary: classes.isBinary), weights: roles.weightKind, weight: roles.weight,
            told: told)
        if shiftedFrom != nil { header.againstScore = roles.againstScore }
        let entries = try kept(rows.decisions)
        let dimensions = try keys(dimensions, rows.decisions, entries)
        let labels = try labels(rows.decisions, entries)
        let predictions = try predictions(entries)
        guard let columns = rows.scores, let counts = rows.decisions.entries else {
            let scores = roles.score.flatMap { rows.table.number($0) }
            if let score = scores, !margins.margins.isEmpty {
                header.scores = [score.name]
                header = header.with(scoreMargins: margins.margins)
                header.scoreGrid = margins.grid ?? .values
            }
            let counted = EvidenceRows(
                dimensions: dimensions, classes: classes.names, labels: labels, predictions: predictions,
                scores: margins.margins.isEmpty
                    ? [] : [scores].compactMap { $0?.values }.map { Self.only($0, entries) },
                weights: try only(rows.weights(roles, call), entries), shifts: try shifts(entries))
            let cube = try checked(EvidenceCube(counting: counted, header: header), margins)
            return (cube, entries?.count ?? rows.decisions.count)
        }
        var scored: [ScoredRows] = []
        if let score = roles.score, !columns.isEmpty {
            (header.scores, header.scoreGrid) = ([score], rows.grid)
            header = header.with(scoreMargins: margins.margins)
            for (margin, column) in zip(margins.margins, columns) {
                scored.append(try self.scored(margin, column, dimensions))
            }
        }
        let own = entries.map { counts.kept($0) } ?? counts
        let counted = EvidenceRows(
            dimensions: dimensions, classes: classes.names, labels: labels, predictions: predictions, entries: own)
        let cube = EvidenceCube(decisions: counted, scores: scored, header: header)
        return (try checked(cube, margins), own.multiplicities.reduce(0, +))
    }

    /// A grid that was asked for and cannot hold the scores is told of, not left out.
    private func checked(_ cube: EvidenceCube, _ margins: ScoreMargins) throws(CommandFailure) -> EvidenceCube {
        guard let grid = margins.grid, cube.hasScores, cube.header.scoreGrid != grid else { return cube }
        do { return try cube.regridding(to: grid) } catch {
            throw CommandFailure(
                error.diagnostics.map {
                    call.diagnostic(
                        $0.code, at: call.span(of: "score-grid") ?? call.commandSpan, $0.message, help: $0.help)
                }, exitStatus: error.exitStatus)
        }
    }

    private func scored(
        _ margin: [String], _ column: QuestionRows.Counted, _ dimensions: [EvidenceRows.Dimension]
    ) throws(CommandFailure) -> ScoredRows {
        let entries = try kept(column)
        guard let counts = column.entries else { preconditionFailure("scores that were counted") }
        let own = try keys(margin, column, entries)
        return ScoredRows(
            column: 0,
            margin: margin.compactMap { name in dimensions.firstIndex { $0.name == name } },
            levelCounts: dimensions.map(\.levels.count), codes: own.map(\.codes),
            labels: try labels(column, entries), entries: entries.map { counts.kept($0) } ?? counts,
            positiveClass: 1, isWeighted: roles.weightKind.isSummed)
    }

    // MARK: Columns

    private func keys(
        _ names: [String], _ columns: QuestionRows.Counted, _ kept: [Int]?
    ) throws(CommandFailure) -> [EvidenceRows.Dimension] {
        var dimensions: [EvidenceRows.Dimension] = []
        for name in names {
            let category = try Question.category(name, columns, rows.table, call, clause: "by")
            dimensions.append(
                .init(name: category.name, levels: category.levels, codes: Self.only(category.codes, kept)))
        }
        return dimensions
    }

    private func labels(_ columns: QuestionRows.Counted, _ kept: [Int]?) throws(CommandFailure) -> [UInt16] {
        let label = try Question.category(roles.label ?? "", columns, rows.table, call, clause: "label")
        do { return Self.only(try classes.labels(label, at: here), kept) } catch { throw CommandFailure(error) }
    }

    private func predictions(_ kept: [Int]?) throws(CommandFailure) -> [UInt16] {
        let decisions = rows.decisions
        if let prediction = roles.prediction {
            let column = try Question.category(prediction, decisions, rows.table, call, clause: "prediction")
            return Self.only(classes.predictions(column), kept)
        }
        if let threshold = roles.threshold {
            if let counts = decisions.entries, !counts.decisions.isEmpty {
                return Self.only(
                    counts.decisions.map { $0 > 1 ? PredictionState.missing.rawValue : UInt16($0) }, kept)
            }
            if let scores = roles.score.flatMap({ rows.table.number($0) }) {
                return Self.only(OutcomeClasses.predictions(scores: scores.values, threshold: threshold), kept)
            }
        }
        return Array(repeating: PredictionState.missing.rawValue, count: kept?.count ?? decisions.count)
    }

    /// The scores of another model, where shifts from them are asked for.
    private var shiftedFrom: ColumnRequest? { roles.score == nil ? nil : OtherModel(call, roles)?.scoreRequest }

    private func shifts(_ kept: [Int]?) throws(CommandFailure) -> ScoreShifts? {
        guard let request = shiftedFrom, let scores = roles.score.flatMap({ rows.table.number($0) }) else { return nil }
        guard let others = rows.table.number(request.name) else {
            let name = request.source
            guard rows.table.header.contains(name) else {
                throw CommandFailure.unknownColumn(
                    name, of: rows.table.header, in: rows.table.name, call, at: call.span(of: "against-score"))
            }
            throw CommandFailure(
                "E760", call, at: call.span(of: "against-score"), "'\(name)' was not loaded as a column of scores",
                help: ["say what it is when the file is loaded: load FILE as NAME against-score \(name) …"])
        }
        do {
            return try ScoreShifts(Self.only(scores.values, kept), over: Self.only(others.values, kept))
        } catch { throw CommandFailure(error) }
    }

    private static func only<Element>(_ values: [Element], _ kept: [Int]?) -> [Element] {
        kept.map { kept in kept.map { values[$0] } } ?? values
    }

    private func only(_ weights: RowWeights?, _ kept: [Int]?) throws(CommandFailure) -> RowWeights? {
        guard let weights, kept != nil else { return weights }
        do { return try RowWeights(weights.kind, Self.only(weights.values, kept)) } catch {
            throw CommandFailure(error)
        }
    }

    // MARK: Conditions

    /// The entries that the condition keeps; `nil` for all, if there is none.
    private func kept(_ columns: QuestionRows.Counted) throws(CommandFailure) -> [Int]? {
        guard let condition = call.expression("where")?.value else { return nil }
        return try condition.keptRows(of: columns.count, in: rows.table, call, columns.category)
    }
}
