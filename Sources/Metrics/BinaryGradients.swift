/// Values of binary composites that need care with rounding.
enum BinaryComposite {
    /// (TP·TN − FP·FN) / √(P·P̂·N·N̂); the numerator with one rounding, and one root, so that ±1 are exact.
    static let matthews: @Sendable (BinaryCells) -> Double = {
        differenceOfProducts($0.truePositives, $0.trueNegatives, $0.falsePositives, $0.falseNegatives)
            / (($0.positives * $0.negatives) * ($0.predictedPositives * $0.predictedNegatives)).squareRoot()
    }

    /// ab − cd by Kahan's method with fused multiply-add: within 1.5 units in the last place.
    static func differenceOfProducts(_ a: Double, _ b: Double, _ c: Double, _ d: Double) -> Double {
        let product = c * d
        let correction = (-product).addingProduct(c, d)
        return (-product).addingProduct(a, b) - correction
    }
}

/// Gradients of binary composites with respect to the four cells; each is orthogonal to the cells themselves, because
/// the composites do not change when all cells are scaled.
enum Gradient {
    /// Of a·TPR + b·TNR.
    static func rates(_ c: BinaryCells, truePositiveRate a: Double, trueNegativeRate b: Double) -> BinaryCells {
        let p = c.positives * c.positives
        let n = c.negatives * c.negatives
        return BinaryCells(
            truePositives: a * c.falseNegatives / p, falsePositives: -b * c.trueNegatives / n,
            falseNegatives: -a * c.truePositives / p, trueNegatives: b * c.falsePositives / n)
    }

    static let markedness: @Sendable (BinaryCells) -> BinaryCells = { c in
        let p = c.predictedPositives * c.predictedPositives
        let n = c.predictedNegatives * c.predictedNegatives
        return BinaryCells(
            truePositives: c.falsePositives / p, falsePositives: -c.truePositives / p,
            falseNegatives: -c.trueNegatives / n, trueNegatives: c.falseNegatives / n)
    }

    /// With D = √(P·N·P̂·N̂): ∂MCC/∂TP = TN/D − MCC/2·(1/P + 1/P̂), and so on by symmetry.
    static let matthews: @Sendable (BinaryCells) -> BinaryCells = { c in
        let value = BinaryComposite.matthews(c)
        let root =
            (c.positives * c.predictedPositives).squareRoot() * (c.negatives * c.predictedNegatives).squareRoot()
        func part(_ cofactor: Double, _ margin: Double, _ predictedMargin: Double) -> Double {
            cofactor / root - value / 2 * (1 / margin + 1 / predictedMargin)
        }
        return BinaryCells(
            truePositives: part(c.trueNegatives, c.positives, c.predictedPositives),
            falsePositives: part(-c.falseNegatives, c.negatives, c.predictedPositives),
            falseNegatives: part(-c.falsePositives, c.positives, c.predictedNegatives),
            trueNegatives: part(c.truePositives, c.negatives, c.predictedNegatives))
    }

    static let positiveLikelihoodRatio: @Sendable (BinaryCells) -> BinaryCells = { c in
        let value = c.truePositiveRate / c.falsePositiveRate
        return BinaryCells(
            truePositives: value * (1 / c.truePositives - 1 / c.positives),
            falsePositives: value * (1 / c.negatives - 1 / c.falsePositives),
            falseNegatives: -value / c.positives, trueNegatives: value / c.negatives)
    }

    static let negativeLikelihoodRatio: @Sendable (BinaryCells) -> BinaryCells = { c in
        let value = c.falseNegativeRate / c.trueNegativeRate
        return BinaryCells(
            truePositives: -value / c.positives, falsePositives: value / c.negatives,
            falseNegatives: value * (1 / c.falseNegatives - 1 / c.positives),
            trueNegatives: value * (1 / c.negatives - 1 / c.trueNegatives))
    }

    static let diagnosticOddsRatio: @Sendable (BinaryCells) -> BinaryCells = { c in
        let value = (c.truePositives * c.trueNegatives) / (c.falsePositives * c.falseNegatives)
        return BinaryCells(
            truePositives: value / c.truePositives, falsePositives: -value / c.falsePositives,
            falseNegatives: -value / c.falseNegatives, trueNegatives: value / c.trueNegatives)
    }
}
