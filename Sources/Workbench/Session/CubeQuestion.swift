import Diagnostics
import Evidence
import Metrics
import Scenarios
import Statistics
import Tables

extension Question {
    /// The cube that `in` names, if it names one rather than rows or a dataset that is loaded.
    static func cube(
        _ call: Call, _ state: SessionState
    ) throws(CommandFailure) -> (cube: EvidenceCube, name: String)? {
        guard call.text("of") == nil, let file = call.text("in"), state.dataset(file.value) == nil,
            try CubeCommand.isCube(file.value)
        else { return nil }
        if let predictions = call.span(of: "predictions") ?? call.span(of: "against-predictions") {
            throw CommandFailure(
                "E643", call, at: predictions, "a cube holds its decisions and scores already",
                help: ["name the file of rows, or leave out predictions"])
        }
        do { return (try CubeFile.read(file.value), file.value) } catch { throw CommandFailure(error) }
    }

    /// A question about rows that were counted before: the answer is that of the rows, if the cube can give it.
    ///
    /// What the line declares must be what was counted; groups and conditions may use keys of the cube only.
    init(_ call: Call, about counted: EvidenceCube, named name: String) throws(CommandFailure) {
        let cube = try Self.cube(counted, askedBy: call)
        let window = ToldColumns.unit(call).flatMap { cube.dimension(ofTimePer: $0) } ?? ToldColumns.plainTime(call)
        stages = try Self.stages(call, of: cube)
        let isStaged = !stages.isEmpty
        groupings = ToldColumns.groupings(call, per: window).map {
            isStaged ? $0.filter { $0 != DecisionStage.dimension } : $0
        }.filter { !$0.isEmpty }
        told = nil
        let drawn = [call.text("strata"), call.text("units"), call.text("runs")].compactMap { $0 }
        for column in call.list("by") + call.list("given") + drawn
        where !isStaged || column.value != DecisionStage.dimension { try Self.require(key: column, of: cube, call) }
        for grouping in groupings where Set(grouping).count != grouping.count {
            throw CommandFailure("E604", call, at: call.span(of: "by"), "a column stands twice in one grouping")
        }
        try Self.requireSameMeaning(call, cube)
        var kept = cube
        var notes = [
            TerminalText.safe("\(name): a cube of \(cube.rows.grouped) rows; \(CubeError.keys(cube.dimensions))")
        ]
        var conditions = cube.header.filter.map { [$0] } ?? []
        if let condition = call.expression("where") {
            for column in condition.value.columns { try Self.require(key: column, of: cube, call) }
            do {
                kept = try cube.filtering(
                    told: condition.value.description, by: condition.value.columns.map(\.value)
                ) { condition.value.holds(for: Combination(levels: $0)) == true }
            } catch { throw CommandFailure(error) }
            notes.append("where keeps \(kept.rows.grouped) of \(cube.rows.grouped) rows")
            guard kept.rows > 0 else {
                throw CommandFailure(
                    [call.diagnostic("E609", at: condition.span, "no row meets the condition")],
                    exitStatus: .nothingSelected)
            }
            conditions.append(condition.value.description)
        }
        filter =
            conditions.isEmpty
            ? nil : "where " + (conditions.count == 1 ? conditions[0] : "(\(conditions[0])) and (\(conditions[1]))")
        classes = OutcomeClasses(of: cube)
        let level = try Self.level(call)
        model = cube.header.model
        let favourable = call.text("favourable")?.value ?? cube.header.favourable
        var context = EstimationContext(
            model: model, level: level, seed: UInt64(call.integer("seed")?.value ?? 0),
            favourablePositive: favourable.map { $0 == cube.classes.last },
            scoresAreProbabilities: cube.scoresAreProbabilities)
        context.calibrationBins = try Self.calibrationBins(call)
        context.classes = cube.classes
        context.order = try Self.order(call, classes)
        builder = AssessmentBuilder(
            cube: kept, context: context, minimumGroup: call.integer("minimum-group")?.value ?? 0)
        hasScores = cube.hasScores
        hasDecisions = cube.header.prediction != nil || (cube.header.threshold != nil && cube.hasScores)
        self.notes = notes
        roles = Roles(call)
        sha256 = nil
    }

    /// The levels of the columns of a condition as it sees them: texts, or missing.
    private struct Combination: PredicateRow {
        let levels: [String?]

        func cell(_ column: Int) -> PredicateCell { levels[column].map { .text($0) } ?? .missing }
    }

    private static func require(
        key: Located<String>, of cube: EvidenceCube, _ call: Call
    ) throws(CommandFailure) {
        guard cube.cells.index(ofDimension: key.value) == nil else { return }
        let near = NearMatch.nearest(to: key.value, among: cube.dimensions).map { ["did you mean '\($0)'?"] } ?? []
        throw CommandFailure(
            "E740", call, at: key.span, "a cube cannot answer this: '\(key.value)' is not one of its keys",
            help: near + [CubeError.keys(cube.dimensions), "or count the rows again with by \(key.value)"])
    }

    /// The cube by the spans of time that a line asks for.
    private static func cube(_ cube: EvidenceCube, askedBy call: Call) throws(CommandFailure) -> EvidenceCube {
        let told = cube.header.told
        for (clause, isMeant) in [("time", { $0.isPeriod }), ("cluster", { $0 == .block })]
            as [(String, (ToldDimension.Rule) -> Bool)]
        {
            guard let asked = call.text(clause) else { continue }
            // Windows that stand in a column of their own are a key like any other.
            if clause == "time", ToldColumns.plainTime(call) != nil {
                try require(key: asked, of: cube, call)
                continue
            }
            let columns = told.filter { isMeant($0.rule) }.map(\.column)
            guard columns.contains(asked.value) else { throw unanswerable(call, asked.span, clause, columns.first) }
        }
        if let zone = call.text("zone"), zone.value != cube.header.timeZone {
            throw unanswerable(call, zone.span, "zone", cube.header.timeZone)
        }
        if let calendar = call.text("calendar") { throw unanswerable(call, calendar.span, "calendar", nil) }
        guard let unit = ToldColumns.unit(call) else { return cube }
        do { return try cube.coarseningTime(to: unit) } catch {
            throw CommandFailure(
                "E740", call, at: call.span(of: "per"),
                "a cube cannot answer this: it was not counted by spans that make up a \(unit.rawValue)",
                help: [CubeError.keys(cube.dimensions), "or count the rows again with time COL per \(unit.rawValue)"])
        }
    }

    /// Refuses a line that declares something else than what was counted.
    private static func requireSameMeaning(_ call: Call, _ cube: EvidenceCube) throws(CommandFailure) {
        let header = cube.header
        let counted: [(clause: String, value: String?)] = [
            ("label", header.label), ("positive", header.isBinary ? cube.classes.last : nil),
            ("prediction", header.prediction), ("score", header.scores.count == 1 ? header.scores.first : nil),
            ("against-score", header.againstScore), ("weight", header.weight),
            ("weights", header.weights == .none ? nil : header.weights.rawValue),
            ("score-grid", header.scores.isEmpty ? nil : header.scoreGrid.name),
            ("favourable", header.favourable ?? call.text("favourable").map(\.value)),
        ]
        for (clause, value) in counted {
            guard let asked = call.text(clause), asked.value != value else { continue }
            throw unanswerable(call, asked.span, clause, value)
        }
        try requireSameOutcome(call, cube)
        for cell in call.cells("class-scores") {
            let index = cube.classes.firstIndex { $0.utf8.elementsEqual(cell.name.value.utf8) }
            let counted = header.scores.count > 1 ? index.map { header.scores[$0] } : nil
            guard counted == cell.value.value else {
                throw unanswerable(call, cell.value.span, "class-scores", counted)
            }
        }
        if let asked = call.number("threshold"), asked.value != header.threshold {
            throw unanswerable(call, asked.span, "threshold", header.threshold.map { Spelling.number($0) })
        }
        if let asked = call.text("favourable"), !header.isBinary || !cube.classes.contains(asked.value) {
            throw CommandFailure(
                "E608", call, at: asked.span, "'\(asked.value)' is no decision of this model",
                help: ["decisions: " + cube.classes.joined(separator: ", ")])
        }
    }

    /// Refuses a line that declares another outcome than was counted.
    private static func requireSameOutcome(_ call: Call, _ cube: EvidenceCube) throws(CommandFailure) {
        let outcome = cube.header.outcome
        var counted: [String: String] = [:]
        switch outcome {
        case .binary, .classes: break
        case .number(let scale):
            counted["outcome"] = "number"
            if let largest = call.number("largest"), NumberScale(largest: largest.value) != scale {
                throw unanswerable(call, largest.span, "largest", Spelling.number(scale.largest))
            }
        case .errors(let columns, let unit):
            counted["unit"] = unit.rawValue
            counted["length"] = cube.header.label
            for (clause, column) in zip(columns.count == 1 ? ["errors"] : MeasuredRoles.edits, columns) {
                counted[clause] = column
            }
        }
        for clause in DataClauses.measured.map(\.word) where clause != "largest" || cube.header.numberScale == nil {
            guard let span = call.span(of: clause) else { continue }
            let asked = call.text(clause)?.value
            guard asked == nil || asked != counted[clause] else { continue }
            throw unanswerable(call, span, clause, counted[clause])
        }
    }

    /// The stages that a line about a cube asks for: by their clause, or as a group.
    private static func stages(_ call: Call, of cube: EvidenceCube) throws(CommandFailure) -> [DecisionStage] {
        let own = cube.header.stages
        let declared = try stages(call)
        guard declared.isEmpty || declared == own else {
            if let odd = call.cells("stages").first(where: { cube.decisions(in: $0.value.value) == nil }) {
                throw lacksDecisions(odd.value, cube, call)
            }
            throw CommandFailure(
                "E743", call, at: call.span(of: "stages"),
                "a cube cannot answer this: it was counted with other stages",
                help: [
                    own.isEmpty
                        ? "it was counted without stages"
                        : "stages: " + own.map { "\($0.name)=\($0.column)" }.joined(separator: ", ")
                ])
        }
        let isAsked =
            call.list("by").contains { $0.value == DecisionStage.dimension }
            && cube.cells.index(ofDimension: DecisionStage.dimension) == nil
        return isAsked || !declared.isEmpty ? own : []
    }

    private static func unanswerable(
        _ call: Call, _ span: TextSpan, _ clause: String, _ counted: String?
    ) -> CommandFailure {
        CommandFailure(
            "E743", call, at: span, "a cube cannot answer this: it was counted with another \(clause)",
            help: [
                counted.map { "it was counted with \(clause) \($0)" } ?? "it was counted without \(clause)",
                "ask the rows, or leave \(clause) out",
            ])
    }
}
