import Diagnostics
import Interchange
import Metrics
import Probes
import Scenarios
import Statistics
import Tables

/// `probe legibility`: whether a model of texts reads them at all.
enum LegibilityProbe {
    static let examples = [
        CommandDeclaration.Example(
            "probe legibility in messages.csv text text label label prediction decision score score by language"
        )
    ]

    /// The clauses that mean something to it.
    static let clauses =
        [
            "text", "home", "by", "of", "in", "label", "prediction", "score", "id", "predictions", "where", "level",
            "seed",
            "to",
        ] + DataClauses.reading.map(\.word)

    /// Labels and decisions are held against each other in a table of all pairs of values.
    private static let mostClasses = 200

    static func run(
        _ call: Call, _ state: SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        func name(_ clause: String) -> Located<String>? { call.text(clause).map { Located($0.value, at: $0.span) } }
        guard let text = name("text") else {
            throw CommandFailure("E902", call, at: nil, "which column holds the texts?", help: ["add text COL"])
        }
        let (label, prediction, score) = (name("label"), name("prediction"), name("score"))
        guard prediction != nil || score != nil else {
            throw CommandFailure(
                "E902", call, at: nil, "what does the model say of them?",
                help: ["add prediction COL, score COL, or both"])
        }
        let level = try Question.level(call)
        let read = try TextRows(
            call, state, categories: [text, label, prediction].compactMap { $0 },
            numbers: [score].compactMap { $0 })
        let texts = try read.rows.category(text, call)
        let codes = texts.codes
        var classes: [String] = []
        func codesOf(_ name: Located<String>?) throws(CommandFailure) -> [Int?] {
            guard let name else { return codes.map { _ in nil } }
            let column = try read.rows.category(name, call)
            let places = column.levels.map { level -> Int in
                if let place = classes.firstIndex(where: { $0.utf8.elementsEqual(level.utf8) }) { return place }
                classes.append(level)
                return classes.count - 1
            }
            return column.codes.map { $0 == CategoryColumn.missing ? nil : places[Int($0)] }
        }
        let (labels, decisions) = (try codesOf(label), try codesOf(prediction))
        guard classes.count <= Self.mostClasses else {
            throw CommandFailure(
                "E902", call, at: label?.span ?? prediction?.span,
                "label and decision have \(classes.count.grouped) values; at most \(Self.mostClasses) are compared")
        }
        let scores = try score.map { score throws(CommandFailure) in try read.rows.numbers(score, call) }
        var characters: Set<Unicode.Scalar>?
        if let file = call.text("home") {
            let home = try TextRows.home(file, [text.value])
            let seen = (home.category(text.value)?.levels ?? []).reduce(into: Set<Unicode.Scalar>()) {
                $0.formUnion($1.unicodeScalars)
            }
            characters = seen
        }
        try CommandFailure.throwIfStopped()
        let model = prediction?.value ?? score?.value ?? "model"
        let found = Legibility(
            .init(
                texts: texts.levels, codes: codes, scores: scores, decisions: decisions, labels: labels,
                classCount: max(2, classes.count)),
            groups: read.groups, homeCharacters: characters,
            context: EstimationContext(model: model, level: level, seed: UInt64(call.integer("seed")?.value ?? 0)))
        let form = LegibilityForm(found: found, model: model)
        let answer = Answer(
            table: form.long, readable: { form.readable }, document: { form.document.canonicalText() + "\n" },
            lines: { form.found.records.map { $0.canonicalText(.compact) + "\n" }.joined() })
        return try answer.report(call, environment, notes: read.rows.notes)
    }
}

/// What a model reads, as tables and records.
struct LegibilityForm {
    let found: Legibility
    let model: String

    var document: JSONValue { found.document(model: model) }

    private func name(_ key: GroupKey) -> String {
        key.isOverall ? "everybody" : key.levels.map(\.name).joined(separator: " & ")
    }

    private func figures(_ group: Legibility.Group) -> [(name: String, title: String, estimate: Estimate?)] {
        [
            ("shared-scores", "score of another text", group.sharedScores),
            ("constant-score", "commonest score", group.constantScore),
            ("commonest-decision", "commonest decision", group.commonestDecision),
            ("unseen-characters", "unseen letters", group.unseenCharacters), ("kappa", "kappa", group.kappa),
            ("over-commonest-answer", "over commonest answer", group.overCommonestAnswer),
        ]
    }

    var long: ResultTable {
        ResultTable(
            columns: [.init("group"), .init("rows", .number), .init("distinct-texts", .number)]
                + (found.groups.first.map(figures) ?? []).flatMap { figure -> [ResultTable.Column] in
                    [
                        .init(figure.name, .number), .init(figure.name + "-lower", .number),
                        .init(figure.name + "-upper", .number),
                    ]
                } + [.init("findings")],
            rows: found.groups.map { group in
                [.text(name(group.key)), .integer(group.rows), .integer(group.distinctTexts)]
                    + figures(group).flatMap { figure -> [ResultTable.Cell] in
                        [
                            EstimateTable.number(figure.estimate?.number),
                            EstimateTable.number(figure.estimate?.interval?.lower),
                            EstimateTable.number(figure.estimate?.interval?.upper),
                        ]
                    } + [
                        .text(
                            found.findings.filter { $0.group == group.key }.map(\.key.rawValue).joined(separator: " "))
                    ]
            })
    }

    var readable: ResultTable {
        let shown = (found.groups.first.map(figures) ?? []).map(\.name).filter { name in
            found.groups.contains { group in figures(group).contains { $0.name == name && $0.estimate?.number != nil } }
        }
        return ResultTable(
            columns: [.init("group"), .init("rows", .number)]
                + (found.groups.first.map(figures) ?? []).filter { shown.contains($0.name) }.map {
                    .init($0.name, title: $0.title, .number)
                },
            rows: found.groups.map { group in
                [.text(name(group.key)), .integer(group.rows)]
                    + figures(group).filter { shown.contains($0.name) }.map { figure in
                        figure.name == "over-commonest-answer"
                            ? EstimateTable.change(figure.estimate?.number)
                            : EstimateTable.number(figure.estimate?.number)
                    }
            }, footers: found.findings.map(sentence) + ["found only where the limits of intervals show it"])
    }

    /// A finding in words.
    private func sentence(_ finding: Legibility.Finding) -> String {
        func share(_ name: String) -> String { finding.figures[name].map(NumberText.percent) ?? "—" }
        func value(_ name: String) -> String { finding.figures[name].map(NumberText.rounded) ?? "—" }
        let group = TerminalText.safe(name(finding.group))
        switch finding.key {
        case .cannotRead:
            var signs: [String] = []
            if finding.figures["shared-scores"] != nil {
                signs.append("\(share("shared-scores")) of its texts share their score with a different text")
            }
            if finding.figures["unseen-characters"] != nil {
                signs.append("\(share("unseen-characters")) of its letters never occur at home")
            }
            return "this model cannot read \(group): " + signs.joined(separator: ", ")
                + ", and decisions are hardly better than a guess (kappa \(value("kappa"))); "
                + "few flips or small gaps there mean nothing"
        case .sameScores:
            return "\(group): \(share("shared-scores")) of the texts share their score with a different text"
        case .unseenCharacters:
            return "\(group): \(share("unseen-characters")) of the letters never occur where the model comes from"
        case .noSkill:
            return "\(group): decisions are hardly better than a guess (kappa \(value("kappa")))"
        case .belowCommonestAnswer:
            return "\(group): always giving the commonest answer would be right more often, by "
                + (finding.figures["over-commonest-answer"].map { NumberText.rounded(-$0) } ?? "—")
        }
    }
}
