import Evidence
import Tables

/// The clauses that several commands share, declared once so that they mean the same everywhere.
enum DataClauses {
    static let label = CommandDeclaration.Clause(
        "label", .name, hint: "COL", summary: "the column that holds what really happened")
    static let positive = CommandDeclaration.Clause(
        "positive", .string, hint: "VALUE", summary: "the label value counted as positive")
    static let prediction = CommandDeclaration.Clause(
        "prediction", .name, hint: "COL", summary: "the column that holds the decision of the model")
    static let score = CommandDeclaration.Clause(
        "score", .name, hint: "COL", summary: "the column that holds the score of the model")
    static let classScores = CommandDeclaration.Clause(
        "class-scores", .cell(words: []), hint: "CLASS=COL",
        summary: "a column of scores for each class of several: low=COL, high=COL")
    static let threshold = CommandDeclaration.Clause(
        "threshold", .number, hint: "T", summary: "scores from T up are decided as positive")
    static let identifier = CommandDeclaration.Clause(
        "id", .name, hint: "COL", summary: "the column that names each row")
    static let predictions = CommandDeclaration.Clause(
        "predictions", .path, hint: "FILE",
        summary: "a file with the decisions or scores, joined by the id column")
    static let favourable = CommandDeclaration.Clause(
        "favourable", .string, hint: "VALUE", summary: "the decision people want: a label value")
    static let weight = CommandDeclaration.Clause(
        "weight", .name, hint: "COL", summary: "the column that holds what each row weighs")
    static let weights = CommandDeclaration.Clause(
        "weights", .choice(["sampling", "importance", "frequency"]), hint: "KIND",
        summary: "sampling (inverse chances), importance, or frequency (rows)")
    static let against = CommandDeclaration.Clause(
        "against", .name, hint: "COL", summary: "what another model decided of the same rows, to compare with")
    static let againstScore = CommandDeclaration.Clause(
        "against-score", .name, hint: "COL", summary: "the scores of that other model")
    static let againstThreshold = CommandDeclaration.Clause(
        "against-threshold", .number, hint: "T", summary: "scores of that other model from T up are decided as positive"
    )
    static let againstPredictions = CommandDeclaration.Clause(
        "against-predictions", .path, hint: "FILE", summary: "a file with what it decided or its scores, joined by id")
    /// The model that a line compares with.
    static let other = [against, againstScore, againstThreshold, againstPredictions]
    static let stages = CommandDeclaration.Clause(
        "stages", .cell(words: []), hint: "NAME=COL",
        summary: "what was decided behind the model, in this order: rule=COL, human=COL")
    /// What outcomes that are no classes are read from.
    static let measured = [
        CommandDeclaration.Clause(
            "outcome", .choice(["number"]), hint: "KIND", summary: "number: label and prediction are numbers"),
        CommandDeclaration.Clause(
            "largest", .number, hint: "V", summary: "no such number is larger; 4e9 if nothing is said"),
        CommandDeclaration.Clause(
            "errors", .name, hint: "COL", summary: "the column that holds the errors of each text"),
        CommandDeclaration.Clause(
            "substitutions", .name, hint: "COL", summary: "or one column each: substitutions,"),
        CommandDeclaration.Clause("deletions", .name, hint: "COL", summary: "deletions,"),
        CommandDeclaration.Clause("insertions", .name, hint: "COL", summary: "and insertions"),
        CommandDeclaration.Clause(
            "length", .name, hint: "COL", summary: "the column that holds how long the right text is"),
        CommandDeclaration.Clause(
            "unit", .choice(CubeHeader.TextUnit.allCases.map(\.rawValue)), hint: "UNIT",
            summary: "what errors and lengths count: words or characters"),
    ]
    /// Groups told from columns.
    static let told = [
        CommandDeclaration.Clause(
            "time", .name, hint: "COL", summary: "the column that holds days or moments, such as 2026-01-31"),
        CommandDeclaration.Clause(
            "per", .choice(TimeUnit.allCases.map(\.rawValue)), hint: "UNIT",
            summary: "spans of time as groups: day, week, month, quarter or year"),
        CommandDeclaration.Clause(
            "zone", .string, hint: "ZONE", summary: "where its days begin, such as Africa/Nairobi"),
        CommandDeclaration.Clause(
            "calendar", .choice(DateCalendar.allCases.map(\.rawValue)), hint: "CALENDAR",
            summary: "how its days are written: gregorian, or ethiopic (2018-13-05)"),
        CommandDeclaration.Clause(
            "cluster", .name, hint: "COL", summary: "the column that names whose rows depend on each other"),
    ]
    /// How the rows of a survey were drawn.
    static let survey = [
        CommandDeclaration.Clause(
            "strata", .name, hint: "COL", summary: "surveys: the column of the strata that units were drawn in"),
        CommandDeclaration.Clause(
            "units", .name, hint: "COL", summary: "surveys: the column of the units first drawn, such as villages"),
        CommandDeclaration.Clause(
            "replicates", .list, hint: "COLS", summary: "surveys: columns of replicate weights, beside weight"),
        CommandDeclaration.Clause(
            "replication", .string, hint: "WAY",
            summary: "how these were made: jk1 (if not said), brr, fay0.3, bootstrap"),
    ]
    static let scoresBy = CommandDeclaration.Clause(
        "scores-by", .list, hint: "COLS", repeatable: true,
        summary: "groups by which scores are counted, if fewer than decisions")
    static let scoreGrid = CommandDeclaration.Clause(
        "score-grid", .string, hint: "GRID",
        summary: "how scores are told apart: values, floor4, tail4, …")
    static let of = CommandDeclaration.Clause(
        "of", .name, hint: "NAME", summary: "a dataset loaded before, when there are several")
    static let file = CommandDeclaration.Clause(
        "in", .path, hint: "FILE", summary: "the file of rows or cube, or a dataset loaded before")
    static let expression = CommandDeclaration.Clause(
        "where", .expression, hint: "EXPR", summary: "only the rows for which EXPR holds")
    static let minimumGroup = CommandDeclaration.Clause(
        "minimum-group", .integer, hint: "N", summary: "rows below which a group's figures are flagged")
    static let level = CommandDeclaration.Clause(
        "level", .number, hint: "L", summary: "coverage of the intervals, such as 0.95")
    static let seed = CommandDeclaration.Clause(
        "seed", .integer, hint: "N", summary: "seed of every random choice")
    static let bins = CommandDeclaration.Clause(
        "bins", .integer, hint: "N", summary: "bins of equal width for calibration errors; 15 if not said")
    static let order = CommandDeclaration.Clause(
        "order", .list, hint: "CLASSES", summary: "the classes from the lowest up, for figures of their order")
    static let format = CommandDeclaration.Clause(
        "to", .format, hint: "FORMAT", aliases: ["output"], short: "o",
        summary: "how to print: \(OutputFormat.allCases.map(\.rawValue).joined(separator: ", "))")

    /// Groupings; each `by` is one, and the columns of one are crossed.
    static func by(required: Bool) -> CommandDeclaration.Clause {
        CommandDeclaration.Clause(
            "by", .list, hint: "COLS", required: required, repeatable: true,
            summary: "groups: A, B crosses them; a second `by` adds more")
    }

    /// How a file of rows is read.
    static let reading = [
        CommandDeclaration.Clause(
            "refuse-rows", .path, hint: "FILE",
            summary: "list malformed rows in FILE instead of refusing all"),
        CommandDeclaration.Clause("force", .flag, summary: "replace the list of refused rows if it exists"),
        CommandDeclaration.Clause(
            "input-format", .choice(["csv", "tsv", "jsonl"]), hint: "FORMAT",
            summary: "csv, tsv or jsonl, if the file's name does not say it"),
        CommandDeclaration.Clause(
            "separator", .choice(FieldSeparator.words), hint: ",|;|tab",
            summary: "between fields, if not commas: semicolon, tab, pipe or the sign"),
        CommandDeclaration.Clause(
            "encoding", .string, hint: "NAME",
            summary: "utf-8, latin1, windows-1252, utf-16, utf-16le or utf-16be"),
        CommandDeclaration.Clause(
            "decimal", .choice([",", ".", "comma", "point"]), hint: ",|.", summary: "what stands before the decimals"),
        CommandDeclaration.Clause(
            "sheet", .string, hint: "NAME", summary: "the sheet of a workbook (.xlsx), if not its first"),
        CommandDeclaration.Clause(
            "rename-duplicates", .flag, summary: "call the second column of a name NAME_2, and so on"
        ),
        CommandDeclaration.Clause(
            "limit", .cell(words: []), hint: "NAME=VALUE", repeatable: true,
            summary: "raise a limit: field, line (bytes), columns, groups, refused"),
        CommandDeclaration.Clause(
            "threads", .integer, hint: "N",
            summary: "read with at most N threads; the answer never depends on it"),
    ]

    /// Where rows come from and what their columns mean.
    static let evidence =
        [
            of, file, label, positive, prediction, score, threshold, identifier, predictions, favourable, weight,
            weights, scoreGrid,
        ] + measured + told

    /// How the answer is made and printed.
    static let answer = [expression, minimumGroup, level, seed, bins, order, format]
}
