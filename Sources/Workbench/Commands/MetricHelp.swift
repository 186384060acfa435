import Metrics

/// `help METRIC`: how a metric is computed, from what, with which interval and why, and what it cannot say.
enum MetricHelp {
    static func text(of metric: Metric) -> String {
        var page = HelpPage(metric.name)
        if !metric.aliases.isEmpty { page.add("also", metric.aliases.joined(separator: ", ")) }
        if let peers = metric.explanation?.peers { page.add(peers) }
        page.add("is", metric.definition.words)
        if let own = metric.versusRest { page.add("of", "class '\(own)' against all others") }
        if let explanation = metric.explanation {
            page.add("formula", explanation.formula)
            page.add("from", explanation.counts)
        }
        page.add("range", range(metric.range))
        page.add(
            "better",
            metric.ideal.map { "nearer to \(Int($0))" }
                ?? (metric.direction == .neutral
                    ? "neither" : metric.direction == .higherIsBetter ? "higher" : "lower"))
        page.add("labels", metric.usesLabels ? "rows with a label" : "all rows, labelled or not")
        page.add("for", metric.outcome.words)
        if let noSkill = metric.noSkill { page.add("no skill", noSkill.kind.words) }
        page.add("interval", metric.definition.intervalWords)
        if let why = metric.definition.intervalReason { page.add("because", why) }
        if let limits = metric.explanation?.limits { page.add("not said", limits) }
        page.add("source", metric.source)
        return page.text
    }

    private static func range(_ range: ClosedRange<Double>) -> String {
        switch (range.lowerBound.isFinite, range.upperBound.isFinite) {
        case (true, true): "\(Spelling.number(range.lowerBound)) to \(Spelling.number(range.upperBound))"
        case (true, false): "\(Spelling.number(range.lowerBound)) and up"
        case (false, true): "\(Spelling.number(range.upperBound)) and down"
        case (false, false): "any number"
        }
    }
}

extension Metric.NoSkill.Kind {
    /// What a model without skill does, in words.
    fileprivate var words: String {
        switch self {
        case .commonestAnswer: "what always giving the commonest label reaches"
        case .baseRate: "the share of positives, or of negatives, which deciding at random reaches"
        case .chance: "what decisions or scores that have nothing to do with the label reach"
        case .alwaysPositive: "what deciding positive for everybody reaches"
        case .baseRateForecast: "what giving everybody the base rate as score reaches"
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
        case .ranking: "items put in order by a score, in lists or in one: command ranking"
        case .neighbours: "rows with features that make people alike: command consistency"
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
        case .ranking: "a figure of items that a score puts in order"
        case .neighbours: "a mean over rows of how far a decision is from those of the nearest rows"
        }
    }

    /// Why that interval and no other.
    fileprivate var intervalReason: String? {
        switch self {
        case .proportion:
            "it holds its level for few rows and near 0 and 1, where value +- 1.96 standard errors does not "
                + "(Brown, Cai and DasGupta 2001)"
        case .count: nil
        case .ratioOfSums, .smooth, .confusionFunctional:
            "drawing rows again cannot make an error that was not seen: a perfect small group would get an interval "
                + "without width (Goutte and Gaussier 2005)"
        case .scoreFunctional(.areaUnderROC), .scoreFunctional(.gini):
            "exact from the distinct scores, and the logit keeps the limits between the ends "
                + "(DeLong et al. 1988; Perme and Manevski 2019)"
        case .scoreFunctional(.averagePrecision), .scoreFunctional(.averagePrecisionAt):
            "the logit keeps the limits between the ends (Boyd, Eng and Page 2013)"
        case .scoreFunctional(.expectedCalibrationError), .scoreFunctional(.adaptiveCalibrationError),
            .scoreFunctional(.maximumCalibrationError), .scoreFunctional(.kolmogorovSmirnov):
            "noise moves such a figure away from 0 only, so that quantiles of redrawn rows would miss it"
        case .moment, .number(.absoluteError), .number(.error), .number(.outcome), .number(.prediction),
            .number(.pinball):
            "a mean of many rows, with its standard error from their spread"
        case .errorRate, .number(.weightedAbsolutePercentageError):
            "texts and rows of different length weigh differently: a mean of rates would be another figure"
        case .number(.absoluteErrorQuantile): "ranks of errors need no shape of their distribution"
        case .scoreFunctional(.overClasses(.area)), .scoreFunctional(.overClasses(.pairedArea)),
            .scoreFunctional(.overClasses(.calibration)), .scoreFunctional(.overClasses(.squaredError)):
            "each row has a score for every class, and counts by class do not tell how these go together"
        case .scoreFunctional(.overClasses(.decidedCalibration)):
            "noise moves such a figure away from 0 only, so that quantiles of redrawn rows would miss it"
        case .scoreFunctional(.outcomeRate): "it is a share of rows"
        case .ranking: "queries are what was drawn: items of one list are not independent of each other"
        case .neighbours: "gaps of rows that share neighbours go together"
        case .scoreFunctional, .number: nil
        }
    }

    /// Which interval goes with it.
    fileprivate var intervalWords: String {
        switch self {
        case .proportion: "Wilson, in gates Clopper-Pearson; gaps Newcombe, Miettinen-Nurminen, score ratio"
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
        case .number(.absoluteErrorQuantile):
            "order statistics (binomial); of weighted rows Woodruff's; for gaps recovered from both"
        case .number: "Student's t; for gaps Welch"
        case .scoreFunctional(.overClasses(.decidedCalibration)):
            "Student's t with the signs of the gaps as they are; from 0 where perfect calibration is not contradicted"
        case .scoreFunctional(.overClasses): "the limits of each class put together as the figures are"
        case .scoreFunctional(.outcomeRate):
            "Wilson, in gates Clopper-Pearson; gaps Newcombe, Miettinen-Nurminen, score ratio"
        case .ranking(let figure):
            figure.isOfQueries
                ? "Student's t over queries; for gaps Welch" : "linearised over queries, Student's t on a log scale"
        case .neighbours: "Student's t, with the variance of terms that share rows (Chen and Shao 2004)"
        }
    }
}
