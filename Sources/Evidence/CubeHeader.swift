/// What the counts of a cube mean: everything beside its dimensions, classes and cells.
///
/// Two cubes may be merged only if all of this but the provenance is equal (METHODS §1.1, §1.5).
package struct CubeHeader: Hashable, Sendable {
    /// The version of the meaning of a header; a file of another one is refused.
    package static let schemaVersion = 1

    /// What a row counts for.
    package enum WeightKind: String, Hashable, Sendable, CaseIterable {
        /// One.
        case none
    }

    /// The model whose decisions and scores are counted.
    package var model: String
    /// The column that holds what really happened.
    package var label: String
    /// Whether there are two classes, negative first, and the second is the declared positive one.
    package var isBinary: Bool
    /// The decision people want, one of the classes; `nil` if nobody said.
    package var favourable: String?
    /// The column of decisions; `nil` if there is none.
    package var prediction: String?
    /// The columns of scores, one for each score table. Their grid is exact: each bin holds one value (METHODS §1.2).
    package var scores: [String]
    /// Where decisions come from a score: positive from here up.
    package var threshold: Double?
    package var weights: WeightKind
    /// The zone of times and windows, as a name of the time zone database.
    package var timeZone: String?
    /// The day up to which labels had arrived.
    package var asOf: String?
    /// The condition that rows had to meet to belong to the population, in canonical spelling.
    package var filter: String?
    /// Which rows were counted, in canonical order.
    package private(set) var provenance: [CubeProvenance]

    package init(
        model: String = "model", label: String = "label", isBinary: Bool, favourable: String? = nil,
        prediction: String? = nil, scores: [String] = [], threshold: Double? = nil, weights: WeightKind = .none,
        timeZone: String? = nil, asOf: String? = nil, filter: String? = nil, provenance: [CubeProvenance] = []
    ) {
        self.model = model
        self.label = label
        self.isBinary = isBinary
        self.favourable = favourable
        self.prediction = prediction
        self.scores = scores
        self.threshold = threshold
        self.weights = weights
        self.timeZone = timeZone
        self.asOf = asOf
        self.filter = filter
        self.provenance = CubeProvenance.sorted(provenance)
    }

    /// The same meaning for other rows.
    package func with(provenance: [CubeProvenance]) -> CubeHeader {
        var header = self
        header.provenance = CubeProvenance.sorted(provenance)
        return header
    }

    /// The header of rows of which nothing is known but their codes.
    init(of rows: EvidenceRows) {
        self.init(
            isBinary: rows.classes.count == 2,
            scores: rows.scores.count == rows.classes.count ? rows.classes : rows.scores.map { _ in "score" })
    }
}
