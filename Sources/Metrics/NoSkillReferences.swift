#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The no-skill references of the catalogue; each is a function of the label totals alone.
extension Metric.NoSkill {
    private static func share(_ totals: [Double], _ index: Int) -> Double { totals[index] / totals.reduce(0, +) }
    private static func largestShare(_ totals: [Double]) -> Double { (totals.max() ?? .nan) / totals.reduce(0, +) }

    /// Accuracy of always giving the commonest label.
    static let commonestAnswer = Self(kind: .commonestAnswer) { largestShare($0) }
    /// Its error rate, as a quotient of counts like the error rate itself, so that a constant answer equals it exactly.
    static let commonestAnswerError = Self(kind: .commonestAnswer) { totals in
        let all = totals.reduce(0, +)
        return (all - (totals.max() ?? .nan)) / all
    }
    /// Share of positives.
    static let baseRate = Self(kind: .baseRate) { share($0, 1) }
    static let negativeBaseRate = Self(kind: .baseRate) { share($0, 0) }
    /// Jaccard index of always answering positive.
    static let baseRateAlwaysPositive = Self(kind: .alwaysPositive) { share($0, 1) }
    /// A constant reached by chance.
    static func chance(_ value: Double) -> Self { Self(kind: .chance) { _ in value } }
    /// F_β of always answering positive: (1 + β²)b / (b + β²b + 1 − b) with base rate b.
    static func alwaysPositive(betaSquared: Double) -> Self {
        Self(kind: .alwaysPositive) { totals in
            let b = share(totals, 1)
            return (1 + betaSquared) * b / (1 + betaSquared * b)
        }
    }
    /// A share of positives that is given.
    static func prevalence(_ value: Double) -> Self { Self(kind: .baseRate) { _ in value } }
    /// Brier skill of forecasting the base rate.
    static let noBrierSkill = Self(kind: .baseRateForecast) { _ in 0 }
    /// Brier score of forecasting the base rate: b(1 − b).
    static let baseRateBrier = Self(kind: .baseRateForecast) { share($0, 1) * share($0, 0) }
    /// Brier score over all classes of forecasting their shares: 1 − Σp².
    static let classSharesBrier = Self(kind: .baseRateForecast) { totals in
        1 - totals.indices.reduce(0) { $0 + share(totals, $1) * share(totals, $1) }
    }
    /// Log loss of forecasting the class shares: their entropy in nats.
    static let classEntropy = Self(kind: .baseRateForecast) { totals in
        totals.indices.reduce(0) {
            let p = share(totals, $1)
            return p > 0 ? $0 - p * log(p) : $0
        }
    }
    /// Macro F₁ of always giving the commonest label: its F₁ over the number of classes present.
    static let commonestMacroF1 = Self(kind: .commonestAnswer) { totals in
        let m = largestShare(totals)
        return 2 * m / (1 + m) / Double(totals.filter { $0 > 0 }.count)
    }
    /// Macro recall of any constant answer: one over the number of classes present.
    static let constantMacroRecall = Self(kind: .commonestAnswer) { 1 / Double($0.filter { $0 > 0 }.count) }
    /// F₁ weighted by support of always giving the commonest label.
    static let commonestWeightedF1 = Self(kind: .commonestAnswer) { totals in
        let m = largestShare(totals)
        return m * 2 * m / (1 + m)
    }
}
