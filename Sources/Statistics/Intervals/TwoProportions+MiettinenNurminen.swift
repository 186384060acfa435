#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension TwoProportions {
    /// The Miettinen–Nurminen score interval for p₁ − p₀.
    ///
    /// The differences δ at which the score test with the N/(N−1) variance does not reject.
    ///
    /// - Parameter level: coverage, in 0..<1; gates use 1 − 2α.
    /// - Returns: limits inside −1...1, error below 1e-8; `nil` also when N = n₁ + n₀ is at most 1.
    /// - Complexity: about a hundred evaluations of the score.
    /// - Source: Miettinen and Nurminen 1985.
    package func miettinenNurminenDifference(level: Double) -> Interval? {
        guard isValid(level: level), trials1 + trials0 > 1, let difference else { return nil }
        let q = NormalDistribution.twoSidedQuantile(level: level)
        func limit(_ edge: Double) -> Double {
            // A score that never reaches q leaves the limit at the end of the scale.
            guard edge != difference, scoreOfDifference(edge).magnitude > q else { return edge }
            return Bisection.edge(inside: difference, outside: edge) { scoreOfDifference($0).magnitude <= q }
        }
        return Interval(
            lower: min(limit(-1), difference), upper: max(limit(1), difference), level: level,
            method: .miettinenNurminen)
    }

    /// z(δ): the observed difference less δ, over its standard deviation at the maximum of the likelihood under δ.
    ///
    /// - Parameter delta: δ, in −1...1.
    /// - Returns: 0 at the observed difference; infinite where δ is impossible.
    func scoreOfDifference(_ delta: Double) -> Double {
        let total = trials1 + trials0
        let gap = successes1 / trials1 - successes0 / trials0 - delta
        let p0 = constrainedReference(delta)
        let p1 = min(1, max(0, p0 + delta))
        let variance = (p1 * (1 - p1) / trials1 + p0 * (1 - p0) / trials0) * total / (total - 1)
        if gap == 0 { return 0 }
        return gap / max(0, variance).squareRoot()
    }

    /// p̃₀, the reference proportion of largest likelihood among pairs that differ by δ: a root of a cubic.
    ///
    /// Note n₀ in L₁; with x₀ there, as one known library has it, the limits are wrong unless δ is 0.
    func constrainedReference(_ delta: Double) -> Double {
        let total = trials1 + trials0
        let successes = successes1 + successes0
        // The cubic, divided by L₃ = N so that large counts do not overflow when cubed.
        let l2 = ((trials1 + 2 * trials0) * delta - total - successes) / total
        let l1 = ((trials0 * delta - total - 2 * successes0) * delta + successes) / total
        let l0 = successes0 * delta * (1 - delta) / total
        let c = l2 * l2 * l2 / 27 - l1 * l2 / 6 + l0 / 2
        let square = max(0, l2 * l2 / 9 - l1 / 3)
        let b = c < 0 ? -square.squareRoot() : square.squareRoot()
        let cosine = b == 0 ? 0 : min(1, max(-1, c / (b * b * b)))
        let angle = (Double.pi + acos(cosine)) / 3
        return min(1, max(0, 2 * b * cos(angle) - l2 / 3))
    }
}
