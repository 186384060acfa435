@testable import Statistics

/// Pearson's chi-square of counts against shares, judged at one in ten thousand.
struct GoodnessOfFit {
    let statistic: Double
    let degreesOfFreedom: Double

    /// Counts against equal shares, or the shares given.
    init(_ counts: [Int], shares: [Double]? = nil) {
        let total = Double(counts.reduce(0, +))
        var statistic = 0.0
        for (index, count) in counts.enumerated() {
            let expected = total * (shares?[index] ?? 1 / Double(counts.count))
            statistic += (Double(count) - expected) * (Double(count) - expected) / expected
        }
        self.statistic = statistic
        degreesOfFreedom = Double(counts.count - 1)
    }

    /// Whether neither the misfit nor the fit is too good to be true (Wilson and Hilferty's normal approximation).
    var isGood: Bool {
        let spread = 2 / (9 * degreesOfFreedom)
        func critical(_ z: Double) -> Double {
            let root = 1 - spread + z * spread.squareRoot()
            return degreesOfFreedom * root * root * root
        }
        return statistic < critical(3.7) && (degreesOfFreedom < 5 || statistic > critical(-3.7))
    }

    /// Counts of numbers in 0...1 over equal bins.
    static func histogram(draws: Int, bins: Int, _ draw: () -> Double) -> [Int] {
        var counts = [Int](repeating: 0, count: bins)
        for _ in 0..<draws { counts[min(bins - 1, Int(draw() * Double(bins)))] += 1 }
        return counts
    }
}
