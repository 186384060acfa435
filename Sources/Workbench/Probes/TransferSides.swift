import Diagnostics
import Evidence
import Interchange
import Metrics
import Probes
import Scenarios
import Statistics

/// The rows here and those of the origin, counted with the same classes.
struct TransferSides {
    /// The line with what it needs beside what it says.
    let call: Call
    let question: Question
    let local: EvidenceCube
    /// `nil` where nothing but reports is known.
    let home: EvidenceCube?
    /// Those that the line asks for.
    let groupings: [[String]]
    let notes: [String]

    init(_ call: Call, _ state: SessionState) throws(CommandFailure) {
        groupings = call.lists("by").map { $0.map(\.value) }
        guard let cell = call.cells("home-group").first else {
            self.call = call
            question = try Question(call, state)
            local = question.builder.cube
            guard let file = call.text("home") else {
                (home, notes) = (nil, question.notes)
                return
            }
            let origin = try Self.home(call, file, roles: question.roles, state)
            guard origin.builder.cube.classes == local.classes else {
                throw CommandFailure(
                    "E897", call, at: file.span, "the labels of the two places are not the same",
                    help: [
                        "here: " + local.classes.prefix(8).joined(separator: ", "),
                        "there: " + origin.builder.cube.classes.prefix(8).joined(separator: ", "),
                    ])
            }
            (home, notes) = (origin.builder.cube, question.notes + origin.notes)
            return
        }
        // Rows of one file: they are counted by the column that tells them apart, too.
        let name = cell.name
        let groupings = call.lists("by").map { list in
            list.contains { $0.value == name.value } ? list : list + [name]
        }
        let counted = call.with(
            clauses: call.clauses.filter { $0.name != "by" }
                + (groupings + [[name]]).map { Call.Entry(name: "by", value: .list($0), span: name.span) })
        self.call = counted
        question = try Question(counted, state)
        let cube = question.builder.cube
        func rows(_ isHome: Bool) throws(CommandFailure) -> EvidenceCube {
            do {
                return try cube.filtering(
                    told: "\(name.value) \(isHome ? "=" : "!=") \(cell.value.value)", by: [name.value]
                ) { ($0.first ?? nil).map { $0.utf8.elementsEqual(cell.value.value.utf8) } ?? false == isHome }
            } catch { throw CommandFailure(error) }
        }
        let there = try rows(true)
        guard there.rows > 0, there.rows < cube.rows else {
            let place = cube.dimensions.firstIndex(of: name.value)
            throw CommandFailure(
                "E897", call, at: cell.value.span,
                there.rows == 0 ? "no row comes from '\(cell.value.value)'" : "all rows come from there",
                help: ["values: " + (place.map { cube.levels[$0].prefix(8).joined(separator: ", ") } ?? "none")])
        }
        local = try rows(false)
        (home, notes) = (there, question.notes)
    }

    /// The rows of a file of the origin, whose columns are called as they are here.
    static func home(
        _ call: Call, _ file: Located<String>, roles: Roles, _ state: SessionState
    ) throws(CommandFailure) -> Question {
        let dropped = [
            "in", "of", "by", "where", "predictions", "home", "home-predictions", "home-group", "time", "per", "zone",
            "label", "positive", "prediction", "score", "threshold", "id", "favourable", "unlabelled",
        ]
        var clauses = call.clauses.filter { !dropped.contains($0.name) }
        func add(_ name: String, _ value: Call.Value?) {
            guard let value else { return }
            clauses.append(Call.Entry(name: name, value: value, span: call.span(of: name) ?? file.span))
        }
        add("in", .text(file.value))
        add("label", roles.label.map { .text($0) })
        add("positive", roles.positive.map { .text($0) })
        add("prediction", roles.prediction.map { .text($0) })
        add("score", roles.score.map { .text($0) })
        add("threshold", roles.threshold.map { .number($0) })
        add("id", roles.identifier.map { .text($0) })
        add("favourable", roles.favourable.map { .text($0) })
        if let predictions = call.text("home-predictions") {
            clauses.append(
                Call.Entry(name: "predictions", value: .text(predictions.value), span: predictions.span))
        }
        return try Question(call.with(clauses: clauses), state)
    }
}

/// Figures as they were reported.
struct TransferReports {
    /// By the names of metrics.
    let figures: [String: OriginFigure]

    init(_ call: Call, _ question: Question) throws(CommandFailure) {
        let level = call.number("reported-level")
        if let level, !(level.value > 0 && level.value < 1) {
            throw CommandFailure("E605", call, at: level.span, "a level lies between 0 and 1")
        }
        var figures: [String: OriginFigure] = [:]
        for cell in call.cells("reported") {
            guard let metric = Catalogue.metric(named: cell.name.value, outcome: question.outcome) else {
                throw Question.unknownMetric(cell.name, call)
            }
            guard figures[metric.name] == nil else {
                throw CommandFailure(
                    "E604", call, at: cell.name.span, "'\(cell.name.value)' stands twice in one question")
            }
            guard let figure = Self.figure(cell.value.value, level: level?.value ?? 0.95) else {
                throw CommandFailure(
                    "E898", call, at: cell.value.span, "'\(cell.value.value)' is no reported figure",
                    help: ["write 0.81, '0.81 0.79..0.83' with its limits, or '81 of 100'"])
            }
            do throws(OriginFigure.Problem) { try figure.check(metric) } catch {
                throw CommandFailure(
                    "E898", call, at: cell.value.span, Self.words(error, metric), help: Self.help(error, metric))
            }
            figures[metric.name] = figure
        }
        self.figures = figures
    }

    /// `0.81`, `0.81 0.79..0.83` or `81 of 100`.
    private static func figure(_ text: String, level: Double) -> OriginFigure? {
        let words = text.split(separator: " ").map(String.init)
        switch words.count {
        case 1: return PlainNumber.value(of: words[0]).map { .value($0) }
        case 2:
            guard let dots = words[1].firstRange(of: ".."), let value = PlainNumber.value(of: words[0]),
                let lower = PlainNumber.value(of: String(words[1][..<dots.lowerBound])),
                let upper = PlainNumber.value(of: String(words[1][dots.upperBound...]))
            else { return nil }
            return .limits(value: value, lower: lower, upper: upper, level: level)
        case 3:
            guard words[1] == "of", let successes = Int(words[0]), let trials = Int(words[2]) else { return nil }
            return .counts(successes: successes, trials: trials)
        default: return nil
        }
    }

    private static func words(_ problem: OriginFigure.Problem, _ metric: Metric) -> String {
        switch problem {
        case .impossibleCounts: "so many rows cannot count of so many"
        case .countsOfNoShare: "'\(metric.name)' is no share of rows"
        case .outOfRange: "'\(metric.name)' is never so"
        case .uselessLimits: "limits lie on both sides of the figure, and inside the range of '\(metric.name)'"
        }
    }

    private static func help(_ problem: OriginFigure.Problem, _ metric: Metric) -> [String] {
        switch problem {
        case .uselessLimits: ["leave the limits out if nobody knows them"]
        case .countsOfNoShare: ["write the figure itself"]
        case .outOfRange, .impossibleCounts: []
        }
    }
}
