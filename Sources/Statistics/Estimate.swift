/// An interval for an unknown quantity, with its level and the method that made it.
public struct Interval: Hashable, Sendable {
    /// The lower limit; may be −∞ for one-sided evidence.
    public let lower: Double
    /// The upper limit; may be +∞ (a ratio over an observed zero).
    public let upper: Double
    /// Coverage aimed at, in 0..<1.
    public let level: Double
    /// How it was made.
    public let method: IntervalMethod

    /// Makes an interval; `lower <= upper` is the caller's duty.
    public init(lower: Double, upper: Double, level: Double, method: IntervalMethod) {
        precondition(lower <= upper, "an interval's limits are in order")
        self.lower = lower
        self.upper = upper
        self.level = level
        self.method = method
    }

    /// The same with limits moved out to a value that lies beyond one of them.
    package func holding(_ value: Double) -> Interval {
        Interval(lower: min(value, lower), upper: max(value, upper), level: level, method: method)
    }

    /// The same limits, made by another method.
    package func by(_ method: IntervalMethod) -> Interval {
        Interval(lower: lower, upper: upper, level: level, method: method)
    }

    /// Whether `value` lies within the limits, ends included.
    public func contains(_ value: Double) -> Bool { lower <= value && value <= upper }
}

/// How an interval was made; the raw value is the name in machine output.
public enum IntervalMethod: String, Sendable, Hashable, CaseIterable {
    case wilson
    case clopperPearson = "clopper-pearson"
    case jeffreys
    /// Newcombe's hybrid score interval for a difference of independent proportions (1998, method 10 there).
    case newcombe
    /// Newcombe's hybrid score interval for a difference of paired proportions (1998, method 10 of the paired paper).
    case newcombePaired = "newcombe-paired"
    /// Tango's score interval for a difference of paired proportions (1998).
    case tango
    case miettinenNurminen = "miettinen-nurminen"
    /// Score interval for a ratio of independent proportions (Koopman 1984; Miettinen and Nurminen 1985).
    case scoreRatio = "score-ratio"
    case katzLog = "katz-log"
    /// DeLong's variance, limits on the logit scale.
    case delongLogit = "delong-logit"
    /// Newcombe's method 5 for the area under the curve (2006).
    case newcombeAUC = "newcombe-auc"
    /// Student's t from second moments.
    case studentT = "student-t"
    /// Student's t for a difference of two independent means (Welch).
    case welchT = "welch-t"
    /// Quantiles of the Dirichlet–Jeffreys posterior of the confusion cells.
    case dirichletJeffreys = "dirichlet-jeffreys"
    /// Bias-corrected and accelerated cell bootstrap.
    case bca
    /// First-order influence on the logit scale.
    case influenceLogit = "influence-logit"
    /// Influence (DeLong) variances of two independent groups added, normal limits.
    case influenceDifference = "influence-difference"
    /// Simultaneous over all pairs of groups by Bonferroni, folded to the largest gap.
    case bonferroniPairs = "bonferroni-pairs"
    /// Simultaneous over all groups by Bonferroni, folded to the worst one.
    case bonferroniGroups = "bonferroni-groups"
    /// Max-T bands over all contrasts at once, folded to the largest gap (METHODS §3.5).
    case maxT = "max-t"
    /// The same on the log scale, for ratios.
    case maxTRatio = "max-t-ratio"
    /// Max-T bands with the rows that blocks of clusters leave.
    case maxTBlocks = "max-t-block-jackknife"
    case maxTRatioBlocks = "max-t-ratio-block-jackknife"
    /// Normal limits of a figure pooled over strata, simultaneous over groups by Bonferroni where there are several.
    case stratifiedNormal = "stratified-normal"
    /// Q-profile limits of a standard deviation between groups (Viechtbauer 2007).
    case qProfile = "q-profile"
    /// Limits of a difference recovered from the limits of its terms (Zou and Donner 2008).
    case mover
    /// Student's t for a mean of absolute gaps with their signs as they are; from 0 where perfect calibration is not
    /// contradicted (consistency resampling, Vaicenavicius et al. 2019).
    case calibrationT = "calibration-t"
    /// Newcombe's limits at the score that separates two samples most, the lower moved by what the choice of the score adds
    /// on average; from 0 where one distribution is not contradicted (Kolmogorov and Smirnov).
    case kolmogorovNewcombe = "kolmogorov-newcombe"
    /// Wilson limits of each bin, simultaneous over all bins by Bonferroni, folded to the largest gap.
    case bonferroniBins = "bonferroni-bins"
    /// Student's t for a sum of squared gaps less their expected noise.
    case debiasedT = "debiased-t"
    /// Normal limits from the information of a likelihood.
    case wald
    /// Normal limits that hold whatever the weights (sandwich).
    case waldRobust = "wald-robust"
    /// First-order influence on the log scale, for a ratio.
    case influenceRatio = "influence-ratio"
    /// Student's t for a function of means, from its first-order influence.
    case linearisedT = "linearised-t"
    /// The same with limits on a log scale.
    case linearisedLogT = "linearised-log-t"
    /// The same with limits on Fisher's scale of correlations.
    case linearisedFisherT = "linearised-fisher-t"
    /// Student's t from the figure without each block of clusters (Kott 2001).
    case blockJackknife = "block-jackknife"
    /// Wilson, Newcombe, Miettinen–Nurminen and the score ratio with the rows that blocks of clusters leave (Korn and
    /// Graubard 1998).
    case wilsonBlocks = "wilson-block-jackknife"
    case clopperPearsonBlocks = "clopper-pearson-block-jackknife"
    case newcombeBlocks = "newcombe-block-jackknife"
    /// Order statistics by the binomial distribution (Conover 1999); of weighted rows Woodruff's limits (1952).
    case orderStatistics = "order-statistics"
    case woodruff
    case newcombePairedBlocks = "newcombe-paired-block-jackknife"
    /// Student's t of a difference of two figures of the same rows, from the first-order influence at a table with a little in
    /// every cell.
    case pairedInfluence = "paired-influence-t"
    /// Newcombe's limits of two areas of the same rows, brought together with DeLong's covariance (Zou 2007).
    case delongPaired = "delong-paired"
    case tangoBlocks = "tango-block-jackknife"
    case miettinenNurminenBlocks = "miettinen-nurminen-block-jackknife"
    /// Student's t, and Wilson, with clusters as units (Cochran 1977, §11.8).
    case clusterT = "cluster-t"
    case wilsonClusters = "wilson-clusters"
    /// A confidence sequence from a beta-binomial mixture (Robbins 1970): limits that hold at every look.
    case betaBinomialSequence = "beta-binomial-sequence"
    /// A confidence sequence of a mean of bounded numbers from an empirical Bernstein e-process (Howard and others 2021).
    case bernsteinSequence = "bernstein-sequence"
    /// The difference of two confidence sequences, each at half of α.
    case sequenceDifference = "sequence-difference"
    /// Wilson limits with the rows that the design of a survey leaves (Korn and Graubard 1998), and Student's t from its
    /// linearised variance.
    case wilsonSurvey = "wilson-survey"
    case surveyT = "survey-t"
    /// Student's t from the figure with each set of replicate weights (Wolter 2007).
    case replicateWeights = "replicate-weights"
    /// Student's t of a mean over repeated runs, with the variance of rows and that between runs (Searle, Casella and
    /// McCulloch 1992).
    case repeatedRuns = "repeated-runs"
    /// Quantiles of a posterior whose prior is learnt from all groups, flat in how much that prior weighs (Christiansen and
    /// Morris 1997).
    case uniformShrinkage = "uniform-shrinkage"
    /// Limits of the least and the greatest value that missing labels could give (Manski 2003).
    case manski = "manski-bounds"
    /// The limits of each class put together as the figures are: right where classes err together, wider than need be
    /// where they do not.
    case classLimits = "class-limits"
    /// Student's t of a mean whose terms depend on each other where they look at the same rows (Chen and Shao 2004).
    case localDependence = "local-dependence-t"
    case scoreRatioBlocks = "score-ratio-block-jackknife"
    /// Limits that somebody reported, brought to another level by their standard error on a scale without ends.
    case reportedLimits = "reported-limits"
}

/// How well a value is known apart from sampling.
public enum Exactness: Hashable, Sendable {
    case exact
    /// The value lies somewhere in these limits.
    case bounded(lower: Double, upper: Double)
    case approximate
}

/// A remark that travels with an estimate; the raw value is the name in machine output.
public enum EstimateFlag: String, Sendable, Hashable, CaseIterable, Comparable {
    /// Some groups were not estimable and are left out of an aggregate.
    case partial
    /// Fewer than the declared share of rows carry a label, so label-conditioned figures may be selected.
    case lowLabelCoverage
    /// Fewer rows than the declared minimum.
    case belowMinimumGroup
    /// The value is forced by an empty margin.
    case forcedZero
    /// Classes without support in this group are left out of a macro average.
    case classesAbsent
    /// A macro average runs over the classes that all groups compared have, so that they are compared by the same ones.
    case commonClasses
    /// Scores of 0 or 1 were clipped before the logarithm.
    case clippedScores
    /// Some scores stand on a single row, so that much of the figure is noise.
    case loneScores
    /// Reference chosen from the data.
    case referenceFromData
    /// Rows of one person stand together in the data, but the interval takes them for independent.
    case assumesIndependence
    /// Rows depend on each other, and there are too few blocks of them to tell how much: there is no interval.
    case tooFewClusters
    /// Who belongs to the group was inferred, not asked or recorded.
    case imputedGroup
    /// All labels are of one class: nothing tells how rows of the other would score, so there is no interval.
    case oneClass
    /// Groups differ no more than sampling does, so that shrinkage moves each to the rate of all.
    case groupsPooled
    /// The reference contains the group, so a large group shows only part of its gap.
    case referenceIncludesGroup
    /// A reported figure came without its margin of error and is taken as if it had none.
    case originUncertaintyUnknown

    /// By name in machine output.
    public static func < (a: EstimateFlag, b: EstimateFlag) -> Bool { a.rawValue < b.rawValue }
}

/// A value with all that is needed to read it, or the reason why there is none.
public struct Estimate: Hashable, Sendable {
    /// The value, or why there is none.
    public enum Value: Hashable, Sendable {
        case value(Double)
        case notEstimable(NotEstimable)
    }

    /// The number, or why there is none.
    public let value: Value
    /// Rows in the denominator.
    public let n: Int
    /// The variance over that of as many independent rows, where rows were counted by clusters; else `nil`.
    public private(set) var designEffect: Double?
    /// The interval at display level; `nil` when there is no value or no honest interval.
    public private(set) var interval: Interval?
    /// How well the value is known apart from sampling.
    public let exactness: Exactness
    /// Sorted, without repeats.
    public private(set) var flags: [EstimateFlag]

    /// An estimate with a value.
    public init(
        _ value: Double, n: Int, interval: Interval?, exactness: Exactness = .exact,
        flags: some Sequence<EstimateFlag> = []
    ) {
        precondition(value.isFinite, "an estimate's value is finite")
        self.value = .value(value)
        self.n = n
        self.interval = interval
        self.exactness = exactness
        self.flags = Self.canonical(flags)
    }

    /// No estimate, and why.
    ///
    /// - Parameter bounds: the limits it lies in all the same.
    public init(
        notEstimable reason: NotEstimable, n: Int = 0, interval: Interval? = nil, bounds: ClosedRange<Double>? = nil,
        flags: some Sequence<EstimateFlag> = []
    ) {
        value = .notEstimable(reason)
        self.n = n
        self.interval = interval
        exactness = bounds.map { .bounded(lower: $0.lowerBound, upper: $0.upperBound) } ?? .exact
        self.flags = Self.canonical(flags)
    }

    /// The number, if there is one.
    public var number: Double? {
        if case .value(let number) = value { number } else { nil }
    }

    /// The reason, if there is no number.
    public var reason: NotEstimable? {
        if case .notEstimable(let reason) = value { reason } else { nil }
    }

    /// Sorted, without repeats. Most estimates have no flag at all.
    private static func canonical(_ flags: some Sequence<EstimateFlag>) -> [EstimateFlag] {
        let all = Array(flags)
        return all.count < 2 ? all : Set(all).sorted()
    }

    /// Another value on the same rows, with its interval.
    package func with(value: Double, interval: Interval?) -> Estimate {
        Estimate(value, n: n, interval: interval, flags: flags)
    }

    /// The same with another interval.
    package func with(interval: Interval?) -> Estimate {
        var estimate = self
        estimate.interval = interval
        return estimate
    }

    /// The same with its design effect.
    package func with(designEffect: Double?) -> Estimate {
        var estimate = self
        estimate.designEffect = designEffect
        return estimate
    }

    /// The same estimate with more flags.
    public func adding(_ more: some Sequence<EstimateFlag>) -> Estimate {
        let more = Array(more)
        guard !more.isEmpty else { return self }
        var estimate = self
        estimate.flags = Self.canonical(flags + more)
        return estimate
    }
}
