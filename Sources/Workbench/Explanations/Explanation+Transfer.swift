extension Explanation {
    /// Questions about the place a model comes from, about thresholds, and about what a model reads.
    static let transfers = [
        Explanation(
            "E895", "A transfer compares figures here with those of the place a model comes from.",
            "Add: home FILE with its labels, home-group NAME=VALUE, or reported METRIC=VALUE."),
        Explanation(
            "E896", "A clause has no meaning beside the others of this question.", "Leave out the one the error names."),
        Explanation(
            "E897", "The rows here and those of the origin have no labels in common, or one side has no row.",
            "Write labels in the same way in both files, or choose another group."),
        Explanation(
            "E898", "A reported figure cannot be read, or the metric cannot have it.",
            "Write 0.81, '0.81 0.79..0.83' with limits, or '81 of 100'."),
        Explanation(
            "E899", "Rows are compared with a population, column by column.",
            "Add: by COL census FILE with columns dimension, level, persons; or by COL shares LEVEL=SHARE, …."),
        Explanation(
            "E900", "A line of the census has no level, no number, or a level that stands there twice.",
            "Correct the line."),
        Explanation(
            "E901", "Thresholds are told of scores of a label with two values, by one grouping.",
            "Add: label COL positive VALUE score COL, and by COLS if groups are to be told apart."),
        Explanation(
            "E902", "A question about inputs names the columns that a model is given, and what it said of them.",
            "Add: text COL, features COLS, reasons COL; for legibility prediction COL or score COL."),
    ]
}
