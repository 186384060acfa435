extension Explanation {
    /// Scenario files.
    static let scenarios = [
        Explanation("E400", "There are more problems than are listed.", "Correct those that are and run it again."),
        Explanation(
            "E401", "The scenario file, or one it names, cannot be read, or is empty.",
            "A scenario is a folder with `scenario.yaml`; paths are taken from there."),
        Explanation(
            "E402", "The file holds bytes that YAML does not take: no UTF-8, a tab, a control.",
            "Indent by spaces, save as UTF-8."),
        Explanation("E403", "The file is no YAML at this place.", "Look for a missing colon, quote or bracket."),
        Explanation(
            "E404",
            "The file uses a part of YAML that is not taken: anchors, aliases, tags, merge keys, several documents.",
            "Write the values out; what a reader sees is then what is read."),
        Explanation("E405", "A key stands twice in one place; which counts is unclear.", "Remove one."),
        Explanation("E406", "The file is nested deeper, or larger, than any scenario.", "Check that it is one."),
        Explanation(
            "E407", "A key is none of those that may stand there.",
            "The error names the nearest; `scenario.schema.json` lists all."),
        Explanation("E408", "A key is missing that a scenario cannot do without.", "Add it."),
        Explanation(
            "E409", "A value has another kind than is expected: a list for a text, nothing at all.",
            "Write the kind that the error names."),
        Explanation(
            "E411", "A value is none that may stand there, or is out of its range.", "The error says what may."),
        Explanation(
            "E412", "The key is known, and this version does not read it yet.",
            "Leave it out: what is not read must not look as if it counted."),
        Explanation("E413", "A path leads out of the folder of the scenario.", "Put the file into the folder."),
        Explanation(
            "E414", "A scenario of high risk has to say who answers for it.",
            "Fill in `governance`: owner, reviewers, incident-plan, appeals."),
        Explanation(
            "E415", "The day until which the data may be kept has passed.",
            "Delete the data, or have the day renewed by who may."),
        Explanation(
            "E416", "A gate lacks something, or has what does not fit it: one limit, one grouping, one reference.",
            "The error says which; METHODS explains each kind of gate."),
        Explanation(
            "E417", "A name is used that nothing declares: a model, a column, a metric.", "The error names the nearest."
        ),
        Explanation("E418", "Something stands twice in a list.", "Remove one."),
        Explanation("E419", "Shares of a population add up to more than one.", "Check them against their source."),
        Explanation(
            "E420", "Which decision people want, or which label counts as positive, is unclear or does not occur.",
            "Declare `positive` and `favourable` as they stand in the data."),
        Explanation(
            "E421",
            "A model lacks what makes its decisions: a prediction, or a score with a threshold, or an id to join by.",
            "Declare it below `models`."),
        Explanation(
            "E422", "A column declared personal is used. Personal columns are never loaded.",
            "Leave it out, or take it from `personal` if it is not personal."),
        Explanation("E423", "The file is written for another version of the format.", "It starts with `kigezo: 1`."),
        Explanation(
            "E424", "A probe needs something that the file does not declare, such as a column of time or ids of rows.",
            "Declare it below `data`, or take the probe out."),
        Explanation(
            "E910", "Of this metric it cannot be tested which slices differ.",
            "Choose a rate such as error-rate, or a mean of what lies between −1 and 1 such as brier-score."),
        Explanation(
            "E947", "Slices are left out unseen by limits on their errors, which only rates of unweighted rows have.",
            "Leave out `search: worst`, or choose a rate."),
        Explanation(
            "E913", "The names of regions are matched with those of one place.", "Add `place KE`, for example."),
        Explanation("E914", "The place has no regions of this level.", "The error lists its levels."),
        Explanation(
            "E916", "A figure that a maker reported is one that the metric never has.", "Check it and its name."),
        Explanation(
            "E917", "Labels of the place where a model comes from are others than those here.",
            "Write them alike in both files."),
        Explanation(
            "E918", "Thresholds turn one score into one of two decisions, and the label has several classes.",
            "Take the probe out."),
        Explanation("E915", "The pack of the place lists no regions.", "Add regions.json to its folder."),
        Explanation(
            "E911", "A window of the baseline holds no row.", "The error lists the windows that have rows."),
        Explanation(
            "E912", "No pair of a counterfactual probe was found in the data and among the answers.",
            "Check `id` and `original`: pairs name their rows by ids of the data."),
        Explanation(
            "E830", "A gate compares a model with itself, or with one that calls another decision favourable.",
            "List the models to be judged in `models`, and name another one in `against`."),
        Explanation(
            "E831", "A figure of a gate cannot be compared between two models on the same rows.",
            "Figures of decisions can, and means of losses and areas of scores; the error lists them."),
        Explanation(
            "E940", "A gate compares two models by their scores, and one of them has none that do.",
            "Add `score` to the model; Brier score and log loss need probabilities of both."),
        Explanation(
            "E832", "A file that was named as an earlier assessment is none.",
            "`run SCENARIO out DIR` writes `DIR/SCENARIO/assessment.json`."),
        Explanation(
            "E833", "The earlier assessment is not the file that the scenario declares by its digest.",
            "If the change is meant, write the new digest into the scenario."),
        Explanation(
            "E834", "The earlier assessment is of another scenario.", "Scenarios are told apart by their `name`."),
        Explanation(
            "E835", "An earlier assessment and this one do not measure the same: outcome, wanted decision or metric.",
            "What is gated on its change has to stand in `analysis` then and now."),
        Explanation(
            "E836", "The earlier assessment has none of the groups that a change is asked by.",
            "Columns of groups keep their names from one assessment to the next."),
        Explanation(
            "E839", "A gate over slices names groups otherwise, too.",
            "`slices` stands instead of `by`; a slice is compared with everybody else."),
        Explanation(
            "E838", "A fairness measure does not exist, or needs what the scenario does not declare.",
            "`help fairness` lists the measures; the error says what is missing."),
        Explanation(
            "E837", "One file was named to compare several scenarios with.",
            "Name the folder of an earlier run: each scenario is looked for there by its name."),
        Explanation(
            "E810", "A stage is called `model`, which is what the model itself decided.", "Give it another name."),
        Explanation(
            "E811", "The column of a stage holds no class of the label, so nothing is known of what was decided there.",
            "Name the column of decisions, written as labels are."),
    ]

    /// Languages and places.
    static let locales = [
        Explanation("E501", "A file of messages breaks the syntax of Fluent.", "The caret shows where."),
        Explanation(
            "E502", "No folder `locales` was found beside the program.", "Set KIGEZO_HOME to the folder that holds it."),
        Explanation("E503", "There is no such language.", "The error lists those there are."),
        Explanation("E504", "There is no such place.", "The error lists those there are."),
        Explanation(
            "E505", "The program knows no formats of numbers and dates for this language.", "Choose another tag."),
        Explanation("E506", "A file of a pack cannot be read.", "Check its permissions."),
        Explanation("E507", "A file of a pack does not have the form it should.", "The error says where and what."),
        Explanation("E510", "A file of a pack cannot be checked.", "The error says why."),
        Explanation("E511", "Text is not in the Unicode form NFC, so equal words may differ.", "Save it in NFC."),
        Explanation(
            "E512", "A message is missing that English has.",
            "Translate it; until then readers see English, marked as such."),
        Explanation("E513", "A message is translated that English does not have.", "Check its name."),
        Explanation("E514", "A translation uses other variables than the English message.", "Use the same."),
        Explanation("E515", "Plural forms are missing that the language has.", "Add them."),
        Explanation("E516", "A plural form stands there that the language does not have.", "Remove it."),
        Explanation(
            "E517", "A digit stands in a translation; numbers are put in by the program, in the reader's form.",
            "Use the variable."),
        Explanation(
            "E518", "A percent sign stands in a translation; languages write it differently.",
            "Let the program format the share."),
        Explanation(
            "E519", "An invisible control of direction stands in a file; it can make text read as another.",
            "Remove it."),
        Explanation("E520", "A message refers to another that does not exist.", "Correct the name."),
        Explanation(
            "E521",
            "The review state of a language and its reviewers do not fit each other, or its formats are unknown.",
            "A reviewed pack names two reviewers; any other names none."),
        Explanation(
            "E522", "A legal or geographic fact lacks its source or state.", "Every fact says where it comes from."),
    ]
}
