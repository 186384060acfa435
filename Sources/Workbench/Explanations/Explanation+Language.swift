extension Explanation {
    /// The line itself.
    static let language = [
        Explanation(
            "E100", "The line could not be understood as a command.", "`help` lists the commands with their clauses."),
        Explanation("E101", "The first word of a command is no command.", "`help` lists the commands."),
        Explanation(
            "E102", "A column was named that the rows do not have. Names are taken as they are written, case included.",
            "`describe NAME` lists the columns; names with spaces stand in double quotes."),
        Explanation(
            "E103", "A word stands where a clause is expected, and the command has no such clause.",
            "`help COMMAND` lists its clauses. A value that is called like a clause stands in double quotes."),
        Explanation(
            "E104", "Something that the command cannot do without is missing.", "`help COMMAND` shows what it needs."),
        Explanation(
            "E105", "A word or sign stands where nothing is expected: a comma, an operator or a command was left out.",
            "Entries of a list are separated by commas; commands of a line by `;`."),
        Explanation(
            "E106", "A clause was announced and its value does not follow.",
            "Write the value behind its word; a value that starts with a dash stands in quotes."),
        Explanation(
            "E107", "A number was expected and the text is none.",
            "Numbers have ASCII digits, `.` before decimals and no separators between thousands."),
        Explanation(
            "E108", "A number was written with a decimal comma; in a line a comma separates entries.",
            "Write `0.85`. For files with decimal commas add: decimal comma."),
        Explanation(
            "E109", "A clause that may stand once stands twice, or one that takes no value was given one.",
            "Leave one out. Only `by` and a few others may repeat; `help COMMAND` says which."),
        Explanation(
            "E110", "A character stands in the line that has no meaning there. Nothing in a line calls the shell.",
            "Put names in \"double quotes\" and texts in 'single quotes', both straight."),
        Explanation(
            "E111", "A quote was opened and never closed.", "Close it; inside a quoted text it is written twice."),
        Explanation(
            "E112", "The line is longer than any line a person types.",
            "Split it, or put long lists of values into a file and join it."),
        Explanation(
            "E113", "A `where` expression breaks off, or has a word where another is expected.",
            "Conditions look like: age >= 18 and region in ('Oromia', 'Afar') and not (status is null)."),
        Explanation(
            "E114", "An expression, list or pattern is larger than is useful; a limit keeps hostile lines cheap.",
            "Simplify it, or mark the rows in a column of their own."),
        Explanation(
            "E115", "The value is none of the words that may stand there.",
            "The error lists them; so does `help COMMAND`."),
        Explanation(
            "E116", "Behind `|` stands a word that is no filter.",
            "Filters are: sort, head, cols, where, to, save, plot."),
        Explanation("E117", "A day was expected.", "Days are written year-month-day: 2026-01-31."),
        Explanation(
            "E118", "The answer of a line is to be kept under a name: it has none, or the name is taken.",
            "NAME = metrics …; `show NAME` prints it; commands that load or write answer with nothing to keep."),
        Explanation(
            "E119", "Only what is loaded or kept can be shown; results are filtered behind `|`.",
            "`show` lists the results, `datasets` and `models` what is loaded."),
        Explanation(
            "E120", "An alias is a word, `=` and the beginning of a line.",
            "Such as: alias rates = metrics tpr, fpr; `alias` lists them."),
        Explanation("E121", "Commands keep their meaning, and an alias is one bare word.", "Choose another word."),
        Explanation(
            "E122", "There are no words in that language, or the folder of languages was not found.",
            "`set lang en` is always possible; languages are folders below locales/languages."),
        Explanation("E123", "There is no language or place of that tag.", "`locale list` tells which there are."),
        Explanation(
            "E124", "A pack has more faults than are told at once.", "Mend those that are told, and check again."),
        Explanation(
            "E191", "The answer has no figures that could be drawn, or is to be printed in another form as well.",
            "`| plot` stands behind metrics, compare, fairness and calibration, without `to`."),
        Explanation(
            "E192", "A filter names a column that the printed result does not have.",
            "The columns differ by format: the error lists those that are printed here."),
    ]
}
