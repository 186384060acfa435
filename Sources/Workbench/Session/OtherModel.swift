import Diagnostics
import Evidence
import Scenarios
import Tables

/// The model that a line compares with: what it decided, by a column or by a threshold on its scores, and those scores.
struct OtherModel: Hashable {
    /// The column that its decisions are called after.
    let column: String
    /// The column of its scores; `nil` without one.
    let score: String?
    /// Where decisions come from its scores: positive from here up.
    let threshold: Double?
    /// Whether its columns stand in a file of their own.
    let hasFile: Bool

    /// - Parameter call: resolved, so that it names what is compared with.
    /// - Returns: `nil` where no model is compared with.
    init?(_ call: Call, _ roles: Roles) {
        guard let against = call.text("against") else { return nil }
        column = against.value
        score = roles.againstScore
        threshold = call.number("against-threshold")?.value
        hasFile = call.has("against-predictions")
    }

    /// The dimension of its decisions.
    var decision: String { ToldDimension(column: column, rule: .decision).name }

    /// What is asked of its file, or of that of the rows, for its scores. In a file of its own the column may have the
    /// same name as that of the model itself.
    var scoreRequest: ColumnRequest? {
        score.map { hasFile ? ColumnRequest("against-predictions.\($0)", number: $0) : ColumnRequest($0, .number) }
    }

    /// Whether a column that is asked for belongs to this model.
    func owns(_ request: ColumnRequest) -> Bool { request.name == decision || request == scoreRequest }

    /// The line with what it compares with by name: the scores that `against-threshold` decides.
    ///
    /// - Throws: E270 for a threshold without scores, or beside decisions; E271 for a file that nothing is wanted of.
    static func resolved(_ call: Call) throws(CommandFailure) -> Call {
        let score = call.text("against-score")
        if let span = call.span(of: "against-threshold") {
            guard let score else {
                throw CommandFailure(
                    "E270", call, at: span, "which scores of the other model does this threshold decide?",
                    help: ["add against-score COL"])
            }
            guard !call.has("against") else {
                throw CommandFailure(
                    "E270", call, at: span, "the decisions of the other model have a column already",
                    help: ["leave out against-threshold, or against"])
            }
            return call.with("against", text: score)
        }
        if let file = call.text("against-predictions"), !call.has("against") {
            throw CommandFailure(
                "E271", call, at: file.span, "which column of this file is compared with?",
                help: ["add against COL, or against-score COL against-threshold T"])
        }
        return call
    }

    /// Refuses what only a file that is read can answer.
    static func refuseLoaded(_ call: Call) throws(CommandFailure) {
        for clause in ["against-predictions", "against-threshold"] {
            guard let span = call.span(of: clause) else { continue }
            throw CommandFailure(
                "E271", call, at: span, "'\(clause)' is for rows that are read now, and these are loaded",
                help: ["import model FILE as NAME on COL score COL threshold T, then compare A vs B"])
        }
    }

    // MARK: Decisions

    /// Rows in memory with what a threshold decides of the scores beside them.
    func deciding(_ table: Table) -> Table {
        guard let threshold, let scores = scoreRequest.flatMap({ table.number($0.name) }) else { return table }
        return table.adding(
            CategoryColumn(
                name: decision, levels: Self.levels,
                codes: scores.values.map { $0.isNaN ? CategoryColumn.missing : $0 >= threshold ? 1 : 0 }))
    }

    /// What a threshold decides before it is known how the classes are called.
    static let levels = ["0", "1"]

    /// The rows with these decisions as the label writes them.
    func named(_ rows: QuestionRows, _ classes: OutcomeClasses, _ call: Call) throws(CommandFailure) -> QuestionRows {
        guard threshold != nil else { return rows }
        guard classes.isBinary else {
            throw CommandFailure(
                "E270", call, at: call.span(of: "against-threshold"),
                "a threshold decides between two classes, and this label has \(classes.names.count)",
                help: ["add positive VALUE, or compare with a column of decisions: against COL"])
        }
        return rows.naming(decision, levels: classes.names)
    }
}
