/// Rows of one model as codes, ready for counting: who (dimensions), what is true (labels), what was decided
/// (predictions) and how sure the model was (scores). All arrays have one element a row.
package struct EvidenceRows: Sendable {
    /// A column that groups rows.
    package struct Dimension: Sendable {
        package let name: String
        /// Level texts; a code is an index into them.
        package let levels: [String]
        /// One a row; `missing` where the field was empty.
        package let codes: [UInt32]

        package static let missing: UInt32 = .max

        package init(name: String, levels: [String], codes: [UInt32]) {
            self.name = name
            self.levels = levels
            self.codes = codes
        }
    }

    package var dimensions: [Dimension]
    /// In canonical order; for a binary outcome negative first, positive second.
    package var classes: [String]
    /// A class's index, or `LabelState.unlabelled`.
    package var labels: [UInt16]
    /// A class's index, or a `PredictionState`'s raw value.
    package var predictions: [UInt16]
    /// One column a class for a multiclass outcome, one column (the positive class) for a binary one, none without
    /// scores. NaN where a row has no score.
    package var scores: [[Double]]
    /// How many rows each entry stands for; `nil` for one each.
    package var multiplicities: [Int]?

    package init(
        dimensions: [Dimension], classes: [String], labels: [UInt16], predictions: [UInt16], scores: [[Double]],
        multiplicities: [Int]? = nil
    ) {
        precondition(dimensions.allSatisfy { $0.codes.count == labels.count }, "a code a row")
        precondition(predictions.count == labels.count, "a prediction a row")
        precondition(scores.allSatisfy { $0.count == labels.count }, "a score a row")
        self.dimensions = dimensions
        self.classes = classes
        self.labels = labels
        self.predictions = predictions
        self.scores = scores
        self.multiplicities = multiplicities
    }

    /// How many entries there are; each stands for one row where there are no multiplicities.
    package var count: Int { labels.count }
}
