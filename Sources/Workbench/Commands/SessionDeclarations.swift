extension CommandDeclaration {
    /// `last [to FORMAT]`.
    package static let last = CommandDeclaration(
        "last", summary: "Print the last result again, in any format, without computing it again",
        clauses: [DataClauses.format],
        examples: [Example("describe loans.csv; last to markdown; last | sort distinct desc | head 3 | to csv")])

    /// `drop NAME`.
    package static let drop = CommandDeclaration(
        "drop", summary: "Forget a dataset or a model",
        parameters: [Parameter("dataset", .name, hint: "DATASET", summary: "a dataset, with its models, or a model")],
        examples: [Example("load loans.csv as loans; drop loans")])

    /// `undo [N]`.
    package static let undo = CommandDeclaration(
        "undo", summary: "Take back the last change of what is loaded",
        parameters: [
            Parameter("count", .integer, hint: "N", required: false, summary: "how many changes; 1 if not said")
        ],
        examples: [Example("load loans.csv as loans; undo"), Example("load loans.csv as a; drop a; undo 2; redo")])

    /// `redo [N]`.
    package static let redo = CommandDeclaration(
        "redo", summary: "Make a change again that was taken back",
        parameters: [
            Parameter("count", .integer, hint: "N", required: false, summary: "how many changes; 1 if not said")
        ],
        examples: [Example("load loans.csv as loans; undo; redo")])

    /// `history [N]`.
    package static let history = CommandDeclaration(
        "history", summary: "Show what was typed at the prompt before",
        parameters: [
            Parameter("count", .integer, hint: "N", required: false, summary: "how many entries; 20 if not said")
        ],
        clauses: [DataClauses.format],
        examples: [Example("history 5")])

    /// `explain CODE` and `explain METRIC …`.
    package static let explain = CommandDeclaration(
        "explain", summary: "Walk from a figure back to its cells and its file, or tell what an error's code means",
        parameters: [
            Parameter(
                "what", .string, hint: "METRIC|CODE", summary: "a metric, or a code as errors show it: E102")
        ],
        clauses: DataClauses.evidence + [
            Clause(
                "group", .cell(words: []), hint: "NAME=VALUE", repeatable: true,
                summary: "the group; everybody if not said")
        ] + DataClauses.reading + [
            DataClauses.expression, DataClauses.level, DataClauses.seed, DataClauses.bins, DataClauses.order,
        ],
        examples: [
            Example(
                "explain E102",
                prints: """
                      E102: A column was named that the rows do not have. Names are taken as they are written, case
                      included.
                      What to do: `describe NAME` lists the columns; names with spaces stand in double quotes.
                    """),
            Example(
                "explain tpr in loans.csv label repaid positive yes prediction approved group region=Nairobi",
                prints: """
                    true-positive-rate of approved, region=Nairobi
                      value         0.9482758620689655 = 55 / 58
                      formula       TP / (TP + FN)
                      where         rows with a positive label
                      interval      [0.8586059880915734, 0.9822538653405896] at 0.95, by Wilson score interval for a
                                    share
                      n             58 rows in the denominator
                      cells         TP 55, FN 3, FP 9, TN 13; positive is 'yes'
                      rows          80 of 200; no filter
                      from          loans.csv: 200 rows read, 200 used, 0 refused
                      sha256        5b7b0d4d4a6420a9324b0874c4de5d8f36fc722ee8926cff8f604f56c29caeaa
                    """),
            Example("explain auc in loans.csv label repaid positive yes score p_repay"),
        ])

    /// `help [COMMAND|METRIC]`.
    package static let help = CommandDeclaration(
        "help", aliases: ["?"], summary: "Explain the commands, one command, metric or fairness measure",
        parameters: [
            Parameter(
                "topic", .name, hint: "COMMAND|METRIC|MEASURE", required: false, summary: "without it, all commands")
        ],
        clauses: [Clause("examples", .flag, summary: "only lines that work, of one command or of all")],
        examples: [
            Example("help"), Example("help metrics"), Example("help equalized-odds"),
            Example("metrics ?"), Example("help describe examples"),
        ])

    /// `version`.
    package static let version = CommandDeclaration(
        "version", summary: "Show the version of the program", examples: [Example("version")])

    /// `quit`.
    package static let quit = CommandDeclaration(
        "quit", aliases: ["exit"], summary: "Leave", examples: [Example("quit")])
}

extension CommandRegistry {
    /// The commands of this program.
    package static let standard = CommandRegistry([
        .load, .importing, .datasets, .models, .describe, .regions, .derive, .band, .referring, .metrics, .compare,
        .fairness, .calibration, .agreement, .ranking, .consistency, .probe, .run, .plan, .lock, .new, .schema,
        .generate, .cube, .show, .drop, .undo, .redo, .last, .history, .save, .replay, .language, .explain, .set,
        .alias, .locale, .help,
        .version, .quit,
    ])
}
