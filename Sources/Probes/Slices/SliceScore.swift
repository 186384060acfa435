/// How much worse a slice is on average, weighed against how small it is.
///
///     α (ē_S / ē − 1) − (1 − α)(n / |S| − 1)
///
/// - Source: Sagadeeva and Boehm 2021; METHODS §4c.
struct SliceScore {
    /// α, above 0 and at most 1.
    let weight: Double
    /// n: everybody's rows that can be wrong.
    let rows: Double
    /// ē: what a row is wrong by on average.
    let average: Double

    /// - Returns: `nil` where nobody is wrong.
    init?(weight: Double, _ everybody: SliceErrors) {
        guard everybody.rows > 0, everybody.sum > 0 else { return nil }
        self.weight = weight
        rows = Double(everybody.rows)
        average = everybody.sum / rows
    }

    /// - Returns: `nil` for a slice without a row that can be wrong.
    func value(_ slice: SliceErrors) -> Double? {
        slice.rows > 0 ? value(sum: slice.sum, rows: Double(slice.rows)) : nil
    }

    private func value(sum: Double, rows own: Double) -> Double {
        weight * (sum / own / average - 1) - (1 - weight) * (rows / own - 1)
    }

    /// A score that no slice exceeds whose errors are within limits, nor any slice of it.
    ///
    /// In z = |S| the score is bounded by min(E, z e) errors, which rises up to z = E/e and is monotone from there on: the
    /// largest value is at an end or there.
    ///
    /// - Parameters:
    ///   - most: the limits: rows, their errors in all, and the largest error of one.
    ///   - fewest: the fewest rows that the slice can have.
    func bound(_ most: SliceErrors, fewest: Int) -> Double {
        let (low, high) = (Double(max(1, fewest)), Double(most.rows))
        guard low <= high else { return -.infinity }
        var ends = [low, high]
        if most.largest > 0 { ends.append(min(high, max(low, most.sum / most.largest))) }
        return ends.reduce(-.infinity) { max($0, value(sum: min(most.sum, $1 * most.largest), rows: $1)) }
    }
}

/// What the rows of a slice are wrong by.
struct SliceErrors: Hashable {
    /// Rows that can be wrong.
    var rows: Int
    /// The sum of their errors, each 0 or more.
    var sum: Double
    /// The largest error of one row, or a number that it does not exceed.
    var largest: Double

    /// What both are at most.
    func smaller(_ other: SliceErrors) -> SliceErrors {
        SliceErrors(rows: min(rows, other.rows), sum: min(sum, other.sum), largest: min(largest, other.largest))
    }
}
