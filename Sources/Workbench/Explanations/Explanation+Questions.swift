extension Explanation {
    /// Questions about rows.
    static let questions = [
        Explanation(
            "E601", "The question needs to know what really happened, and no column of it is declared.",
            "Add: label COL."),
        Explanation(
            "E602", "What is said of the score does not fit the label: one column of scores speaks of two classes.",
            "Add: positive VALUE."),
        Explanation(
            "E603", "The figure is about decisions, and none are declared.",
            "Add: prediction COL, or score COL threshold T."),
        Explanation(
            "E604", "A column stands twice in one question, or scores are to be counted by what is no group.",
            "Name each column once."),
        Explanation("E605", "The coverage of intervals lies between 0 and 1.", "0.95 is customary: level 0.95."),
        Explanation(
            "E606", "Nothing is loaded under that name.", "`describe` lists what is loaded; `load FILE as NAME` loads."),
        Explanation(
            "E607", "Nothing is loaded and no file is named, or several datasets are loaded and none is named.",
            "Add: in FILE, or of NAME."),
        Explanation(
            "E608", "The decision said to be favourable is none that the model makes.",
            "Write it as it stands in the column."),
        Explanation(
            "E609", "No row meets the condition, so there is nothing to estimate. An empty selection is no zero.",
            "Check the condition: `describe` shows the values."),
        Explanation("E610", "There is no metric of that name.", "`help` lists them, with other names they have."),
        Explanation(
            "E611", "The metric does not fit what the label is: classes, numbers or texts.",
            "`help METRIC` says what it is for; positive VALUE makes two classes of several."),
        Explanation(
            "E612", "A rate of favourable decisions needs to know which decision people want.", "Add: favourable VALUE."
        ),
        Explanation(
            "E613", "The figure is about scores, or about probabilities, and none are declared.", "Add: score COL."),
        Explanation(
            "E614", "Decisions are not written as labels are, so they cannot be compared.",
            "Write both alike: yes and no in both columns."),
        Explanation("E615", "The number of bins is out of range.", "15 is customary."),
        Explanation(
            "E616",
            "What is listed does not fit: a class that is missing, unknown or named twice, or half of a clause about time.",
            "The error lists what there is."),
        Explanation(
            "E617", "The figure looks at the order of classes, and no order is declared.",
            "Add: order low, medium, high."),
        Explanation("E618", "There is no time zone of that name.", "Zones are called like Africa/Nairobi or UTC."),
        Explanation(
            "E619", "What is said of missing labels does not fit the question.",
            "`given` belongs to `unlabelled reweighted`; weighing is for classes of rows without weights."),
        Explanation(
            "E620", "The group compared with is none of this grouping.",
            "Use columns of `by` and values that are there."),
        Explanation("E621", "Comparing needs groups.", "Add: by COLS."),
        Explanation(
            "E622", "Neither more nor less of this figure is worse, so nobody is worse off by it alone.",
            "Compare differences or ratios instead."),
        Explanation(
            "E623", "The value of the group compared with does not occur.",
            "The error names the nearest; `describe` shows the values."),
        Explanation(
            "E624",
            "There is no fairness measure of that name; metrics belong to one group and are compared by `compare`.",
            "`help` lists the measures."),
        Explanation("E625", "Fairness measures are about decisions with two outcomes.", "Add: positive VALUE."),
        Explanation(
            "E626", "The measure compares people who are alike in something, and nothing is named.", "Add: given COLS."),
        Explanation(
            "E627", "Shrinking moves rates of groups towards those of all, so it needs groups and rates.",
            "Add: by COLS, and ask for a rate."),
        Explanation(
            "E628", "Clauses about a survey contradict each other or the question.",
            "Strata and units, or replicate weights with their kind; classes as labels."),
        Explanation(
            "E629",
            "How many labels must be wrong for a gap to vanish is told of differences of rates of two classes, for rows without weights.",
            "Leave out `as`, weights and `reference overall`; `tolerance` is 0 or more and belongs to `tipping`."),
        Explanation("E630", "A file and a name for it are needed.", "load FILE as NAME."),
        Explanation("E631", "There is no such encoding.", "utf-8, utf-16, latin1 or windows-1252."),
        Explanation("E632", "There is no such limit.", "field, line, columns, groups or refused."),
        Explanation("E633", "A limit is a whole number from 1.", "limit line=100000000."),
        Explanation(
            "E634", "The list of refused rows would replace the file the rows come from.", "Choose another name."),
        Explanation(
            "E635", "Rows that are loaded are not read again, so the clause would do nothing.", "Say it when loading."),
        Explanation(
            "E636", "Predictions in a file of their own are put beside rows by an id.",
            "Add: id COL, a column of both files."),
        Explanation(
            "E637", "Of the file of predictions no column is asked for.",
            "Add: prediction COL or score COL, as that file calls it."),
        Explanation(
            "E638", "Weights are numbers from 0, and what they mean decides how intervals are made.",
            "Add: weights sampling, importance or frequency."),
        Explanation(
            "E639", "That many threads make no sense.", "Leave it out for one a processor; answers never depend on it."),
        Explanation("E640", "There is no such generator.", "Check the scenario's `data: generator`."),
        Explanation("E641", "The synthetic data cannot be made as asked.", "The error says why."),
        Explanation("E642", "There is no such folder.", "Name the folder of a scenario."),
        Explanation(
            "E643", "A cube holds its decisions and scores; they cannot be declared again.", "Leave those clauses out."),
        Explanation(
            "E644", "No result was printed in this session, so there is none to print again.", "Ask a question first."),
        Explanation("E645", "Nothing of that name can be dropped.", "`describe` lists what is loaded."),
        Explanation(
            "E646", "There are not so many changes to go through.",
            "The error says how many there are; errors and questions change nothing."),
        Explanation(
            "E647", "There is no error of that code.", "Codes are a letter and three digits, as errors show them: E102."
        ),
        Explanation("E650", "There is no command, metric or measure of that name to explain.", "`help` lists them."),
        Explanation("E660", "A run needs a scenario and a folder for its results.", "run SCENARIO out DIR."),
        Explanation("E661", "Two scenarios of one run have one name, so their results would be mixed.", "Rename one."),
        Explanation("E662", "A plan is about gates, and the scenario declares none.", "Add gates to the scenario."),
        Explanation("E663", "A share was expected.", "It lies between 0 and 1."),
        Explanation(
            "E670", "The probe does not know what to look at, or the folder of results holds files that no run wrote.",
            "`help probe` shows what each kind needs; results go to a folder of their own."),
        Explanation(
            "E671",
            "Of this metric it cannot be tested soundly which of many slices differ.",
            "Ask for a rate, or for a mean of what lies between −1 and 1 such as brier-score."),
        Explanation("E672", "More slices have so many rows than can be searched.", "Raise support, or lower depth."),
        Explanation("E673", "A clause of the search is out of its range.", "The error says which and how far it goes."),
        Explanation(
            "E674", "Pairs need the decisions or scores before and after.",
            "Add: original FILE changed FILE and prediction COL or score COL."),
        Explanation(
            "E675", "No pair was found in both files.",
            "Check what names them: on COL for pairs, original-id COL and id COL for originals."),
        Explanation(
            "E676", "The clause means nothing to this kind of probe.", "`help probe` says what belongs to which."),
        Explanation(
            "E677", "A proxy is looked for of one attribute, among columns.", "probe proxy of COL features COLS."),
        Explanation(
            "E678", "A column with one value cannot be guessed from others.", "Choose another, or check the condition."),
        Explanation(
            "E945", "Several metrics are named, and this kind of probe looks at one.", "Ask once for each metric."),
        Explanation(
            "E946", "Slices are left out unseen by limits on their errors, which only rates of plain rows have.",
            "Leave out prune, or ask for a rate."),
        Explanation("E679", "Drift compares windows of time.", "Add: time COL per month baseline 2026-01..2026-03."),
        Explanation(
            "E682",
            "How figures differ from run to run is told of at least two runs, and not together with the design of a survey and the like.",
            "Name a column with several runs behind `runs`, and leave out the clause that the error names."),
        Explanation(
            "E683", "Agreement is told of two annotators or more.", "Add: annotators COLS, one column an annotator."),
        Explanation(
            "E684", "Labels that are to be numbers are not.", "Leave out outcome number, or declare their order."),
        Explanation(
            "E685", "A figure is explained for everybody or for one group, and that group has no row.",
            "Name a group as the rows have it: group region=Nairobi."),
        Explanation(
            "E690", "A clause belongs to another kind of outcome.",
            "`outcome number` is for numbers; errors and length are for texts."),
        Explanation("E691", "No number can be so large.", "The largest value is more than 0, and at most 5e36."),
        Explanation(
            "E692", "Columns of errors are declared only in part.",
            "errors COL, or substitutions, deletions and insertions; and length COL."),
        Explanation(
            "E693", "A column is needed as numbers and was loaded otherwise.",
            "Say what it is when loading: outcome number, score COL, errors COL."),
        Explanation(
            "E694", "A number in the rows cannot be what it is declared to be.", "The error says where and why."),
        Explanation("E820", "A ranking needs to know what put the items in order.", "Add: score COL."),
        Explanation(
            "E821", "Relevance is a number from 0 up, or one class of several.",
            "Add: label COL, with positive VALUE for classes."),
        Explanation(
            "E822", "A ranking is asked for nothing that its rows can tell.", "Add: label COL, by COLS, or both."),
        Explanation(
            "E823", "A metric is not about items put in order.",
            "`help ranking` shows which are; others belong to `metrics`."),
        Explanation(
            "E824", "How good a list is cannot be told of some of its items.",
            "Group by what all items of a list share, or ask what a group gets of its top: top-share-ratio-at-10."),
        Explanation(
            "E825", "Consistency does not know by what people are alike, or how many neighbours to look at.",
            "Add: features COLS, columns of numbers; neighbours 1 to 1,000."),
        Explanation(
            "E826", "Consistency needs one column of decisions or of scores from 0 to 1.",
            "prediction COL positive VALUE, or score COL."),
        Explanation(
            "E827", "More rows than can be held against each other one by one.", "Narrow them with where."),
        Explanation(
            "E828", "A column is needed as numbers and holds something else.", "Choose another, or correct the row."),
        Explanation(
            "E829", "Scores of several classes need a column for each class, and not every clause is read with them.",
            "class-scores CLASS=COL, CLASS=COL …, one for each value of the label."),
        Explanation(
            "E860", "What a column transmits is told of one decision that the rows have.",
            "Add: prediction COL favourable VALUE."),
        Explanation(
            "E861", "Windows come from cubes or from a column, and each window from one cube.",
            "probe drift cubes FILES baseline FIRST..LAST, without in and time."),
        Explanation("E862", "A share was expected.", "matured and tolerance lie between 0 and 1."),
    ]
}
