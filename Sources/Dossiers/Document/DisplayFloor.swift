/// Below how many rows in its denominator a figure is not shown to a person (METHODS §3.8). Machine output always has it.
package enum DisplayFloor {
    /// With fewer rows only counts are shown.
    package static let countsOnly = 10
    /// With fewer rows only the interval is shown, since points invite comparison.
    package static let intervalOnly = 30
}
