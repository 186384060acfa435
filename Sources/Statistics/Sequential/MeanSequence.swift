#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Limits of a mean of numbers in 0…1 that hold at every look, from the sums of each window alone.
///
/// With x̂ the mean of all earlier windows (½ before the first) and ψ(λ) = −ln(1 − λ) − λ,
///
///     exp(λ Σ(x − μ) − ψ(λ) Σ(x − x̂)²)
///
/// is a supermartingale from 1 for every λ in 0..<1 while the mean is μ or less. A fixed mixture over λ = .005 · 1.35ʲ < .9
/// rules μ out once it reaches 2/α; the other side likewise.
///
/// Valid and wide: where a figure is a rate, `RateSequence` is narrower.
///
/// - Source: Howard, Ramdas, McAuliffe and Sekhon 2021; Waudby-Smith and Ramdas 2024.
package struct MeanSequence: Sendable {
    private static let bets: [Double] = {
        var bets: [Double] = []
        var bet = 0.005
        while bet < 0.9 {
            bets.append(bet)
            bet *= 1.35
        }
        return bets
    }()

    /// Rows so far.
    package private(set) var rows = 0
    private var sum = CompensatedSum()
    /// Σ(x − x̂)².
    private var spread = CompensatedSum()

    package init() {}

    /// The mean so far; `nil` without rows.
    package var mean: Double? { rows > 0 ? sum.value / Double(rows) : nil }

    /// Adds the rows of the next window.
    ///
    /// - Parameters:
    ///   - total: Σx, in 0…rows.
    ///   - squares: Σx².
    package mutating func add(rows more: Int, total: Double, squares: Double) {
        precondition(more >= 0 && total >= -1e-9 && total <= Double(more) + 1e-9, "numbers in 0...1")
        guard more > 0 else { return }
        let before = mean ?? 0.5
        spread.add(max(0, squares - 2 * before * total + Double(more) * before * before))
        sum.add(total)
        rows += more
    }

    /// - Parameter level: 1 − α, in 0..<1.
    /// - Returns: 0…1 without rows; `nil` for a level outside.
    package func interval(level: Double) -> Interval? {
        guard level >= 0, level < 1 else { return nil }
        guard let mean else { return Interval(lower: 0, upper: 1, level: level, method: .bernsteinSequence) }
        let limit = log(2 / (1 - level))
        let n = Double(rows)
        func lower(_ mean: Double, _ total: Double) -> Double {
            func isPossible(_ candidate: Double) -> Bool { evidence(total - n * candidate) < limit }
            return isPossible(0) ? 0 : Bisection.edge(inside: mean, outside: 0, where: isPossible)
        }
        return Interval(
            lower: min(mean, lower(mean, sum.value)), upper: max(mean, 1 - lower(1 - mean, n - sum.value)),
            level: level, method: .bernsteinSequence)
    }

    /// ln of the mixture, for Σ(x − μ).
    private func evidence(_ excess: Double) -> Double {
        let terms = Self.bets.map { $0 * excess - (-log1p(-$0) - $0) * spread.value }
        let most = terms.max() ?? 0
        return most + log(terms.reduce(0) { $0 + exp($1 - most) } / Double(terms.count))
    }
}
