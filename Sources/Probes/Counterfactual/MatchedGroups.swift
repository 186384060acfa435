package import Tables

/// The groups of a column, each held against the largest one among real rows that are alike in other columns.
package struct MatchedGroups: Sendable {
    package struct Comparison: Sendable {
        package let group: String
        package let reference: String
        package let result: MatchedRows.Result
    }

    /// In byte order of the groups.
    package let comparisons: [Comparison]
    /// Rows without a group or an outcome.
    package let leftOut: Int

    /// - Parameters:
    ///   - outcomes: by row: 0 or 1 of decisions, or scores; NaN where there is none.
    ///   - covariates: what rows are alike in, by row.
    /// - Returns: `nil` if the column has fewer than two values among rows with an outcome.
    /// - Complexity: O(groups × rows × covariates).
    package init?(_ column: CategoryColumn, outcomes: [Double], covariates: [MatchedRows.Covariate], level: Double) {
        let rows = column.codes.indices.filter { column.codes[$0] != CategoryColumn.missing && outcomes[$0].isFinite }
        let counts = Dictionary(grouping: rows) { column.level(ofRow: $0) ?? "" }.mapValues(\.count)
        let levels = counts.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        // The largest group, the first of equals, is what the others are held against.
        guard levels.count > 1,
            let reference = levels.max(by: { (counts[$0] ?? 0, $1) < (counts[$1] ?? 0, $0) })
        else { return nil }
        leftOut = column.codes.count - rows.count
        comparisons = levels.filter { $0 != reference }.map { group in
            let own = rows.filter { [group, reference].contains(column.level(ofRow: $0)) }
            let matched = MatchedRows(
                isFirst: own.map { column.level(ofRow: $0) == group }, outcomes: own.map { outcomes[$0] },
                covariates: covariates.map { $0.only(own) })
            return Comparison(group: group, reference: reference, result: matched.result(level: level))
        }
    }
}

extension MatchedRows.Covariate {
    /// Of some rows.
    fileprivate func only(_ rows: [Int]) -> MatchedRows.Covariate {
        switch self {
        case .levels(let levels): .levels(rows.map { levels[$0] })
        case .numbers(let numbers): .numbers(rows.map { numbers[$0] })
        }
    }
}
