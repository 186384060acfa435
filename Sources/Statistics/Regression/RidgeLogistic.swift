#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A logistic regression on many terms, held towards 0: the coefficients that make −ln L + ½ λ Σ β² least, the constant
/// left free.
///
/// - Source: le Cessie and van Houwelingen 1992; iteratively reweighted least squares (METHODS §6.7).
package struct RidgeLogistic: Sendable {
    /// One a term; the constant is last.
    package let coefficients: [Double]
    /// The curvature at the coefficients, λ added.
    private let information: SymmetricMatrix

    /// Steps before the search is given up.
    static let stepLimit = 50

    /// - Parameters:
    ///   - rows: those that are learnt from.
    ///   - positives: of all rows of the design, whether each is 1.
    ///   - ridge: λ, above 0.
    ///   - start: coefficients to begin with, such as those of nearly the same rows; they change nothing but the time.
    ///   - left: terms that stay at 0, as they are in `start`.
    /// - Returns: `nil` where one class is absent, or steps do not settle.
    /// - Complexity: O(steps × (rows × columns² + terms³)).
    package init?(
        _ design: MixedDesign, rows: [Int], positives: [Bool], ridge: Double, start: [Double]? = nil,
        leavingOut left: Range<Int>? = nil
    ) {
        let count = rows.count { positives[$0] }
        guard count > 0, count < rows.count, ridge > 0 else { return nil }
        let targets = rows.map { positives[$0] ? 1.0 : 0 }
        var beta = start ?? [Double](repeating: 0, count: design.termCount + 1)
        if start == nil { beta[design.termCount] = log(Double(count) / Double(rows.count - count)) }
        var current = Self.deviance(design, rows, targets, beta, ridge)
        for _ in 0..<Self.stepLimit {
            var (score, matrix) = Self.slopes(design, rows, targets, beta, ridge)
            for term in left ?? 0..<0 {
                score[term] = 0
                for other in score.indices { matrix[term, other] = other == term ? 1 : 0 }
            }
            guard let factor = CholeskyFactor(matrix) else { return nil }
            var step = factor.solve(score)
            var next = Self.deviance(design, rows, targets, Self.sum(beta, step), ridge)
            var halvings = 0
            while !(next <= current * (1 + 1e-14)), halvings < 30 {
                step = step.map { $0 / 2 }
                next = Self.deviance(design, rows, targets, Self.sum(beta, step), ridge)
                halvings += 1
            }
            guard next <= current * (1 + 1e-14) else { return nil }
            beta = Self.sum(beta, step)
            let isSettled = abs(current - next) <= 1e-10 * current
            current = next
            if isSettled {
                coefficients = beta
                information = matrix
                return
            }
        }
        return nil
    }

    /// The coefficients without one column, by one step from those with it: that column's set to 0, all others moved as the
    /// curvature says.
    ///
    /// - Source: Lawless and Singhal 1978.
    /// - Complexity: O(terms³), whatever the rows.
    package func coefficients(without terms: Range<Int>) -> [Double]? {
        let kept = coefficients.indices.filter { !terms.contains($0) }
        guard let factor = CholeskyFactor(information.only(kept)) else { return nil }
        let pull = kept.map { row in terms.reduce(0) { $0 + information[row, $1] * coefficients[$1] } }
        var result = [Double](repeating: 0, count: coefficients.count)
        for (index, move) in zip(kept, factor.solve(pull)) { result[index] = coefficients[index] + move }
        return result
    }

    private static func sum(_ a: [Double], _ b: [Double]) -> [Double] { zip(a, b).map { $0 + $1 } }

    /// 2 (−ln L + ½ λ Σ β²).
    private static func deviance(
        _ design: MixedDesign, _ rows: [Int], _ targets: [Double], _ beta: [Double], _ ridge: Double
    ) -> Double {
        var sum = CompensatedSum()
        for (z, target) in zip(design.predictors(beta, of: rows), targets) {
            // ln(1 + e^∓z) without overflow.
            sum.add(log1p(exp(-abs(z))) + (target > 0 ? max(0, -z) : max(0, z)))
        }
        for coefficient in beta.dropLast() { sum.add(ridge / 2 * coefficient * coefficient) }
        return 2 * sum.value
    }

    private static func slopes(
        _ design: MixedDesign, _ rows: [Int], _ targets: [Double], _ beta: [Double], _ ridge: Double
    ) -> ([Double], SymmetricMatrix) {
        var gaps = [Double](repeating: 0, count: rows.count)
        var weights = gaps
        for (index, z) in design.predictors(beta, of: rows).enumerated() {
            let p = 1 / (1 + exp(-z))
            gaps[index] = targets[index] - p
            weights[index] = p * (1 - p)
        }
        var score = [Double](repeating: 0, count: design.termCount + 1)
        design.accumulate(gaps, of: rows, into: &score)
        var matrix = SymmetricMatrix(size: design.termCount + 1)
        design.accumulate(weights, of: rows, into: &matrix)
        for term in 0..<design.termCount {
            score[term] -= ridge * beta[term]
            matrix[term, term] += ridge
        }
        return (score, matrix)
    }
}
