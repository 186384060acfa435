#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A beta distribution of the rates of groups, by the likelihood of what each group showed.
///
/// Successes and trials may be fractions, such as effective rows of a weighted or clustered sample.
///
/// - Source: METHODS §3.7; Morris 1983.
package struct BetaBinomialFit: Hashable, Sendable {
    /// The mean of the groups' rates, in 0...1.
    package let mean: Double
    /// a + b: how many rows the other groups are worth to each; ∞ where groups differ no more than sampling does.
    package let precision: Double

    /// Whether groups differ no more than sampling does, so that all are taken to have the pooled rate.
    package var isPooled: Bool { precision == .infinity }

    /// The most likely distribution.
    ///
    /// For each precision the likelihood is concave in the mean; the precision is searched on a grid of its logarithm and
    /// then between neighbours by golden section.
    ///
    /// - Parameters:
    ///   - successes: of each group, within 0...its trials.
    ///   - trials: of each group, above 0.
    /// - Returns: `nil` for fewer than two groups; a mean of 0 or 1 where nobody or everybody succeeds.
    /// - Parameter steps: of the golden section; each makes the logarithm of the precision 1.6 times as exact.
    /// - Complexity: about 10 passes over the groups a step, and 200 more.
    package init?(successes: [Double], trials: [Double], steps: Int = 32) {
        guard successes.count == trials.count, successes.count >= 2, trials.allSatisfy({ $0 > 0 }) else { return nil }
        let pooled = successes.reduce(0, +) / trials.reduce(0, +)
        guard pooled > 0, pooled < 1 else {
            (mean, precision) = (min(1, max(0, pooled)), .infinity)
            return
        }
        let likelihood = Likelihood(successes: successes, trials: trials)
        // Groups of a mean precision beyond what their rows could tell from one rate are pooled.
        let grid = stride(from: -4.0, through: 16, by: 1.0)
        var best = (log: 0.0, value: -Double.infinity)
        for log in grid {
            let value = likelihood.profile(precision: exp(log), start: pooled).value
            if value > best.value { best = (log, value) }
        }
        guard best.log < 16 else {
            (mean, precision) = (pooled, .infinity)
            return
        }
        let ratio = (5.0.squareRoot() - 1) / 2
        var (low, high) = (max(-6, best.log - 1), best.log + 1)
        var (left, right) = (high - ratio * (high - low), low + ratio * (high - low))
        var leftValue = likelihood.profile(precision: exp(left), start: pooled).value
        var rightValue = likelihood.profile(precision: exp(right), start: pooled).value
        for _ in 0..<steps {
            if leftValue > rightValue {
                (high, right, rightValue) = (right, left, leftValue)
                left = high - ratio * (high - low)
                leftValue = likelihood.profile(precision: exp(left), start: pooled).value
            } else {
                (low, left, leftValue) = (left, right, rightValue)
                right = low + ratio * (high - low)
                rightValue = likelihood.profile(precision: exp(right), start: pooled).value
            }
        }
        let found = exp((low + high) / 2)
        let profile = likelihood.profile(precision: found, start: pooled)
        // One rate for all is a limit of the family: it is taken where nothing is likelier.
        guard profile.value > likelihood.pooled(rate: pooled) else {
            (mean, precision) = (pooled, .infinity)
            return
        }
        (mean, precision) = (profile.mean, found)
    }

    /// The mean of a group's rate given what it showed.
    package func posteriorMean(successes: Double, trials: Double) -> Double {
        isPooled ? mean : (mean * precision + successes) / (precision + trials)
    }

    /// The share of a group's own rate in its shrunken one, 0 for pooled groups.
    package func ownWeight(trials: Double) -> Double { isPooled ? 0 : trials / (precision + trials) }

    /// ln of the likelihood without the binomial coefficients.
    struct Likelihood {
        let successes: [Double]
        let trials: [Double]

        func pooled(rate: Double) -> Double {
            zip(successes, trials).reduce(0) { $0 + $1.0 * log(rate) + ($1.1 - $1.0) * log1p(-rate) }
        }

        func value(_ mean: Double, _ precision: Double) -> Double {
            let (a, b) = (mean * precision, (1 - mean) * precision)
            var sum = 0.0
            for (x, n) in zip(successes, trials) {
                sum += Self.rise(a, x) + Self.rise(b, n - x) - Self.rise(precision, n)
            }
            return sum
        }

        /// ln Γ(z + x) − ln Γ(z).
        private static func rise(_ z: Double, _ x: Double) -> Double {
            guard x > 0 else { return 0 }
            // For a large z the logarithms cancel; the sum of Stirling's forms does not.
            guard z > 1e3 else { return GammaFunction.logarithm(z + x) - GammaFunction.logarithm(z) }
            return (z + x - 0.5) * log1p(x / z) + x * (log(z) - 1)
                + (1 / (z + x) - 1 / z) / 12
        }

        /// The most likely mean at a precision, by bisection of the falling derivative with Newton's steps inside.
        func profile(precision: Double, start: Double) -> (mean: Double, value: Double) {
            var (low, high) = (0.0, 1.0)
            var mean = start
            for _ in 0..<60 {
                let slope = derivative(mean, precision)
                if slope > 0 { low = mean } else { high = mean }
                // A secant through a nearby point stands for the second derivative.
                let step = max(1e-7, 1e-5 * min(mean, 1 - mean))
                let curvature = (derivative(min(mean + step, 1 - 1e-12), precision) - slope) / step
                var next = curvature < 0 ? mean - slope / curvature : (low + high) / 2
                if !(next > low && next < high) { next = (low + high) / 2 }
                if abs(next - mean) < 1e-10 { break }
                mean = next
            }
            return (mean, value(mean, precision))
        }

        private func derivative(_ mean: Double, _ precision: Double) -> Double {
            let (a, b) = (mean * precision, (1 - mean) * precision)
            let (ofA, ofB) = (GammaFunction.digamma(a), GammaFunction.digamma(b))
            var sum = 0.0
            for (x, n) in zip(successes, trials) {
                if x > 0 { sum += GammaFunction.digamma(a + x) - ofA }
                if n > x { sum -= GammaFunction.digamma(b + n - x) - ofB }
            }
            return sum * precision
        }
    }
}
