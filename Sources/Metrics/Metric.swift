package import Evidence
package import Statistics

/// One quantity of the catalogue: its names, what it is made of, and how it may be compared.
///
/// A metric is declared by its shape, so that interval, tests and comparisons follow from the declaration.
package struct Metric: Sendable {
    /// The canonical kebab-case name; stable.
    package let name: String
    /// Other names a user may type.
    package let aliases: [String]
    package let direction: Direction
    /// The values it can take.
    package let range: ClosedRange<Double>
    /// The outcomes it is defined for.
    package let outcome: Outcome
    /// Whether it looks at labels, so that missing labels can bias it.
    package let usesLabels: Bool
    /// What the figure says of the decision itself, if it is a rate of decisions: harm then follows from what people want.
    package let decision: DecisionRate?
    package let noSkill: NoSkill?
    /// The value of a perfect model where neither more nor less is better: 0 for a bias, 1 for a slope.
    package let ideal: Double?
    /// The class whose rows are held against all others, for a binary figure of several classes.
    package let versusRest: String?
    /// Whether it looks at the order of the classes, which has to be declared.
    package let isOrdinal: Bool
    package let definition: Definition
    /// Where the definition comes from.
    package let source: String

    package enum Direction: String, Sendable {
        case higherIsBetter = "higher-is-better"
        case lowerIsBetter = "lower-is-better"
        case neutral
    }

    package enum Outcome: String, Sendable {
        case binary, multiclass
        /// Classes, two or more.
        case any
        case number
        /// Counted errors of texts.
        case errors
        /// Items put in order, query by query.
        case ranking
        /// Rows beside those that are like them.
        case neighbours
        /// Whatever is predicted.
        case every
    }

    /// A rate at which one decision is made.
    package enum DecisionRate: Sendable {
        /// The share decided positive among some rows.
        case positive
        /// The share decided negative among some rows.
        case negative
        /// The share that gets the decision people want.
        case favourable
    }

    /// What a figure is made of.
    package enum Definition: Sendable {
        /// A share of rows.
        case proportion(
            of: any KeyPath<Counts, Int> & Sendable, among: any KeyPath<Counts, Int> & Sendable,
            whenEmpty: NotEstimable)
        /// A number of rows, without an interval.
        case count(any KeyPath<Counts, Int> & Sendable)
        /// A ratio of weighted sums of the four binary cells.
        case ratioOfSums(BinaryCells, over: BinaryCells, whenEmpty: NotEstimable)
        /// A mean over rows of a value that depends on score and label.
        case moment(Moment)
        /// A functional of the two score distributions.
        case scoreFunctional(ScoreFunctional)
        /// A function of a K × K table; NaN where it is undefined in a draw. Macro averages run over the classes told.
        case confusionFunctional(
            @Sendable (ConfusionShares) -> Double,
            undefined: @Sendable (Confusion, _ averaged: [Bool]) -> NotEstimable?)
        /// A smooth function of the four binary cells, homogeneous of degree 0, with its gradient.
        case smooth(
            @Sendable (BinaryCells) -> Double, gradient: @Sendable (BinaryCells) -> BinaryCells,
            undefined: @Sendable (Counts) -> NotEstimable?)
        /// A figure of numbers and their predictions.
        case number(NumberFigure)
        /// Errors over the lengths of the references, both counted in this unit.
        case errorRate(CubeHeader.TextUnit)
        /// A figure of ranked items, which rows tell and cubes do not.
        case ranking(RankingFigure)
        /// How far decisions differ from those of the nearest rows, which rows tell and cubes do not.
        case neighbours
    }

    /// Means over rows.
    package enum Moment: Sendable {
        /// (s − y)².
        case squaredError
        /// −ln p(y), probabilities clipped to [ε, 1 − ε].
        case negativeLogLikelihood(clip: Double)
        /// s, over labelled and unlabelled rows.
        case score
        /// s, over rows of one class.
        case scoreOfClass(positive: Bool)
        /// y − s.
        case residual
    }

    package enum ScoreFunctional: Sendable, Hashable {
        case areaUnderROC
        /// 2·AUC − 1.
        case gini
        case averagePrecision
        /// With negatives weighed so that positives have this share.
        case averagePrecisionAt(prevalence: Double)
        /// max |F₀ − F₁|.
        case kolmogorovSmirnov
        /// Over bins of equal width, as many as the context says.
        case expectedCalibrationError
        /// The largest gap of such a bin.
        case maximumCalibrationError
        /// Over bins of equal weight, as many as the context says.
        case adaptiveCalibrationError
        /// The mean squared gap less its expected noise.
        case debiasedCalibrationError
        case calibrationLine(CalibrationLine.Part)
        /// Σy/Σs.
        case observedToExpected
        /// 1 − Brier/UNC.
        case brierSkill
        case brierPart(BrierDecomposition.Part)
        case spiegelhalter
        /// The share of positives among labelled rows with a score from `from` up and below `to`.
        case outcomeRate(from: Double, to: Double)
        /// Made of the figures of each class.
        case overClasses(ClassScoreFigure)

        /// Whether scores have to be probabilities; for the others their order is enough.
        package var needsProbabilities: Bool {
            switch self {
            case .areaUnderROC, .gini, .averagePrecision, .averagePrecisionAt, .kolmogorovSmirnov, .outcomeRate: false
            case .overClasses(let figure): figure.needsProbabilities
            // A base rate needs no probability, but it is shown beside what does.
            default: true
            }
        }
    }

    /// What a model without skill reaches on the same labels.
    package struct NoSkill: Sendable {
        package enum Kind: String, Sendable {
            /// Always the commonest label.
            case commonestAnswer = "commonest-answer"
            /// The share of positives (or of negatives).
            case baseRate = "base-rate"
            /// Scores that rank at random, or a table of independent label and prediction.
            case chance
            /// Always positive.
            case alwaysPositive = "always-positive"
            /// The base rate given as everybody's probability.
            case baseRateForecast = "base-rate-forecast"
        }
        package let kind: Kind
        /// From the label totals in class order (rows or shares; homogeneous of degree 0); NaN where undefined.
        let value: @Sendable (_ labelTotals: [Double]) -> Double
    }

    init(
        _ name: String, aliases: [String] = [], direction: Direction, range: ClosedRange<Double> = 0...1,
        outcome: Outcome = .binary, usesLabels: Bool = true, decision: DecisionRate? = nil, noSkill: NoSkill? = nil,
        ideal: Double? = nil, versusRest: String? = nil, isOrdinal: Bool = false, definition: Definition, source: String
    ) {
        self.name = name
        self.aliases = aliases
        self.direction = direction
        self.range = range
        self.outcome = outcome
        self.usesLabels = usesLabels
        self.decision = decision
        self.noSkill = noSkill
        self.ideal = ideal
        self.versusRest = versusRest
        self.isOrdinal = isOrdinal
        self.definition = definition
        self.source = source
    }

    /// A side of a gap.
    package enum Side: Sendable { case lower, higher }

    /// On which side of a gap the people of a group are worse off; `nil` when neither side is.
    ///
    /// Rates of decisions follow from the decision people want, never from the coding of the label (METHODS §0);
    /// other figures from their direction. A rate of decisions without a declared wish falls back to its direction.
    package func worseSide(favourablePositive: Bool?) -> Side? {
        if let decision {
            switch (decision, favourablePositive) {
            case (.favourable, _), (.positive, true), (.negative, false): return .lower
            case (.positive, false), (.negative, true): return .higher
            case (_, nil): break
            }
        }
        switch direction {
        case .higherIsBetter: return .lower
        case .lowerIsBetter: return .higher
        case .neutral: return nil
        }
    }

    /// Whether it is an average over classes that all count alike, so that groups are compared over the same classes.
    package var averagesClasses: Bool {
        switch definition {
        case .confusionFunctional: name.hasPrefix("macro-")
        case .scoreFunctional(.overClasses(let figure)): figure.averagesPresentClasses
        default: false
        }
    }

    /// Whether the metric needs scores.
    package var needsScores: Bool {
        switch definition {
        case .moment, .scoreFunctional: true
        default: false
        }
    }

    /// Whether the metric needs scores that are probabilities.
    package var needsProbabilities: Bool {
        switch definition {
        case .moment: true
        case .scoreFunctional(let functional): functional.needsProbabilities
        default: false
        }
    }

    /// Whether the figure is a largest gap, a sum of squares or a test, which noise moves to one side, or a quantile: how it
    /// differs between blocks of rows tells nothing of how far it lies from the truth (METHODS §3.4).
    var growsWithNoise: Bool {
        switch definition {
        case .scoreFunctional(.brierPart(let part)): part != .uncertainty
        case .scoreFunctional(.kolmogorovSmirnov), .scoreFunctional(.maximumCalibrationError),
            .scoreFunctional(.spiegelhalter):
            true
        case .number(.absoluteErrorQuantile): true
        default: false
        }
    }

    /// The no-skill value on these labels; `nil` where there is none.
    package func noSkillValue(_ confusion: Confusion) -> Double? {
        guard let noSkill, confusion.total > 0 else { return nil }
        let value = noSkill.value((0..<confusion.classCount).map { Double(confusion.labelled($0)) })
        return value.isFinite ? value : nil
    }
}

/// A K × K table of shares or counts as functionals see it.
package struct ConfusionShares: Sendable {
    let cells: [Double]
    let classCount: Int
    /// Classes with support in the observed group; averages weighted by support run over these.
    let present: [Bool]
    /// Those of them that macro averages run over: where groups are compared, the ones that all groups have.
    let averaged: [Bool]
    /// The place of each class from the lowest up, where an order is declared.
    var ranks: [Int] = []

    init(cells: [Double], classCount: Int, present: [Bool], averaged: [Bool]? = nil, ranks: [Int] = []) {
        self.cells = cells
        self.classCount = classCount
        self.present = present
        self.averaged = averaged ?? present
        self.ranks = ranks
    }

    /// How many levels lie between two classes.
    func distance(_ label: Int, _ prediction: Int) -> Double { Double(abs(ranks[label] - ranks[prediction])) }

    subscript(label: Int, prediction: Int) -> Double { cells[label * classCount + prediction] }

    func labelled(_ index: Int) -> Double { (0..<classCount).reduce(0) { $0 + self[index, $1] } }
    func predicted(_ index: Int) -> Double { (0..<classCount).reduce(0) { $0 + self[$1, index] } }
    var total: Double { cells.reduce(0, +) }
    var correct: Double { (0..<classCount).reduce(0) { $0 + self[$1, $1] } }
    var presentClasses: [Int] { (0..<classCount).filter { present[$0] } }
    var averagedClasses: [Int] { (0..<classCount).filter { averaged[$0] } }
}
