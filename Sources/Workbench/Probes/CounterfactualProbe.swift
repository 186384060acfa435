import Diagnostics
import Interchange
import Probes
import Scenarios
import Statistics
import Tables

/// `probe counterfactual`: pairs that were scored already, are scored by a program now, or are written to be scored
/// elsewhere and read back.
enum CounterfactualProbe {
    /// The clauses that mean something to it.
    static let clauses =
        [
            "id", "prediction", "score", "favourable", "label", "by", "level", "to", "in", "features", "seed", "given",
            "numbers", "where",
        ]
        + declared.map(\.word)

    static func run(_ call: Call, _ environment: Session.Environment) throws(CommandFailure) -> Report {
        if call.has("match") { return try MatchedRowsProbe.run(call, environment) }
        guard !call.has("out") || call.has("using") else { return try CounterfactualExport.run(call, environment) }
        if let tolerance = call.number("tolerance"), tolerance.value < 0 {
            throw CommandFailure("E673", call, at: tolerance.span, "'tolerance' is 0 or more")
        }
        let level = try Question.level(call)
        let scored: MeasuredPairs =
            if call.has("using") {
                try CounterfactualScoring.measured(call, locales: environment.localesOption)
            } else if call.has("scored") {
                try CounterfactualReturn.measured(call)
            } else {
                try ScoredPairs(call, Columns(call)).measured(call)
            }
        let wanted = try wanted(call, classes: scored.classes)
        let measured = try ReviewedPairs.measured(scored, call, wanted: wanted, level: level)
        let question = try CounterfactualQuestion(call, measured)
        let judgement = try CounterfactualJudgement(
            call, originals: measured.originals, decisions: measured.decisions)
        let results = measured.groups.map { group in
            (
                key: group.key,
                result: measured.pairs.result(
                    of: group.members, wanted: wanted, tolerance: call.number("tolerance")?.value, level: level)
            )
        }
        let form = CounterfactualForm(
            results: results, wanted: wanted, level: level, measured: measured,
            expected: question.map { question in
                measured.groups.map { question.answer(measured.pairs, of: $0.members, level: level) }
            } ?? [], question: question,
            findings: CounterfactualJudgement.findings(results, measured, judgement, level: level),
            labels: judgement?.classes)
        let answer = Answer(
            table: form.long, readable: { form.readable },
            document: { form.document.canonicalText() + "\n" },
            lines: { form.records.map { $0.canonicalText(.compact) + "\n" }.joined() })
        var report = try answer.report(call, environment, notes: measured.notes)
        report.exitStatus = measured.exitStatus
        return report
    }

    private static func wanted(_ call: Call, classes: [String]) throws(CommandFailure) -> Int? {
        guard let favourable = call.text("favourable") else { return nil }
        guard let wanted = classes.firstIndex(where: { $0.utf8.elementsEqual(favourable.value.utf8) }) else {
            throw CommandFailure(
                "E608", call, at: favourable.span, "'\(favourable.value)' is no decision of this model",
                help: ["decisions: " + classes.joined(separator: ", ")])
        }
        return wanted
    }

    /// Which columns name pairs and rows.
    struct Identifiers {
        let pair: String
        let original: String
        let own: String

        init(_ call: Call) {
            pair = call.text("on")?.value ?? "id"
            own = call.text("id")?.value ?? "id"
            original = call.text("original-id")?.value ?? "original"
        }
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
            let names = Identifiers(call)
            (pairID, originalID, ownID) = (names.pair, names.original, names.own)
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
}
