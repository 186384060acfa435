extension FairnessMeasure {
    /// How it is computed, with m the rate of a group.
    package var formula: String {
        switch shape {
        case .difference(let metrics, _) where metrics.count == 1: "max m - min m"
        case .difference(_, mean: true): "mean over the rates of (max m - min m)"
        case .difference: "max over the rates of (max m - min m)"
        case .ratio(let metrics): metrics.count == 1 ? "min m / max m" : "min over the rates of (min m / max m)"
        case .oddsRatio: "min (FN / FP) / max (FN / FP)"
        case .deviation: "√(variance of m between groups - mean of their squared standard errors)"
        case .entropy(let alpha, let betweenGroups):
            (alpha == 1
                ? "Σ (b / b_mean)·ln(b / b_mean) / n"
                : alpha == 0
                    ? "-Σ ln(b / b_mean) / n"
                    : "Σ ((b / b_mean)^a - 1) / (n·a·(a - 1))")
                + (betweenGroups ? ", b the mean benefit of the group of a row" : ", b = decision - label + 1 of a row")
        case .differentialFairness: "max |ln(m / m')| over pairs of groups and both outcomes, cells with 1/2 added"
        case .subgroup: "max (n_g / n)·|m_g - m|"
        case .calibration: "max |y_gb - y_b|, y the share of positives of group g and of everybody in score bin b"
        case .multicalibration: "max (n_gb / n)·|s_gb - y_gb|, mean score and share of positives of group g in bin b"
        case .crossGroupArea:
            "max |A_gh - A_hg|, A_gh = P(score of a positive of g > score of a negative of h), ties 1/2"
        case .stratified(_, ratio: false): "Σ w·(m_g - m_rest) / Σ w over strata, w = n_g·n_rest / n"
        case .stratified: "Σ (x_g·n_rest / n) / Σ (x_rest·n_g / n) over strata"
        case .demographicDisparity: "Σ n_l·(refused_gl / refused_l - accepted_gl / accepted_l) / n over strata l"
        }
    }

    /// What a reader must not conclude from it.
    package var limits: String {
        switch shape {
        case .difference(let metrics, _) where metrics.contains(where: \.needsScores):
            "the reason of a gap: scores that tell less of one group bring it about as well as a higher bar does"
        case .difference(let metrics, _) where metrics.count == 1 && !metrics[0].usesLabels:
            "whether the right people are selected, or why groups differ; " + Self.chance
        case .difference(let metrics, _) where metrics.contains(where: { $0.name.hasSuffix("predictive-value") }):
            "the model alone: it moves with groups' base rates; " + Self.chance
        case .difference: "whether labels were measured alike in all groups; " + Self.chance
        case .ratio(let metrics) where metrics.contains { !$0.usesLabels }:
            "whether the right people are selected; four fifths is a rule of thumb that sampling alone often breaks"
        case .ratio: "how many people it is about: small rates have extreme ratios"
        case .oddsRatio: "how many errors there are"
        case .deviation: "which group is worse off"
        case .entropy: "which group is worse off, or whether labels were measured alike"
        case .differentialFairness: "which outcome matters more; small groups that were not drawn may be worse"
        case .subgroup: "small groups: their share of rows hides them; the gap stands beside it"
        case .crossGroupArea:
            "which group should be ranked higher; groups whose scores are right by calibration can have a gap"
        case .calibration, .multicalibration: "anything of decisions: calibrated scores can still select unequally"
        case .stratified, .demographicDisparity:
            "whether the strata may rightly explain a gap: explained is not justified"
        }
    }

    private static let chance = "a widest gap is never 0 by chance: see what a model without any gap would show here"
}
