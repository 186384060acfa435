/// What the counts of a cube mean: everything beside its dimensions, classes and cells.
///
/// Two cubes may be merged only if all of this but the provenance is equal (METHODS §1.1, §1.5).
package struct CubeHeader: Hashable, Sendable {
    /// The version of the meaning of a header; a file of another one is refused.
    package static let schemaVersion = 2

    /// What a row counts for (METHODS §1.3).
    package enum WeightKind: String, Hashable, Sendable, CaseIterable {
        /// One.
        case none
        /// As many rows as its weight says, a whole number.
        case frequency
        /// The rows of the population it stands for: the inverse of its chance to be drawn.
        case sampling
        /// Its share in another population.
        case importance

        /// Whether weights are summed beside the rows; frequencies are rows themselves.
        package var isSummed: Bool { self == .sampling || self == .importance }
    }

    /// What kind of thing is predicted, and so what is summed beside the rows.
    package enum Outcome: Hashable, Sendable {
        /// One of two classes, negative first; the second is the declared positive one.
        case binary
        /// One of some classes.
        case classes
        /// A number; both label and prediction at this scale.
        case number(NumberScale)
        /// A text, of which the errors were counted: the columns of errors, or of substitutions, deletions and insertions.
        case errors(columns: [String], unit: TextUnit)

        /// An outcome of classes.
        package static func ofClasses(binary: Bool) -> Outcome { binary ? .binary : .classes }

        /// The name in a file.
        package var name: String {
            switch self {
            case .binary: "binary"
            case .classes: "classes"
            case .number: "number"
            case .errors: "errors"
            }
        }

        /// The only class of an outcome that has none: what stands in its place.
        package var onlyClass: String? {
            switch self {
            case .binary, .classes: nil
            case .number, .errors: name
            }
        }
    }

    /// What errors in texts are counted in.
    package enum TextUnit: String, Hashable, Sendable, CaseIterable {
        case words, characters
    }

    /// The model whose decisions and scores are counted.
    package var model: String
    /// The column that holds what really happened; for errors in texts that of the lengths of the references.
    package var label: String
    package var outcome: Outcome
    /// The decision people want, one of the classes; `nil` if nobody said.
    package var favourable: String?
    /// The column of decisions; `nil` if there is none.
    package var prediction: String?
    /// The columns of scores: none, one (for the last class), or one a class.
    package var scores: [String]
    /// How scores are told apart.
    package var scoreGrid: ScoreGrid
    /// The groups of dimensions by which scores are counted, none a part of another; empty without scores.
    package private(set) var scoreMargins: [[String]]
    /// Whether the scores of each class are told apart by label and prediction, and not only by whether the label is the
    /// class: what pairs of classes, and the class that was decided, need (METHODS §1.1, M6).
    package var scoresByDecision: Bool
    /// Where decisions come from a score: positive from here up.
    package var threshold: Double?
    /// The column of the scores of the model that this one is compared with; `nil` if shifts of scores are not summed.
    package var againstScore: String?
    /// The steps a decision goes through behind the model, in their order.
    package var stages: [DecisionStage]
    package var weights: WeightKind
    /// The column of weights; `nil` if there is none.
    package var weight: String?
    /// The dimensions that are told from columns, in the order of their names.
    package private(set) var told: [ToldDimension]
    /// The zone of times and windows, as a name of the time zone database.
    package var timeZone: String?
    /// The day up to which labels had arrived.
    package var asOf: String?
    /// The condition that rows had to meet to belong to the population, in canonical spelling.
    package var filter: String?
    /// Which rows were counted, in canonical order.
    package private(set) var provenance: [CubeProvenance]

    package init(
        model: String = "model", label: String = "label", outcome: Outcome, favourable: String? = nil,
        prediction: String? = nil, scores: [String] = [], scoreGrid: ScoreGrid = .values,
        scoreMargins: [[String]] = [], scoresByDecision: Bool = false, threshold: Double? = nil,
        againstScore: String? = nil, stages: [DecisionStage] = [], weights: WeightKind = .none, weight: String? = nil,
        told: [ToldDimension] = [], timeZone: String? = nil, asOf: String? = nil, filter: String? = nil,
        provenance: [CubeProvenance] = []
    ) {
        self.model = model
        self.label = label
        self.outcome = outcome
        self.favourable = favourable
        self.prediction = prediction
        self.scores = scores
        self.scoreGrid = scoreGrid
        self.scoreMargins = Self.maximal(scoreMargins)
        self.scoresByDecision = scoresByDecision
        self.threshold = threshold
        self.againstScore = againstScore
        self.stages = stages
        self.weights = weights
        self.weight = weight
        self.told = ToldDimension.sorted(told)
        self.timeZone = timeZone
        self.asOf = asOf
        self.filter = filter
        self.provenance = CubeProvenance.sorted(provenance)
    }

    /// Whether there are two classes, negative first, and the second is the declared positive one.
    package var isBinary: Bool { outcome == .binary }

    /// The same meaning for other rows.
    package func with(provenance: [CubeProvenance]) -> CubeHeader {
        var header = self
        header.provenance = CubeProvenance.sorted(provenance)
        return header
    }

    /// The same meaning with scores counted by other margins.
    package func with(scoreMargins: [[String]]) -> CubeHeader {
        var header = self
        header.scoreMargins = Self.maximal(scoreMargins)
        return header
    }

    /// The same meaning with other dimensions told from columns.
    package func with(told: [ToldDimension]) -> CubeHeader {
        var header = self
        header.told = ToldDimension.sorted(told)
        return header
    }

    /// The same meaning without scores.
    func withoutScores() -> CubeHeader {
        var header = with(scoreMargins: [])
        (header.scores, header.scoreGrid, header.scoresByDecision) = ([], .values, false)
        return header
    }

    /// The margins that are part of no other one, in canonical order: what others can be derived from.
    package static func maximal(_ margins: [[String]]) -> [[String]] {
        func precedes(_ a: String, _ b: String) -> Bool { a.utf8.lexicographicallyPrecedes(b.utf8) }
        let ordered = margins.map { $0.sorted(by: precedes) }.sorted { a, b in
            a.count != b.count ? a.count > b.count : a.lexicographicallyPrecedes(b, by: precedes)
        }
        var result: [[String]] = []
        for margin in ordered where !result.contains(where: { contains($0, margin) }) { result.append(margin) }
        return result.sorted { a, b in
            a.count != b.count ? a.count < b.count : a.lexicographicallyPrecedes(b, by: precedes)
        }
    }

    /// What two sets of margins can both tell.
    static func common(_ first: [[String]], _ second: [[String]]) -> [[String]] {
        maximal(
            first.flatMap { a in
                second.map { b in a.filter { name in b.contains { $0.utf8.elementsEqual(name.utf8) } } }
            })
    }

    private static func contains(_ margin: [String], _ part: [String]) -> Bool {
        part.allSatisfy { name in margin.contains { $0.utf8.elementsEqual(name.utf8) } }
    }

    /// The header of rows of which nothing is known but their codes.
    init(of rows: EvidenceRows) {
        self.init(
            outcome: rows.outcome,
            scores: rows.scores.count == rows.classes.count ? rows.classes : rows.scores.map { _ in "score" },
            againstScore: rows.shifts.map { _ in "other score" },
            weights: rows.weights?.kind ?? .none, weight: rows.weights.map { _ in "weight" })
    }
}
