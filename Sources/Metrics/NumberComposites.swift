import Statistics

/// Figures of numbers that are made of several means, whether rows have weights or not.
protocol NumberComposites {
    var rootMeanSquaredError: Linearised { get }
    /// `nil` where the absolute labels add up to nothing.
    var weightedAbsolutePercentageError: Linearised? { get }
    var isWithoutError: Bool { get }
    /// R²; `nil` where all labels are the same.
    var determination: Linearised? { get }
    /// `nil` where the labels or the predictions are all the same.
    var correlation: Linearised? { get }
    var hasConstantLabel: Bool { get }
}

extension NumberComposites {
    /// The figure, or why there is none.
    ///
    /// - Parameter n: the rows that have label and prediction.
    func composite(_ figure: Metric.NumberFigure, n: Int) -> Estimator.Sampled {
        switch figure {
        case .rootMeanSquaredError: return .linearised(rootMeanSquaredError)
        case .weightedAbsolutePercentageError:
            guard let rate = weightedAbsolutePercentageError else {
                return .undefined(isWithoutError ? .bothZero : .zeroReference, n: n)
            }
            return .linearised(rate)
        case .determination:
            return determination.map { .linearised($0) } ?? .undefined(.constantTarget, n: n)
        case .correlation:
            if let correlation { return .linearised(correlation) }
            return .undefined(hasConstantLabel ? .constantTarget : .degenerateMargins, n: n)
        default: return .undefined(.notInCube, n: n)
        }
    }
}
