extension Explanation {
    /// Several models and stages of a decision.
    static let decisions = [
        Explanation(
            "E760", "Scores of a second model are named, but not all that belongs to them.",
            "Name its decisions with against COL, and the first model's scores with score COL."),
        Explanation(
            "E761", "A difference of scores is too large, or no number, so that it cannot be summed.",
            "The error says in which row."),
        Explanation(
            "E762", "Two models are compared row by row, which rows that stand for others do not allow.",
            "Leave out the weights, or compare each model with weights on its own."),
        Explanation(
            "E763", "Only rates whose rows are the same for both models can be compared row by row.",
            "Accuracy, selection rate, true and false positive rate and their like; not precision."),
        Explanation(
            "E764", "Stages of a decision need names and columns of their own.",
            "stages rule=COL, human=COL; `model` is the stage before all others."),
        Explanation(
            "E765", "The cube was counted without the decisions that are asked for.",
            "Count the rows again with against COL, or with the stages."),
        Explanation(
            "E766", "A clause means nothing where two models or stages are compared.", "Leave it out."),
    ]

    /// Batch runs and scaffolds.
    static let suites = [
        Explanation(
            "E790", "No scenario was found where the line points to.",
            "A scenario is a folder with scenario.yaml; `new scenario NAME --from FILE` makes one."),
        Explanation(
            "E791", "Filters leave no scenario. An empty selection is no success.", "`run … list` shows what there is."),
        Explanation("E792", "The expression over names and tags cannot be read.", "Such as: 'credit and not slow'."),
        Explanation("E793", "A shard is one of several parts.", "2/4 is the second of four."),
        Explanation("E794", "The number of jobs is out of range.", "1 to 256, or auto."),
        Explanation("E795", "A time is a number of seconds, minutes or hours.", "90s, 10m or 1.5h."),
        Explanation(
            "E796", "A scenario took longer than the time it was given; nothing of it was written.",
            "Give it more time, or run it without others beside it."),
        Explanation(
            "E797", "A report would overwrite something that it must not, or two reports have one name.",
            "Choose another name; force replaces a file that nothing reads."),
        Explanation(
            "E798", "A scenario is run with its lock, and the lock is absent, of another scenario, or of other files.",
            "`lock FOLDER` writes a lock; `lock FOLDER update` shows what changed and takes it."),
        Explanation(
            "E799", "The program stopped at a defect of its own. No data stand in what it wrote.",
            "Report it with the version and the line that was run."),
        Explanation(
            "E800", "A scenario is made from a file of rows, in a folder that is not there yet.",
            "new scenario NAME --from FILE."),
        Explanation(
            "E801", "The file has nothing a scenario could be made of, or is written otherwise than it seems.",
            "Say how it is written: --separator, --decimal, --encoding."),
        Explanation("E802", "Names of scenarios are small letters, digits and hyphens.", "Such as mobile-credit."),
        Explanation("E803", "The folder is there already, and nothing is overwritten.", "Choose another name."),
        Explanation(
            "E804", "The file does not say what a column means, and nobody could be asked.",
            "Add what the error names: --label, --positive, --prediction, --score, --threshold, --group."),
        Explanation("E805", "A question was not answered, so nothing was written.", "Start again, or answer by flags."),
        Explanation(
            "E806", "The scenario that was proposed is not valid, which is a defect of the program.", "Report it."),
        Explanation(
            "E807", "Decisions are written otherwise than labels, so they cannot be compared.",
            "Write both alike in the file, or give a score with a threshold."),
        Explanation(
            "E808", "The same files give other figures than those that are locked.",
            "Another version of the program may do that; `lock FOLDER update` shows the difference."),
        Explanation("E809", "Watching is for a person at a terminal.", "Leave watch out in scripts."),
    ]
}
