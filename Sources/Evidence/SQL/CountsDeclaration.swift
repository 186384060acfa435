package import Interchange

/// What the counts of another engine mean: all that makes a cube of them beside the counts.
///
/// The statement that counts carries it as one text, so that its answer needs no further words.
package struct CountsDeclaration: Hashable, Sendable {
    /// The version of the form of counts; another one is refused.
    package static let version = 1

    package var model: String
    /// The column of what really happened.
    package var label: String
    /// The label counted as positive; `nil` if the labels themselves tell.
    package var positive: String?
    package var prediction: String?
    /// Where decisions come from a score: positive from here up.
    package var threshold: Double?
    package var score: String?
    package var favourable: String?
    /// Group columns in byte order.
    package private(set) var dimensions: [String]
    /// The dimensions by which scores are counted, as indices; none without a score.
    package private(set) var scoreMargins: [[Int]]
    /// How scores are to be told apart once they are here; `nil` for what their number allows. Engines count them by value.
    package var scoreGrid: ScoreGrid?
    /// The column of weights, and what they are.
    package var weight: String?
    package var weights: CubeHeader.WeightKind
    /// Dimensions that the statement tells from columns.
    package private(set) var told: [ToldDimension]
    package var timeZone: String?
    package var asOf: String?
    /// The rows, as a cube tells where it was counted; with the condition they met.
    package var provenance: CubeProvenance
    /// The columns of errors of texts, and what they count; `nil` where labels are classes. The label is then the column of
    /// the lengths of the references.
    package var errors: Errors?
    /// The scale of labels and predictions that are numbers; `nil` for others.
    package var scale: NumberScale?
    /// The stages behind the model; what each decided is a dimension that is told.
    package var stages: [DecisionStage]
    /// The column of scores of the model that this one is compared with; `nil` if shifts of scores are not summed.
    package var againstScore: String?
    /// A column of scores for each of several classes; none otherwise.
    package var classScores: [ClassScore]

    /// Whose scores stand in which column.
    package struct ClassScore: Hashable, Sendable {
        package let name: String
        package let column: String

        package init(name: String, column: String) {
            self.name = name
            self.column = column
        }
    }

    /// Errors of texts: their columns, one or three, and what they count.
    package struct Errors: Hashable, Sendable {
        package let columns: [String]
        package let unit: CubeHeader.TextUnit

        package init(columns: [String], unit: CubeHeader.TextUnit) {
            self.columns = columns
            self.unit = unit
        }
    }

    /// - Parameters:
    ///   - dimensions: distinct names in any order.
    ///   - scoreMargins: the dimensions by which scores are counted; all of them together if none is named.
    package init(
        model: String, label: String, positive: String? = nil, prediction: String? = nil, threshold: Double? = nil,
        score: String? = nil, favourable: String? = nil, dimensions: [String], scoreMargins: [[String]] = [],
        scoreGrid: ScoreGrid? = nil, weight: String? = nil, weights: CubeHeader.WeightKind = .none,
        told: [ToldDimension] = [], timeZone: String? = nil, asOf: String? = nil,
        provenance: CubeProvenance = CubeProvenance(), errors: Errors? = nil, scale: NumberScale? = nil,
        stages: [DecisionStage] = [], againstScore: String? = nil, classScores: [ClassScore] = []
    ) {
        self.errors = errors
        self.againstScore = againstScore
        self.classScores = classScores
        self.stages = stages
        self.scale = scale
        self.model = model
        self.label = label
        self.positive = positive
        self.prediction = prediction
        self.threshold = threshold
        self.score = score
        self.favourable = favourable
        let sorted = dimensions.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        self.dimensions = sorted
        let margins = scoreMargins.isEmpty ? [sorted] : scoreMargins
        self.scoreMargins =
            score == nil && scale == nil && classScores.isEmpty
            ? []
            : margins.map { margin in
                margin.compactMap { name in sorted.firstIndex { $0.utf8.elementsEqual(name.utf8) } }.sorted()
            }
        self.scoreGrid = scoreGrid
        self.weight = weight
        self.weights = weights
        self.told = ToldDimension.sorted(told)
        self.timeZone = timeZone
        self.asOf = asOf
        self.provenance = provenance
    }

    /// How many columns of scores there are, where there are any.
    package var scoreColumnCount: Int { max(classScores.count, 1) }

    /// Whether decisions come from the score.
    package var decidesByScore: Bool { prediction == nil && threshold != nil && score != nil }

    /// As it stands in a statement and in its answer.
    package var json: JSONValue {
        func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
        let members: JSONValue = [
            "asOf": text(asOf), "dimensions": .array(dimensions.map { .string($0) }), "favourable": text(favourable),
            "filter": text(provenance.filter), "kigezoCounts": .integer(Self.version), "label": .string(label),
            "model": .string(model), "positive": text(positive), "prediction": text(prediction), "score": text(score),
            "scoreGrid": text(scoreGrid?.name),
            "scoreMargins": .array(scoreMargins.map { .array($0.map { .integer($0) }) }),
            "sha256": text(provenance.sha256), "site": text(provenance.site),
            "threshold": threshold.map { .number($0) } ?? .null, "timeZone": text(timeZone),
            "weight": text(weight), "weights": .string(weights.rawValue), "window": text(provenance.window?.text),
        ]
        let own: [JSONValue.Member] =
            errors.map { errors in
                [
                    .init("errors", .array(errors.columns.map { .string($0) })),
                    .init("unit", .string(errors.unit.rawValue)),
                ]
            } ?? []
        var number: [JSONValue.Member] = scale.map { [.init("scale", .integer($0.bits))] } ?? []
        if let againstScore { number.append(.init("againstScore", .string(againstScore))) }
        if !classScores.isEmpty {
            let pairs = classScores.map { JSONValue.array([.string($0.name), .string($0.column)]) }
            number.append(.init("classScores", .array(pairs)))
        }
        return .object(
            (members.members ?? []) + number + ToldDimension.members(told) + DecisionStage.members(stages) + own)
    }

    /// What is summed beside the rows and their weights.
    package var measures: [CubeMeasure] {
        let outcome: CubeHeader.Outcome
        if let scale {
            outcome = .number(scale)
        } else if let errors {
            outcome = .errors(columns: errors.columns, unit: errors.unit)
        } else {
            return againstScore == nil ? [] : CubeMeasure.ofPairs
        }
        let measures = CubeHeader(outcome: outcome, weights: weights).decisionMeasures
        return measures.filter { $0 != .weight && $0 != .squaredWeight }
    }

    /// Reads what `json` wrote.
    ///
    /// - Returns: `nil` for anything that `json` does not write.
    package init?(json: JSONValue) {
        guard json["kigezoCounts"]?.integerValue == Self.version, let model = json["model"]?.text,
            let label = json["label"]?.text, let names = json["dimensions"]?.elements?.map(\.text),
            let weights = json["weights"]?.text.flatMap(CubeHeader.WeightKind.init),
            let margins = json["scoreMargins"]?.elements?.map({ $0.elements?.map(\.integerValue) }),
            let told = ToldDimension.list(json), let stages = DecisionStage.list(json)
        else { return nil }
        self.init(
            model: model, label: label, positive: json["positive"]?.text, prediction: json["prediction"]?.text,
            threshold: json["threshold"]?.double, score: json["score"]?.text, favourable: json["favourable"]?.text,
            dimensions: names.compactMap { $0 }, scoreGrid: json["scoreGrid"]?.text.flatMap { ScoreGrid($0) },
            weight: json["weight"]?.text, weights: weights, told: told, timeZone: json["timeZone"]?.text,
            asOf: json["asOf"]?.text,
            provenance: CubeProvenance(
                site: json["site"]?.text, window: json["window"]?.text.flatMap(CubeWindow.init),
                filter: json["filter"]?.text, sha256: json["sha256"]?.text),
            errors: json["errors"]?.elements.map { $0.compactMap(\.text) }.flatMap { columns in
                json["unit"]?.text.flatMap(CubeHeader.TextUnit.init).map { Errors(columns: columns, unit: $0) }
            }, scale: json["scale"]?.integerValue.flatMap(NumberScale.init(bits:)), stages: stages,
            againstScore: json["againstScore"]?.text,
            classScores: (json["classScores"]?.elements ?? []).compactMap { pair in
                guard let texts = pair.elements?.compactMap(\.text), texts.count == 2 else { return nil }
                return ClassScore(name: texts[0], column: texts[1])
            })
        scoreMargins = margins.map { ($0 ?? []).compactMap { $0 } }
        // Whatever was not understood is not written again, and so what was read differs.
        guard self.json.canonicalText(.compact).utf8.elementsEqual(json.canonicalText(.compact).utf8), isSound else {
            return nil
        }
    }

    /// Whether names are distinct, margins are dimensions, and each stands once.
    private var isSound: Bool {
        let distinct = zip(dimensions, dimensions.dropFirst()).allSatisfy { !$0.utf8.elementsEqual($1.utf8) }
        let inRange = scoreMargins.allSatisfy { margin in
            margin.allSatisfy(dimensions.indices.contains) && zip(margin, margin.dropFirst()).allSatisfy { $0 < $1 }
        }
        if scale != nil {
            guard errors == nil, prediction != nil, score == nil, threshold == nil, positive == nil, favourable == nil,
                stages.isEmpty, againstScore == nil
            else { return false }
        }
        if againstScore != nil {
            guard score != nil, !weights.isSummed, errors == nil, told.contains(where: { $0.rule == .decision }) else {
                return false
            }
        }
        if !classScores.isEmpty {
            guard Set(classScores.map { Array($0.name.utf8) }).count == classScores.count, scale == nil, errors == nil,
                score == nil, threshold == nil, positive == nil, prediction != nil, weights == .none
            else { return false }
        }
        guard stages.allSatisfy({ told.contains($0.decision) }) else { return false }
        let isTold = told.allSatisfy { entry in dimensions.contains { $0 == entry.name } }
        if let errors {
            guard [1, 3].contains(errors.columns.count), prediction == nil, score == nil, positive == nil,
                favourable == nil
            else { return false }
        }
        return distinct && inRange && isTold && Set(told.map(\.name)).count == told.count
            && dimensions.count <= CubeLimits.dimensions
            && Set(scoreMargins).count == scoreMargins.count
            && scoreMargins.isEmpty == (score == nil && scale == nil && classScores.isEmpty)
            && (threshold?.isFinite ?? true) && (weight == nil) == (weights == .none)
    }
}
