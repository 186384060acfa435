import Interchange

/// A small logistic regression of repayment, fitted on a sample of a market, with what is needed to score by hand.
struct CreditModel: Sendable {
    let name: String
    let version: String
    /// The intercept, then one coefficient per term of `CreditColumns.terms`, each rounded to six decimals.
    let coefficients: [Double]
    let reportedArea: Double
    private let training: Training
    private let drawn: Int
    private let labelled: Int
    private let repaid: Int
    private let heldOut: Int

    /// Where a model's rows come from.
    struct Training: Sendable {
        let market: Market
        let period: String
        /// In words, for the file.
        let sample: String
        let rows: Int
        let heldOutRows: Int
        let ridge: Double
    }

    /// Draws a training sample, fits to those of whom repayment is known, and measures on people not trained on.
    init(name: String, version: String, training: Training, seed: UInt64) throws(SynthesisError) {
        self.name = name
        self.version = version
        self.training = training
        let people = training.market.draw(training.rows, sample: "\(name)/training", seed: seed)
        let known = people.filter(\.wasApproved)
        let fit = try LogisticRegression(
            features: known.map(CreditColumns.features), labels: known.map(\.repays), ridge: training.ridge)
        let rounded = fit.coefficients.map { ($0 * 1e6).rounded() / 1e6 }
        coefficients = rounded
        drawn = people.count
        labelled = known.count
        repaid = known.count { $0.repays }
        let others = training.market.draw(training.heldOutRows, sample: "\(name)/held-out", seed: seed)
            .filter(\.wasApproved)
        heldOut = others.count
        let scores = others.map { Double(Self.tenThousandths($0, coefficients: rounded)) }
        guard let area = rankArea(scores: scores, labels: others.map(\.repays)) else { throw .noRows }
        reportedArea = (area * 100).rounded() / 100
    }

    /// The probability of repayment in ten-thousandths, as written to the file of predictions.
    func tenThousandths(_ person: Applicant) -> Int { Self.tenThousandths(person, coefficients: coefficients) }

    private static func tenThousandths(_ person: Applicant, coefficients: [Double]) -> Int {
        let logit = LogisticRegression.logit(coefficients, CreditColumns.features(of: person))
        return Int((10_000 * logisticProbability(logit)).rounded())
    }

    /// The model as a file: enough to compute each prediction from `applications.csv` with a pocket calculator.
    func document(seed: UInt64) -> JSONValue {
        let terms = zip(CreditColumns.terms, coefficients.dropFirst()).map { $0.document(coefficient: $1) }
        return [
            "name": .string(name),
            "version": .string(version),
            "synthetic": true,
            "form": "logistic regression",
            "formula": "p_repay = 1 / (1 + exp(-(intercept + sum of coefficient * value))), to four decimals",
            "intercept": .number(coefficients[0]),
            "terms": .array(terms),
            "training": [
                "place": .string(training.market.place),
                "period": .string(training.period),
                "sample": .string(training.sample),
                // Beyond what JSON readers hold exactly, the seed is text.
                "seed": seed < 1 << 53 ? .integer(Int(seed)) : .string(String(seed)),
                "applicants": .integer(drawn),
                "labelled": .integer(labelled),
                "repaid": .integer(repaid),
                "ridge": .number(training.ridge),
            ],
            "reported": [
                "roc-auc": .number(reportedArea),
                "rows": .integer(heldOut),
                "sample": "people of the same market and period who were not trained on",
            ],
        ]
    }
}
