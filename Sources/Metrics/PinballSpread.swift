/// How the losses of a quantile are spread: the fourth moment that tells how well their variance is known.
struct PinballSpread {
    /// Σ|e|, Σe² and Σ|e|³ over rows on one side of the prediction, or the same with squared weights.
    struct Powers {
        let first: Double
        let second: Double
        let third: Double

        /// (Σ|e|³)²/Σe², which Σe⁴ is not below.
        var leastFourth: Double { second > 0 ? third * third / second : 0 }
    }

    let under: Powers
    let over: Powers
    /// Σe⁴ over both sides.
    let fourths: Double
    /// n, or Σw².
    let rows: Double

    /// m₄/m₂². Fourth powers were summed over both sides together; they are shared out as the least that each can have,
    /// which is what they are where the errors of a side are all of one size.
    ///
    /// - Parameters:
    ///   - quantile: τ.
    ///   - mean: of the losses.
    /// - Returns: at least 1; `nil` where nothing varies.
    func kurtosis(_ quantile: Double, mean: Double) -> Double? {
        let least = under.leastFourth + over.leastFourth
        guard least > 0 else { return nil }
        var (first, second, third, fourth) = (0.0, 0.0, 0.0, 0.0)
        for (side, weight) in [(under, quantile), (over, 1 - quantile)] {
            let square = weight * weight
            first += weight * side.first
            second += square * side.second
            third += square * weight * side.third
            fourth += square * square * side.leastFourth / least * fourths
        }
        let squares = second - 2 * mean * first + mean * mean * rows
        guard squares > 0 else { return nil }
        let central =
            fourth - 4 * mean * third + 6 * mean * mean * second - 4 * mean * mean * mean * first
            + mean * mean * mean * mean * rows
        return max(1, central * rows / squares / squares)
    }
}
