import Tables

/// The shape of a scenario file, declared once: the validator reads it, and the JSON Schema for editors is printed from it.
package enum ScenarioSchema {
    static let root = ObjectShape(
        "scenario",
        [
            .required("kigezo", .integer(1...Int.max), example: "1", "The version of the format, 1."),
            .required("name", .text(.name), example: "mobile-credit", "A short name for folders and reports."),
            .required("title", .text, example: "Small loans by phone", "What a reader calls it."),
            .optional("tags", .texts, example: "[credit, monthly]", "Words to select scenarios by."),
            .optional(
                "place", .either([.text, .object(placeColumn)]), example: "KE",
                "Where the decisions are made: one place's code, or the column that holds it."),
            .optional(
                "languages", .list(of: .text(.languageTag), minimum: 1), example: "[en, sw]",
                "Languages of the dossier; English if none is named."),
            .optional("purpose", .text, example: "Approve or refuse a first loan", "What the model is used for."),
            .optional(
                "label-means", .text, example: "Repaid within 30 days of the due date",
                "What a positive label stands for, in words."),
            .required(
                "risk", .choice(Scenario.Risk.allCases.map(\.rawValue)), example: "limited",
                "How bad a wrong decision is; high requires the governance keys."),
            .optional(
                "automation", .choice(Scenario.Automation.allCases.map(\.rawValue)), example: "human-decides",
                "Who decides."),
            .optional(
                "volume", .object(volume), example: "{decisions-per-month: 1000}", "How many decisions are made."),
            .required(
                "data", .object(data), example: "{file: applications.csv, label: repaid}",
                "The labelled rows that models are assessed on."),
            .required(
                "models", .map(of: .object(model), minimum: 1), example: "{vendor: {prediction: decision}}",
                "The models to assess, by name."),
            .optional("population", .object(population), example: "{source: census 2019}", "Whom the model will meet."),
            .optional("analysis", .object(analysis), example: "{by: [region]}", "What is reported."),
            .optional(
                "gates", .list(of: .object(gate), minimum: 0),
                example: "[{name: enough are right, metric: accuracy, compare: value, floor: 0.8}]",
                "Limits that are fixed before the data are read."),
            .optional(
                "probes", .object(probes), example: "{slices: {depth: 2}}", "What is looked for beyond averages."),
            .optional(
                "earlier", .object(earlier), example: "{assessment: earlier/assessment.json}",
                "The assessment that this one is compared with."),
            .optional(
                "governance", .object(governance), example: "{owner: Head of Credit Risk}", "Who answers for it."),
            .optional(
                "translations", .map(of: .map(of: .text, minimum: 0), minimum: 0),
                example: "{sw: {female: wanawake}}",
                "By language: texts of this file and group names as dossiers in that language should say them."),
        ])

    private static let placeColumn = ObjectShape(
        "place", [.required("column", .text, example: "country", "The column that holds the place of each row.")])

    private static let volume = ObjectShape(
        "volume",
        [
            .required(
                "decisions-per-month", .integer(0...Int.max), example: "120000", "About how many decisions a month.")
        ])

    private static let data = ObjectShape(
        "data",
        [
            .required("file", .path, example: "applications.csv", "The data file, below the scenario's folder."),
            .optional("sha256", .text(.sha256), example: String(repeating: "0", count: 64), "The file's SHA-256."),
            .optional(
                "id", .text, example: "application_id", "The column that names a row; predictions are joined by it."),
            .required(
                "label", .either([.text, .object(label)]), example: "{column: repaid, positive: \"1\"}",
                "The column with what really happened; empty where it is not known."),
            .optional(
                "groups", .list(of: .object(group), minimum: 0), example: "[{column: region}]",
                "Columns that say which groups a row belongs to."),
            .optional("legitimate", .texts, example: "[income_band]", "Columns that may explain a gap."),
            .optional("features", .texts, example: "[device, operator]", "Columns that the model sees."),
            .optional("time", .text, example: "decided_on", "The column with the time of the decision."),
            .optional(
                "calendar", .choice(DateCalendar.allCases.map(\.rawValue)), example: "ethiopic",
                "The calendar in which days are written; gregorian if left out."),
            .optional("cluster", .text, example: "customer_id", "The column that ties rows of one person together."),
            .optional("personal", .texts, example: "[phone, name]", "Columns that are never loaded and never stored."),
            .optional("provenance", .object(provenance), example: "{source: loan book}", "Where the data come from."),
        ], later: ["strata", "units", "weights"])

    private static let label = ObjectShape(
        "label",
        [
            .required("column", .text, example: "repaid", "The column that holds the label."),
            .optional(
                "positive", .text, example: "\"1\"", "The value that counts as positive; leave out for several classes."
            ),
            .optional(
                "classes", .list(of: .text, minimum: 2), example: "[food, health, other]", "The classes, in order."),
        ])

    private static let group = ObjectShape(
        "group",
        [
            .required("column", .text, example: "region", "The column."),
            .optional("kind", .text, example: "region", "What kind of group it is."),
            .optional("levels", .text, example: "county", "Which level of a hierarchy the values are."),
            .optional(
                "source", .choice(["asked", "recorded", "derived", "inferred"]), example: "asked",
                "How membership is known."),
            .optional("basis", .text, example: "testing for discrimination", "Why it may be used."),
            .optional("reference", .text, example: "Nairobi", "The level that others are compared with."),
        ])

    private static let provenance = ObjectShape(
        "provenance",
        [
            .optional("source", .text, example: "loan book", "Where the data come from."),
            .optional("collected", .text, example: "2025-11", "When they were collected."),
            .optional("consent", .text, example: "terms of 2024", "What people agreed to."),
            .optional("retain-until", .text(.date), example: "2027-01-31", "The last day on which they may be kept."),
            .optional("licence", .text, example: "internal", "Under which terms they may be used."),
        ])

    private static let model = ObjectShape(
        "model",
        [
            .optional(
                "predictions", .path, example: "predictions/vendor.csv",
                "The file of predictions; left out when they stand in the data file."),
            .optional("sha256", .text(.sha256), example: String(repeating: "0", count: 64), "The file's SHA-256."),
            .optional("id", .text, example: "application_id", "The column of the predictions that names a row."),
            .optional("prediction", .text, example: "decision", "The column with the predicted class."),
            .optional(
                "score", .either([.text, .object(score)]), example: "{column: p_repay, kind: probability}",
                "The column with the score of the positive class."),
            .optional(
                "scores", .map(of: .text, minimum: 2), example: "{food: p_food, health: p_health}",
                "For several classes: the column with the score of each."),
            .optional("threshold", .number(NumberRange()), example: "0.5", "Scores from here on count as positive."),
            .optional(
                "favourable", .text, example: "1",
                "The decision a person wants: 1 for the positive class, 0 for the other, or a label in quotes."),
            .optional("version", .text, example: "\"3.1\"", "The model's version."),
            .optional("owner", .text, example: "Head of Credit Risk", "Who answers for the model."),
            .optional("origin", .object(origin), example: "{place: IN}", "Where and on what the model was made."),
            .optional(
                "stages", .list(of: .object(stage), minimum: 1), example: "[{name: human, column: final}]",
                "What a decision goes through behind the model, in order: rules, people, appeals."),
        ])

    private static let stage = ObjectShape(
        "stage",
        [
            .required("name", .text, example: "human", "What the stage is called."),
            .required(
                "column", .text, example: "final",
                "The column of what was decided there, in the file that holds the model's own decisions."),
        ])

    private static let score = ObjectShape(
        "score",
        [
            .required("column", .text, example: "p_repay", "The column."),
            .optional(
                "kind", .choice(Scenario.Score.Kind.allCases.map(\.rawValue)), example: "probability",
                "A probability (so it is taken if nothing is said), or any number that ranks."),
        ])

    private static let origin = ObjectShape(
        "origin",
        [
            .optional("place", .text, example: "IN", "Where the model was made or trained."),
            .optional(
                "languages", .list(of: .text(.languageTag), minimum: 0), example: "[hi, en]",
                "Languages it was trained on."),
            .optional("period", .text, example: "\"2023\"", "When its data are from."),
            .optional(
                "reported", .map(of: .number(NumberRange()), minimum: 0), example: "{roc-auc: 0.81}",
                "What its maker reports, by metric."),
        ])

    private static let population = ObjectShape(
        "population",
        [
            .optional("source", .text, example: "census 2019", "Where the shares come from."),
            .optional(
                "shares", .map(of: .map(of: .number(NumberRange(from: 0, to: 1)), minimum: 1), minimum: 0),
                example: "{region: {Nairobi: 0.09}}", "For group columns: the share of each level."),
        ])

    private static let analysis = ObjectShape(
        "analysis",
        [
            .optional(
                "by", .list(of: .either([.text, .list(of: .text, minimum: 1)]), minimum: 0),
                example: "[region, [region, gender]]", "Groupings; a list within the list is an intersection."),
            .optional(
                "metrics", .list(of: .metric, minimum: 0), example: "[accuracy, selection-rate]", "Metrics to report."),
            .optional(
                "fairness", .texts, example: "[demographic-parity-difference, equalized-odds-difference]",
                "Fairness measures to report; the usual ones if left out, none for an empty list."),
            .optional("minimum-group", .integer(1...Int.max), example: "30", "Groups with fewer rows decide nothing."),
            .optional("seed", .integer(0...Int.max), example: "7", "The seed of every random choice."),
            .optional(
                "level", .number(NumberRange(from: 0.5, to: 1, includesEnds: false)), example: "0.95",
                "The level of the intervals shown."),
        ])

    private static let gate = ObjectShape(
        "gate",
        [
            .required("name", .text, example: "equal chance for good payers", "What reports call it."),
            .required("metric", .metric, example: "true-positive-rate", "The metric."),
            .optional(
                "by", .either([.text, .list(of: .either([.text, .list(of: .text, minimum: 1)]), minimum: 1)]),
                example: "region", "The grouping: a column, or a list of columns for an intersection."),
            .optional(
                "slices", .object(gateSlices), example: "{of: [region, gender], depth: 2}",
                "Instead of by: all combinations of some columns that enough rows have."),
            .optional(
                "where", .map(of: .either([.text, .list(of: .text, minimum: 1)]), minimum: 1),
                example: "{gender: female}", "The rows it looks at: for columns, the level or levels they have."),
            .optional(
                "models", .list(of: .text, minimum: 1), example: "[vendor]", "The models it binds; all if left out."),
            .required("compare", .choice(Gate.Comparison.names), example: "difference", "What is compared with what."),
            .optional(
                "reference", .either([.text, .list(of: .text, minimum: 1)]), example: "complement",
                "The group that others are compared with: a level, complement or largest."),
            .optional(
                "against", .text, example: "local", "The other model that a gate compares with, on the same rows."),
            .optional("floor", .number(NumberRange()), example: "0.80", "At least this."),
            .optional("ceiling", .number(NumberRange()), example: "1.25", "At most this."),
            .optional("tolerance", .number(NumberRange(from: 0)), example: "0.10", "A gap of at most this."),
            .optional(
                "harm", .choice(Gate.Harm.allCases.map(\.rawValue)), example: "worse",
                "Whether only a group that is worse off counts, or either side."),
            .optional(
                "since", .choice(Gate.Since.allCases.map(\.rawValue)), example: "baseline",
                "What a change is measured from: an earlier assessment, or the baseline of probes.drift."),
            .optional(
                "alpha", .number(NumberRange(from: 0, to: 0.5, includesEnds: false)), example: "0.05",
                "The size of the test."),
            .optional("chosen-by", .text, example: "credit committee", "Who chose the limit."),
            .optional("because", .text, example: "minute 14 of 2026", "Why this limit."),
        ])

    private static let gateSlices = ObjectShape(
        "gate slices",
        [
            .required("of", .list(of: .text, minimum: 1), example: "[region, gender]", "The columns to combine."),
            .optional("depth", .integer(1...3), example: "2", "How many columns at a time; 2 if left out."),
            .optional(
                "support", .number(NumberRange(from: 0, to: 1)), example: "0.01",
                "The share of rows a slice has to have, 0.005 if left out; never fewer than minimum-group."),
        ])

    private static let earlier = ObjectShape(
        "earlier",
        [
            .required(
                "assessment", .path, example: "earlier/assessment.json",
                "The file that an earlier run wrote, below the scenario's folder."),
            .optional("sha256", .text(.sha256), example: String(repeating: "0", count: 64), "The file's SHA-256."),
        ])

    private static let appeals = ObjectShape(
        "appeals",
        [
            .optional("route", .text, example: "branch manager", "How a person appeals."),
            .optional("days", .integer(1...3660), example: "30", "Within how many days an appeal is answered."),
        ])

    private static let governance = ObjectShape(
        "governance",
        [
            .optional("owner", .text, example: "Head of Credit Risk", "Who answers for the use of the model."),
            .optional("reviewers", .texts, example: "[Model Risk]", "Who reviews it."),
            .optional("escalation", .text, example: "Chief Risk Officer", "Who decides in doubt."),
            .optional("incident-plan", .text, example: "runbooks/incident.md", "What happens when it goes wrong."),
            .optional(
                "appeals", .object(appeals), example: "{route: branch manager, days: 30}", "How a person appeals."),
        ])
}

extension Gate.Comparison {
    /// The names in scenario files, in the order in which they are listed.
    static let names = [
        "no-skill", "value", "difference", "ratio", "range", "worst-group", "model", "change", "gap-change",
    ]
}
