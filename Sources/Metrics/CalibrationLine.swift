package import Evidence
package import Statistics

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The recalibration of Cox 1958: logit Pr(y = 1) = α + β logit s.
///
/// Scores that are right give α = 0 and β = 1; β below 1 means scores that are too sure of themselves. Scores of 0 and 1
/// have no logit and are moved in by half a step of their grid. A bin of several scores counts at its mean score, so
/// that a line over bins is approximate.
package enum CalibrationLine {
    package enum Part: Sendable, Hashable {
        /// β.
        case slope
        /// α beside β.
        case intercept
        /// α where β is 1.
        case offset
    }

    /// The line, with β as it comes out or held at 1.
    ///
    /// - Complexity: O(distinct scores) a step.
    /// - Source: Cox 1958; Van Calster et al. 2019.
    package static func fit(_ scores: ScoreCounts, _ part: Part) -> Result<LogisticLine, LogisticLine.Failure> {
        let clip = Clip(scores)
        let cells = Moments.labelled(scores).map { cell in
            LogisticLine.Cell(
                x: clip.logit(cell, scores.grid), positives: cell.isPositive ? cell.weight : 0,
                negatives: cell.isPositive ? 0 : cell.weight,
                squaredPositives: cell.isPositive ? cell.squaredWeight : 0,
                squaredNegatives: cell.isPositive ? 0 : cell.squaredWeight)
        }
        return LogisticLine.fit(cells, fixedSlope: part == .offset ? 1 : nil)
    }

    /// Labelled rows with a score of 0 or 1, or in a bin where all have.
    package static func clippedRows(_ scores: ScoreCounts) -> Int {
        Moments.labelled(scores).reduce(0) { $1.value <= 0 || $1.value >= 1 ? $0 + $1.count : $0 }
    }

    /// How far scores of 0 and 1 are moved in.
    struct Clip {
        let below: Double
        let above: Double

        /// Half a step of the fewest decimals, up to six, that all scores have; half a millionth without such decimals, or
        /// half the way to the next score where that is less.
        init(_ scores: ScoreCounts) {
            let inner = scores.values.filter { $0 > 0 && $0 < 1 }
            let scales = [1e1, 1e2, 1e3, 1e4, 1e5, 1e6]
            let scale = scales.first { scale in inner.allSatisfy { ($0 * scale).rounded() / scale == $0 } } ?? 1e6
            below = min(0.5 / scale, (inner.first ?? 1) / 2)
            above = min(0.5 / scale, (1 - (inner.last ?? 0)) / 2)
        }

        /// ln(s/(1 − s)).
        func logit(_ cell: ScoreCell, _ grid: ScoreGrid) -> Double {
            if cell.value > 0, cell.value < 1 { return log(cell.value) - log1p(-cell.value) }
            let half = (grid.upperEdge(above: cell.lower) - cell.lower) / 2
            let step = grid.isBinned ? half : cell.value <= 0 ? below : above
            let logit = log(step) - log1p(-step)
            return cell.value <= 0 ? logit : -logit
        }
    }
}
