package import Statistics

/// A figure of two models on the same rows of one group.
package struct PairedFigure: Sendable, Hashable {
    /// The figures over the rows that both can tell of; `nil` where one of them is undefined there.
    package let first: Double?
    package let second: Double?
    /// The first less the second.
    package let difference: Estimate
    /// Rows that only one of the two can tell of.
    package let leftOut: Int

    package init(first: Double?, second: Double?, difference: Estimate, leftOut: Int) {
        self.first = first
        self.second = second
        self.difference = difference
        self.leftOut = leftOut
    }

    init(notEstimable reason: NotEstimable, n: Int = 0, leftOut: Int) {
        self.init(first: nil, second: nil, difference: Estimate(notEstimable: reason, n: n), leftOut: leftOut)
    }
}

/// By what a figure of two models is compared on the same rows.
package enum PairedComparison: Sendable {
    /// A share of rows that stand in its denominator whatever was decided.
    case rate(PairedDecisions.Rate)
    /// A function of the table of label and decision: predictive values, F₁, macro averages.
    case cells
    /// A mean of losses, or the order of scores.
    case scores

    /// - Returns: `nil` for what two models cannot differ in, and for figures whose difference on the same rows has no
    ///   limits here.
    package init?(_ metric: Metric, classCount: Int, context: EstimationContext) {
        if let rate = PairedDecisions.Rate(metric, classCount: classCount, context: context) {
            self = .rate(rate)
            return
        }
        let isBinary = classCount == 2 || metric.versusRest != nil
        switch metric.definition {
        case .confusionFunctional: self = .cells
        case .ratioOfSums where isBinary, .smooth where isBinary: self = .cells
        case .proportion where isBinary:
            guard CellProportion.dependsOnDecisions(metric) else { return nil }
            self = .cells
        case .moment where classCount == 2: self = .scores
        case .scoreFunctional(.areaUnderROC) where classCount == 2, .scoreFunctional(.gini) where classCount == 2:
            self = .scores
        default: return nil
        }
    }
}
