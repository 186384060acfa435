package import Metrics
package import Statistics

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A figure as somebody reported it of the place a model comes from.
package enum OriginFigure: Sendable, Hashable {
    /// Rows that count, of those in the denominator.
    case counts(successes: Int, trials: Int)
    /// With limits at a level.
    case limits(value: Double, lower: Double, upper: Double, level: Double)
    /// The figure alone.
    case value(Double)

    /// Why a figure cannot be what it is said to be.
    package enum Problem: Error, Hashable, Sendable {
        /// More rows count than there are, or there are none.
        case impossibleCounts
        /// Counts of a figure that is no share of rows.
        case countsOfNoShare
        /// The metric never has such a value.
        case outOfRange
        /// The limits do not hold the value, or no limit is a margin of error: they stand at the ends of the range.
        case uselessLimits
    }

    package var value: Double {
        switch self {
        case .counts(let successes, let trials): Double(successes) / Double(trials)
        case .limits(let value, _, _, _), .value(let value): value
        }
    }

    /// Checks the figure against what the metric can be.
    package func check(_ metric: Metric) throws(Problem) {
        switch self {
        case .counts(let successes, let trials):
            guard case .proportion = metric.definition else { throw .countsOfNoShare }
            guard successes >= 0, trials > 0, successes <= trials else { throw .impossibleCounts }
        case .value(let value):
            guard value.isFinite, metric.range.contains(value) else { throw .outOfRange }
        case .limits(let value, let lower, let upper, let level):
            guard value.isFinite, metric.range.contains(value) else { throw .outOfRange }
            guard lower < upper, lower <= value, value <= upper, level > 0, level < 1,
                [lower, value, upper].allSatisfy({ Self.stretched($0, metric.range).isFinite })
            else { throw .uselessLimits }
        }
    }

    /// The figure with limits at a level of one's own.
    ///
    /// Reported limits give a standard error on a scale without ends: that of log odds for what has two ends, of logarithms
    /// for what has one. Counts give Wilson's limits. A figure alone has none, and says so.
    ///
    /// - Precondition: the figure was checked against the metric.
    /// - Source: METHODS §4e.
    package func estimate(_ metric: Metric, level: Double) -> Estimate {
        switch self {
        case .counts(let successes, let trials):
            return Estimate(
                value, n: trials,
                interval: Proportion.wilson(successes: Double(successes), trials: Double(trials), level: level))
        case .value(let value):
            return Estimate(value, n: 0, interval: nil, flags: [.originUncertaintyUnknown])
        case .limits(let value, let lower, let upper, let own):
            let (low, high) = (Self.stretched(lower, metric.range), Self.stretched(upper, metric.range))
            let error = (high - low) / 2 / NormalDistribution.twoSidedQuantile(level: own)
            let reach = error * NormalDistribution.twoSidedQuantile(level: level)
            let centre = Self.stretched(value, metric.range)
            return Estimate(
                value, n: 0,
                interval: Interval(
                    lower: min(value, Self.drawnIn(centre - reach, metric.range)),
                    upper: max(value, Self.drawnIn(centre + reach, metric.range)), level: level, method: .reportedLimits
                ))
        }
    }

    /// A value on a scale without ends.
    private static func stretched(_ value: Double, _ range: ClosedRange<Double>) -> Double {
        switch (range.lowerBound.isFinite, range.upperBound.isFinite) {
        case (true, true): log((value - range.lowerBound) / (range.upperBound - value))
        case (true, false): log(value - range.lowerBound)
        default: value
        }
    }

    private static func drawnIn(_ value: Double, _ range: ClosedRange<Double>) -> Double {
        switch (range.lowerBound.isFinite, range.upperBound.isFinite) {
        case (true, true):
            range.lowerBound + (range.upperBound - range.lowerBound) / (1 + exp(-value))
        case (true, false): range.lowerBound + exp(value)
        default: value
        }
    }
}
