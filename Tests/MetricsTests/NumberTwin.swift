import Evidence
import TestSupport

/// Figures of numbers straight from the rows in two passes, as a person would check them.
struct NumberTwin {
    let pairs: [(y: Double, p: Double)]
    let labels: [Double]
    let predictions: [Double]

    init(_ table: NumberTable) {
        pairs = table.rows.compactMap { row in
            guard let y = row.label, let p = row.prediction else { return nil }
            return (y, p)
        }
        labels = table.rows.compactMap(\.label)
        predictions = table.rows.compactMap(\.prediction)
    }

    private func mean(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }

    /// s²/n.
    private func meanVariance(_ values: [Double]) -> Double {
        guard let mean = mean(values), values.count > 1 else { return 0 }
        let n = Double(values.count)
        return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1) / n
    }

    private var errors: [Double] { pairs.map { $0.p - $0.y } }

    /// Values that each row adds to a mean; `nil` for figures of another kind.
    private func terms(_ name: String) -> [Double]? {
        switch name {
        case "mean-absolute-error": errors.map(abs)
        case "mean-error": errors
        case "mean-outcome": labels
        case "mean-prediction": predictions
        case "pinball-0.9": errors.map { max(-0.9 * $0, 0.1 * $0) }
        case "pinball-0.25": errors.map { max(-0.25 * $0, 0.75 * $0) }
        default: nil
        }
    }

    /// The value and the linearised variance.
    func figure(_ name: String) -> (value: Double, variance: Double)? {
        if let terms = terms(name) { return mean(terms).map { ($0, meanVariance(terms)) } }
        guard let square = mean(errors.map { $0 * $0 }), let centre = mean(pairs.map(\.y)) else { return nil }
        let spread = mean(pairs.map { ($0.y - centre) * ($0.y - centre) }) ?? 0
        switch name {
        case "root-mean-squared-error":
            return (square.squareRoot(), square > 0 ? meanVariance(errors.map { $0 * $0 }) / (4 * square) : 0)
        case "weighted-absolute-percentage-error":
            guard let size = mean(pairs.map { abs($0.y) }), size > 0, let own = mean(errors.map(abs)) else {
                return nil
            }
            return (own / size, meanVariance(pairs.map { (abs($0.p - $0.y) - own / size * abs($0.y)) / size }))
        case "r-squared":
            guard spread > 0 else { return nil }
            let ratio = square / spread
            return (
                1 - ratio,
                meanVariance(
                    pairs.map { pair in
                        let (e, d) = (pair.p - pair.y, pair.y - centre)
                        return e * e / spread - ratio * d * d / spread
                    })
            )
        case "correlation":
            guard let other = mean(pairs.map(\.p)), spread > 0 else { return nil }
            let otherSpread = mean(pairs.map { ($0.p - other) * ($0.p - other) }) ?? 0
            guard otherSpread > 0 else { return nil }
            let z = pairs.map { (($0.y - centre) / spread.squareRoot(), ($0.p - other) / otherSpread.squareRoot()) }
            let r = mean(z.map { $0.0 * $0.1 }) ?? 0
            return (r, meanVariance(z.map { $0.0 * $0.1 - r * ($0.0 * $0.0 + $0.1 * $0.1) / 2 }))
        default: return nil
        }
    }
}
