package import Statistics
import Storage

/// How well all features together tell a protected attribute, on rows that were not learnt from.
///
/// - Source: METHODS §4b.
package struct AttributeRecovery: Sendable, Hashable {
    /// A way to guess.
    package struct Learner: Sendable, Hashable {
        package enum Kind: String, Sendable, Hashable, CaseIterable {
            /// A logistic regression with ridge 1 on levels and standardised numbers.
            case ridgeLogistic = "ridge-logistic"
            /// Naive Bayes on levels, numbers in bins between deciles, one row added to each count.
            case naiveBayes = "naive-bayes"
        }

        package let kind: Kind
        /// The area under the curve on rows not learnt from, the mean over folds; of more than two values of the attribute
        /// the mean of each against all others. Its interval has DeLong's variance, by units where there are some.
        package let area: Estimate
        /// The area less that without each feature, in the order of the features: what only that feature tells.
        ///
        /// Without a feature, the regression's other coefficients move by one step from those with it; where that loses
        /// `relearnt` or more, it is learnt again. Naive Bayes leaves its term out.
        package let drops: [Double?]
    }

    package let learners: [Learner]
    /// The features' names, in the order in which they were given.
    package let features: [String]
    /// That nothing is told: by permuting the attribute within strata, units as a whole, and learning again each time by the
    /// regression's first step.
    package let pValue: Double?
    /// How often it was permuted: fewer than asked for where enough were as large.
    package let permutations: Int

    /// A loss that one step does not tell well enough.
    package static let relearnt = 0.005
    /// λ of the regression.
    package static let ridge = 1.0
    /// Permutations with an area as large that are enough.
    static let enough = 20

    init(
        _ rows: ProxyRows, features: [ProxySearch.Column], levels: [ProxyRows.Levels], units: [UInt32]?,
        options: ProxySearch.Options
    ) {
        let units = units.map { units in rows.kept.map { units[$0] } }
        self.init(
            attributes: rows.attributes, classes: rows.values.count, folds: rows.folds, foldCount: options.folds,
            features: features.map(\.name),
            columns: zip(features, levels).map { feature, levels in
                feature.numbers.map { numbers in .numbers(rows.kept.map { numbers[$0] }) }
                    ?? .levels(levels.codes, count: levels.count)
            }, levels: levels, strata: rows.legitimate, units: units, options: options)
    }

    /// - Parameter folds: of each row; what is learnt from all others is tried on it.
    init(
        attributes: [UInt32], classes: Int, folds: [UInt8], foldCount: Int, features: [String],
        columns: [MixedDesign.Column], levels: [ProxyRows.Levels], strata: [UInt32]?, units: [UInt32]?,
        options: ProxySearch.Options
    ) {
        self.features = features
        let design = MixedDesign(columns, rows: attributes.count)
        let parts = (0..<foldCount).map { fold in folds.indices.filter { Int(folds[$0]) == fold } }
        let targets = classes == 2 ? [UInt32(1)] : (0..<UInt32(classes)).map { $0 }
        var (logistic, bayes) = (AreaSums(features.count), AreaSums(features.count))
        for target in targets {
            let trial = FoldTrial(
                design: design, levels: levels, folds: folds, parts: parts, isPositive: attributes.map { $0 == target },
                units: units)
            // What the first fold learns is where the others start from.
            let first = trial.areas(0, start: nil)
            let others = Threads.map(max(0, parts.count - 1)) { trial.areas($0 + 1, start: first.coefficients) }
            for own in [first] + others {
                if let area = own.logistic { logistic.add(area.whole, without: area.without) }
                if let area = own.bayes { bayes.add(area.whole, without: area.without) }
            }
        }
        let rows = attributes.count
        learners = [
            logistic.learner(.ridgeLogistic, rows: rows, level: options.level),
            bayes.learner(.naiveBayes, rows: rows, level: options.level),
        ]
        let chosen = RecoveryTest.sample(rows, units: units, seed: options.seed)
        let shuffle = AttributeShuffle(attributes, strata: strata, units: units, among: chosen)
        let test = RecoveryTest(
            design, parts: (0..<foldCount).map { fold in chosen.filter { Int(folds[$0]) == fold } }, targets: targets)
        (pValue, permutations) = test.pValue(attributes, shuffle, options) ?? (nil, 0)
    }

    /// Areas of folds and classes.
    private struct AreaSums {
        private var areas: [Double] = []
        private var variances: [Double?] = []
        private var without: [[Double?]]

        init(_ features: Int) { without = Array(repeating: [], count: features) }

        mutating func add(_ area: RankedArea, without: [Double?]) {
            areas.append(area.area)
            variances.append(area.variance)
            for (feature, area) in without.enumerated() { self.without[feature].append(area) }
        }

        func learner(_ kind: Learner.Kind, rows: Int, level: Double) -> Learner {
            guard !areas.isEmpty else {
                return Learner(
                    kind: kind, area: Estimate(notEstimable: .tooFewRows, n: rows), drops: without.map { _ in nil })
            }
            let count = Double(areas.count)
            let mean = areas.reduce(0, +) / count
            let known = variances.compactMap { $0 }
            let interval =
                known.count == areas.count
                ? AreaUnderCurve.logitInterval(
                    auc: mean, variance: known.reduce(0, +) / count / count, level: level) : nil
            let drops = without.map { own -> Double? in
                let known = own.compactMap { $0 }
                return known.count == areas.count ? mean - known.reduce(0, +) / count : nil
            }
            return Learner(kind: kind, area: Estimate(mean, n: rows, interval: interval), drops: drops)
        }
    }
}

/// Learning from all folds but one, and trying on that one.
private struct FoldTrial {
    let design: MixedDesign
    let levels: [ProxyRows.Levels]
    let folds: [UInt8]
    let parts: [[Int]]
    let isPositive: [Bool]
    let units: [UInt32]?

    /// What each learner reaches, and without each feature; `nil` where there is no area.
    struct Areas {
        var logistic: (whole: RankedArea, without: [Double?])?
        var bayes: (whole: RankedArea, without: [Double?])?
        /// Of the regression.
        var coefficients: [Double]?
    }

    /// - Parameter start: what the regression starts from.
    func areas(_ fold: Int, start: [Double]?) -> Areas {
        let tried = parts[fold]
        let learnt = folds.indices.filter { Int(folds[$0]) != fold }
        let chosen = tried.map { isPositive[$0] }
        let own = units.map { units in tried.map { units[$0] } }
        func area(_ scores: [Double]) -> RankedArea? { RankedArea(scores: scores, positives: chosen, units: own) }
        var found = Areas()
        if let fit = RidgeLogistic(
            design, rows: learnt, positives: isPositive, ridge: AttributeRecovery.ridge, start: start),
            let whole = area(design.predictors(fit.coefficients, of: tried))
        {
            found.coefficients = fit.coefficients
            found.logistic = (
                whole,
                design.terms.map { terms in
                    guard let step = fit.coefficients(without: terms),
                        let own = area(design.predictors(step, of: tried))?.area
                    else { return nil }
                    guard whole.area - own >= AttributeRecovery.relearnt else { return own }
                    let again = RidgeLogistic(
                        design, rows: learnt, positives: isPositive, ridge: AttributeRecovery.ridge, start: step,
                        leavingOut: terms)
                    return again.flatMap { area(design.predictors($0.coefficients, of: tried)) }?.area
                }
            )
        }
        let terms = NaiveBayes(levels, rows: learnt, positives: isPositive).terms(of: tried)
        // Sums anew, because what is added and taken away again would part rows that are alike.
        func sums(without left: Int?) -> [Double] {
            var sums = [Double](repeating: 0, count: tried.count)
            for (feature, term) in terms.enumerated() where feature != left {
                for row in sums.indices { sums[row] += term[row] }
            }
            return sums
        }
        if let whole = area(sums(without: nil)) {
            found.bayes = (whole, terms.indices.map { area(sums(without: $0))?.area })
        }
        return found
    }
}

/// ln of the odds that a level adds, feature by feature.
struct NaiveBayes {
    private let levels: [ProxyRows.Levels]
    /// By feature and level.
    private let odds: [[Double]]

    /// - Source: Laplace's rule of succession: one row added to each level of each class.
    init(_ levels: [ProxyRows.Levels], rows: [Int], positives: [Bool]) {
        self.levels = levels
        let count = rows.count { positives[$0] }
        odds = levels.map { feature in
            var (with, without) = ([Int](repeating: 0, count: feature.count), [Int](repeating: 0, count: feature.count))
            for row in rows {
                let level = Int(feature.codes[row])
                if positives[row] { with[level] += 1 } else { without[level] += 1 }
            }
            // What no row has, here or elsewhere, is no level.
            var occurs = [Bool](repeating: false, count: feature.count)
            for code in feature.codes { occurs[Int(code)] = true }
            let size = Double(occurs.count { $0 })
            let (first, second) = (Double(count) + size, Double(rows.count - count) + size)
            return zip(with, without).map { LogScale.logarithm((Double($0) + 1) / first * (second / (Double($1) + 1))) }
        }
    }

    /// What each feature adds in some rows.
    func terms(of rows: [Int]) -> [[Double]] {
        zip(levels, odds).map { feature, odds in rows.map { odds[Int(feature.codes[$0])] } }
    }
}
