#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The generalized entropy index of benefits that some people share.
///
///     α ∉ {0, 1}: Σ n_c[(b_c/μ)^α − 1]/(nα(α−1));  α = 1 (Theil): Σ n_c(b_c/μ) ln(b_c/μ)/n;  α = 0: −Σ n_c ln(b_c/μ)/n
///
/// - Source: Shorrocks 1980; Speicher et al. 2018; METHODS §2.8.
struct EntropyIndex: Hashable, Sendable {
    let alpha: Double

    /// - Parameters:
    ///   - weights: n_c, 0 or more; people, or shares of them.
    ///   - benefits: b_c, 0 or more.
    /// - Returns: 0 or more; `nil` where nobody has a benefit, and for α ≤ 0 where somebody has none.
    func value(_ weights: [Double], _ benefits: [Double]) -> Double? {
        let count = weights.reduce(0, +)
        let sum = zip(weights, benefits).reduce(0) { $0 + $1.0 * $1.1 }
        guard count > 0, sum > 0 else { return nil }
        let mean = sum / count
        var total = 0.0
        for (weight, benefit) in zip(weights, benefits) where weight > 0 {
            let share = benefit / mean
            if share == 0, alpha <= 0 { return nil }
            switch alpha {
            case 0: total -= weight * log(share)
            case 1: total += share > 0 ? weight * share * log(share) : 0
            default: total += weight * (pow(share, alpha) - 1)
            }
        }
        let scale = alpha == 0 || alpha == 1 ? 1 : alpha * (alpha - 1)
        // Rounding may leave equal benefits a hair below 0.
        return max(0, total / (count * scale))
    }

    /// The derivative of the index in each weight.
    func gradient(_ weights: [Double], _ benefits: [Double]) -> [Double] {
        let count = weights.reduce(0, +)
        let sum = zip(weights, benefits).reduce(0) { $0 + $1.0 * $1.1 }
        guard count > 0, sum > 0 else { return weights.map { _ in 0 } }
        switch alpha {
        case 0:
            let logs = zip(weights, benefits).reduce(0) { $0 + ($1.0 > 0 ? $1.0 * log($1.1) : 0) }
            return benefits.map { benefit in
                benefit > 0 ? (logs / count - log(benefit)) / count + benefit / sum - 1 / count : 0
            }
        case 1:
            let logs = zip(weights, benefits).reduce(0) { $0 + ($1.1 > 0 ? $1.0 * $1.1 * log($1.1) : 0) }
            return benefits.map { benefit in
                (benefit > 0 ? benefit * log(benefit) / sum : 0) - logs * benefit / (sum * sum) + 1 / count
                    - benefit / sum
            }
        default:
            let powers = zip(weights, benefits).reduce(0) { $0 + ($1.1 > 0 ? $1.0 * pow($1.1, alpha) : 0) }
            let level = pow(count, alpha - 1) * pow(sum, -alpha) * powers / (alpha * (alpha - 1))
            return benefits.map { benefit in
                level
                    * ((alpha - 1) / count - alpha * benefit / sum
                        + (benefit > 0 ? pow(benefit, alpha) / powers : 0))
            }
        }
    }

    /// More groups than this are moved to their ends together only.
    private static let searchLimit = 100

    /// The smallest and the largest index of groups whose mean benefits lie anywhere in these limits.
    ///
    /// The index grows when benefits move apart. It is smallest where all means are as near one value as their limits let
    /// them; it has no largest value inside limits, only at their ends, which are searched from every split into low and
    /// high groups.
    ///
    /// - Complexity: O(groups³) for up to 100 groups, O(groups²) for more.
    func extremes(_ weights: [Double], _ limits: [(lower: Double, upper: Double)]) -> (lower: Double, upper: Double)? {
        func index(_ benefits: [Double]) -> Double { value(weights, benefits) ?? 0 }
        guard let lowest = limits.map(\.upper).min(), let highest = limits.map(\.lower).max() else { return nil }
        var lower = 0.0
        if highest > lowest {
            func clamped(_ level: Double) -> Double {
                index(limits.map { min(max(level, $0.lower), $0.upper) })
            }
            let edges = (limits.map(\.lower) + limits.map(\.upper)).filter { $0 >= lowest && $0 <= highest }.sorted()
            let best = edges.indices.min { clamped(edges[$0]) < clamped(edges[$1]) } ?? 0
            var (left, right) = (edges[max(0, best - 1)], edges[min(edges.count - 1, best + 1)])
            for _ in 0..<60 {
                let (first, second) = (left + (right - left) / 3, right - (right - left) / 3)
                if clamped(first) < clamped(second) { right = second } else { left = first }
            }
            lower = min(clamped(edges[best]), clamped((left + right) / 2))
        }
        let order = limits.indices.sorted { limits[$0].lower + limits[$0].upper < limits[$1].lower + limits[$1].upper }
        var upper = 0.0
        for split in 0...order.count {
            var benefits = limits.map(\.upper)
            for place in order.prefix(split) { benefits[place] = limits[place].lower }
            var best = index(benefits)
            // Of many groups one end more or less hardly matters, and each costs a pass over all.
            for place in order where order.count <= Self.searchLimit {
                let kept = benefits[place]
                benefits[place] = kept == limits[place].lower ? limits[place].upper : limits[place].lower
                let other = index(benefits)
                if other > best { best = other } else { benefits[place] = kept }
            }
            upper = max(upper, best)
        }
        return (lower, upper)
    }
}
