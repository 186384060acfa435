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

        /// The codes with that of the missing level behind the others, as cubes have it.
        var cubeCodes: [UInt32] {
            let missing = UInt32(levels.count)
            return codes.map { $0 == Self.missing ? missing : $0 }
        }
    }

    /// What there is of rows whose outcome is no class.
    package enum Measured: Sendable {
        /// Classes are all there is.
        case nothing
        case numbers(NumberRows)
        case errors(ErrorRows)
    }

    package var dimensions: [Dimension]
    /// Numbers or counts of errors; labels and predictions then say which rows have them.
    package private(set) var measured = Measured.nothing
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
    /// What each row weighs; `nil` where all weigh the same. Not together with multiplicities.
    package var weights: RowWeights?
    /// The score of the model, and that of the one it is compared with; NaN where there is none. Only where both are known.
    package var shifts: ScoreShifts?
    /// What entries that were counted while they were read add to the measures of weight; empty without weights.
    var countedSums: [[Int128]] = []

    package init(
        dimensions: [Dimension], classes: [String], labels: [UInt16], predictions: [UInt16], scores: [[Double]],
        multiplicities: [Int]? = nil, weights: RowWeights? = nil, shifts: ScoreShifts? = nil
    ) {
        self.shifts = shifts
        precondition(dimensions.allSatisfy { $0.codes.count == labels.count }, "a code a row")
        precondition(predictions.count == labels.count, "a prediction a row")
        precondition(scores.allSatisfy { $0.count == labels.count }, "a score a row")
        self.dimensions = dimensions
        self.classes = classes
        self.labels = labels
        self.predictions = predictions
        self.scores = scores
        precondition(weights == nil || multiplicities == nil, "a weight a row, not an entry")
        precondition(weights.map { $0.values.count == labels.count } ?? true, "a weight a row")
        self.multiplicities = multiplicities
        self.weights = weights
    }

    /// The rows of entries that were counted while they were read, scores apart.
    package init(
        dimensions: [Dimension], classes: [String], labels: [UInt16], predictions: [UInt16],
        entries: RowCounter.Entries
    ) {
        self.init(
            dimensions: dimensions, classes: classes, labels: labels, predictions: predictions, scores: [],
            multiplicities: entries.multiplicities)
        countedSums = entries.sums
    }

    /// Rows with a number as their label and prediction.
    package init(
        dimensions: [Dimension], numbers: NumberRows, multiplicities: [Int]? = nil, weights: RowWeights? = nil
    ) {
        self.init(
            dimensions: dimensions, classes: [CubeHeader.Outcome.number(numbers.scale).name],
            labels: numbers.labelCodes, predictions: numbers.predictionCodes, scores: [],
            multiplicities: multiplicities, weights: weights)
        measured = .numbers(numbers)
    }

    /// Texts of which the errors were counted.
    package init(
        dimensions: [Dimension], errors: ErrorRows, multiplicities: [Int]? = nil, weights: RowWeights? = nil
    ) {
        self.init(
            dimensions: dimensions, classes: [CubeHeader.Outcome.errors(columns: [], unit: .words).name],
            labels: errors.lengthCodes, predictions: errors.errorCodes, scores: [], multiplicities: multiplicities,
            weights: weights)
        measured = .errors(errors)
    }

    /// The outcome of a header of which nothing is known but these rows.
    var outcome: CubeHeader.Outcome {
        switch measured {
        case .nothing: .ofClasses(binary: classes.count == 2)
        case .numbers(let numbers): .number(numbers.scale)
        case .errors(let errors):
            .errors(
                columns: errors.edits.isEmpty ? ["errors"] : ["substitutions", "deletions", "insertions"], unit: .words)
        }
    }

    /// What each entry adds to the measures of decisions: of weights and of shifts of scores, as far as there are any.
    var entrySums: [[Int128]] {
        guard countedSums.isEmpty else { return countedSums }
        return weightSums + (shifts?.sums(times: counts) ?? [])
    }

    /// The same of weights alone.
    var weightSums: [[Int128]] {
        guard let weights, weights.kind.isSummed else { return [] }
        return [
            weights.values.map { FixedPoint.fixed($0, bits: CubeMeasure.weightBits) },
            weights.values.map { FixedPoint.fixed($0 * $0, bits: CubeMeasure.weightBits) },
        ]
    }

    /// How many rows each entry counts for: its multiplicity, or its frequency.
    var counts: [Int]? {
        guard let weights, weights.kind == .frequency else { return multiplicities }
        return weights.values.map { Int($0) }
    }

    /// How many entries there are; each stands for one row where there are no multiplicities.
    package var count: Int { labels.count }
}
