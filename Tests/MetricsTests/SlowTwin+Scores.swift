import TestSupport

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Figures of the scores of a binary outcome from rows.
extension SlowTwin {
    private var positives: [Double] { scored.filter { $0.label == 1 }.map(\.score) }
    private var negatives: [Double] { scored.filter { $0.label == 0 }.map(\.score) }
    private var rate: Double? { mean(scored.map { Double($0.label) }) }

    func scoreFigure(_ name: String) -> Double? {
        switch name {
        case "gini": return value("roc-auc").map { 2 * $0 - 1 }
        case "kolmogorov-smirnov": return largestGap
        case "average-precision-at-0.5": return averagePrecision(at: 0.5)
        case "brier-skill-score":
            guard let brier = value("brier-score"), let rate, rate > 0, rate < 1 else { return nil }
            return 1 - brier / (rate * (1 - rate))
        case "brier-reliability": return overValues { $0.score - $0.rate }
        case "brier-resolution": return overValues { values in rate.map { values.rate - $0 } ?? .nan }
        case "brier-uncertainty": return rate.map { $0 * (1 - $0) }
        case "brier-miscalibration":
            return value("brier-score").flatMap { brier in recalibrated.map { max(0, brier - $0) } }
        case "brier-discrimination":
            return rate.flatMap { rate in recalibrated.map { max(0, rate * (1 - rate) - $0) } }
        case "maximum-calibration-error":
            return bins(of: 15).filter { $0.count >= 20 }.map { abs(gap($0)) }.max()
        case "adaptive-calibration-error":
            guard !scored.isEmpty else { return nil }
            return equalBins(15).reduce(0) { $0 + abs(gap($1)) * Double($1.count) / Double(scored.count) }
        case "debiased-calibration-error": return debiased
        case "calibration-in-the-large": return mean(scored.map { Double($0.label) - $0.score })
        case "observed-to-expected-ratio":
            return ratio(Double(positives.count), scored.reduce(0) { $0 + $1.score })
        case "mean-score-of-positives": return mean(positives)
        case "mean-score-of-negatives": return mean(negatives)
        case "spiegelhalter-z":
            let variance = scored.reduce(0.0) {
                let side = 1 - 2 * $1.score
                return $0 + side * side * $1.score * (1 - $1.score)
            }
            return ratio(
                scored.reduce(0.0) { $0 + (Double($1.label) - $1.score) * (1 - 2 * $1.score) }, variance.squareRoot())
        case "calibration-slope": return line?.slope
        case "calibration-intercept": return line?.intercept
        case "calibration-offset":
            guard !positives.isEmpty, !negatives.isEmpty else { return nil }
            return intercept(1)
        default: return classFigure(name)
        }
    }

    /// At each score the shares of both classes that lie no higher.
    private var largestGap: Double? {
        guard !positives.isEmpty, !negatives.isEmpty else { return nil }
        func share(_ scores: [Double], upTo t: Double) -> Double {
            Double(scores.filter { $0 <= t }.count) / Double(scores.count)
        }
        return scored.map { abs(share(negatives, upTo: $0.score) - share(positives, upTo: $0.score)) }.max()
    }

    /// The mean over positives of the precision at their own score, had positives this share.
    private func averagePrecision(at prevalence: Double) -> Double? {
        guard !negatives.isEmpty else { return nil }
        return mean(
            positives.map { own in
                let caught = Double(positives.filter { $0 >= own }.count) / Double(positives.count) * prevalence
                let wrong = Double(negatives.filter { $0 >= own }.count) / Double(negatives.count) * (1 - prevalence)
                return caught / (caught + wrong)
            })
    }

    private typealias Scored = (score: Double, label: Int)

    /// The mean over rows of the square of something of their score's rows.
    private func overValues(_ gap: ((score: Double, rate: Double)) -> Double) -> Double? {
        mean(
            scored.map { row in
                let same = scored.filter { $0.score == row.score }
                let gap = gap((row.score, Double(same.filter { $0.label == 1 }.count) / Double(same.count)))
                return gap * gap
            })
    }

    /// The mean squared error of the best rising change of the scores: at each the largest, over where a run of scores up to
    /// it may begin, of the smallest share of positives, over where it may end.
    private var recalibrated: Double? {
        let values = Set(scored.map(\.score)).sorted()
        func share(_ first: Int, _ last: Int) -> Double {
            let own = scored.filter { $0.score >= values[first] && $0.score <= values[last] }
            return Double(own.filter { $0.label == 1 }.count) / Double(own.count)
        }
        let shares = values.indices.map { first in values.indices.map { $0 < first ? 0 : share(first, $0) } }
        let rising = values.indices.map { index in
            (0...index).map { first in (index..<values.count).map { shares[first][$0] }.min() ?? 0 }.max() ?? 0
        }
        return mean(
            scored.map { row in
                let gap = rising[values.firstIndex(of: row.score) ?? 0] - Double(row.label)
                return gap * gap
            })
    }

    private func bins(of count: Int) -> [[Scored]] {
        (0..<count).map { bin in
            let (lower, upper) = (Double(bin) / Double(count), Double(bin + 1) / Double(count))
            return scored.filter { $0.score >= lower && ($0.score < upper || bin == count - 1) }
        }
    }

    /// Rows in order of score, a new bin behind each score at which the rows so far reach another count-th of all.
    private func equalBins(_ count: Int) -> [[Scored]] {
        var bins: [[Scored]] = [[]]
        var rows = 0
        for score in Set(scored.map(\.score)).sorted() {
            let own = scored.filter { $0.score == score }
            bins[bins.count - 1] += own
            let reached = (1..<count).contains {
                rows * count < $0 * scored.count && $0 * scored.count <= (rows + own.count) * count
            }
            rows += own.count
            if reached, rows < scored.count { bins.append([]) }
        }
        return bins
    }

    private func gap(_ rows: [Scored]) -> Double {
        rows.reduce(0) { $0 + $1.score - Double($1.label) } / Double(rows.count)
    }

    private var debiased: Double? {
        let large = bins(of: 15).filter { $0.count > 1 }
        guard !large.isEmpty else { return nil }
        return large.reduce(0) { sum, rows in
            let rate = Double(rows.filter { $0.label == 1 }.count) / Double(rows.count)
            let square = gap(rows) * gap(rows) - rate * (1 - rate) / Double(rows.count - 1)
            return sum + Double(rows.count) / Double(scored.count) * square
        }
    }

    // MARK: The calibration line by halving

    /// Scores of 0 and 1 moved in by half of the last decimal that scores of this group have.
    private var logits: [(x: Double, label: Int)] {
        let all = rows.compactMap(\.scores.first).filter { !$0.isNaN && $0 > 0 && $0 < 1 }
        let digits = all.contains { ($0 * 10).rounded() / 10 != $0 } ? 2.0 : 1
        let half = pow(10, -digits) / 2
        return scored.map { row in
            let s = row.score == 0 ? half : row.score == 1 ? 1 - half : row.score
            return (log(s / (1 - s)), row.label)
        }
    }

    private func chance(_ z: Double) -> Double { 1 / (1 + exp(-z)) }

    /// The α at which expected and observed positives agree.
    private func intercept(_ slope: Double) -> Double {
        let logits = logits
        func excess(_ alpha: Double) -> Double {
            logits.reduce(0) { $0 + Double($1.label) - chance(alpha + slope * $1.x) }
        }
        var (low, high) = (-4_000.0, 4_000.0)
        for _ in 0..<90 {
            let middle = (low + high) / 2
            if excess(middle) > 0 { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }

    /// `nil` where one class is missing, where all scores are equal, and where no pair of rows stands in the wrong order, or
    /// none in the right one.
    private var line: (slope: Double, intercept: Double)? {
        guard positives.contains(where: { p in negatives.contains { $0 > p } }),
            positives.contains(where: { p in negatives.contains { $0 < p } })
        else { return nil }
        let logits = logits
        var (low, high) = (-200.0, 200.0)
        for _ in 0..<80 {
            let middle = (low + high) / 2
            let alpha = intercept(middle)
            let excess = logits.reduce(0) { $0 + $1.x * (Double($1.label) - chance(alpha + middle * $1.x)) }
            if excess > 0 { low = middle } else { high = middle }
        }
        return ((low + high) / 2, intercept((low + high) / 2))
    }
}
