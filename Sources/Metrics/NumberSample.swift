import Evidence
import Statistics

/// The rows of a group that have both a number to predict and a prediction, as exact sums.
///
/// Moments about means are taken in whole numbers, where large sums that nearly cancel cost no digit (METHODS §6.3).
struct NumberSample: NumberComposites {
    let count: Int
    private let scale: NumberScale
    /// Σ y^a e^b by a and b.
    private let sums: [[WideInteger]]
    /// Σ|y|, Σ|e|, Σ|e|³, Σ|ye|.
    private let sizes: (label: WideInteger, error: WideInteger, cubedError: WideInteger, product: WideInteger)
    /// Σ|e|, Σe² and Σ|e|³ over rows with a positive error, and over the others.
    private let over: Side
    private let under: Side

    private struct Side {
        let sum: WideInteger
        let squares: WideInteger
        let cubes: WideInteger
    }

    /// - Returns: `nil` for evidence of no numbers.
    init?(_ evidence: GroupEvidence) {
        guard let scale = evidence.scale else { return nil }
        let judged = [DecisionSlots(classCount: 1).slot(label: 0, prediction: 0)]
        func parts(_ measure: CubeMeasure) -> (plus: WideInteger, minus: WideInteger) {
            evidence.wholeSums(of: measure, slots: judged) ?? (.zero, .zero)
        }
        func total(_ measure: CubeMeasure) -> WideInteger {
            let (plus, minus) = parts(measure)
            return plus - minus
        }
        func size(_ measure: CubeMeasure) -> WideInteger {
            let (plus, minus) = parts(measure)
            return plus + minus
        }
        self.scale = scale
        count = evidence.judged
        sums = [
            [
                WideInteger(Int128(evidence.judged)), total(.error), size(.squaredError), total(.cubedError),
                total(.fourthError),
            ],
            [total(.label), total(.labelError), total(.labelSquaredError), total(.labelCubedError)],
            [total(.squaredLabel), total(.squaredLabelError), total(.squaredLabelSquaredError)],
            [total(.cubedLabel), total(.cubedLabelError)], [total(.fourthLabel)],
        ]
        sizes = (size(.label), size(.error), size(.cubedError), size(.labelError))
        over = Side(sum: parts(.error).plus, squares: parts(.squaredError).plus, cubes: parts(.cubedError).plus)
        under = Side(sum: parts(.error).minus, squares: parts(.squaredError).minus, cubes: parts(.cubedError).minus)
    }

    // MARK: Means

    /// The mean of |e|.
    var absoluteError: MeanInterval.Sample {
        mean(sizes.error, squares: sums[0][2], cubes: sizes.cubedError, fourths: sums[0][4])
    }

    /// The mean of e.
    var error: MeanInterval.Sample {
        mean(sums[0][1], squares: sums[0][2], cubes: sums[0][3], fourths: sums[0][4])
    }

    /// The mean of τ(y − ŷ) where the prediction is too low, and of (1 − τ)(ŷ − y) where it is too high.
    func pinball(_ quantile: Double) -> MeanInterval.Sample {
        let n = WideInteger(Int128(count))
        let (low, high) = (quantile, 1 - quantile)
        let mean = (low * scale.value(under.sum, power: 1) + high * scale.value(over.sum, power: 1)) / Double(count)
        // n Σρ² − (Σρ)², each square in whole numbers.
        let squares =
            low * low * scale.value(n * under.squares - under.sum * under.sum, power: 2)
            + high * high * scale.value(n * over.squares - over.sum * over.sum, power: 2)
            - 2 * low * high * scale.value(under.sum * over.sum, power: 2)
        let size =
            low * low * scale.value(n * under.squares, power: 2) + high * high * scale.value(n * over.squares, power: 2)
        let count = Double(count)
        let scaledSquares = Self.spread(squares, of: size)
        return MeanInterval.Sample(
            mean: mean, sampleVariance: count > 1 ? scaledSquares / (count * (count - 1)) : 0, count: count,
            kurtosis: PinballSpread(
                under: powers(under), over: powers(over), fourths: scale.value(sums[0][4], power: 4), rows: count
            ).kurtosis(quantile, mean: mean))
    }

    private func powers(_ side: Side) -> PinballSpread.Powers {
        PinballSpread.Powers(
            first: scale.value(side.sum, power: 1), second: scale.value(side.squares, power: 2),
            third: scale.value(side.cubes, power: 3))
    }

    /// The mean of some numbers in multiples of the quantum from the sums of their powers.
    private func mean(
        _ sum: WideInteger, squares: WideInteger, cubes: WideInteger, fourths: WideInteger
    ) -> MeanInterval.Sample {
        Self.mean(sum, squares: squares, higher: (cubes, fourths), count: count, scale)
    }

    /// The mean of so many numbers from the exact sums of their powers.
    ///
    /// - Parameter higher: of third and fourth powers, which tell how well the variance is known.
    static func mean(
        _ sum: WideInteger, squares: WideInteger, higher: (cubes: WideInteger, fourths: WideInteger)? = nil, count: Int,
        _ scale: NumberScale
    ) -> MeanInterval.Sample {
        let whole = WideInteger(Int128(count))
        let spread = whole * squares - sum * sum
        let n = Double(count)
        let kurtosis = higher.flatMap { higher -> Double? in
            guard !spread.isZero else { return nil }
            // n³ Σ(x − x̄)⁴ over (n Σ(x − x̄)²)², both in whole numbers.
            let central =
                whole * whole * (whole * higher.fourths - WideInteger(4) * sum * higher.cubes)
                + WideInteger(3) * sum * sum * (whole * squares + spread)
            return central.double / spread.double / spread.double
        }
        return MeanInterval.Sample(
            mean: scale.value(sum, power: 1) / n,
            sampleVariance: count > 1 ? scale.value(spread, power: 2) / (n * (n - 1)) : 0, count: n, kurtosis: kurtosis)
    }

    // MARK: Functions of means

    /// √(Σe²/n).
    ///
    /// - Source: delta method on the logarithm, from the variance of e².
    var rootMeanSquaredError: Linearised {
        let squares = sums[0][2]
        let value = (scale.value(squares, power: 2) / Double(count)).squareRoot()
        // Var(ln RMSE) = Var(e²)/(4 n (mean e²)²); powers of the quantum cancel.
        let relative = relativeVariance(of: [.error, .error], mean: squares)
        return Linearised(value: value, variance: value * value * relative / 4, count: count, scale: .logarithm)
    }

    /// Σ|e|/Σ|y|; `nil` where all labels are 0.
    var weightedAbsolutePercentageError: Linearised? {
        Linearised(
            sum: sizes.error, over: sizes.label, squares: sums[0][2], products: sizes.product, overSquares: sums[2][0],
            count: count)
    }

    /// Whether all errors are 0.
    var isWithoutError: Bool { sums[0][2].isZero }

    /// 1 − Σe²/Σ(y − ȳ)²; `nil` where all labels are equal.
    ///
    /// - Source: influence of ln Σe² − ln Σ(y − ȳ)²; that of the mean vanishes.
    var determination: Linearised? {
        let n = WideInteger(Int128(count))
        // n² times the sum of squares about the mean.
        let spread = sum([.centredLabel, .centredLabel])
        guard !spread.isZero else { return nil }
        let (errors, labels) = (scale.value(n * n * sums[0][2], power: 2), scale.value(spread, power: 2))
        let unexplained = errors / labels
        guard unexplained > 0 else { return Linearised(value: 1, variance: 0, count: count, scale: .logComplement) }
        // Σ(e²/Σe² − (y − ȳ)²/Σ(y − ȳ)²)²: the sum of influences is 0.
        func share(_ factors: [Linear], _ power: Int, _ a: Double, _ b: Double) -> Double {
            scale.value(sum(factors), power: power) / (a * b)
        }
        let nSquared = Double(count) * Double(count)
        let own = errors / nSquared
        let ofErrors = share([.error, .error, .error, .error], 4, own, own)
        let ofLabels = share([.centredLabel, .centredLabel, .centredLabel, .centredLabel], 4, labels, labels)
        let ofBoth = share([.error, .error, .centredLabel, .centredLabel], 4, own, labels)
        let relative = Self.spread(ofErrors - 2 * ofBoth + ofLabels, of: ofErrors + ofLabels)
        return Linearised(
            value: 1 - unexplained,
            variance: unexplained * unexplained * relative * Double(count) / Double(count - 1), count: count,
            scale: .logComplement)
    }

    /// Pearson's correlation of label and prediction; `nil` where either is constant.
    ///
    /// - Source: distribution-free variance of r (Browne and Shapiro 1986) on Fisher's scale.
    var correlation: Linearised? {
        let labels = sum([.centredLabel, .centredLabel])
        let predictions = sum([.centredPrediction, .centredPrediction])
        guard !labels.isZero, !predictions.isZero else { return nil }
        let product = sum([.centredLabel, .centredPrediction])
        let (a, b) = (scale.value(labels, power: 2), scale.value(predictions, power: 2))
        let value = scale.value(product, power: 2) / (a.squareRoot() * b.squareRoot())
        // Whole numbers tell a perfect line from one that rounding makes one.
        guard product * product != labels * predictions else {
            return Linearised(value: product.isNegative ? -1 : 1, variance: 0, count: count, scale: .fisher)
        }
        func moment(_ labelPower: Int) -> Double {
            let factors =
                Array(repeating: Linear.centredLabel, count: labelPower)
                + Array(repeating: Linear.centredPrediction, count: 4 - labelPower)
            // In standard deviations: each factor carries an n, and so does each deviation.
            return scale.value(sum(factors), power: 4) * Double(count)
                / (power(a.squareRoot(), labelPower) * power(b.squareRoot(), 4 - labelPower))
        }
        // The mean of (zy zp − r (zy² + zp²)/2)².
        let (r, ends) = (value, (moment(4) + moment(0)) / 4)
        let spread = Self.spread(
            moment(2) - r * (moment(3) + moment(1)) + r * r * (ends + moment(2) / 2), of: moment(2) + ends)
        return Linearised(
            value: min(1, max(-1, value)), variance: spread / Double(count - 1), count: count, scale: .fisher)
    }

    /// Whether all labels are equal.
    var hasConstantLabel: Bool { sum([.centredLabel, .centredLabel]).isZero }

    private func power(_ base: Double, _ exponent: Int) -> Double {
        (0..<exponent).reduce(1) { result, _ in result * base }
    }

    /// A sum of squares from terms of this size; what rounding leaves of nothing is nothing.
    private static func spread(_ value: Double, of size: Double) -> Double { value > size * 0x1p-46 ? value : 0 }

    /// Var of the mean of a product over the square of that mean, with the sum of the product.
    private func relativeVariance(of factors: [Linear], mean total: WideInteger) -> Double {
        guard count > 1, !total.isZero else { return 0 }
        let n = WideInteger(Int128(count))
        let spread = (n * sum(factors + factors) - total * total).double
        return spread / total.double / total.double / Double(count - 1)
    }

    // MARK: Exact sums of products

    /// A factor of a product over rows.
    private enum Linear {
        /// e.
        case error
        /// n y − Σy.
        case centredLabel
        /// n ŷ − Σŷ.
        case centredPrediction
    }

    /// Σ over rows of the product of up to four factors, in powers of the quantum.
    private func sum(_ factors: [Linear]) -> WideInteger {
        let n = WideInteger(Int128(count))
        let polynomial = MomentPolynomial(
            factors.map { factor in
                switch factor {
                case .error: (label: .zero, error: WideInteger(1), constant: .zero)
                case .centredLabel: (label: n, error: .zero, constant: -sums[1][0])
                case .centredPrediction: (label: n, error: n, constant: -(sums[1][0] + sums[0][1]))
                }
            })
        return polynomial.sum { sums[$0][$1] }
    }
}
