import Evidence
import Statistics

/// The rows of a group that have a number to predict and a prediction, each with its weight, as exact sums.
///
/// Every figure is a smooth function of ratios of weighted sums; its variance is Σw²u² with u the row's first-order
/// influence (METHODS §1.3), taken in whole numbers where terms nearly cancel.
///
/// - Source: Cochran 1977, §6.3; Binder 1983 for functions of weighted sums.
struct WeightedNumberSample: NumberComposites {
    /// The quantum of weights and of their squares.
    static let quantum = 1 / Double(1 << 40)

    let count: Int
    private let scale: NumberScale
    /// Σw and Σw².
    private let weight: WideInteger
    private let square: WideInteger
    private let evidence: GroupEvidence
    private let slots: [Int]

    /// - Parameters:
    ///   - slots: the rows that are looked at.
    ///   - count: how many these are.
    /// - Returns: `nil` for evidence of no weighted numbers.
    init?(_ evidence: GroupEvidence, slots: [Int], count: Int) {
        guard let scale = evidence.scale, let weight = evidence.wholeSums(of: .weight, slots: slots)?.plus,
            let square = evidence.wholeSums(of: .squaredWeight, slots: slots)?.plus
        else { return nil }
        self.scale = scale
        self.weight = weight
        self.square = square
        self.evidence = evidence
        self.slots = slots
        self.count = count
    }

    /// Whether no row weighs anything.
    var isWithoutWeight: Bool { weight.isZero }

    private func parts(_ measure: CubeMeasure, _ factor: CubeMeasure.Factor) -> (plus: WideInteger, minus: WideInteger)
    {
        evidence.wholeSums(of: measure.times(factor), slots: slots) ?? (.zero, .zero)
    }

    private func total(_ measure: CubeMeasure, _ factor: CubeMeasure.Factor) -> WideInteger {
        let (plus, minus) = parts(measure, factor)
        return plus - minus
    }

    private func size(_ measure: CubeMeasure, _ factor: CubeMeasure.Factor) -> WideInteger {
        let (plus, minus) = parts(measure, factor)
        return plus + minus
    }

    /// n/(n − 1); 0 for one row.
    private var correction: Double { count > 1 ? Double(count) / Double(count - 1) : 0 }

    // MARK: Means

    /// The mean of |e|.
    var absoluteError: MeanInterval.Sample {
        mean(
            size(.error, .weight), size(.error, .squaredWeight), squares: size(.squaredError, .squaredWeight),
            higher: (size(.cubedError, .squaredWeight), total(.fourthError, .squaredWeight)))
    }

    /// The mean of e.
    var error: MeanInterval.Sample {
        mean(
            total(.error, .weight), total(.error, .squaredWeight), squares: size(.squaredError, .squaredWeight),
            higher: (total(.cubedError, .squaredWeight), total(.fourthError, .squaredWeight)))
    }

    /// The mean of y, or of ŷ.
    func mean(
        _ measure: CubeMeasure, squares: CubeMeasure, higher: (cubes: CubeMeasure, fourths: CubeMeasure)? = nil
    ) -> MeanInterval.Sample {
        mean(
            total(measure, .weight), total(measure, .squaredWeight), squares: size(squares, .squaredWeight),
            higher: higher.map { (total($0.cubes, .squaredWeight), total($0.fourths, .squaredWeight)) })
    }

    /// The mean of τ(y − ŷ) where the prediction is too low, and of (1 − τ)(ŷ − y) where it is too high.
    func pinball(_ quantile: Double) -> MeanInterval.Sample {
        let (low, high) = (quantile, 1 - quantile)
        let (over, under) = parts(.error, .weight)
        let own = parts(.error, .squaredWeight)
        let squares = parts(.squaredError, .squaredWeight)
        let mean = (low * scale.value(under, power: 1) + high * scale.value(over, power: 1)) / weight.double
        // Σw²(fW − S)², the terms of each side and of both in whole numbers.
        func side(_ sum: WideInteger, _ own: WideInteger, _ squares: WideInteger) -> WideInteger {
            let twice = weight * sum * own
            return weight * weight * squares - twice - twice + sum * sum * square
        }
        let mixed = under * over * square - weight * (under * own.plus + over * own.minus)
        let spread =
            low * low * scale.value(side(under, own.minus, squares.minus), power: 2)
            + high * high * scale.value(side(over, own.plus, squares.plus), power: 2)
            + 2 * low * high * scale.value(mixed, power: 2)
        let extent =
            low * low * scale.value(weight * weight * squares.minus, power: 2)
            + high * high * scale.value(weight * weight * squares.plus, power: 2)
        func powers(_ own: WideInteger, _ squares: WideInteger, _ cubes: WideInteger) -> PinballSpread.Powers {
            PinballSpread.Powers(
                first: scale.value(own, power: 1), second: scale.value(squares, power: 2),
                third: scale.value(cubes, power: 3))
        }
        let cubes = parts(.cubedError, .squaredWeight)
        let kurtosis = PinballSpread(
            under: powers(own.minus, squares.minus, cubes.minus), over: powers(own.plus, squares.plus, cubes.plus),
            fourths: scale.value(total(.fourthError, .squaredWeight), power: 4), rows: square.double
        ).kurtosis(quantile, mean: mean)
        return sample(mean, spread: Self.spread(spread, of: extent), kurtosis: kurtosis)
    }

    /// The weighted mean of some numbers from Σwx, Σw²x and Σw²x².
    ///
    /// - Parameter higher: Σw²x³ and Σw²x⁴, which tell how well the variance is known: rows far from the mean are taken to
    ///   weigh as others do.
    private func mean(
        _ sum: WideInteger, _ own: WideInteger, squares: WideInteger,
        higher: (cubes: WideInteger, fourths: WideInteger)? = nil
    ) -> MeanInterval.Sample {
        let twice = weight * sum * own
        let spread = weight * weight * squares - twice - twice + sum * sum * square
        let kurtosis = higher.flatMap { higher -> Double? in
            guard !spread.isZero else { return nil }
            // Σw²(xW − Σwx)⁴.
            let four = WideInteger(4)
            let central =
                weight * weight * weight * (weight * higher.fourths - four * sum * higher.cubes)
                + sum * sum * (WideInteger(6) * weight * weight * squares - four * weight * sum * own)
                + sum * sum * sum * sum * square
            return central.double / spread.double * square.double / spread.double
        }
        return sample(
            scale.value(sum, power: 1) / weight.double, spread: scale.value(spread, power: 2), kurtosis: kurtosis)
    }

    /// - Parameter spread: Σw²(xW − Σwx)² in quanta of weights.
    private func sample(_ mean: Double, spread: Double, kurtosis: Double?) -> MeanInterval.Sample {
        let w = weight.double
        // The sample variance is n times that of the mean, as for all weighted means.
        return MeanInterval.Sample(
            mean: mean, sampleVariance: max(0, spread) / w / w / w / w / Self.quantum * correction * Double(count),
            count: Double(count), kurtosis: kurtosis)
    }

    // MARK: Functions of means

    /// √(Σwe²/Σw).
    var rootMeanSquaredError: Linearised {
        let sum = size(.squaredError, .weight)
        let value = (scale.value(sum, power: 2) / weight.double).squareRoot()
        guard !sum.isZero else { return Linearised(value: 0, variance: 0, count: count, scale: .logarithm) }
        // Var(ln RMSE) = ¼ Σw²(e²/Σwe² − 1/Σw)².
        let twice = weight * sum * size(.squaredError, .squaredWeight)
        let spread = weight * weight * total(.fourthError, .squaredWeight) - twice - twice + sum * sum * square
        let bottom = sum.double * weight.double
        let relative = max(0, spread.double) / bottom / bottom / Self.quantum * correction
        return Linearised(value: value, variance: value * value * relative / 4, count: count, scale: .logarithm)
    }

    /// Σw|e|/Σw|y|; `nil` where all labels with a weight are 0.
    var weightedAbsolutePercentageError: Linearised? {
        Linearised(
            sum: size(.error, .weight), over: size(.label, .weight), squares: size(.squaredError, .squaredWeight),
            products: size(.labelError, .squaredWeight), overSquares: size(.squaredLabel, .squaredWeight), count: count,
            quantum: Self.quantum)
    }

    /// Whether all errors are 0.
    var isWithoutError: Bool { size(.squaredError, .weight).isZero }

    /// 1 − Σwe²/Σw(y − ȳ)²; `nil` where all labels are equal.
    var determination: Linearised? {
        // (Σw)² times the weighted sum of squares about the mean, times another Σw.
        let labels = first(.label, .label)
        guard !labels.isZero else { return nil }
        let errors = size(.squaredError, .weight)
        let unexplained = scale.value(weight * weight * errors, power: 2) / scale.value(labels, power: 2)
        guard unexplained > 0 else { return Linearised(value: 1, variance: 0, count: count, scale: .logComplement) }
        // Σw²(e²/Σwe² − (y − ȳ)²/Σw(y − ȳ)²)².
        let (a, b) = (errors.double, labels.double)
        let ofErrors = second([.error, .error, .error, .error]).double / a / a
        let ofLabels = second([.label, .label, .label, .label]).double / b / b
        let ofBoth = second([.error, .error, .label, .label]).double / a / b
        let relative = Self.spread(ofErrors - 2 * ofBoth + ofLabels, of: ofErrors + ofLabels) / Self.quantum
        return Linearised(
            value: 1 - unexplained, variance: unexplained * unexplained * relative * correction, count: count,
            scale: .logComplement)
    }

    /// Pearson's correlation of label and prediction, weighted; `nil` where either is constant.
    var correlation: Linearised? {
        let (labels, predictions) = (first(.label, .label), first(.prediction, .prediction))
        guard !labels.isZero, !predictions.isZero else { return nil }
        let product = first(.label, .prediction)
        let (a, b) = (labels.double.squareRoot(), predictions.double.squareRoot())
        guard product * product != labels * predictions else {
            return Linearised(value: product.isNegative ? -1 : 1, variance: 0, count: count, scale: .fisher)
        }
        let r = product.double / a / b
        func moment(_ labelPower: Int) -> Double {
            let factors =
                Array(repeating: Linear.label, count: labelPower)
                + Array(repeating: Linear.prediction, count: 4 - labelPower)
            var value = second(factors).double
            for _ in 0..<labelPower { value /= a }
            for _ in labelPower..<4 { value /= b }
            return value
        }
        // Σw²(zy zp − r (zy² + zp²)/2)²/(Σw)².
        let ends = (moment(4) + moment(0)) / 4
        let spread = Self.spread(
            moment(2) - r * (moment(3) + moment(1)) + r * r * (ends + moment(2) / 2), of: moment(2) + ends)
        return Linearised(
            value: min(1, max(-1, r)), variance: spread / Self.quantum * correction, count: count, scale: .fisher)
    }

    /// Whether all labels are equal.
    var hasConstantLabel: Bool { first(.label, .label).isZero }

    /// A sum of squares from terms of this size; what rounding leaves of nothing is nothing.
    private static func spread(_ value: Double, of size: Double) -> Double { value > size * 0x1p-46 ? value : 0 }

    // MARK: Exact sums of products

    /// A factor of a product over rows: e, or the label or prediction less its mean, times Σw.
    private enum Linear { case error, label, prediction }

    /// Σw times the product of two centred factors, in powers of the quantum.
    private func first(_ a: Linear, _ b: Linear) -> WideInteger {
        polynomial([a, b], .weight, constant: weight)
    }

    /// Σw² times the product of four factors.
    private func second(_ factors: [Linear]) -> WideInteger {
        polynomial(factors, .squaredWeight, constant: square)
    }

    private func polynomial(
        _ factors: [Linear], _ factor: CubeMeasure.Factor, constant: WideInteger
    ) -> WideInteger {
        let (ofLabels, ofErrors) = (total(.label, .weight), total(.error, .weight))
        let polynomial = MomentPolynomial(
            factors.map { factor in
                switch factor {
                case .error: (label: .zero, error: WideInteger(1), constant: .zero)
                case .label: (label: weight, error: .zero, constant: -ofLabels)
                case .prediction: (label: weight, error: weight, constant: -(ofLabels + ofErrors))
                }
            })
        return polynomial.sum { moment($0, $1, factor, constant) }
    }

    /// Σ of y^a e^b times a weight.
    private func moment(_ a: Int, _ b: Int, _ factor: CubeMeasure.Factor, _ constant: WideInteger) -> WideInteger {
        switch (a, b) {
        case (0, 0): constant
        case (0, 1): total(.error, factor)
        case (0, 2): size(.squaredError, factor)
        case (0, 3): total(.cubedError, factor)
        case (0, 4): total(.fourthError, factor)
        case (1, 0): total(.label, factor)
        case (1, 1): total(.labelError, factor)
        case (1, 2): total(.labelSquaredError, factor)
        case (1, 3): total(.labelCubedError, factor)
        case (2, 0): total(.squaredLabel, factor)
        case (2, 1): total(.squaredLabelError, factor)
        case (2, 2): total(.squaredLabelSquaredError, factor)
        case (3, 0): total(.cubedLabel, factor)
        case (3, 1): total(.cubedLabelError, factor)
        case (4, 0): total(.fourthLabel, factor)
        default: preconditionFailure("a product of up to four factors")
        }
    }
}

extension Estimator {
    /// A figure of numbers of weighted rows.
    ///
    /// - Parameter n: its rows.
    func sampledWeighted(_ figure: Metric.NumberFigure, n: Int) -> Sampled {
        let slots = DecisionSlots(classCount: 1)
        let chosen: [Int] =
            switch figure {
            case .outcome: (0..<slots.columns).map { $0 }
            case .prediction: [0, LabelState.unlabelled].map { slots.slot(label: $0, prediction: 0) }
            default: [slots.slot(label: 0, prediction: 0)]
            }
        guard let sample = WeightedNumberSample(evidence, slots: chosen, count: n) else {
            return .undefined(.notInCube, n: 0)
        }
        guard !sample.isWithoutWeight else { return .undefined(.invalidWeights, n: n) }
        switch figure {
        case .absoluteError: return .mean(sample.absoluteError)
        case .error: return .mean(sample.error)
        case .pinball(let quantile): return .mean(sample.pinball(quantile))
        case .outcome:
            return .mean(
                sample.mean(.label, squares: .squaredLabel, higher: (.cubedLabel, .fourthLabel)))
        case .prediction: return .mean(sample.mean(.prediction, squares: .squaredPrediction))
        case .rootMeanSquaredError, .weightedAbsolutePercentageError, .determination, .correlation:
            return sample.composite(figure, n: n)
        case .absoluteErrorQuantile: return .undefined(.notInCube, n: n)
        }
    }
}
