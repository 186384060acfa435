import Tables

extension ScenarioSchema {
    /// What is looked for beyond averages.
    static let probes = ObjectShape(
        "probes",
        [
            .optional(
                "proxy", .object(proxy), example: "{of: [gender]}", "Which columns carry a protected one, and are used."
            ),
            .optional(
                "counterfactual", .list(of: .object(counterfactual), minimum: 1),
                example: "[{pairs: pairs.csv, predictions: {vendor: changed.csv}}]",
                "Rows with one thing changed that were scored already."),
            .optional(
                "matched", .list(of: .object(matched), minimum: 1), example: "[{of: gender, given: [income_band]}]",
                "Real rows that differ in one column and are alike in others; where no model can be called."),
            .optional(
                "slices", .object(slices), example: "{depth: 3, support: 0.01}", "Combinations of groups that do worse."
            ),
            .optional(
                "drift", .object(drift), example: "{window: month, baseline: [2026-01, 2026-03]}",
                "Whether figures moved since a baseline."),
            .optional(
                "transfer", .object(transfer), example: "{tolerance: 0.05}",
                "Figures here beside those of the place where a model comes from."),
            .optional(
                "representation", .object(representation), example: "{gap: 0.1}",
                "Whom the rows stand for, beside the declared population."),
            .optional(
                "thresholds", .object(thresholds), example: "{by: [gender]}",
                "What other thresholds would do; diagnostic."),
            .optional("inputs", .object(inputs), example: "{by: [region]}", "What models are given, group by group."),
            .optional(
                "legibility", .object(legibility), example: "{text: message, by: [language]}",
                "Whether models read their texts."),
        ])

    private static let share = Shape.number(NumberRange(from: 0, to: 1))
    private static let groupings = Shape.list(of: .either([.text, .list(of: .text, minimum: 1)]), minimum: 1)

    private static let proxy = ObjectShape(
        "proxy",
        [
            .required("of", .list(of: .text, minimum: 1), example: "[gender]", "The protected columns."),
            .optional(
                "features", .list(of: .text, minimum: 1), example: "[device]",
                "The columns that may carry them; those of the data if left out."),
            .optional(
                "given", .texts, example: "[income_band]",
                "What is held fixed, besides the label, when use is looked at; legitimate columns if left out."),
            .optional(
                "flag-from", share, example: "0.2",
                "From which availability, 2 |AUC − ½|, a column is told of as carrying the attribute."),
        ])

    private static let changed = ObjectShape(
        "changed predictions",
        [
            .required(
                "file", .path, example: "counterfactuals/vendor.csv", "What the model gave for the changed rows."),
            .optional("id", .text, example: "pair", "Its column with the ids of pairs; as in the pairs if left out."),
            .optional(
                "prediction", .text, example: "decision", "Its column of decisions; that of the model if left out."),
            .optional("score", .text, example: "p_repay", "Its column of scores; that of the model if left out."),
        ])

    private static let counterfactual = ObjectShape(
        "counterfactual",
        [
            .optional("name", .text, example: "names of another people", "What reports call it."),
            .optional("kind", .text, example: "name", "What was changed."),
            .required("pairs", .path, example: "counterfactuals/pairs.csv", "The file of pairs."),
            .optional("id", .text, example: "pair", "Its column that names a pair; id if left out."),
            .optional(
                "original", .text, example: "original", "Its column with the id of the row a pair is made of."),
            .optional("by", groupings, example: "[language, kind]", "Columns of the pairs to group by."),
            .required(
                "predictions", .map(of: .either([.path, .object(changed)]), minimum: 1),
                example: "{vendor: counterfactuals/vendor.csv}", "By model: what it gave for the changed rows."),
            .optional(
                "expect", .choice(Scenario.Counterfactual.Expectation.allCases.map(\.rawValue)), example: "invariance",
                "What should happen: nothing, if left out; that scores rise or fall; a decision that is known."),
            .optional(
                "expected", .text, example: "should_be",
                "Of minimum-functionality: the column of the pairs with the decision a changed row should get."),
            .optional(
                "review", .path, example: "counterfactuals/review.csv",
                "What speakers said of the pairs: id, accepted, reviewer; results are over those accepted."),
            .optional(
                "tolerance", .number(NumberRange(from: 0)), example: "0.02",
                "The largest change of a score that is no change."),
            .optional(
                "allowed-flips", share, example: "0.01",
                "The share of decisions that may flip, or of pairs that may do otherwise than expected; 0.01 if left out."
            ),
        ])

    private static let matched = ObjectShape(
        "matched",
        [
            .required("of", .text, example: "gender", "The column that rows differ in."),
            .required("given", .list(of: .text, minimum: 1), example: "[income_band]", "What they are alike in."),
            .optional(
                "numbers", .list(of: .text, minimum: 1), example: "[branch_km]",
                "Which of these hold numbers, alike where they are near."),
        ])

    private static let cost = Shape.number(NumberRange(from: 0))

    private static let home = ObjectShape(
        "home",
        [
            .required("data", .path, example: "home/labels.csv", "Labelled rows, with the columns of the data."),
            .optional(
                "predictions", .path, example: "home/vendor.csv",
                "What the model gave for them, with the columns of its predictions here."),
        ])

    private static let transfer = ObjectShape(
        "transfer",
        [
            .optional(
                "metrics", .list(of: .metric, minimum: 1), example: "[accuracy]",
                "What is compared beside reported figures; the metrics of the analysis if left out."),
            .optional("by", groupings, example: "[language]", "Groups that are compared one by one, too."),
            .optional("tolerance", cost, example: "0.05", "The largest loss that is none; no verdict if left out."),
            .optional(
                "home", .map(of: .either([.path, .object(home)]), minimum: 1),
                example: "{vendor: {data: home/rows.csv}}",
                "By model: rows of the place it comes from; reported figures alone if left out."),
        ])

    private static let representation = ObjectShape(
        "representation",
        [
            .optional(
                "by", .list(of: .text, minimum: 1), example: "[region]",
                "Columns of population.shares; all of them if left out."),
            .optional("gap", share, example: "0.1", "The gap that rows should be enough to see; 0.1 if left out."),
        ])

    private static let costs = ObjectShape(
        "costs",
        [
            .optional("false-positive", cost, example: "1", "Of a wrong positive decision; 1 if left out."),
            .optional("false-negative", cost, example: "5", "Of a wrong negative decision; 1 if left out."),
        ])

    private static let thresholds = ObjectShape(
        "thresholds",
        [
            .required("by", .list(of: .text, minimum: 1), example: "[gender]", "The groups that are told apart."),
            .optional("costs", .object(costs), example: "{false-positive: 1, false-negative: 5}", "What errors cost."),
        ])

    private static let inputs = ObjectShape(
        "inputs",
        [
            .optional(
                "columns", .list(of: .text, minimum: 1), example: "[device]",
                "The columns looked at; the features of the data if left out."),
            .optional("text", .text, example: "message", "The column of texts, if there is one."),
            .optional("longest", .integer(1...Int.max), example: "160", "The most characters a text can have."),
            .optional("by", groupings, example: "[region]", "Group columns; all of them if left out."),
        ])

    private static let legibility = ObjectShape(
        "legibility",
        [
            .required("text", .text, example: "message", "The column of texts."),
            .optional("by", groupings, example: "[language]", "Group columns; all of them if left out."),
            .optional("home", .path, example: "home/texts.csv", "A file with texts of the place models come from."),
        ])

    private static let slices = ObjectShape(
        "slices",
        [
            .optional(
                "metric", .metric, example: "false-negative-rate",
                "A rate, or a mean such as brier-score; error-rate if left out."),
            .optional(
                "by", .list(of: .text, minimum: 1), example: "[region, gender]",
                "The columns searched; all group columns if left out."),
            .optional("depth", .integer(1...6), example: "3", "The most columns in one slice; 3 if left out."),
            .optional(
                "support", .number(NumberRange(from: 0, to: 1, includesEnds: false)), example: "0.01",
                "The smallest share of rows; 0.005, and at least 30 rows, if left out."),
            .optional("show", .integer(1...100), example: "10", "How many are listed; 10 if left out."),
            .optional(
                "search", .choice(["all", "worst"]), example: "worst",
                "All, or only as many of the worst by score as are listed, leaving out what cannot be among them; all if left out."
            ),
            .optional(
                "alpha", .number(NumberRange(from: 0.01, to: 1)), example: "0.95",
                "How much a score weighs how bad a slice is against how small; 0.95 if left out."),
        ])

    private static let drift = ObjectShape(
        "drift",
        [
            .required(
                "window", .choice(TimeUnit.allCases.map(\.rawValue)), example: "month", "The length of a window."),
            .required(
                "baseline", .either([.text, .list(of: .text, minimum: 1)]), example: "[2026-01, 2026-03]",
                "The window, or the first and the last one, that others are compared with."),
            .optional(
                "metrics", .list(of: .metric, minimum: 1), example: "[selection-rate]",
                "What is followed; the metrics of the analysis if left out."),
            .optional("by", groupings, example: "[region]", "Group columns in which it is followed, too."),
        ])
}
