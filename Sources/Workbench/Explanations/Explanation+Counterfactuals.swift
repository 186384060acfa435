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
            "E879", "The words of a place are not there, or their file lacks what it must say of itself.",
            "Lexicons are locales/places/CC/names.json and the like, each with source, licence, date and review."),
        Explanation(
            "E880", "Names of groups can endanger people, so nobody uses them without saying why.",
            "Add purpose 'WHY'; it is printed with the results."),
        Explanation(
            "E881", "A column of people's names would be read for what the names signal.",
            "Use texts made to probe the model: template FILE. What a person is cannot be told from a name."),
    ]
}
