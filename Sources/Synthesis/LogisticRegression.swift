#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A logistic regression fitted by iteratively reweighted least squares, with a small ridge on all but the intercept.
///
/// Minimises  deviance + ridge · Σ coefficient²,  deviance = −2 Σ [y ln p + (1−y) ln(1−p)].
///
/// - Source: McCullagh & Nelder 1989, §4.4; stops when the penalised deviance moves by less than 10⁻¹⁰ of itself.
struct LogisticRegression: Sendable {
    /// The intercept, then one coefficient per feature.
    let coefficients: [Double]
    let steps: Int

    /// Fits to rows of features and their labels.
    ///
    /// - Complexity: O(rows × features²) a step, at most fifty steps.
    init(features rows: [[Double]], labels: [Bool], ridge: Double) throws(SynthesisError) {
        guard let width = rows.first?.count else { throw .noRows }
        guard rows.count == labels.count, rows.allSatisfy({ $0.count == width }) else { throw .shapesDiffer }
        var current = [Double](repeating: 0, count: width + 1)
        var value = Self.objective(current, rows, labels, ridge)
        for step in 1...50 {
            let direction = try Self.newtonDirection(current, rows, labels, ridge)
            var length = 1.0
            var next = current
            var nextValue = value
            repeat {
                next = zip(current, direction).map { $0 + length * $1 }
                nextValue = Self.objective(next, rows, labels, ridge)
                length /= 2
            } while !(nextValue <= value) && length > 1e-6
            let change = value - nextValue
            guard change.isFinite else { throw .separation }
            // A last step that rounding makes worse by a hair is not taken.
            if change > 0 { (current, value) = (next, nextValue) }
            if change <= 1e-10 * (value + 1) {
                // Labels that can be told apart drive the deviance itself to nothing.
                guard value > 1e-6 * Double(rows.count) else { throw .separation }
                coefficients = current
                steps = step
                return
            }
        }
        throw .separation
    }

    /// The linear predictor for one row.
    static func logit(_ coefficients: [Double], _ row: [Double]) -> Double {
        var sum = coefficients[0]
        for (index, value) in row.enumerated() { sum += coefficients[index + 1] * value }
        return sum
    }

    private static func objective(
        _ coefficients: [Double], _ rows: [[Double]], _ labels: [Bool], _ ridge: Double
    ) -> Double {
        var sum = 0.0
        for (row, label) in zip(rows, labels) {
            let logit = logit(coefficients, row)
            // −ln p of the label seen is ln(1 + e^−logit) or ln(1 + e^logit), written so that it cannot overflow.
            let against = label ? -logit : logit
            sum += 2 * (max(against, 0) + log1p(exp(-abs(against))))
        }
        return sum + ridge * coefficients.dropFirst().reduce(0) { $0 + $1 * $1 }
    }

    /// The step to the minimum of the quadratic that touches the objective at `coefficients`.
    private static func newtonDirection(
        _ coefficients: [Double], _ rows: [[Double]], _ labels: [Bool], _ ridge: Double
    ) throws(SynthesisError) -> [Double] {
        let size = coefficients.count
        var curvature = SymmetricMatrix(size: size)
        var gradient = [Double](repeating: 0, count: size)
        var extended = [Double](repeating: 1, count: size)
        for (row, label) in zip(rows, labels) {
            let probability = logisticProbability(logit(coefficients, row))
            extended.replaceSubrange(1..., with: row)
            let residual = (label ? 1 : 0) - probability
            for index in 0..<size { gradient[index] += residual * extended[index] }
            curvature.add(extended, weight: probability * (1 - probability))
        }
        for index in 1..<size {
            gradient[index] -= ridge * coefficients[index]
            curvature.addToDiagonal(at: index, ridge)
        }
        guard let direction = curvature.solve(gradient) else { throw .singular }
        return direction
    }
}
