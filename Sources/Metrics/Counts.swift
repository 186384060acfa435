package import Evidence

/// The counts that metrics are made of, for one group and model.
///
/// `judged` rows have a label and a prediction; the four cells TP, FP, FN, TN exist for binary outcomes only and are
/// zero otherwise.
package struct Counts: Hashable, Sendable {
    package let rows: Int
    /// Rows of everybody, for shares.
    package let allRows: Int
    package let labelled: Int
    package let judged: Int
    package let correct: Int
    package let incorrect: Int
    package let truePositives: Int
    package let falsePositives: Int
    package let falseNegatives: Int
    package let trueNegatives: Int
    /// Labelled positive and judged.
    package let actualPositives: Int
    package let actualNegatives: Int
    /// Predicted positive and judged.
    package let predictedPositives: Int
    package let predictedNegatives: Int
    /// Rows with a class predicted, labelled or not.
    package let predicted: Int
    /// Predicted positive, labelled or not.
    package let selected: Int
    /// With the decision a person wants, labelled or not.
    package let favoured: Int
    /// Rows on which the model declined to decide; those without a prediction; those whose prediction is no class.
    package let abstained: Int
    package let missing: Int
    package let invalid: Int
    /// Rows on which the model did not decline.
    package let answered: Int

    /// Reads the counts off the evidence.
    ///
    /// - Parameters:
    ///   - allRows: rows of everybody; the group's own rows when absent.
    ///   - favourablePositive: whether the wanted decision is the positive class.
    package init(_ evidence: GroupEvidence, allRows: Int? = nil, favourablePositive: Bool = true) {
        let confusion = evidence.confusion
        rows = evidence.rows
        self.allRows = allRows ?? evidence.rows
        labelled = evidence.labelled
        judged = confusion.total
        correct = confusion.correct
        incorrect = judged - correct
        predicted = evidence.predicted
        let binary = confusion.classCount == 2
        trueNegatives = binary ? confusion[0, 0] : 0
        falsePositives = binary ? confusion[0, 1] : 0
        falseNegatives = binary ? confusion[1, 0] : 0
        truePositives = binary ? confusion[1, 1] : 0
        actualPositives = truePositives + falseNegatives
        actualNegatives = trueNegatives + falsePositives
        predictedPositives = truePositives + falsePositives
        predictedNegatives = trueNegatives + falseNegatives
        selected = binary ? predictedPositives + evidence.unlabelledByPrediction[1] : 0
        abstained = evidence.unpredicted(.abstained)
        missing = evidence.unpredicted(.missing)
        invalid = evidence.unpredicted(.invalid)
        answered = rows - abstained
        favoured = favourablePositive ? selected : (binary ? predicted - selected : 0)
    }
}

/// The four cells of a binary confusion table as real numbers: counts, probabilities or a gradient.
package struct BinaryCells: Hashable, Sendable {
    package var truePositives: Double
    package var falsePositives: Double
    package var falseNegatives: Double
    package var trueNegatives: Double

    package init(truePositives: Double, falsePositives: Double, falseNegatives: Double, trueNegatives: Double) {
        self.truePositives = truePositives
        self.falsePositives = falsePositives
        self.falseNegatives = falseNegatives
        self.trueNegatives = trueNegatives
    }

    /// From a table in the order of `Confusion`: TN, FP, FN, TP.
    init(_ cells: [Double]) {
        self.init(
            truePositives: cells[3], falsePositives: cells[1], falseNegatives: cells[2], trueNegatives: cells[0])
    }

    /// In the order of `Confusion`: TN, FP, FN, TP.
    var inConfusionOrder: [Double] { [trueNegatives, falsePositives, falseNegatives, truePositives] }

    var positives: Double { truePositives + falseNegatives }
    var negatives: Double { trueNegatives + falsePositives }
    var predictedPositives: Double { truePositives + falsePositives }
    var predictedNegatives: Double { trueNegatives + falseNegatives }
    var total: Double { positives + negatives }
    var truePositiveRate: Double { truePositives / positives }
    var trueNegativeRate: Double { trueNegatives / negatives }
    var falsePositiveRate: Double { falsePositives / negatives }
    var falseNegativeRate: Double { falseNegatives / positives }
}
