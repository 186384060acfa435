/// Totals of the units of a stratified sample, and the variance of their sum.
///
///     V = Σ_h n_h/(n_h − 1) Σ_i (z_hi − z̄_h)²
///
/// With z the linearised values of the rows of a unit, weights included, this is the variance of a figure of a survey
/// whose units were drawn with replacement, or are a small share of their stratum. Units without a row of a group count
/// with 0: that a group has so many units is itself a matter of the draw.
///
/// - Source: Cochran 1977, §11.8; Binder 1983; as `svymean` and `svyratio` of R's `survey` (Lumley 2004) compute it.
package struct StratifiedUnits: Hashable, Sendable {
    /// One stratum, of all the units drawn in it.
    package struct Stratum: Hashable, Sendable {
        /// n_h, 1 or more.
        package let units: Int
        /// Σ z.
        package var sum: Double
        /// Σ z².
        package var squares: Double

        package init(units: Int, sum: Double = 0, squares: Double = 0) {
            self.units = units
            self.sum = sum
            self.squares = squares
        }
    }

    package var strata: [Stratum]

    package init(_ strata: [Stratum]) { self.strata = strata }

    /// Whether some stratum has one unit only, so that nothing tells how its units differ.
    package var hasLoneUnit: Bool { strata.contains { $0.units < 2 } }

    /// Units less strata.
    package var degreesOfFreedom: Int { strata.reduce(0) { $0 + $1.units - 1 } }

    /// The variance; `nil` with a lone unit.
    package var variance: Double? {
        guard !hasLoneUnit, !strata.isEmpty else { return nil }
        return strata.reduce(0) { sum, stratum in
            let count = Double(stratum.units)
            return sum + count / (count - 1) * max(0, stratum.squares - stratum.sum * stratum.sum / count)
        }
    }
}
