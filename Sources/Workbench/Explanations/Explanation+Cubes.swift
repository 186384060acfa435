extension Explanation {
    /// Two models on the same rows, and what only rows can answer.
    static let others = [
        Explanation(
            "E270", "A threshold is to decide scores of the other model, and it is not clear which, or between what.",
            "Write: against-score COL against-threshold T, with a label of two classes and positive VALUE."),
        Explanation(
            "E271", "A file of another model is named, and nothing is wanted of it, or the rows are loaded already.",
            "Write: against-predictions FILE against COL. Of loaded rows: import model FILE as NAME on COL predictions COL."
        ),
        Explanation(
            "E272", "A cube holds counts and no rows, and this question looks at rows one by one.",
            "Ask it where the rows are; the message says what can be asked of the cube instead."),
    ]

    /// Labels, decisions and scores as they stand in the rows, and runs of scenarios.
    static let runs = [
        Explanation(
            "E701", "The positive value does not occur in the label.", "Write it as it stands there: case counts."),
        Explanation(
            "E702", "Besides the positive value the label has several others, so what is negative is unclear.",
            "Leave `positive` out for several classes, or make two of them."),
        Explanation("E703", "A value is none of the classes that were declared.", "Correct it, or declare the class."),
        Explanation(
            "E704", "No row has a label.", "Check the column; questions that need no label can still be asked."),
        Explanation(
            "E705", "The label has so many values that they are no classes.", "If they are numbers add: outcome number."
        ),
        Explanation(
            "E706", "A score declared as a probability is none.",
            "Probabilities lie between 0 and 1; otherwise declare a score."),
        Explanation(
            "E707", "A column of scores is declared for what is no class.", "Write the class as it stands in the label."
        ),
        Explanation(
            "E708", "Scores are declared for some classes only.", "Declare one column for each class, or none."),
        Explanation("E709", "One column of scores cannot speak of several classes.", "Declare one for each class."),
        Explanation(
            "E711", "Predictions in a file of their own need an id to be joined by.",
            "Declare `id` in `data` and in the model."),
        Explanation(
            "E712", "The file is not the one that the scenario was declared for: its digest differs.",
            "If the change is meant, put the new sha256 into the scenario."),
        Explanation(
            "E713", "A column was needed and not read.",
            "This is a fault of the program: please report it with the scenario."),
        Explanation(
            "E714", "A model has no decisions, and a gate or metric asks about them.",
            "Declare a prediction, or a threshold for the score."),
        Explanation("E719", "No row has a decision of the model.", "Check the ids of both files: none may meet."),
        Explanation(
            "E721", "The metric has no figure that an unskilled model would reach.",
            "Use a limit of its own for the gate."),
        Explanation("E722", "There is no metric, or no class, of that name.", "`kigezo help` lists the metrics."),
        Explanation(
            "E723", "The metric is for labels of several classes.",
            "Ask for one of two classes, or leave `positive` out."),
        Explanation("E724", "Which decision people want is not declared.", "Add `favourable` to the model."),
        Explanation(
            "E725", "The metric looks at the order of classes, and none is declared.",
            "Declare it: order: [low, medium, high]."),
    ]

    /// Cube files and counts of other engines.
    static let cubes = [
        Explanation("E730", "The file is no cube.", "`cube build` makes one from rows."),
        Explanation(
            "E731", "The cube was written by another version of the program.",
            "Build it again from its rows, or use that version."),
        Explanation("E732", "The cube is cut off.", "Copy it again."),
        Explanation(
            "E733", "The cube is damaged: its bytes do not have the digest it states.",
            "Copy it again, or build it again."),
        Explanation("E734", "The cube is not formed as cubes are, at this byte.", "Build it again from its rows."),
        Explanation(
            "E735", "The cube would have more keys or cells than is useful, or its groups are missing.",
            "Name fewer columns behind `by`."),
        Explanation("E736", "Cells contradict each other.", "Build the cube again from its rows."),
        Explanation(
            "E737", "Two cubes were counted in different ways and cannot be put together.",
            "Build both with the same clauses."),
        Explanation(
            "E738", "Rows may be in both cubes and would count twice.", "If you know that none is, add: disjoint."),
        Explanation("E739", "What is to be taken away is no part of the whole.", "Check the order: the whole first."),
        Explanation(
            "E740", "The cube was not counted by that column, so it cannot tell.",
            "`cube show` lists its keys; build it with more."),
        Explanation("E741", "The cube has no such value of that key.", "`cube show` lists them."),
        Explanation("E742", "A key stands twice.", "Name it once."),
        Explanation(
            "E743", "The cube was counted with another threshold, positive value or the like.",
            "Ask as it was counted, or build it anew."),
        Explanation("E744", "What to do with which cubes is not said.", "`help cube` shows each action."),
        Explanation("E745", "The clause means nothing to this action.", "`help cube` says what belongs to which."),
        Explanation("E746", "A span of days was expected.", "2026-01-01..2026-02-01; the second day is excluded."),
        Explanation("E747", "The file to write is one that is read.", "Choose another name."),
        Explanation(
            "E748", "Scores were counted in grids that do not fit.", "Build both cubes with the same score-grid."),
        Explanation("E749", "There is no such grid of scores.", "values, floor4 or tail4."),
        Explanation(
            "E750", "A statement for another engine needs the engine and the rows.",
            "cube sql dialect duckdb in FILE, or from TABLE."),
        Explanation("E751", "A name cannot be written safely into SQL.", "Rename the column or table."),
        Explanation(
            "E752", "The engine would not decide the condition exactly as it is decided here.",
            "Write it otherwise, or count here."),
        Explanation("E753", "A SHA-256 was expected.", "64 hexadecimal digits, as sha256sum prints them."),
        Explanation(
            "E754", "The file is no answer to a statement of `cube sql`.",
            "Save the answer as CSV, with its header, unchanged."),
        Explanation(
            "E755", "What the counts say of themselves is not understood.",
            "Make the statement again with this version."),
        Explanation(
            "E756", "A cell of the counts cannot be right.", "Run the statement again; change nothing in its answer."),
        Explanation(
            "E757", "A cell of the counts stands twice.",
            "Run the statement again and save all of its answer, unchanged."),
        Explanation(
            "E758", "The counts contradict one another: sums that must agree do not.",
            "Rows of the answer are lost or changed: run the statement again and save all of it."),
        Explanation(
            "E759", "The counts hold what was not declared.", "Make the statement again for the rows as they are."),
    ]
}
