extension Explanation {
    /// Drawings, columns and models of a session, and sessions that are saved.
    static let sessions = [
        Explanation(
            "E840", "A heat map has groups of one column down and of another across.", "Ask by two columns: by A, B."),
        Explanation(
            "E841", "The filters of the line have left no figure to be drawn.",
            "Change `where`, `head` or the question."),
        Explanation("E842", "The setting has no such value.", "`set` lists what can be set, and to what."),
        Explanation(
            "E843", "A column that is to be added has no name, or the name of one that is there already.",
            "Choose another name; `undo` takes back the column that was added last."),
        Explanation(
            "E844", "Only numbers can be reckoned with and lie in bands, and the column holds texts.",
            "Derive a condition from it instead, or correct the file."),
        Explanation(
            "E845", "Bands are cut by two edges or more, each above the one before.", "Such as: into [0, 25, 40, 60]."),
        Explanation(
            "E846", "It is not clear which rows a model is about, or what it decided of them.",
            "Load the rows with id COL; import with on COL, and predictions COL or score COL threshold T."),
        Explanation("E847", "A dataset or model has that name already.", "Add: as NAME; or drop the other one."),
        Explanation(
            "E848", "Two models can be compared when both decided of the same rows.",
            "Import both onto one dataset: compare A vs B by COLS."),
        Explanation(
            "E850",
            "The script cannot be replayed: it is no text, makes a promise that is not understood, or replays itself.",
            "`save FILE.kigezo` writes scripts that can be replayed and checked."),
        Explanation(
            "E851", "There is nothing to save, or it is not said in which form.",
            "Save after a question, as FILE.kigezo, FILE.ipynb or FILE.yaml."),
        Explanation(
            "E852", "An input or a result is not the one that was saved. Nothing is known to be wrong with either.",
            "Compare the two digests shown, and the versions of the program and the file."),
        Explanation(
            "E853", "The script is written in a language that this version does not speak.", "Use a newer kigezo."),
        Explanation(
            "E854",
            "The session is not one that a scenario can say: one dataset with a label, a model, files below it.",
            "Save the commands instead: FILE.kigezo."),
        Explanation(
            "E855", "A file of settings says how answers look, and cannot do anything else.",
            "Put other lines into a script and run it: kigezo < FILE."),
    ]
}
