/// Adjustments for asking several questions at once.
///
/// p-values are in 0...1; results stand in the order of the input.
package enum Multiplicity {
    /// The level at which each of several intervals must be made so that all hold at `level` together.
    ///
    /// - Parameters:
    ///   - level: simultaneous coverage, in 0..<1.
    ///   - comparisons: how many intervals, 1 or more.
    /// - Returns: 1 − (1−level)/comparisons.
    package static func bonferroniLevel(_ level: Double, comparisons: Int) -> Double {
        precondition(comparisons >= 1, "there is something to compare")
        return 1 - (1 - level) / Double(comparisons)
    }

    /// Holm's adjusted p-values: the family-wise error rate under any dependence.
    ///
    /// - Source: Holm 1979.
    /// - Complexity: O(m log m).
    package static func holm(_ pValues: [Double]) -> [Double] {
        check(pValues)
        var adjusted = pValues
        var largest = 0.0
        for (rank, index) in order(pValues).enumerated() {
            largest = max(largest, min(1, Double(pValues.count - rank) * pValues[index]))
            adjusted[index] = largest
        }
        return adjusted
    }

    /// Benjamini and Hochberg's adjusted p-values: the false discovery rate under independence or positive dependence.
    ///
    /// - Source: Benjamini and Hochberg 1995.
    /// - Complexity: O(m log m).
    package static func benjaminiHochberg(_ pValues: [Double]) -> [Double] { stepUp(pValues, factor: 1) }

    /// The same where more questions were asked than have a p-value: the others count as 1.
    ///
    /// - Parameter family: how many questions were asked.
    package static func benjaminiHochberg(_ pValues: [Double], family: Int) -> [Double] {
        stepUp(pValues, factor: pValues.isEmpty ? 1 : max(1, Double(family) / Double(pValues.count)))
    }

    /// Benjamini and Yekutieli's adjusted p-values: the false discovery rate under any dependence.
    ///
    /// - Source: Benjamini and Yekutieli 2001.
    /// - Complexity: O(m log m).
    package static func benjaminiYekutieli(_ pValues: [Double]) -> [Double] {
        var harmonic = 0.0
        for rank in 1...max(1, pValues.count) { harmonic += 1 / Double(rank) }
        return stepUp(pValues, factor: harmonic)
    }

    private static func stepUp(_ pValues: [Double], factor: Double) -> [Double] {
        check(pValues)
        var adjusted = pValues
        var smallest = 1.0
        for (rank, index) in order(pValues).enumerated().reversed() {
            smallest = min(smallest, factor * Double(pValues.count) / Double(rank + 1) * pValues[index])
            adjusted[index] = smallest
        }
        return adjusted
    }

    /// Positions from the smallest p-value to the largest; equal ones in their own order.
    private static func order(_ pValues: [Double]) -> [Int] {
        pValues.indices.sorted { (pValues[$0], $0) < (pValues[$1], $1) }
    }

    private static func check(_ pValues: [Double]) {
        precondition(pValues.allSatisfy { $0 >= 0 && $0 <= 1 }, "a p-value is in 0...1")
    }
}
