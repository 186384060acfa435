import TestSupport

/// Figures of scores for several classes from rows.
extension SlowTwin {
    /// The scores for a class of the rows with a label, and the label.
    private func scored(_ k: Int) -> [(score: Double, label: Int)] {
        rows.compactMap { row in
            guard let label = row.label, k < row.scores.count, !row.scores[k].isNaN else { return nil }
            return (row.scores[k], label)
        }
    }

    /// The share of pairs of a row of one class and a row of others in which the first has the higher score for the class.
    private func area(_ k: Int, against other: (Int) -> Bool) -> Double? {
        let own = scored(k).filter { $0.label == k }
        let others = scored(k).filter { $0.label != k && other($0.label) }
        var wins = 0.0
        for a in own { for b in others { wins += a.score > b.score ? 1 : a.score == b.score ? 0.5 : 0 } }
        return ratio(wins, Double(own.count * others.count))
    }

    /// Over fifteenths: in each the gap between mean score and share of hits, by its share of rows.
    private func calibration(_ rows: [(score: Double, hit: Bool)]) -> Double? {
        let gaps = (0..<15).map { bin -> Double in
            let (lower, upper) = (Double(bin) / 15, Double(bin + 1) / 15)
            return abs(
                rows.filter { $0.score >= lower && ($0.score < upper || bin == 14) }
                    .reduce(0) { $0 + $1.score - ($1.hit ? 1 : 0) })
        }
        return ratio(gaps.reduce(0, +), Double(rows.count))
    }

    /// The mean; `nil` where one is.
    private func mean(ofAll values: [Double?]) -> Double? {
        let known = values.compactMap(\.self)
        return known.count == values.count ? mean(known) : nil
    }

    func classFigure(_ name: String) -> Double? {
        let present = (0..<classCount).filter { k in scored(k).contains { $0.label == k } }
        switch name {
        case "macro-roc-auc": return mean(ofAll: present.map { area($0) { _ in true } })
        case "weighted-roc-auc":
            let supports = present.map { k in Double(scored(k).filter { $0.label == k }.count) }
            let areas = present.compactMap { area($0) { _ in true } }
            guard areas.count == present.count else { return nil }
            return ratio(zip(areas, supports).reduce(0) { $0 + $1.0 * $1.1 }, supports.reduce(0, +))
        case "hand-till-auc":
            return mean(
                present.flatMap { i in present.filter { $0 != i }.compactMap { j in area(i) { $0 == j } } })
        case "class-wise-calibration-error":
            return mean(ofAll: (0..<classCount).map { k in calibration(scored(k).map { ($0.score, $0.label == k) }) })
        case "top-label-calibration-error":
            return calibration(
                rows.compactMap { row in
                    guard let label = row.label, let own = row.predicted, own < row.scores.count,
                        !row.scores[own].isNaN
                    else { return nil }
                    return (row.scores[own], label == own)
                })
        default: return .nan
        }
    }

    var classSquaredError: Double? {
        let losses = (0..<classCount).map { k in
            mean(scored(k).map { ($0.score - ($0.label == k ? 1 : 0)) * ($0.score - ($0.label == k ? 1 : 0)) })
        }
        return mean(ofAll: losses).map { $0 * Double(classCount) }
    }
}
