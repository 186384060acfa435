import Evidence
import TestSupport

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Every metric of the catalogue from rows, the obvious way; `nil` where it is undefined.
struct SlowTwin {
    let rows: [OutcomeTable.Row]
    let allRows: Int
    let classCount: Int
    let favourable: Int

    /// Rows with a label and a prediction.
    private var judged: [(label: Int, predicted: Int)] {
        rows.compactMap { row in row.label.flatMap { label in row.predicted.map { (label, $0) } } }
    }

    /// The share of `numerator` among `denominator`.
    private func share<Element>(_ rows: [Element], _ condition: (Element) -> Bool) -> Double? {
        rows.isEmpty ? nil : Double(rows.filter(condition).count) / Double(rows.count)
    }

    func ratio(_ a: Double, _ b: Double) -> Double? { b == 0 ? nil : a / b }

    private func count(_ label: Int, _ predicted: Int) -> Double {
        Double(judged.filter { $0.label == label && $0.predicted == predicted }.count)
    }

    func value(_ name: String) -> Double? {
        let judged = judged
        let predicted = rows.compactMap(\.predicted)
        switch name {
        case "count": return Double(rows.count)
        case "share": return ratio(Double(rows.count), Double(allRows))
        case "label-coverage": return share(rows) { $0.label != nil }
        case "base-rate": return share(judged) { $0.label == 1 }
        case "selection-rate": return share(predicted) { $0 == 1 }
        case "favourable-rate": return share(predicted) { $0 == favourable }
        case "accuracy", "micro-precision", "micro-recall", "micro-f1":
            return share(judged) { $0.label == $0.predicted }
        case "error-rate": return share(judged) { $0.label != $0.predicted }
        case "true-positive-rate": return share(judged.filter { $0.label == 1 }) { $0.predicted == 1 }
        case "false-positive-rate": return share(judged.filter { $0.label == 0 }) { $0.predicted == 1 }
        case "true-negative-rate": return share(judged.filter { $0.label == 0 }) { $0.predicted == 0 }
        case "false-negative-rate": return share(judged.filter { $0.label == 1 }) { $0.predicted == 0 }
        case "positive-predictive-value": return share(judged.filter { $0.predicted == 1 }) { $0.label == 1 }
        case "negative-predictive-value": return share(judged.filter { $0.predicted == 0 }) { $0.label == 0 }
        case "false-discovery-rate": return share(judged.filter { $0.predicted == 1 }) { $0.label == 0 }
        case "false-omission-rate": return share(judged.filter { $0.predicted == 0 }) { $0.label == 1 }
        case "f1-score": return f(1)
        case "f2-score": return f(2)
        case "f0.5-score": return f(0.5)
        case "jaccard-index": return ratio(count(1, 1), count(1, 1) + count(0, 1) + count(1, 0))
        case "false-negative-to-false-positive-ratio": return ratio(count(1, 0), count(0, 1))
        case "balanced-accuracy": return sum("true-positive-rate", "true-negative-rate").map { $0 / 2 }
        case "informedness": return sum("true-positive-rate", "true-negative-rate").map { $0 - 1 }
        case "markedness": return sum("positive-predictive-value", "negative-predictive-value").map { $0 - 1 }
        case "positive-likelihood-ratio": return quotient("true-positive-rate", "false-positive-rate")
        case "negative-likelihood-ratio": return quotient("false-negative-rate", "true-negative-rate")
        case "diagnostic-odds-ratio": return ratio(count(1, 1) * count(0, 0), count(0, 1) * count(1, 0))
        case "matthews-correlation": return correlation
        case "cohen-kappa": return kappa
        case "macro-precision": return average { precision($0) }
        case "macro-recall": return average { recall($0) }
        case "macro-f1": return average { f1($0) }
        case "weighted-precision": return average(weighted: true) { precision($0) }
        case "weighted-recall": return average(weighted: true) { recall($0) }
        case "weighted-f1": return average(weighted: true) { f1($0) }
        case "roc-auc": return area
        case "average-precision": return averagePrecision
        case "brier-score" where classCount > 2: return classSquaredError
        case "brier-score": return mean(scored.map { ($0.score - Double($0.label)) * ($0.score - Double($0.label)) })
        case "log-loss": return logLoss
        case "expected-calibration-error": return calibrationError
        case "mean-score": return mean(rows.compactMap { row in row.scores.first.flatMap { $0.isNaN ? nil : $0 } })
        case "coverage": return share(rows) { $0.decision != .none(.abstained) }
        case "abstention-rate": return share(rows) { $0.decision == .none(.abstained) }
        case "missing-prediction-rate": return share(rows) { $0.decision == .none(.missing) }
        case "invalid-prediction-rate": return share(rows) { $0.decision == .none(.invalid) }
        case "worst-case-accuracy": return share(rows.filter { $0.label != nil }) { $0.label == $0.predicted }
        case "quadratic-weighted-kappa":
            let observed = judged.reduce(0) { $0 + square($1.label, $1.predicted) } / Double(judged.count)
            let pairs = judged.flatMap { row in judged.map { square(row.label, $0.predicted) } }
            return mean(pairs).flatMap { ratio(observed, $0) }.map { 1 - $0 }
        case "mean-absolute-level-error": return mean(judged.map { square($0.label, $0.predicted).squareRoot() })
        default: return scoreFigure(name)
        }
    }

    // MARK: Decisions

    /// The codes of so many classes from the lowest level up.
    static func order(_ classCount: Int) -> [Int] { [2, 0, 3, 1].filter { $0 < classCount } }

    /// The squared distance of two classes in levels.
    private func square(_ a: Int, _ b: Int) -> Double {
        let order = Self.order(classCount)
        let distance = Double((order.firstIndex(of: a) ?? 0) - (order.firstIndex(of: b) ?? 0))
        return distance * distance
    }

    private func f(_ beta: Double) -> Double? {
        let b = beta * beta
        return ratio((1 + b) * count(1, 1), (1 + b) * count(1, 1) + b * count(1, 0) + count(0, 1))
    }

    private func sum(_ a: String, _ b: String) -> Double? { value(a).flatMap { x in value(b).map { x + $0 } } }

    private func quotient(_ a: String, _ b: String) -> Double? {
        value(a).flatMap { x in value(b).flatMap { ratio(x, $0) } }
    }

    private func support(_ k: Int) -> Double { Double(judged.filter { $0.label == k }.count) }
    private func called(_ k: Int) -> Double { Double(judged.filter { $0.predicted == k }.count) }
    private func precision(_ k: Int) -> Double? { ratio(count(k, k), called(k)) }
    private func recall(_ k: Int) -> Double? { ratio(count(k, k), support(k)) }
    private func f1(_ k: Int) -> Double? { ratio(2 * count(k, k), support(k) + called(k)) }

    /// Over the classes that occur as labels; undefined if the figure of one of them is.
    private func average(weighted: Bool = false, _ figure: (Int) -> Double?) -> Double? {
        let present = (0..<classCount).filter { support($0) > 0 }
        var (total, weights) = (0.0, 0.0)
        for k in present {
            guard let value = figure(k) else { return nil }
            let weight = weighted ? support(k) : 1
            total += weight * value
            weights += weight
        }
        return ratio(total, weights)
    }

    private var kappa: Double? {
        guard let observed = value("accuracy") else { return nil }
        let n = Double(judged.count)
        let expected = (0..<classCount).reduce(0) { $0 + support($1) * called($1) } / (n * n)
        return expected == 1 ? nil : (observed - expected) / (1 - expected)
    }

    /// The correlation of label and prediction, summed over the indicator of each class.
    private var correlation: Double? {
        guard !judged.isEmpty else { return nil }
        let n = Double(judged.count)
        func covariance(_ a: [Int], _ b: [Int]) -> Double {
            (0..<classCount).reduce(0) { sum, k in
                let (x, y) = (a.map { $0 == k ? 1.0 : 0 }, b.map { $0 == k ? 1.0 : 0 })
                let (mx, my) = (x.reduce(0, +) / n, y.reduce(0, +) / n)
                return sum + zip(x, y).reduce(0) { $0 + ($1.0 - mx) * ($1.1 - my) } / n
            }
        }
        let (labels, predictions) = (judged.map(\.label), judged.map(\.predicted))
        guard Set(labels).count > 1, Set(predictions).count > 1 else { return nil }
        return covariance(labels, predictions)
            / (covariance(labels, labels) * covariance(predictions, predictions)).squareRoot()
    }

    // MARK: Scores of a binary outcome

    var scored: [(score: Double, label: Int)] {
        rows.compactMap { row in
            guard let label = row.label, let score = row.scores.first, !score.isNaN else { return nil }
            return (score, label)
        }
    }

    func mean(_ values: [Double]) -> Double? { ratio(values.reduce(0, +), Double(values.count)) }

    /// The share of pairs of a positive and a negative in which the positive has the higher score.
    private var area: Double? {
        var (wins, pairs) = (0.0, 0.0)
        for positive in scored where positive.label == 1 {
            for negative in scored where negative.label == 0 {
                pairs += 1
                wins += positive.score > negative.score ? 1 : positive.score == negative.score ? 0.5 : 0
            }
        }
        return ratio(wins, pairs)
    }

    /// The mean over positives of the precision at their own score.
    private var averagePrecision: Double? {
        mean(
            scored.filter { $0.label == 1 }.map { positive in
                let above = scored.filter { $0.score >= positive.score }
                return Double(above.filter { $0.label == 1 }.count) / Double(above.count)
            })
    }

    /// Over fifteenths: in each the gap between mean score and share of positives, by its share of rows.
    private var calibrationError: Double? {
        var gaps: [Double] = []
        for bin in 0..<15 {
            let (lower, upper) = (Double(bin) / 15, Double(bin + 1) / 15)
            var gap = 0.0
            for row in scored where row.score >= lower && (row.score < upper || bin == 14) {
                gap += row.score - Double(row.label)
            }
            gaps.append(gap)
        }
        return ratio(gaps.reduce(0) { $0 + abs($1) }, Double(scored.count))
    }

    private var logLoss: Double? {
        let clip = 0x1p-52
        let losses = rows.compactMap { row -> Double? in
            guard let label = row.label, !row.scores.isEmpty else { return nil }
            let p = row.scores.count > 1 ? row.scores[label] : row.scores[0]
            guard !p.isNaN else { return nil }
            let clipped = min(max(p, clip), 1 - clip)
            return -log(row.scores.count > 1 || label == 1 ? clipped : 1 - clipped)
        }
        return mean(losses)
    }
}
