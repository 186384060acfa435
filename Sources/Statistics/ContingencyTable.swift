/// Rows counted by two classifications, and how these go together.
package struct ContingencyTable: Hashable, Sendable {
    /// Counts, row by row; all rows have as many columns. Rows and columns without counts are left out.
    package let counts: [[Int]]
    package let rowTotals: [Int]
    package let columnTotals: [Int]
    package let total: Int

    /// - Parameter counts: none negative; all rows as long as the first.
    package init(_ counts: [[Int]]) {
        precondition(
            counts.allSatisfy { $0.count == counts[0].count && $0.allSatisfy { $0 >= 0 } }, "a table of counts")
        let width = counts.first?.count ?? 0
        let columns = (0..<width).filter { column in counts.contains { $0[column] > 0 } }
        self.counts = counts.filter { $0.contains { $0 > 0 } }.map { row in columns.map { row[$0] } }
        rowTotals = self.counts.map { $0.reduce(0, +) }
        let kept = self.counts
        columnTotals = columns.indices.map { column in kept.reduce(0) { $0 + $1[column] } }
        total = rowTotals.reduce(0, +)
    }

    /// (r − 1)(c − 1).
    package var degreesOfFreedom: Int { max(0, rowTotals.count - 1) * max(0, columnTotals.count - 1) }

    /// Pearson's χ² = Σ (O − E)²/E, without correction; 0 for an empty table.
    package var chiSquare: Double {
        var sum = CompensatedSum()
        forEach { count, row, column in
            let expected = Double(rowTotals[row]) * Double(columnTotals[column]) / Double(total)
            let rest = Double(count) - expected
            sum.add(rest * rest / expected)
        }
        return sum.value
    }

    /// The chance of so large a χ² if nothing goes together; `nil` for one row or column.
    package var chiSquarePValue: Double? {
        guard degreesOfFreedom > 0 else { return nil }
        return ChiSquared(degreesOfFreedom: Double(degreesOfFreedom)).tails(chiSquare).upper
    }

    /// √(χ²/n / min(r − 1, c − 1)), 0…1; `nil` for one row or column.
    ///
    /// - Source: Cramér 1946.
    package var cramersV: Double? {
        let least = min(rowTotals.count, columnTotals.count) - 1
        guard least > 0, total > 0 else { return nil }
        return min(1, (chiSquare / Double(total) / Double(least)).squareRoot())
    }

    /// Cramér's V less what chance alone would show; 0…1; `nil` for one row or column, or fewer than two rows.
    ///
    /// - Source: Bergsma 2013.
    package var correctedCramersV: Double? {
        guard degreesOfFreedom > 0, total > 1 else { return nil }
        let n = Double(total)
        let (r, c) = (Double(rowTotals.count), Double(columnTotals.count))
        let phi = max(0, chiSquare / n - (r - 1) * (c - 1) / (n - 1))
        let least = min(r - (r - 1) * (r - 1) / (n - 1), c - (c - 1) * (c - 1) / (n - 1)) - 1
        guard least > 0 else { return nil }
        return min(1, (phi / least).squareRoot())
    }

    /// I = Σ p ln(p / p₁p₂) in nats, 0 or more.
    package var mutualInformation: Double {
        let n = Double(total)
        var sum = CompensatedSum()
        forEach { count, row, column in
            guard count > 0 else { return }
            let p = Double(count) / n
            let independent = Double(rowTotals[row]) / n * (Double(columnTotals[column]) / n)
            sum.add(p * LogScale.logarithm(p / independent))
        }
        return max(0, sum.value)
    }

    /// The same less what chance alone adds, (r − 1)(c − 1)/2n, but not below 0.
    ///
    /// - Source: Miller 1955; Madow's correction.
    package var correctedMutualInformation: Double {
        guard total > 0 else { return 0 }
        return max(0, mutualInformation - Double(degreesOfFreedom) / 2 / Double(total))
    }

    /// H = −Σ p ln p of the rows, in nats.
    package var rowEntropy: Double { Self.entropy(rowTotals) }
    /// Of the columns.
    package var columnEntropy: Double { Self.entropy(columnTotals) }

    /// Theil's U(row | column) = I/H(row): how much of the row is told by the column; `nil` where rows do not vary.
    ///
    /// - Source: Theil 1970.
    package func uncertainty(ofRows: Bool, corrected: Bool = false) -> Double? {
        let entropy = ofRows ? rowEntropy : columnEntropy
        guard entropy > 0 else { return nil }
        return min(1, (corrected ? correctedMutualInformation : mutualInformation) / entropy)
    }

    /// The share of rows that are right if each column is given its commonest row.
    package var majorityAccuracy: Double? {
        guard total > 0 else { return nil }
        let right = columnTotals.indices.reduce(0) { sum, column in sum + (counts.map { $0[column] }.max() ?? 0) }
        return Double(right) / Double(total)
    }

    private static func entropy(_ totals: [Int]) -> Double {
        let n = Double(totals.reduce(0, +))
        var sum = CompensatedSum()
        for total in totals where total > 0 {
            let p = Double(total) / n
            sum.add(-p * LogScale.logarithm(p))
        }
        return max(0, sum.value)
    }

    private func forEach(_ body: (_ count: Int, _ row: Int, _ column: Int) -> Void) {
        for (row, cells) in counts.enumerated() {
            for (column, count) in cells.enumerated() { body(count, row, column) }
        }
    }
}
