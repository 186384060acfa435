import Evidence
package import Statistics

extension Estimator {
    /// How much better the metric is than its no-skill reference on the same rows: positive is better, whatever the
    /// metric's direction.
    ///
    /// Intervals: Newcombe's paired method (in gates Tango's) for accuracy against the commonest answer; Student's t of the paired loss
    /// difference for Brier score and log loss; the metric's own interval moved for a constant reference; influence of
    /// the difference for average precision; Dirichlet–Jeffreys draws of metric less reference otherwise.
    ///
    /// - Returns: `nil` for a metric without a no-skill reference.
    package mutating func skill(_ metric: Metric, level: Double, for purpose: IntervalPurpose) -> Estimate? {
        if var own = versusRest(metric) { return own.estimator.skill(own.metric, level: level, for: purpose) }
        guard let noSkill = metric.noSkill else { return nil }
        if case .undefined(let reason, let n) = sampled(metric) { return Estimate(notEstimable: reason, n: n) }
        guard let reference = noSkillValue(metric) else { return Estimate(notEstimable: .unlabelled) }
        let better = metric.direction == .lowerIsBetter ? -1.0 : 1.0
        let own = estimate(metric, level: level, for: purpose)
        guard let value = own.number else { return own }
        let gap = better * (value - reference)
        if isClustered {
            return own.with(value: gap, interval: clusteredSkill(metric, gap: gap, better: better, level: level))
        }

        if noSkill.kind == .commonestAnswer, case .proportion = metric.definition {
            let pairs = commonestAnswerPairs
            return Estimate(
                gap, n: own.n,
                interval: purpose == .gate
                    ? pairs.tangoDifference(level: level) : pairs.newcombeDifference(level: level))
        }
        switch metric.definition {
        case .moment(let moment):
            guard let paired = lossOverReference(moment)?.sample, paired.count >= 2, paired.sampleVariance > 0,
                let limits = MeanInterval.studentT(paired, level: level)
            else { return Estimate(gap, n: own.n, interval: nil) }
            // The mean of the pairs is the gap but for rounding.
            let shift = gap - paired.mean
            let interval = Interval(
                lower: limits.lower + shift, upper: limits.upper + shift, level: level, method: limits.method)
            return Estimate(gap, n: own.n, interval: interval)
        case .scoreFunctional(.averagePrecision), .scoreFunctional(.averagePrecisionAt):
            guard case .averagePrecision(_, let skill, let n) = sampled(metric), let variance = skill.variance,
                value < 1
            else { return Estimate(gap, n: own.n, interval: nil) }
            let reach = NormalDistribution.twoSidedQuantile(level: level) * variance.squareRoot()
            return Estimate(
                gap, n: n,
                interval: Interval(
                    lower: gap - reach, upper: gap + reach, level: level, method: .influenceDifference))
        default: break
        }
        if case .scoreFunctional = metric.definition, own.interval == nil {
            return Estimate(gap, n: own.n, interval: nil)
        }
        // A constant, whatever the data.
        if noSkill.kind == .chance || metric.needsScores, let interval = own.interval {
            let ends = [better * (interval.lower - reference), better * (interval.upper - reference)]
            return Estimate(
                gap, n: own.n,
                interval: Interval(
                    lower: min(ends[0], ends[1]), upper: max(ends[0], ends[1]), level: level, method: interval.method))
        }
        let replicates = context.replicates(for: purpose)
        let values = drawnSkill(metric, replicates: replicates).map { better * $0 }
        guard values.count == replicates, values.allSatisfy({ !$0.isNaN }),
            let interval = DirichletJeffreys.quantileInterval(values: values, level: level)
        else { return Estimate(gap, n: own.n, interval: nil) }
        return Estimate(
            gap, n: own.n,
            interval: Interval(
                lower: min(gap, interval.lower), upper: max(gap, interval.upper), level: level,
                method: interval.method))
    }

    /// The loss of each row less that of the reference's forecast.
    private func lossOverReference(_ moment: Metric.Moment) -> Moments.Result? {
        if evidence.scores.count == 1 { return Moments.lossOverBaseRate(evidence.scores[0], moment) }
        guard case .negativeLogLikelihood(let clip) = moment else { return nil }
        return Moments.lossOverClassShares(perClass: evidence.scores, clip: clip)
    }

    /// Judged rows by whether the model and whether the commonest answer is right.
    private var commonestAnswerPairs: PairedProportions {
        let table = ConfusionShares(
            cells: effectiveConfusion, classCount: evidence.classCount, present: presentClasses)
        let commonest = (0..<table.classCount).max { table.labelled($0) < table.labelled($1) } ?? 0
        let both = table[commonest, commonest]
        let onlyModel = table.correct - both
        let onlyConstant = table.labelled(commonest) - both
        return PairedProportions(
            both: both, onlyFirst: onlyModel, onlySecond: onlyConstant,
            neither: max(0, table.total - both - onlyModel - onlyConstant))
    }
}
