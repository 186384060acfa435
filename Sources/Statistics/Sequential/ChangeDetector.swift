#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Evidence that a rate lies above a limit, of one window: the gain of a bet that is fair at the limit.
///
///     (1 + λ(1 − p₀))^x (1 − λp₀)^(n − x),      0 ≤ λ < 1/p₀
///
/// It is the likelihood ratio of p₁ = p₀ + λp₀(1 − p₀) over p₀, so that `ChangeDetector` fed with it is the Bernoulli CUSUM
/// of Reynolds and Stoumbos 1999 with the rows of a window taken together: max(0, ln M) is its statistic.
package struct RateBet: Hashable, Sendable {
    /// p₀, inside 0...1: the largest rate that is no change.
    package let limit: Double
    /// λ.
    package let stake: Double

    /// - Parameter stake: λ, 0 or more and below 1/p₀; of itself what wins most where the rate has moved by a fifth of the
    ///   standard deviation of one row, and half of 1/p₀ at most.
    /// - Returns: `nil` for a limit of 0 or 1 or outside, or a stake outside.
    package init?(limit: Double, stake: Double? = nil) {
        guard limit > 0, limit < 1 else { return nil }
        let own = stake ?? min(0.5 / limit, 0.2 / (limit * (1 - limit)).squareRoot())
        guard own >= 0, own < 1 / limit else { return nil }
        self.limit = limit
        self.stake = own
    }

    /// p₁: the rate that the bet is best at.
    package var target: Double { limit + stake * limit * (1 - limit) }

    /// ln of the gain of a window of x of n.
    package func logGain(successes: Int, trials: Int) -> Double {
        precondition(successes >= 0 && successes <= trials, "successes are trials")
        return Double(successes) * log1p(stake * (1 - limit)) + Double(trials - successes) * log1p(-stake * limit)
    }
}

/// Watches for a change at an unknown time: M_t = max(M_{t−1}, 1) · e_t with e_t the evidence of window t.
///
/// While nothing changes, it takes 1/α windows or more on average until M reaches 1/α, whatever the windows' sizes and
/// however windows depend on earlier ones, as long as each e_t has a mean of 1 or less given what came before.
///
/// - Source: Shin, Ramdas and Rinaldo 2024.
package struct ChangeDetector: Hashable, Sendable {
    /// α, inside 0...1: 1/α windows or more to a false alarm on average.
    package let alpha: Double
    /// ln M.
    package private(set) var logEvidence = -Double.infinity
    /// Windows since the start or the last alarm's restart.
    package private(set) var windows = 0
    /// The window, from 0, since which evidence has grown: where the change would have been.
    package private(set) var start = 0

    package init(alpha: Double) {
        precondition(alpha > 0 && alpha < 1, "a level is inside 0...1")
        self.alpha = alpha
    }

    /// Adds a window.
    ///
    /// - Parameter logFactor: ln e_t.
    /// - Returns: whether M has reached 1/α.
    package mutating func add(_ logFactor: Double) -> Bool {
        if logEvidence <= 0 { start = windows }
        logEvidence = max(logEvidence, 0) + logFactor
        windows += 1
        return isAlarm
    }

    /// Whether M is 1/α or more.
    package var isAlarm: Bool { logEvidence >= -log(alpha) }
}

extension Multiplicity {
    /// Which of several e-values are discoveries: the k largest, for the largest k with e₍ₖ₎ ≥ K/(kα); the false discovery
    /// rate is α at most under any dependence.
    ///
    /// - Parameter logEvidence: ln of each e-value.
    /// - Source: Wang and Ramdas 2022.
    package static func eBenjaminiHochberg(_ logEvidence: [Double], alpha: Double) -> [Bool] {
        precondition(alpha > 0 && alpha < 1, "a level is inside 0...1")
        let order = logEvidence.indices.sorted { (-logEvidence[$0], $0) < (-logEvidence[$1], $1) }
        var found = [Bool](repeating: false, count: order.count)
        let count = Double(order.count)
        let most = order.indices.last { place in
            logEvidence[order[place]] >= log(count / (Double(place + 1) * alpha))
        }
        guard let most else { return found }
        for index in order[...most] { found[index] = true }
        return found
    }

    /// What each of several e-values watched at all times must reach, in ln: K/α.
    package static func bonferroniLogEvidence(count: Int, alpha: Double) -> Double {
        precondition(alpha > 0 && alpha < 1 && count >= 1, "a level is inside 0...1")
        return log(Double(count) / alpha)
    }
}
