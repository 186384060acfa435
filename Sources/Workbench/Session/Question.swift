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
    /// The stages behind the model that the answer tells apart; none where nobody asks for them.
    let stages: [DecisionStage]
    /// Groups told from columns of the rows; of a cube its header tells them.
    let told: ToldColumns?
    let hasScores: Bool
    /// Whether it is known what the model decided, by a column or by a threshold on its score.
    let hasDecisions: Bool
    /// Rows left out by `where`, if there is one.
    let filter: String?
    /// For standard error.
    let notes: [String]
    /// What the columns mean.
    let roles: Roles
    /// The SHA-256 of the file of rows, where it was taken.
    let sha256: String?
    /// What stands below an answer beside the rows and intervals.
    var remark: String?

    /// Reads and counts the rows that a call asks about.
    init(_ call: Call, _ state: SessionState) throws(CommandFailure) {
        if let (cube, name) = try Self.cube(call, state) {
            self = try Question(call, about: cube, named: name)
            return
        }
        if let measured = try Question(measured: call, state) {
            self = measured
            return
        }
        if let scored = try Question(classScored: call, state) {
            self = scored
            return
        }
        // Before a long file is read for it.
        for name in call.list("metrics") where name.value != "all" && Catalogue.metric(named: name.value) == nil {
            throw Self.unknownMetric(name, call)
        }
        stages = try Self.stages(call)
        let told = try ToldColumns(call)
        let groupings = told.groupings(call)
        (self.told, self.groupings) = (told, groupings)
        for grouping in groupings where Set(grouping).count != grouping.count {
            throw CommandFailure("E604", call, at: call.span(of: "by"), "a column stands twice in one grouping")
        }
        let margins = try ScoreMargins(call, groupings, told)
        let (counted, roles, name, notes) = try Self.rows(call, state, groupings, told, margins)
        let table = counted.table
        guard let labelName = roles.label else {
            throw CommandFailure(
                "E601", call, at: nil, "no label column is declared",
                help: ["add label COL: the column that holds what really happened"])
        }
        let here = SourceLocation(file: table.name, line: 1)
        let label = try Self.category(labelName, counted.decisions, table, call, clause: "label")
        var notesSoFar = notes
        var predictionColumn: CategoryColumn?
        if let prediction = roles.prediction {
            predictionColumn = try Self.category(prediction, counted.decisions, table, call, clause: "prediction")
        }
        do {
            classes = try OutcomeClasses.settle(
                label: label, positive: roles.positive, classes: nil,
                predictions: predictionColumn.map { [$0] } ?? [], at: here)
        } catch { throw Self.outcomeFailure(error, call) }
        if let score = roles.score {
            guard classes.isBinary else {
                throw CommandFailure(
                    "E602", call, at: call.span(of: "score"), "one score column needs a label with a positive value",
                    help: ["add positive VALUE"])
            }
            guard table.header.contains(score) else { throw Self.unknown(score, table, call, clause: "score") }
        }
        let rows = try OtherModel(call, roles)?.named(counted, classes, call) ?? counted
        let counting = Counting(
            call: call, rows: rows, roles: roles, classes: classes,
            dimensions: Set(
                groupings.flatMap { $0 } + told.dimensions.map(\.name) + Self.furtherKeys(call)
            ).sorted(),
            told: told.dimensions, here: here)
        hasDecisions = predictionColumn != nil || (roles.threshold != nil && counting.hasScoreColumn)
        if let predictionColumn {
            notesSoFar += try Self.invalid(
                predictionColumn, classes.predictions(predictionColumn), rows.decisions.multiplicities, classes,
                label: labelName, call)
        }
        try Self.checkDecisions(told, rows, classes, call)
        let (cube, kept) = try counting.cube(margins)
        if let condition = call.expression("where") {
            notesSoFar.append("where keeps \(kept.grouped) of \(table.rowCount.grouped) rows")
            guard kept > 0 else {
                throw CommandFailure(
                    [
                        call.diagnostic(
                            "E609", at: condition.span, "no row meets the condition",
                            help: condition.value.slips { rows.decisions.category($0)?.levels })
                    ], exitStatus: .nothingSelected)
            }
        }
        filter = call.expression("where").map { "where \($0.value.description)" }
        let level = try Self.level(call)
        model = name ?? roles.modelName
        var context = EstimationContext(
            model: model, level: level, seed: UInt64(call.integer("seed")?.value ?? 0),
            favourablePositive: try Self.favourable(roles, classes, call),
            scoresAreProbabilities: cube.scoresAreProbabilities)
        context.calibrationBins = try Self.calibrationBins(call)
        context.classes = classes.names
        context.order = try Self.order(call, classes)
        builder = AssessmentBuilder(
            cube: cube, context: context, minimumGroup: call.integer("minimum-group")?.value ?? 0)
        hasScores = cube.hasScores
        self.notes = notesSoFar
        self.roles = roles
        sha256 = table.sha256
    }

    /// The level of intervals.
    static func level(_ call: Call) throws(CommandFailure) -> Double {
        let level = call.number("level")?.value ?? 0.95
        guard level > 0, level < 1 else {
            throw CommandFailure(
                "E605", call, at: call.span(of: "level"), "a level lies between 0 and 1", help: ["try level 0.95"])
        }
        return level
    }

    /// Bins of calibration errors.
    static func calibrationBins(_ call: Call) throws(CommandFailure) -> Int {
        guard let bins = call.integer("bins") else { return CalibrationError.standardBinCount }
        guard (1...10_000).contains(bins.value) else {
            throw CommandFailure("E615", call, at: bins.span, "bins are 1 to 10,000")
        }
        return bins.value
    }

    /// The codes of the classes from the lowest up; `nil` if nothing is said of it.
    static func order(_ call: Call, _ classes: OutcomeClasses) throws(CommandFailure) -> [Int]? {
        let named = call.list("order")
        guard !named.isEmpty else { return nil }
        var order: [Int] = []
        for name in named {
            guard let index = classes.names.firstIndex(of: name.value) else {
                throw CommandFailure(
                    "E616", call, at: name.span, "'\(name.value)' is no class of this label",
                    help: (NearMatch.nearest(to: name.value, among: classes.names).map { ["did you mean '\($0)'?"] }
                        ?? []) + ["classes: " + classes.names.prefix(8).joined(separator: ", ")])
            }
            guard !order.contains(index) else {
                throw CommandFailure("E616", call, at: name.span, "'\(name.value)' stands twice in the order")
            }
            order.append(index)
        }
        let missing = classes.names.indices.filter { !order.contains($0) }
        guard missing.isEmpty else {
            throw CommandFailure(
                "E616", call, at: call.span(of: "order"), "an order names every class, the lowest first",
                help: ["missing: " + missing.prefix(8).map { classes.names[$0] }.joined(separator: ", ")])
        }
        return order
    }

    /// The metrics a call names; `all` is every one that the data allow.
    func metrics(_ call: Call) throws(CommandFailure) -> [Metric] { try metrics(call, named: call.list("metrics")) }

    /// The metrics of some names of a call.
    func metrics(_ call: Call, named names: [Located<String>]) throws(CommandFailure) -> [Metric] {
        if outcome.onlyClass != nil { return try measuredMetrics(call, named: names) }
        var metrics: [Metric] = []
        for name in names {
            if name.value == "all" {
                metrics += Catalogue.available(
                    binary: classes.isBinary, hasScores: hasScores,
                    hasProbabilities: hasScores && builder.context.scoresAreProbabilities
                ).filter {
                    ($0.name != "favourable-rate" || builder.context.favourablePositive != nil)
                        && (hasDecisions || !$0.needsDecisions)
                        && (!$0.isOrdinal || builder.context.order != nil)
                }
                continue
            }
            guard let metric = Catalogue.metric(named: name.value, binary: classes.isBinary) else {
                throw Self.unknownMetric(name, call)
            }
            guard ![.number, .errors, .ranking, .neighbours].contains(metric.outcome) else {
                throw Self.unfit(metric, for: outcome, call, at: name.span)
            }
            guard metric.fits(binary: classes.isBinary) else {
                throw CommandFailure(
                    "E611", call, at: name.span,
                    classes.isBinary
                        ? "'\(metric.name)' is for labels of several classes"
                        : "'\(metric.name)' needs a label with a positive value",
                    help: classes.isBinary
                        ? []
                        : [
                            "add positive VALUE; values: \(classes.names.prefix(8).joined(separator: ", "))",
                            "or \(name.value):\(classes.names.first ?? "CLASS") for one class against all others",
                        ])
            }
            try requireClass(of: metric, call, at: name.span)
            guard !metric.isOrdinal || builder.context.order != nil else {
                throw CommandFailure(
                    "E617", call, at: name.span, "'\(metric.name)' needs to know the order of the classes",
                    help: [
                        "add order CLASSES, the lowest first; classes: \(classes.names.prefix(8).joined(separator: ", "))"
                    ])
            }
            guard hasDecisions || !metric.needsDecisions else {
                throw CommandFailure(
                    "E603", call, at: name.span, "'\(metric.name)' needs the decisions of the model",
                    help: [
                        hasScores
                            ? "add threshold T: scores from T up are decided as positive"
                            : "add prediction COL, or score COL threshold T",
                        "decisions in a file of their own: add id COL predictions FILE",
                    ])
            }
            guard hasScores || !metric.needsScores else {
                throw CommandFailure(
                    "E613", call, at: name.span, "'\(metric.name)' needs the scores of the model",
                    help: [classes.isBinary ? "add score COL" : "add class-scores CLASS=COL, one for each class"])
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

    /// Refuses a figure of a class that the label does not have.
    func requireClass(of metric: Metric, _ call: Call, at span: TextSpan) throws(CommandFailure) {
        guard let own = metric.versusRest, !classes.names.contains(own) else { return }
        throw CommandFailure(
            "E610", call, at: span, "'\(own)' is no class of this label",
            help: (NearMatch.nearest(to: own, among: classes.names).map { ["did you mean '\($0)'?"] } ?? [])
                + ["classes: " + classes.names.prefix(8).joined(separator: ", ")])
    }

    static func unknownMetric(_ name: Located<String>, _ call: Call) -> CommandFailure {
        CommandFailure(
            "E610", call, at: name.span, "no metric named '\(name.value)'",
            help: (Catalogue.nearest(to: name.value).map { ["did you mean '\($0)'?"] } ?? [])
                + ["help lists the metrics"])
    }

    // MARK: Rows

    private static func rows(
        _ call: Call, _ state: SessionState, _ groupings: [[String]], _ told: ToldColumns, _ margins: ScoreMargins
    ) throws(CommandFailure) -> (rows: QuestionRows, roles: Roles, name: String?, notes: [String]) {
        if let named = call.text("of") ?? call.text("in"), let dataset = state.dataset(named.value) {
            return try loaded(dataset, call, groupings, told, margins)
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
            let (rows, notes) = try QuestionRows.reading(file.value, plan(call, roles, groupings, told, margins), call)
            let accounting = "\(TerminalText.safe(rows.table.name)): \(rows.table.accounting.sentence)"
            return (rows, roles, nil, [accounting] + notes)
        }
        guard let dataset = state.onlyDataset else {
            throw CommandFailure(
                "E607", call, at: nil,
                state.datasets.isEmpty ? "nothing is loaded" : "several datasets are loaded; say which",
                help: state.datasets.isEmpty
                    ? ["load FILE as NAME, or add in FILE"]
                    : ["add of NAME: " + state.datasets.map(\.name).joined(separator: ", ")])
        }
        return try loaded(dataset, call, groupings, told, margins)
    }

    /// The rows of a dataset, counted for this question.
    private static func loaded(
        _ dataset: Dataset, _ call: Call, _ groupings: [[String]], _ told: ToldColumns, _ margins: ScoreMargins
    ) throws(CommandFailure) -> (rows: QuestionRows, roles: Roles, name: String?, notes: [String]) {
        try RowReading.refuseClauses(call)
        try OtherModel.refuseLoaded(call)
        let roles = Roles(call, earlier: dataset.roles)
        let rows = try QuestionRows.counting(dataset, plan(call, roles, groupings, told, margins), call)
        return (rows, roles, dataset.name, [])
    }

    /// Columns by which rows are counted beside their groups.
    static func furtherKeys(_ call: Call) -> [String] {
        call.list("given").map(\.value) + SurveyQuestion.keys(call) + [call.text("runs")?.value].compactMap { $0 }
    }

    private static func plan(
        _ call: Call, _ roles: Roles, _ groupings: [[String]], _ told: ToldColumns, _ margins: ScoreMargins
    ) throws(CommandFailure) -> QuestionRows.Plan {
        try checkPair(call, roles)
        return QuestionRows.Plan(
            roles: roles,
            groups: groupings.flatMap { $0 } + told.dimensions.map(\.name) + furtherKeys(call),
            told: told,
            conditions: call.expression("where")?.value.columns.map(\.value) ?? [], margins: margins.margins,
            grid: margins.grid ?? .values, other: OtherModel(call, roles))
    }

    /// Refuses decisions of which none is a value of the label, and tells of those that are not.
    private static func invalid(
        _ column: CategoryColumn, _ predictions: [UInt16], _ multiplicities: [Int]?, _ classes: OutcomeClasses,
        label: String, _ call: Call
    ) throws(CommandFailure) -> [String] {
        let invalid = predictions.indices.reduce(0) {
            predictions[$1] == PredictionState.invalid.rawValue ? $0 + (multiplicities?[$1] ?? 1) : $0
        }
        guard invalid > 0 else { return [] }
        let known = Set(classes.names)
        let odd = column.levels.filter { !known.contains($0) }
        let list = odd.prefix(8).map { "'\($0)'" }.joined(separator: ", ") + (odd.count > 8 ? ", …" : "")
        guard predictions.contains(where: { $0 < PredictionState.abstained.rawValue }) else {
            throw CommandFailure(
                "E614", call, at: call.span(of: "prediction"),
                "the decisions in '\(column.name)' are not written as the labels in '\(label)' are",
                help: [
                    "decisions: " + list,
                    "labels: " + classes.names.prefix(8).map { "'\($0)'" }.joined(separator: ", "),
                ])
        }
        return [
            TerminalText.safe(
                "\(column.name): \(invalid.grouped) \(invalid == 1 ? "row holds" : "rows hold") \(list), "
                    + "no value of the label: counted as invalid decisions")
        ]
    }

    static func category(
        _ name: String, _ rows: QuestionRows.Counted, _ table: Table, _ call: Call, clause: String
    ) throws(CommandFailure) -> CategoryColumn {
        if let column = rows.category(name) { return column }
        throw unknown(name, table, call, clause: clause)
    }

    private static func unknown(_ name: String, _ table: Table, _ call: Call, clause: String) -> CommandFailure {
        let span = call.list(clause).first { $0.value == name }?.span ?? call.span(of: clause)
        return .unknownColumn(name, of: table.header, in: table.name, call, at: span)
    }

    /// A positive value that the label does not have is a slip of the line, not a fault of the file.
    static func outcomeFailure(_ error: OutcomeError, _ call: Call) -> CommandFailure {
        guard case .positiveNotFound = error, let span = call.span(of: "positive") else { return CommandFailure(error) }
        return CommandFailure(
            error.diagnostics.map { call.diagnostic($0.code, at: span, $0.message, help: $0.help) },
            exitStatus: .usage)
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
}

extension Metric {
    /// Whether the metric looks at what the model decided, rather than at its scores or at rows alone.
    fileprivate var needsDecisions: Bool {
        switch definition {
        case .moment, .scoreFunctional: false
        case .count(let rows): rows as AnyKeyPath != \Counts.rows
        case .proportion(let part, _, _):
            part as AnyKeyPath != \Counts.rows && part as AnyKeyPath != \Counts.labelled
        case .ratioOfSums, .confusionFunctional, .smooth, .number, .errorRate, .ranking, .neighbours: true
        }
    }
}
