package import Evidence
package import Statistics

/// How common labels are among rows that have none, from what the model decides of them, if classes look alike here and at
/// the origin (label shift).
///
/// The table of the origin by decision and label, Ĉ, and the decisions here, μ̂, give ŵ = Ĉ⁻¹μ̂: how many times more common
/// each label is here. It holds only if p(x | y) is the same in both places, which nothing here can show.
///
/// - Source: Lipton, Wang and Smola 2018 (black-box shift estimation); METHODS §4e.
package struct BlackBoxShift: Sendable {
    /// Why decisions do not tell how common labels are.
    package enum Refusal: Hashable, Sendable {
        /// Nobody has this label at the origin, by its code.
        case unseenClass(Int)
        /// The decisions hardly tell labels apart: the condition number is above the limit.
        case indistinct(condition: Double)
        /// No mix of labels gives these decisions: a weight lies below 0, its interval too. Classes do not look alike.
        case impossible(Int)
        /// No decision on one side.
        case noDecisions
    }

    /// Above this the decisions are taken to tell nothing.
    package static let largestCondition = 100.0

    /// Of Ĉ; `nil` where it was not made.
    package let condition: Double?
    /// By class: ŵ and the share here, with limits from their first-order influence; none where refused.
    package let weights: [Estimate]
    package let shares: [Estimate]
    /// The accuracy expected here: each class as accurate as at the origin, and as common as estimated.
    package let expectedAccuracy: Estimate?
    package let refusal: Refusal?

    /// - Parameters:
    ///   - origin: rows with label and decision.
    ///   - decisions: rows here by decision, labelled or not.
    package init(origin: Confusion, decisions: [Int], level: Double) {
        let classes = 0..<origin.classCount
        let (rows, here) = (origin.total, decisions.reduce(0, +))
        func refused(_ refusal: Refusal, _ condition: Double? = nil) -> BlackBoxShift {
            BlackBoxShift(
                condition: condition, weights: [], shares: [], expectedAccuracy: nil, refusal: refusal)
        }
        guard rows > 1, here > 1 else {
            self = refused(.noDecisions)
            return
        }
        if let unseen = classes.first(where: { origin.labelled($0) == 0 }) {
            self = refused(.unseenClass(unseen))
            return
        }
        let n = Double(rows)
        let joint = SmallMatrix(
            classes.map { decision in classes.map { Double(origin[$0, decision]) / n } })
        let condition = joint.condition
        guard condition <= Self.largestCondition, let inverse = joint.inverse else {
            self = refused(.indistinct(condition: condition), condition)
            return
        }
        let mu = decisions.map { Double($0) / Double(here) }
        let weights = classes.map { row in classes.reduce(0) { $0 + inverse[row, $1] * mu[$1] } }
        let share = classes.map { Double(origin.labelled($0)) / n }
        let recall = classes.map { Double(origin[$0, $0]) / Double(origin.labelled($0)) }
        let accuracy = classes.reduce(0) { $0 + weights[$1] * share[$1] * recall[$1] }
        // Influence of a row of the origin with label y and decision d on ŵ: −Ĉ⁻¹(e_d w_y − μ̂); on ŵ_j p_j that times p_j, and
        // w_j (1[y = j] − p_j); on Σ w_j Ĉ_jj, beside ŵ, what the row adds to Ĉ_jj. Of a row here: Ĉ⁻¹(e_d − μ̂).
        var (ofWeights, ofShares) = (classes.map { _ in CompensatedSum() }, classes.map { _ in CompensatedSum() })
        var ofAccuracy = CompensatedSum()
        func add(_ count: Int, of total: Int, _ influence: [Double], label: Int?, decision: Int) {
            guard count > 0 else { return }
            let scale = Double(count) / Double(total) / Double(total)
            var sum = 0.0
            for index in classes {
                ofWeights[index].add(scale * influence[index] * influence[index])
                var own = influence[index] * share[index]
                sum += influence[index] * joint[index, index]
                if let label {
                    own += weights[index] * ((label == index ? 1 : 0) - share[index])
                    let isRight = label == index && decision == index
                    sum += weights[index] * ((isRight ? 1 : 0) - joint[index, index])
                }
                ofShares[index].add(scale * own * own)
            }
            ofAccuracy.add(scale * sum * sum)
        }
        for decision in classes {
            let centred = classes.map { ($0 == decision ? 1 : 0) - mu[$0] }
            add(
                decisions[decision], of: here,
                classes.map { row in classes.reduce(0) { $0 + inverse[row, $1] * centred[$1] } }, label: nil,
                decision: decision)
            for label in classes {
                let moved = classes.map { ($0 == decision ? weights[label] : 0) - mu[$0] }
                add(
                    origin[label, decision], of: rows,
                    classes.map { row in -classes.reduce(0) { $0 + inverse[row, $1] * moved[$1] } }, label: label,
                    decision: decision)
            }
        }
        let quantile = NormalDistribution.twoSidedQuantile(level: level)
        func estimate(_ value: Double, _ variance: CompensatedSum) -> Estimate {
            let reach = quantile * max(0, variance.value).squareRoot()
            return Estimate(
                value, n: rows + here,
                interval: reach > 0
                    ? Interval(lower: value - reach, upper: value + reach, level: level, method: .wald) : nil)
        }
        let estimates = classes.map { estimate(weights[$0], ofWeights[$0]) }
        if let negative = classes.first(where: { (estimates[$0].interval?.upper ?? weights[$0]) < 0 }) {
            self = refused(.impossible(negative), condition)
            return
        }
        self.init(
            condition: condition, weights: estimates,
            shares: classes.map { estimate(weights[$0] * share[$0], ofShares[$0]) },
            expectedAccuracy: estimate(accuracy, ofAccuracy), refusal: nil)
    }

    private init(
        condition: Double?, weights: [Estimate], shares: [Estimate], expectedAccuracy: Estimate?, refusal: Refusal?
    ) {
        self.condition = condition
        self.weights = weights
        self.shares = shares
        self.expectedAccuracy = expectedAccuracy
        self.refusal = refusal
    }
}
