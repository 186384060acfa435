/// How a figure varies over replicate weights, by the way they were made.
///
///     V = c Σ_r (θ_r − θ̄)²
///
/// - Source: Wolter 2007; c as in `svrepdesign` of R's `survey` (Lumley 2004).
package enum Replication: Hashable, Sendable {
    /// Each leaves out one unit of an unstratified sample: (R − 1)/R.
    case jackknife
    /// Balanced half samples: 1/R.
    case balancedHalves
    /// The same with weights moved by 1 − ρ only: 1/(R (1 − ρ)²).
    case fay(Double)
    /// Units drawn again: 1/(R − 1).
    case bootstrap

    /// The way of a name: `jk1`, `brr`, `fay0.3` or `bootstrap`.
    package init?(named name: String) {
        switch name {
        case "jk1", "jackknife": self = .jackknife
        case "brr": self = .balancedHalves
        case "bootstrap": self = .bootstrap
        default:
            guard name.hasPrefix("fay"), let share = Double(name.dropFirst(3)), share >= 0, share < 1 else {
                return nil
            }
            self = .fay(share)
        }
    }

    /// The variance of a figure; `nil` for fewer than two replicates, or where one has no value.
    package func variance(_ replicates: [Double]) -> Double? {
        guard replicates.count >= 2, replicates.allSatisfy(\.isFinite) else { return nil }
        let count = Double(replicates.count)
        let mean = replicates.reduce(0, +) / count
        let squares = replicates.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let factor =
            switch self {
            case .jackknife: (count - 1) / count
            case .balancedHalves: 1 / count
            case .fay(let share): 1 / (count * (1 - share) * (1 - share))
            case .bootstrap: 1 / (count - 1)
            }
        return factor * squares
    }
}
