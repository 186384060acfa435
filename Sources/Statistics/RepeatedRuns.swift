/// One figure of several runs of the same model on the same rows: with other seeds, prompts or versions of a service.
///
/// What a reader can expect of the next run has two sources of doubt: which rows were drawn, and which run it was. Rows
/// are shared by runs, so that their share of the variance does not fall with the number of runs; taking the mean of the
/// runs' own variances for it is right where runs agree row by row, and too large where they do not:
///
///     V = mean(SE²_r) + S²/R
///
/// with S² the variance between runs, and degrees of freedom by Satterthwaite 1946.
///
/// - Source: variance components of a two-way layout, Searle, Casella and McCulloch 1992, chapter 4.
package struct RepeatedRuns: Hashable, Sendable {
    /// The figure of each run.
    package let values: [Double]
    /// The squared standard error of each run's figure over its rows.
    package let variances: [Double]

    /// - Precondition: as many variances as values.
    package init(values: [Double], variances: [Double]) {
        precondition(values.count == variances.count, "a variance for each run")
        self.values = values
        self.variances = variances
    }

    /// The mean over runs; `nil` without one.
    package var mean: Double? { values.isEmpty ? nil : values.reduce(0, +) / Double(values.count) }

    /// S, the standard deviation between runs; `nil` for fewer than two.
    ///
    /// It holds what rows that flip between runs do by chance as well: it is an upper estimate of how runs differ in
    /// themselves.
    package var deviation: Double? {
        guard values.count >= 2, let mean else { return nil }
        return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)).squareRoot()
    }

    /// Student's t limits of the mean over all runs there could be.
    ///
    /// - Parameter rows: n of a run, for the degrees of freedom of its variance.
    /// - Returns: `nil` for fewer than two runs, and where neither rows nor runs are seen to vary.
    package func interval(level: Double, rows: Double, range: ClosedRange<Double>) -> Interval? {
        guard let mean, let deviation, level >= 0, level < 1, variances.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
            return nil
        }
        let count = Double(values.count)
        let ofRows = variances.reduce(0, +) / count
        let ofRuns = deviation * deviation / count
        let variance = ofRows + ofRuns
        guard variance > 0, rows > 1 else { return nil }
        let (first, second) = (ofRows / variance, ofRuns / variance)
        let freedom = 1 / (first * first / (rows - 1) + second * second / (count - 1))
        let reach = StudentT(degreesOfFreedom: freedom).twoSidedQuantile(level: level) * variance.squareRoot()
        return Interval(
            lower: min(mean, max(range.lowerBound, mean - reach)),
            upper: max(mean, min(range.upperBound, mean + reach)),
            level: level, method: .repeatedRuns)
    }
}
