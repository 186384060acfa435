import Evidence
import Statistics

extension Estimator {
    /// What numbers say of a figure.
    func sampled(_ figure: Metric.NumberFigure, _ metric: Metric) -> Sampled {
        let n =
            switch figure {
            case .outcome: evidence.labelled
            case .prediction: evidence.predicted
            default: evidence.judged
            }
        guard n > 0 else { return .undefined(emptyReason(.emptyGroup, metric), n: 0) }
        if case .absoluteErrorQuantile(let quantile) = figure { return sampledErrorQuantile(quantile, n: n) }
        if weighted != nil { return sampledWeighted(figure, n: n) }
        guard let scale = evidence.scale, let sample = NumberSample(evidence) else {
            return .undefined(.notInCube, n: 0)
        }
        switch figure {
        case .absoluteError: return .mean(sample.absoluteError)
        case .error: return .mean(sample.error)
        case .pinball(let quantile): return .mean(sample.pinball(quantile))
        case .outcome:
            let slots = DecisionSlots(classCount: 1)
            let labelled = (0..<slots.columns).map { $0 }
            return .mean(
                mean(.label, .squaredLabel, higher: (.cubedLabel, .fourthLabel), slots: labelled, count: n, scale))
        case .prediction:
            let slots = DecisionSlots(classCount: 1)
            let predicted = [0, LabelState.unlabelled].map { slots.slot(label: $0, prediction: 0) }
            return .mean(mean(.prediction, .squaredPrediction, slots: predicted, count: n, scale))
        case .rootMeanSquaredError, .weightedAbsolutePercentageError, .determination, .correlation:
            return sample.composite(figure, n: n)
        case .absoluteErrorQuantile: return .undefined(.notInCube, n: n)
        }
    }

    private func mean(
        _ measure: CubeMeasure, _ squares: CubeMeasure, higher: (cubes: CubeMeasure, fourths: CubeMeasure)? = nil,
        slots: [Int], count: Int, _ scale: NumberScale
    ) -> MeanInterval.Sample {
        func sum(_ measure: CubeMeasure) -> WideInteger {
            let (plus, minus) = evidence.wholeSums(of: measure, slots: slots) ?? (.zero, .zero)
            return plus - minus
        }
        return NumberSample.mean(
            sum(measure), squares: sum(squares), higher: higher.map { (sum($0.cubes), sum($0.fourths)) }, count: count,
            scale)
    }

    /// Errors over the lengths of the references, of texts with both.
    func sampledErrorRate(_ metric: Metric) -> Sampled {
        guard evidence.judged > 0 else { return .undefined(emptyReason(.emptyGroup, metric), n: 0) }
        let judged = [DecisionSlots(classCount: 1).slot(label: 0, prediction: 0)]
        func sum(_ measure: CubeMeasure) -> WideInteger? { evidence.wholeSums(of: measure, slots: judged)?.plus }
        if let weighted {
            guard weighted.part({ $0.judged }).weight > 0 else {
                return .undefined(.invalidWeights, n: evidence.judged)
            }
            guard let errors = sum(.errors.times(.weight)), let length = sum(.referenceLength.times(.weight)),
                let squares = sum(.squaredErrors.times(.squaredWeight)),
                let products = sum(.errorsByLength.times(.squaredWeight)),
                let squaredLength = sum(.squaredLength.times(.squaredWeight))
            else { return .undefined(.notInCube, n: 0) }
            guard
                let rate = Linearised(
                    sum: errors, over: length, squares: squares, products: products, overSquares: squaredLength,
                    count: evidence.judged, quantum: WeightedNumberSample.quantum)
            else { return .undefined(.emptyGroup, n: evidence.judged) }
            return .linearised(rate)
        }
        guard let errors = sum(.errors), let length = sum(.referenceLength), let squares = sum(.squaredErrors),
            let products = sum(.errorsByLength), let squaredLength = sum(.squaredLength)
        else { return .undefined(.notInCube, n: 0) }
        guard
            let rate = Linearised(
                sum: errors, over: length, squares: squares, products: products, overSquares: squaredLength,
                count: evidence.judged)
        else { return .undefined(.emptyGroup, n: evidence.judged) }
        return .linearised(rate)
    }
}
