/// True figures that a gate would decide with a given power; normal approximations, for planning.
///
/// A gate passes where a one-sided limit of size α lies within its tolerance, and fails where a limit of size α over the
/// size of its family lies beyond it (METHODS §3.9).
package struct GatePower: Sendable, Hashable {
    /// The size of a test that passes.
    package let alpha: Double
    /// The size of a test that fails: α over the family.
    package let failAlpha: Double
    /// The chance to decide what is true.
    package let power: Double

    /// - Parameter family: how many groups the gate looks at, 1 or more.
    package init(alpha: Double, family: Int, power: Double) {
        self.alpha = alpha
        failAlpha = alpha / Double(max(1, family))
        self.power = power
    }

    private var passReach: Double { Self.upper(alpha) + Self.upper(1 - power) }
    /// With both sides to be excluded at once when there is no gap.
    private var twoSidedReach: Double { Self.upper(alpha) + Self.upper((1 - power) / 2) }
    private var failReach: Double { Self.upper(failAlpha) + Self.upper(1 - power) }

    /// The largest true gap that passes a tolerance; negative if not even no gap does.
    package func largestPassingGap(tolerance: Double, standardError: Double, twoSided: Bool) -> Double {
        tolerance - (twoSided ? twoSidedReach : passReach) * standardError
    }

    /// The smallest true gap that fails a tolerance.
    package func smallestFailingGap(tolerance: Double, standardError: Double) -> Double {
        tolerance + failReach * standardError
    }

    /// How many times the rows it takes for no gap to pass; 1 or less if they are enough.
    package func rowsFactor(tolerance: Double, standardError: Double, twoSided: Bool) -> Double? {
        guard tolerance > 0 else { return nil }
        let reach = (twoSided ? twoSidedReach : passReach) * standardError / tolerance
        return reach * reach
    }

    /// The smallest true value that passes a floor.
    ///
    /// - Parameter standardError: of an observed value.
    /// - Returns: `nil` if not even 1 does: then the limit of a perfect observation lies below the floor.
    package func smallestPassingValue(
        floor: Double, rows: Double, upperBound: Double = 1, standardError: (Double) -> Double
    ) -> Double? {
        let z = Self.upper(alpha)
        guard rows > 0, floor < upperBound, floor <= upperBound * rows / (rows + z * z) else { return nil }
        func fails(_ value: Double) -> Bool { value - passReach * standardError(value) < floor }
        guard !fails(upperBound) else { return nil }
        return Bisection.edge(inside: floor, outside: upperBound, where: fails)
    }

    /// The largest true value that fails a floor; `nil` if not even 0 does.
    package func largestFailingValue(
        floor: Double, rows: Double, lowerBound: Double = 0, standardError: (Double) -> Double
    ) -> Double? {
        let z = Self.upper(failAlpha)
        guard rows > 0, floor > lowerBound, floor - lowerBound >= (1 - lowerBound) * z * z / (rows + z * z) else {
            return nil
        }
        func holds(_ value: Double) -> Bool { value + failReach * standardError(value) <= floor }
        guard holds(lowerBound) else { return nil }
        return Bisection.edge(inside: lowerBound, outside: floor, where: holds)
    }

    /// z_{1−tail}, without the rounding of 1 − tail.
    private static func upper(_ tail: Double) -> Double { -NormalDistribution.quantile(tail) }
}
