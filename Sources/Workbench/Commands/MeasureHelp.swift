import Metrics

/// `help MEASURE`: what a fairness measure compares, with which interval, and what it cannot say.
enum MeasureHelp {
    static func text(of measure: FairnessMeasure) -> String {
        var page = HelpPage(measure.name)
        if !measure.aliases.isEmpty { page.add("also", measure.aliases.joined(separator: ", ")) }
        page.add(measure.peers)
        page.add("is", measure.shape.words)
        let rates = measure.rates.map(\.name).filter { Catalogue.metric(named: $0) != nil }
        if !rates.isEmpty { page.add("of", rates.joined(separator: ", ")) }
        page.add("formula", measure.formula)
        page.add("ideal", measure.ideal == 0 ? "0" : "1")
        page.add("none for", measure.undefined)
        page.add("interval", measure.shape.intervalWords)
        page.add("not said", measure.limits)
        page.add("source", measure.source)
        return page.text
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
        case .crossGroupArea:
            "the widest gap between positives of one group above negatives of another, and the reverse"
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
        case .crossGroupArea: "DeLong or Newcombe of both areas, joint over pairs (Bonferroni)"
        case .stratified, .demographicDisparity: "normal, joint over groups (Bonferroni)"
        }
    }
}
