#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A logistic regression on one number, logit Pr(y = 1) = α + βx, by weighted cells.
///
/// - Source: Cox 1958; fitted by iteratively reweighted least squares (McCullagh and Nelder 1989, §4.4).
package struct LogisticLine: Sendable, Hashable {
    /// Rows of one x.
    package struct Cell: Sendable, Hashable {
        package let x: Double
        /// Σw over rows with y = 1 and over all others.
        package let positives: Double
        package let negatives: Double
        /// Σw² of the same.
        package let squaredPositives: Double
        package let squaredNegatives: Double

        package init(
            x: Double, positives: Double, negatives: Double, squaredPositives: Double, squaredNegatives: Double
        ) {
            self.x = x
            self.positives = positives
            self.negatives = negatives
            self.squaredPositives = squaredPositives
            self.squaredNegatives = squaredNegatives
        }
    }

    /// A 2 × 2 matrix that equals its transpose.
    package struct Symmetric: Sendable, Hashable {
        package var intercept: Double
        package var slope: Double
        package var both: Double

        var determinant: Double { intercept * slope - both * both }

        /// `nil` where it has none.
        var inverse: Symmetric? {
            let determinant = determinant
            guard determinant > 0, determinant.isFinite else { return nil }
            return Symmetric(
                intercept: slope / determinant, slope: intercept / determinant, both: -both / determinant)
        }
    }

    package let intercept: Double
    package let slope: Double
    /// The inverse of the information: the variance where weights are numbers of rows.
    package let covariance: Symmetric
    /// The same with Σw² for the spread of each cell: the variance whatever the weights, and whether or not the line is
    /// the truth (Huber 1967; White 1982).
    package let robustCovariance: Symmetric

    /// Steps before the search is given up (METHODS §6.7).
    static let stepLimit = 50

    /// The line of greatest likelihood, to 1e-10 in deviance and as much further as steps still improve.
    ///
    /// - Parameter fixedSlope: β, where only α is looked for.
    /// - Returns: `singleClass` with one outcome, `degenerateMargins` with one x for a free slope, `separation` where a
    ///   point divides the outcomes or nothing finite is reached.
    /// - Complexity: O(cells) a step, at most 50 steps.
    package static func fit(_ cells: [Cell], fixedSlope: Double? = nil) -> Result<LogisticLine, Failure> {
        let cells = cells.filter { $0.positives + $0.negatives > 0 }
        let (positives, negatives) = (cells.filter { $0.positives > 0 }, cells.filter { $0.negatives > 0 })
        guard !cells.isEmpty else { return .failure(Failure(.emptyGroup)) }
        guard !positives.isEmpty, !negatives.isEmpty else { return .failure(Failure(.singleClass)) }
        if fixedSlope == nil {
            func ends(_ cells: [Cell]) -> (Double, Double) {
                cells.reduce((.infinity, -.infinity)) { (min($0.0, $1.x), max($0.1, $1.x)) }
            }
            let (above, below) = (ends(positives), ends(negatives))
            if above == below, above.0 == above.1 { return .failure(Failure(.degenerateMargins)) }
            if below.1 <= above.0 || above.1 <= below.0 { return .failure(Failure(.separation)) }
        }
        return search(cells, fixedSlope: fixedSlope)
    }

    /// Why there is no line.
    package struct Failure: Error, Hashable {
        package let reason: NotEstimable
        init(_ reason: NotEstimable) { self.reason = reason }
    }

    private static func search(_ cells: [Cell], fixedSlope: Double?) -> Result<LogisticLine, Failure> {
        var (a, b) = (0.0, fixedSlope ?? 0)
        var current = deviance(cells, a, b)
        var isDone = false
        for _ in 0..<stepLimit {
            let (score, information) = slopes(cells, a, b)
            guard var step = newton(score, information, isFixed: fixedSlope != nil) else { break }
            var next = deviance(cells, a + step.a, b + step.b)
            var halvings = 0
            while !(next <= current * (1 + 1e-14)), halvings < 30 {
                step = (step.a / 2, step.b / 2)
                next = deviance(cells, a + step.a, b + step.b)
                halvings += 1
            }
            guard next <= current * (1 + 1e-14) else {
                isDone = abs(next - current) <= 1e-10 * current
                break
            }
            (a, b) = (a + step.a, b + step.b)
            let isClose = abs(current - next) <= 1e-10 * current
            current = next
            // Newton's steps double the digits: the one after the last that counts makes the figure the same for
            // the same data in any scale of weights.
            if isClose, abs(step.a) + abs(step.b) <= 1e-12 * (1 + abs(a) + abs(b)) {
                isDone = true
                break
            }
            if isClose { isDone = true }
        }
        let (_, information) = slopes(cells, a, b)
        guard isDone, a.isFinite, b.isFinite,
            let covariance = fixedSlope == nil ? information.inverse : onlyIntercept(1 / information.intercept)
        else { return .failure(Failure(.separation)) }
        return .success(
            LogisticLine(
                intercept: a, slope: b, covariance: covariance,
                robustCovariance: robust(cells, a, b, covariance, isFixed: fixedSlope != nil)))
    }

    private static func onlyIntercept(_ variance: Double) -> Symmetric? {
        variance.isFinite && variance > 0 ? Symmetric(intercept: variance, slope: 0, both: 0) : nil
    }

    private static func newton(
        _ score: (a: Double, b: Double), _ information: Symmetric, isFixed: Bool
    ) -> (a: Double, b: Double)? {
        if isFixed {
            return information.intercept > 0 ? (score.a / information.intercept, 0) : nil
        }
        guard let inverse = information.inverse else { return nil }
        return (
            inverse.intercept * score.a + inverse.both * score.b, inverse.both * score.a + inverse.slope * score.b
        )
    }

    /// −2 ln L.
    private static func deviance(_ cells: [Cell], _ a: Double, _ b: Double) -> Double {
        var sum = CompensatedSum()
        for cell in cells {
            let z = a + b * cell.x
            // ln(1 + e^∓z) without overflow.
            let tail = log1p(exp(-abs(z)))
            sum.add(cell.positives * (max(0, -z) + tail) + cell.negatives * (max(0, z) + tail))
        }
        return 2 * sum.value
    }

    private static func probability(_ z: Double) -> (p: Double, q: Double) {
        let small = exp(-abs(z)) / (1 + exp(-abs(z)))
        return z < 0 ? (small, 1 - small) : (1 - small, small)
    }

    /// First derivatives of ln L, and the information.
    private static func slopes(
        _ cells: [Cell], _ a: Double, _ b: Double
    ) -> (score: (a: Double, b: Double), information: Symmetric) {
        var (first, second) = (CompensatedSum(), CompensatedSum())
        var information = Symmetric(intercept: 0, slope: 0, both: 0)
        for cell in cells {
            let (p, q) = probability(a + b * cell.x)
            let gap = cell.positives * q - cell.negatives * p
            first.add(gap)
            second.add(gap * cell.x)
            let weight = (cell.positives + cell.negatives) * p * q
            information.intercept += weight
            information.both += weight * cell.x
            information.slope += weight * cell.x * cell.x
        }
        return ((first.value, second.value), information)
    }

    private static func robust(
        _ cells: [Cell], _ a: Double, _ b: Double, _ bread: Symmetric, isFixed: Bool
    ) -> Symmetric {
        var meat = Symmetric(intercept: 0, slope: 0, both: 0)
        for cell in cells {
            let (p, q) = probability(a + b * cell.x)
            let weight = cell.squaredPositives * q * q + cell.squaredNegatives * p * p
            meat.intercept += weight
            meat.both += weight * cell.x
            meat.slope += weight * cell.x * cell.x
        }
        if isFixed {
            return Symmetric(intercept: bread.intercept * bread.intercept * meat.intercept, slope: 0, both: 0)
        }
        let (i, s, c) = (bread.intercept, bread.slope, bread.both)
        return Symmetric(
            intercept: i * i * meat.intercept + 2 * i * c * meat.both + c * c * meat.slope,
            slope: c * c * meat.intercept + 2 * c * s * meat.both + s * s * meat.slope,
            both: i * c * meat.intercept + (i * s + c * c) * meat.both + c * s * meat.slope)
    }
}
