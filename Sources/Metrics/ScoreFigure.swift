import Statistics

/// A figure of scores that is neither a mean nor an area, with what makes its limits.
struct ScoreFigure: Sendable {
    let value: Double
    /// Rows it rests on.
    let rows: Int
    /// Of the estimate, where it has one.
    var variance: Double?
    /// Where the figure of the rows themselves lies, if bins hide it.
    var bounds: ClosedRange<Double>?
    /// Whether bins change the figure by nobody knows how much.
    var isApproximate = false
    /// The limits at a level; none where there are no honest ones.
    let limits: @Sendable (_ level: Double) -> Interval?

    var exactness: Exactness {
        if let bounds { return .bounded(lower: bounds.lowerBound, upper: bounds.upperBound) }
        return isApproximate ? .approximate : .exact
    }
}
