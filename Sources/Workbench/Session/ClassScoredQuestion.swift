import Diagnostics
import Evidence
import Metrics
import Scenarios
import Statistics
import Tables

extension Question {
    /// Clauses that say something of rows which scores of several classes are not read with.
    private static let unread = [
        "score", "threshold", "positive", "id", "predictions", "weight", "time", "cluster", "against", "stages",
        "unlabelled", "given", "runs", "strata", "units", "replicates", "score-grid",
    ]

    /// The columns of scores that a line names, one a class; none if it names none.
    static func classScoreColumns(
        _ call: Call
    ) throws(CommandFailure) -> [(name: Located<String>, value: Located<String>)] {
        let columns = call.cells("class-scores").map { (name: $0.name, value: $0.value) }
        guard !columns.isEmpty else { return [] }
        if let clause = unread.first(where: call.has) {
            throw CommandFailure(
                "E829", call, at: call.span(of: clause), "'\(clause)' cannot be told together with class-scores",
                help: ["leave one of them out"])
        }
        for (index, column) in columns.enumerated()
        where columns[..<index].contains(where: { $0.name.value.utf8.elementsEqual(column.name.value.utf8) }) {
            throw CommandFailure(
                "E829", call, at: column.name.span, "the class '\(column.name.value)' has two columns of scores")
        }
        return columns
    }

    /// A question about several classes with a column of scores for each; `nil` without such columns.
    init?(classScored call: Call, _ state: SessionState) throws(CommandFailure) {
        let columns = try Self.classScoreColumns(call)
        guard let first = columns.first else { return nil }
        groupings = call.lists("by").map { $0.map(\.value) }
        for grouping in groupings where Set(grouping).count != grouping.count {
            throw CommandFailure("E604", call, at: call.span(of: "by"), "a column stands twice in one grouping")
        }
        let dataset = (call.text("of") ?? call.text("in")).flatMap { state.dataset($0.value) }
        let roles = Roles(call, earlier: dataset?.roles ?? (call.has("in") ? nil : state.datasets.last?.roles))
        guard let label = roles.label, let prediction = roles.prediction else {
            throw CommandFailure(
                "E601", call, at: nil, "scores of classes need a label, and what was decided",
                help: ["add label COL prediction COL"])
        }
        let groups = call.list("by")
        let read = try ColumnRows(
            call, state, categories: groups.map(\.value) + [label, prediction], numbers: columns.map(\.value.value))
        let (own, decided) = (
            try read.category(Located(label, at: call.span(of: "label") ?? first.name.span), call),
            try read.category(Located(prediction, at: call.span(of: "prediction") ?? first.name.span), call)
        )
        let settled: OutcomeClasses
        do {
            settled = try OutcomeClasses.settle(
                label: own, positive: nil, classes: nil, predictions: [decided],
                at: SourceLocation(file: read.table.name, line: 1))
        } catch { throw Self.outcomeFailure(error, call) }
        classes = settled
        let names = settled.names
        var (scores, scoreColumns): ([[Double]], [String]) = ([], [])
        for name in names {
            guard let column = columns.first(where: { $0.name.value.utf8.elementsEqual(name.utf8) }) else {
                throw CommandFailure(
                    "E829", call, at: call.span(of: "class-scores"), "the class '\(name)' has no column of scores",
                    help: ["add \(name)=COL"])
            }
            scores.append(try read.numbers(column.value, call))
            scoreColumns.append(column.value.value)
        }
        if let odd = columns.first(where: { !names.contains($0.name.value) }) {
            throw CommandFailure(
                "E829", call, at: odd.name.span, "'\(odd.name.value)' is no class of this label",
                help: ["classes: " + names.prefix(8).joined(separator: ", ")])
        }
        var dimensions: [EvidenceRows.Dimension] = []
        for name in groups where !dimensions.contains(where: { $0.name == name.value }) {
            let column = try read.category(name, call)
            dimensions.append(.init(name: column.name, levels: column.levels, codes: column.codes))
        }
        let labels: [UInt16]
        do { labels = try settled.labels(own, at: SourceLocation(file: read.table.name, line: 1)) } catch {
            throw CommandFailure(error)
        }
        let isCube = call.command == CommandDeclaration.cube.name
        let margins = isCube ? try ScoreMargins(call, groupings, try ToldColumns(call)).margins : []
        let cube = EvidenceCube(
            counting: EvidenceRows(
                dimensions: dimensions, classes: names, labels: labels, predictions: settled.predictions(decided),
                scores: scores),
            header: CubeHeader(
                label: label, outcome: .classes, prediction: prediction, scores: scoreColumns, scoreMargins: margins))
        model = roles.modelName
        var context = EstimationContext(
            model: model, level: try Self.level(call), seed: UInt64(call.integer("seed")?.value ?? 0),
            scoresAreProbabilities: cube.scoresAreProbabilities)
        context.calibrationBins = try Self.calibrationBins(call)
        context.classes = names
        context.order = try Self.order(call, classes)
        builder = AssessmentBuilder(
            cube: cube, context: context, minimumGroup: call.integer("minimum-group")?.value ?? 0)
        stages = []
        told = nil
        hasScores = true
        hasDecisions = true
        filter = call.expression("where").map { "where \($0.value.description)" }
        notes = read.notes
        self.roles = roles
        sha256 = read.table.sha256
    }
}
