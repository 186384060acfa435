import Diagnostics
import Evidence
import Tables

/// Why the answer of another engine makes no cube. Nothing was written.
enum CountsError: Diagnosable {
    /// The table is no answer to a statement of `cube sql`.
    case notCounts(String, at: SourceLocation)
    /// What the counts say of themselves cannot be understood.
    case specification(String, CellPlace)
    /// Cells that no statement of `cube sql` answers with, and how many more there are.
    case cells([Cell], more: Int)
    /// Counts that contradict one another.
    case sums(String, at: SourceLocation)
    /// Rows whose weight is no number from 0, or too large, or no whole number of rows.
    case weights(Int, column: String, at: SourceLocation)
    /// Rows whose counts of errors, or lengths, are no whole numbers from 0, or not complete.
    case counts(Int, columns: [String], at: SourceLocation)
    /// Rows with a score that is no number, or with scores of two models that lie too far apart to be summed.
    case shifts(Int, columns: [String], at: SourceLocation)
    /// Decisions of which none is a value of the label.
    case foreignDecisions(column: String, decisions: [String], label: String, labels: [String], at: SourceLocation)
    case undeclared(String, help: [String], at: SourceLocation)

    /// One cell that cannot be right.
    struct Cell: Hashable, Sendable {
        let code: String
        let message: String
        let place: CellPlace
    }

    /// Faulty cells that are told of; the others are counted.
    static let cellLimit = 20

    var exitStatus: ExitStatus { .input }

    var diagnostics: [Diagnostic] {
        switch self {
        case .notCounts(let what, let location):
            return [
                Diagnostic(
                    "E754", at: location, "this is no answer to a statement of cube sql: \(what)",
                    help: ["save all columns and rows of the answer as CSV, with a header line"])
            ]
        case .specification(let what, let place):
            return [
                Diagnostic(
                    "E755", at: place.location, "what these counts say of themselves is not understood: \(what)",
                    help: ["print the statement anew with this program: cube sql"], excerpt: place.excerpt)
            ]
        case .cells(let cells, let more):
            var diagnostics = cells.map {
                Diagnostic($0.code, at: $0.place.location, $0.message, excerpt: $0.place.excerpt)
            }
            if more > 0, let last = cells.last {
                diagnostics.append(
                    Diagnostic(
                        "E756", severity: .note, at: SourceLocation(file: last.place.location.file),
                        "and \(more.grouped) more"))
            }
            return diagnostics
        case .sums(let what, let location):
            return [
                Diagnostic(
                    "E758", at: location, "the counts contradict one another: \(what)",
                    help: ["rows of the answer are lost or changed: run the statement again and save all of it"])
            ]
        case .weights(let rows, let column, let location):
            return [
                Diagnostic(
                    "E638", at: location,
                    "\(rows.grouped) \(rows == 1 ? "row has" : "rows have") no good weight in '\(column)'",
                    help: ["a weight is a number from 0; say what it is: weights sampling, importance or frequency"])
            ]
        case .counts(let rows, let columns, let location):
            return [
                Diagnostic(
                    "E694", at: location,
                    "\(rows.grouped) \(rows == 1 ? "row has" : "rows have") no good counts in \(Self.list(columns))",
                    help: [
                        "counts of errors and lengths are whole numbers from 0; kinds of errors are counted all or none"
                    ])
            ]
        case .shifts(let rows, let columns, let location):
            return [
                Diagnostic(
                    "E761", at: location,
                    "\(rows.grouped) \(rows == 1 ? "row has" : "rows have") no scores that can be compared in "
                        + Self.list(columns),
                    help: ["scores are numbers, and those of two models lie at most \(Int(ScoreShifts.limit)) apart"])
            ]
        case .foreignDecisions(let column, let decisions, let label, let labels, let location):
            return [
                Diagnostic(
                    "E614", at: location,
                    "the decisions in '\(column)' are not written as the labels in '\(label)' are",
                    help: [
                        "decisions: " + Self.list(decisions), "labels: " + Self.list(labels),
                    ])
            ]
        case .undeclared(let what, let help, let location): return [Diagnostic("E759", at: location, what, help: help)]
        }
    }

    /// Some texts for a message.
    static func list(_ texts: [String]) -> String {
        texts.prefix(8).map { "'\($0)'" }.joined(separator: ", ") + (texts.count > 8 ? ", …" : "")
    }
}
