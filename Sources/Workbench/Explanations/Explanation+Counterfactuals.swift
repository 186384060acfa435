extension Explanation {
    /// Pairs of rows, and the programs that score them.
    static let counterfactuals = [
        Explanation(
            "E870", "A program would be started to score rows, and nobody said that it may.",
            "Add allow-scorer before using if you trust the program: it runs with your rights."),
        Explanation(
            "E871", "The program behind using is not there, or may not be executed.",
            "Write a path such as ./score.sh and make the file executable, or name a program of the system."),
        Explanation(
            "E872", "Rows are to be changed and scored, and it is not said which, or how.",
            "Add features COLS, and in FILE flip COL, or pairs FILE original FILE."),
        Explanation(
            "E873", "The scorer ended, or was ended, before one pair had both of its sides answered.",
            "The lines below the error tell why; try the program by itself with a few rows on its standard input."),
        Explanation(
            "E875", "Pairs are written before they are scored, and there is nothing to write.",
            "out FILE writes them; scored FILE reads back what came of them."),
        Explanation(
            "E876", "Of the rows that came back none makes a pair.",
            "Every row that was written must come back once, with its id and the texts unchanged."),
        Explanation(
            "E877", "The file of pairs is not as it was written, so nobody can tell what was scored.",
            "Give the file that out wrote, or write it again."),
        Explanation(
            "E878", "What is expected of pairs is not said in full.",
            "expect invariance, rise, fall, or minimum-functionality with expected COL."),
        Explanation(
            "E879", "The words, letters or formats of a place are not there.",
            "Packs are locales/places/CC/names.json, scripts.json, formats.json and the like; the help names places that have one."
        ),
        Explanation(
            "E930", "A file of a place's pack is damaged, or lacks what it must say of itself.",
            "Mend it where the message points; each states source, licence, date, review and reviewers."),
        Explanation(
            "E880", "Names of groups can endanger people, so nobody uses them without saying why.",
            "Add purpose 'WHY'; it is printed with the results."),
        Explanation(
            "E881", "A column of people's names would be read for what the names signal.",
            "Use texts made to probe the model: template FILE. What a person is cannot be told from a name."),
        Explanation(
            "E931", "A file of reviews says something of a pair that is neither yes nor no, or both.",
            "Correct the cell that the message points at; leave it empty where nobody looked at the pair."),
        Explanation(
            "E932", "Reviewers accept none of the pairs, so there is nothing to give results of.",
            "See that the reviews name pairs as the file of pairs does; make other pairs where speakers reject all."),
        Explanation(
            "W930",
            "Originals that were scored again with their changes got other decisions than the model's predictions have.",
            "Score pairs with the same version of the model; the results compare what was scored together."),
        Explanation(
            "W931", "Reviewers accept no pair of a probe, so that it has no results.",
            "See that the reviews name pairs as the file of pairs does; make other pairs where speakers reject all."),
        Explanation(
            "W932", "Real rows cannot be matched by a column in which all are alike.",
            "Name a column with two values or more in matched: of."),
        Explanation(
            "E935", "Rows are to be alike in a number, and a cell of its column is none.",
            "Correct the column, or take it out of numbers: then rows must have the same value."),
        Explanation(
            "E936", "Matched rows are compared by the decision people want, and there are more than two decisions.",
            "Leave matched out of scenarios with several classes; ask probe counterfactual match … score COL instead."),
        Explanation(
            "E933", "A probe expects scores to rise or fall, and its pairs have none.",
            "Declare the model's score column, or expect invariance."),
        Explanation(
            "E934", "A pair's expected decision is none of this scenario.",
            "Correct the cell that the message points at, or leave it empty where no decision is known."),
    ]
}
