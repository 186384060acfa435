extension CommandDeclaration {
    /// `new scenario NAME from FILE …`.
    package static let new = CommandDeclaration(
        "new", summary: "Make a scenario from a file of rows: a folder that runs",
        parameters: [
            Parameter("kind", .choice(["scenario"]), hint: "scenario", summary: "what to make"),
            Parameter(
                "name", .path, hint: "NAME", required: false,
                summary: "the new folder, whose last part is the scenario's name; that of the file if not said"),
        ],
        clauses: [
            Clause("from", .path, hint: "FILE", required: true, summary: "the rows: CSV, TSV or JSON Lines"),
            Clause("label", .name, hint: "COL", summary: "the column that holds what really happened"),
            Clause("positive", .string, hint: "VALUE", summary: "the label value counted as positive"),
            Clause("prediction", .name, hint: "COL", summary: "the column that holds the decision of the model"),
            Clause("score", .name, hint: "COL", summary: "the column that holds the score of the model"),
            Clause("threshold", .number, hint: "T", summary: "scores from T up are decided as positive"),
            Clause("favourable", .string, hint: "VALUE", summary: "the decision people want: a label value"),
            Clause("predictions", .path, hint: "FILE", summary: "a file with the decisions or scores, joined by id"),
            Clause(
                "group", .list, hint: "COLS", aliases: ["by"], repeatable: true,
                summary: "the columns people are compared by"
            ),
            Clause("id", .name, hint: "COL", summary: "the column that names each row"),
            Clause("time", .name, hint: "COL", summary: "the column that holds the day of the decision"),
            Clause("cluster", .name, hint: "COL", summary: "the column that ties rows of one person together"),
            Clause("personal", .list, hint: "COLS", repeatable: true, summary: "columns that must never be loaded"),
            Clause("title", .string, hint: "TEXT", summary: "what a reader of the dossier calls it"),
            Clause("place", .string, hint: "CC", summary: "where the decisions are made: a code such as KE"),
            Clause("languages", .list, hint: "TAGS", summary: "languages of the dossiers; en if not said"),
            Clause("model", .string, hint: "NAME", summary: "what the model is called"),
            Clause(
                "encoding", .string, hint: "NAME",
                summary: "how the file is written, if not utf-8: windows-1252, latin1 …"),
            Clause(
                "separator", .choice(FieldSeparator.words), hint: ",|;|tab", summary: "what stands between fields"),
            Clause(
                "decimal", .choice([",", ".", "comma", "point"]), hint: ",|.",
                summary: "what stands before the decimals"),
            Clause("yes", .flag, summary: "take what is proposed without asking"),
        ],
        examples: [
            Example("new scenario loans from loans.csv"),
            Example("new scenario loans from loans.csv favourable yes group region, gender yes; run loans out results"),
        ])
}
