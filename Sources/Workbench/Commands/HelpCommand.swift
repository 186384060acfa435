import Diagnostics
import Metrics

/// `help`, `version`, `quit`.
enum HelpCommand {
    static func run(
        _ call: Call, _ state: inout SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        guard let topic = call.text("topic") else {
            return Report(
                HelpText.overview(of: .standard)
                    + "\nMetrics, by their full names; `help METRIC` explains one:\n  "
                    + wrapped(Catalogue.all.map(\.name))
                    + "\n\nFairness measures, which compare groups; `help MEASURE` explains one:\n  "
                    + wrapped(FairnessMeasure.all.map(\.name)) + "\n")
        }
        if let command = CommandRegistry.standard[topic.value] { return Report(HelpText.text(of: command)) }
        if let metric = Catalogue.metric(named: topic.value) { return Report(text(of: metric)) }
        if let measure = FairnessMeasure.measure(named: topic.value) { return Report(text(of: measure)) }
        let known = CommandRegistry.standard.names + Catalogue.names + FairnessMeasure.names
        throw CommandFailure(
            "E650", call, at: topic.span, "no command, metric or fairness measure is called '\(topic.value)'",
            help: (NearMatch.nearest(to: topic.value, among: known).map { ["did you mean '\($0)'?"] } ?? [])
                + ["help lists them all"])
    }

    static func version(
        _ call: Call, _ state: inout SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report { Report("kigezo \(ProgramVersion.current)\n") }

    static func quit(
        _ call: Call, _ state: inout SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report { Report(quits: true) }

    private static func text(of metric: Metric) -> String {
        var lines = [metric.name]
        func add(_ name: String, _ text: String) {
            lines.append("  " + name + String(repeating: " ", count: 12 - name.count) + text)
        }
        if !metric.aliases.isEmpty { add("also", metric.aliases.joined(separator: ", ")) }
        add("is", metric.definition.words)
        if let own = metric.versusRest { add("of", "class '\(own)' against all others") }
        add(
            "better",
            metric.ideal.map { "nearer to \(Int($0))" }
                ?? (metric.direction == .neutral
                    ? "neither" : metric.direction == .higherIsBetter ? "higher" : "lower"))
        add("labels", metric.usesLabels ? "rows with a label" : "all rows, labelled or not")
        add("for", metric.outcome.words)
        if let noSkill = metric.noSkill { add("no skill", noSkill.kind.rawValue) }
        add("interval", metric.definition.intervalWords)
        add("source", metric.source)
        return lines.joined(separator: "\n")
    }

    private static func text(of measure: FairnessMeasure) -> String {
        var lines = [measure.name]
        func add(_ name: String, _ text: String) {
            lines.append("  " + name + String(repeating: " ", count: 12 - name.count) + text)
        }
        if !measure.aliases.isEmpty { add("also", measure.aliases.joined(separator: ", ")) }
        for tool in FairnessMeasure.Peer.Tool.allCases {
            let names = measure.peers.filter { $0.tool == tool }.map(\.name)
            if !names.isEmpty { add(tool.rawValue, names.joined(separator: ", ")) }
        }
        add("is", measure.shape.words)
        let rates = measure.rates.map(\.name).filter { Catalogue.metric(named: $0) != nil }
        if !rates.isEmpty { add("of", rates.joined(separator: ", ")) }
        add("ideal", measure.ideal == 0 ? "0" : "1")
        add("none for", measure.undefined)
        add("interval", measure.shape.intervalWords)
        add("source", measure.source)
        return lines.joined(separator: "\n")
    }

    /// Names in lines of at most 94 characters, each once.
    private static func wrapped(_ names: [String]) -> String {
        var lines = [""]
        var seen: Set<String> = []
        for name in names where seen.insert(name).inserted {
            let last = lines[lines.count - 1]
            if last.count + name.count + 2 > 94 {
                lines.append(name)
            } else {
                lines[lines.count - 1] = last.isEmpty ? name : last + ", " + name
            }
        }
        return lines.joined(separator: ",\n  ")
    }
}

extension FairnessMeasure.Shape {
    /// What the figure is made of, in words.
    fileprivate var words: String {
        switch self {
        case .difference(let metrics, let mean):
            metrics.count == 1
                ? "the widest difference between groups"
                : mean ? "the mean of the widest differences between groups" : "the larger of the widest differences"
        case .ratio(let metrics):
            metrics.count == 1 ? "the smallest ratio between groups" : "the smaller of the smallest ratios"
        case .oddsRatio: "the smallest ratio between groups of FN/FP"
        case .deviation: "the standard deviation between groups, less what sampling explains"
        case .entropy(let alpha, let betweenGroups):
            "the generalized entropy (alpha \(Spelling.number(alpha))) of "
                + (betweenGroups ? "groups' mean benefits" : "people's benefits") + ", decision - label + 1"
        case .differentialFairness: "the largest log ratio between groups of the rate, or of what it leaves over"
        case .subgroup: "the largest gap to everybody, times the group's share of rows"
        case .calibration: "the largest gap of the share of positives to everybody with scores in the same bin"
        case .multicalibration: "the largest gap of mean score and share of positives, times the share of rows"
        case .stratified(_, let ratio):
            ratio
                ? "the smallest ratio to everybody else, pooled over strata (Mantel-Haenszel)"
                : "the widest difference to everybody else, pooled over strata (Mantel-Haenszel)"
        case .demographicDisparity: "a group's share of the refused less its share of the accepted, over strata"
        }
    }

    /// Which interval goes with it.
    fileprivate var intervalWords: String {
        switch self {
        case .difference(let metrics, _) where metrics.count == 1:
            "max-T bands over all groups; two groups Newcombe, in gates Miettinen-Nurminen"
        case .ratio(let metrics) where metrics.count == 1: "max-T bands on the log scale; two groups score ratio"
        case .difference, .ratio: "joint max-T bands over all groups and rates"
        case .oddsRatio: "max-T bands on the logit scale"
        case .deviation: "Q-profile"
        case .entropy(_, betweenGroups: false):
            "Dirichlet-Jeffreys where a cell holds fewer than 10 rows or fewer than 200 are judged, else BCa"
        case .entropy: "extremes over means inside limits joint over groups (Bonferroni)"
        case .differentialFairness: "max-T bands on the log scale; beside it median and quantiles of Dirichlet draws"
        case .subgroup, .calibration, .multicalibration: "max-T bands over all groups and bins"
        case .stratified, .demographicDisparity: "normal, joint over groups (Bonferroni)"
        }
    }
}

extension Metric.Outcome {
    /// What it is defined for, in words.
    fileprivate var words: String {
        switch self {
        case .binary, .multiclass: "\(rawValue) labels"
        case .any: "any classes"
        case .number: "labels that are numbers"
        case .errors: "counted errors of texts"
        case .every: "any label"
        }
    }
}

extension Metric.Definition {
    /// What the figure is made of, in words.
    fileprivate var words: String {
        switch self {
        case .proportion: "a share of rows"
        case .count: "a number of rows"
        case .ratioOfSums: "a ratio of weighted sums of the confusion cells"
        case .moment: "a mean over rows of what score and label say"
        case .scoreFunctional: "a functional of the scores of positives and negatives"
        case .confusionFunctional: "a function of the table label by prediction"
        case .smooth: "a smooth function of the four confusion cells"
        case .number: "a figure of numbers and their predictions"
        case .errorRate: "a ratio of sums: errors over the lengths of the references"
        }
    }

    /// Which interval goes with it.
    fileprivate var intervalWords: String {
        switch self {
        case .proportion: "Wilson; for gaps Newcombe, in gates Miettinen-Nurminen and score ratio"
        case .count: "none"
        case .moment: "Student's t"
        case .scoreFunctional(.areaUnderROC), .scoreFunctional(.gini):
            "DeLong on the logit scale; Newcombe's method 5 for few rows or a value of 0 or 1"
        case .scoreFunctional(.averagePrecision), .scoreFunctional(.averagePrecisionAt):
            "influence variance on the logit scale"
        case .scoreFunctional(.kolmogorovSmirnov):
            "Newcombe at the score that separates most, less what that choice adds; from 0 where nothing is shown"
        case .scoreFunctional(.maximumCalibrationError):
            "Wilson in each bin, simultaneous over bins; bins of fewer than 20 rows are left out"
        case .scoreFunctional(.debiasedCalibrationError), .scoreFunctional(.brierPart(.reliability)),
            .scoreFunctional(.brierPart(.resolution)):
            "Student's t of squared gaps less their noise; none where a score stands on one row"
        case .scoreFunctional(.brierPart(.uncertainty)): "Wilson of the base rate"
        case .scoreFunctional(.brierPart): "none"
        case .scoreFunctional(.calibrationLine(.offset)): "Wald, from the sandwich variance"
        case .scoreFunctional(.calibrationLine): "Wald; with weights from the sandwich variance"
        case .scoreFunctional(.observedToExpected), .scoreFunctional(.brierSkill):
            "linearised, Student's t on a log scale; for gaps recovered from both"
        case .scoreFunctional(.spiegelhalter): "none: it is a test, standard normal where scores are right"
        case .scoreFunctional(.expectedCalibrationError), .scoreFunctional(.adaptiveCalibrationError):
            "Student's t with the signs of the gaps as they are; from 0 where perfect calibration is not contradicted"
        case .ratioOfSums, .confusionFunctional, .smooth:
            "Dirichlet-Jeffreys where a cell holds fewer than 10 rows or the group fewer than 200, else BCa bootstrap"
        case .number(.rootMeanSquaredError), .number(.determination):
            "linearised, Student's t on a log scale; for gaps recovered from both"
        case .number(.correlation): "distribution-free variance, Student's t on Fisher's scale"
        case .number(.weightedAbsolutePercentageError), .errorRate: "linearised ratio of sums, Student's t; Welch"
        case .number: "Student's t; for gaps Welch"
        }
    }
}
