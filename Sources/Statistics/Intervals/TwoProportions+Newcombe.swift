extension TwoProportions {
    /// Newcombe's hybrid score interval for p₁ − p₀: the two Wilson intervals, squared and added.
    ///
    ///     L = d − √((p₁−l₁)² + (u₀−p₀)²),   U = d + √((u₁−p₁)² + (p₀−l₀)²)
    ///
    /// - Parameter level: coverage, in 0..<1.
    /// - Returns: limits inside −1...1.
    /// - Complexity: O(1).
    /// - Source: Newcombe 1998, "Interval estimation for the difference between independent proportions", method 10.
    package func newcombeDifference(level: Double) -> Interval? {
        guard let group = Proportion.wilson(successes: successes1, trials: trials1, level: level),
            let reference = Proportion.wilson(successes: successes0, trials: trials0, level: level)
        else { return nil }
        let p1 = successes1 / trials1
        let p0 = successes0 / trials0
        let below = hypotenuse(p1 - group.lower, reference.upper - p0)
        let above = hypotenuse(group.upper - p1, p0 - reference.lower)
        return Interval(
            lower: max(-1, p1 - p0 - below), upper: min(1, p1 - p0 + above), level: level, method: .newcombe)
    }

    private func hypotenuse(_ a: Double, _ b: Double) -> Double { (a * a + b * b).squareRoot() }
}
