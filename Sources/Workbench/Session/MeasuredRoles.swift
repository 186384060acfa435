import Diagnostics
import Evidence

/// What an outcome that is no class is read from.
enum MeasuredRoles: Hashable, Sendable {
    /// Two columns of numbers.
    case number(label: String, prediction: String, scale: NumberScale)
    /// The columns of errors, or of substitutions, deletions and insertions, and that of lengths.
    case errors(columns: [String], length: String, unit: CubeHeader.TextUnit)

    /// The number columns, in the order in which they are counted.
    var columns: [String] {
        switch self {
        case .number(let label, let prediction, _): [label, prediction]
        case .errors(let columns, let length, _): columns + [length]
        }
    }

    /// The clauses that name them.
    var clauses: [String] {
        switch self {
        case .number: ["label", "prediction"]
        case .errors(let columns, _, _): (columns.count == 1 ? ["errors"] : Self.edits) + ["length"]
        }
    }

    var outcome: CubeHeader.Outcome {
        switch self {
        case .number(_, _, let scale): .number(scale)
        case .errors(let columns, _, let unit): .errors(columns: columns, unit: unit)
        }
    }

    /// The column that a cube calls its label.
    var label: String {
        switch self {
        case .number(let label, _, _): label
        case .errors(_, let length, _): length
        }
    }

    static let edits = ["substitutions", "deletions", "insertions"]
    /// What means something to classes only.
    private static let ofClasses = [
        "positive", "score", "threshold", "favourable", "score-grid", "scores-by", "against",
        "against-score", "against-threshold", "against-predictions", "stages", "class-scores",
    ]
    private static let ofErrors = ["errors"] + edits + ["length", "unit"]

    /// The columns of a line, or of a dataset that was declared with them; `nil` for classes.
    ///
    /// - Throws: E690 for clauses that mean nothing together, E691 for a size that no number has, E692 for a column
    ///   that is not named.
    init?(_ roles: Roles, _ call: Call) throws(CommandFailure) {
        let named = ([roles.errors] + roles.edits + [roles.length]).contains { $0 != nil }
        guard roles.outcome == "number" || named else {
            for clause in ["largest", "unit"] where call.has(clause) {
                throw CommandFailure(
                    "E690", call, at: call.span(of: clause), "'\(clause)' means nothing to labels that are classes",
                    help: [clause == "unit" ? "add errors COL length COL" : "add outcome number"])
            }
            return nil
        }
        guard !named || roles.outcome == nil else {
            throw CommandFailure(
                "E690", call, at: call.span(of: "outcome"),
                "errors of texts are no outcome of the kind '\(roles.outcome ?? "")'",
                help: ["leave outcome out"])
        }
        let foreign = Self.ofClasses + (named ? ["label", "prediction", "largest"] : Self.ofErrors)
        if let clause = foreign.first(where: call.has) {
            throw CommandFailure(
                "E690", call, at: call.span(of: clause),
                "'\(clause)' means nothing to \(named ? "errors of texts" : "labels that are numbers")")
        }
        if named {
            self = .errors(
                columns: try Self.errors(roles, call),
                length: try Self.required(roles.length, "length", "the words or characters of the reference", call),
                unit: roles.unit ?? .words)
        } else {
            self = .number(
                label: try Self.required(roles.label, "label", "the number that really happened", call),
                prediction: try Self.required(roles.prediction, "prediction", "the predicted number", call),
                scale: try Self.scale(roles.largest, call))
        }
    }

    private static func errors(_ roles: Roles, _ call: Call) throws(CommandFailure) -> [String] {
        let edits = roles.edits.compactMap { $0 }
        if let errors = roles.errors {
            guard edits.isEmpty else {
                throw CommandFailure(
                    "E690", call, at: call.span(of: "errors"), "errors and kinds of errors are both named",
                    help: ["leave errors out: it is the sum of substitutions, deletions and insertions"])
            }
            return [errors]
        }
        guard !edits.isEmpty else { return [try required(nil, "errors", "the errors of each text", call)] }
        for (name, column) in zip(Self.edits, roles.edits) {
            _ = try required(column, name, "how many there are in each text", call)
        }
        return edits
    }

    private static func required(
        _ column: String?, _ clause: String, _ what: String, _ call: Call
    ) throws(CommandFailure) -> String {
        guard let column else {
            throw CommandFailure(
                "E692", call, at: nil, "no column of \(clause) is declared",
                help: ["add \(clause) COL: the column that holds \(what)"])
        }
        return column
    }

    private static func scale(_ largest: Double?, _ call: Call) throws(CommandFailure) -> NumberScale {
        guard let largest else { return .standard }
        guard let scale = NumberScale(largest: largest) else {
            throw CommandFailure(
                "E691", call, at: call.span(of: "largest"), "no number can be so large",
                help: ["a size is more than 0, and at most 5e36"])
        }
        return scale
    }
}
