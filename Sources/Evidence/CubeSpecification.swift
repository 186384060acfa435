package import Interchange
import Storage

extension EvidenceCube {
    /// All that two cubes must share to be merged: the header without provenance, the dimensions' names, the classes.
    ///
    /// Levels are not in it: they are united.
    package var specification: JSONValue {
        func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
        let members: JSONValue = [
            "asOf": text(header.asOf), "classes": .array(classes.map { .string($0) }),
            "dimensions": .array(dimensions.map { .string($0) }), "favourable": text(header.favourable),
            "filter": text(header.filter), "label": .string(header.label), "model": .string(header.model),
            "outcome": .string(header.outcome.name), "prediction": text(header.prediction),
            "schema": .integer(CubeHeader.schemaVersion), "scoreGrid": .string(header.scoreGrid.name),
            "scoreMargins": .array(header.scoreMargins.map { .array($0.map { .string($0) }) }),
            "scores": .array(header.scores.map { .string($0) }),
            "threshold": header.threshold.map { .number($0) } ?? .null, "timeZone": text(header.timeZone),
            "weight": text(header.weight), "weights": .string(header.weights.rawValue),
        ]
        return .object(
            (members.members ?? []) + header.outcome.members + ToldDimension.members(header.told)
                + DecisionStage.members(header.stages)
                + (header.againstScore.map { [.init("againstScore", .string($0))] } ?? [])
                + (header.scoresByDecision ? [.init("scoresByDecision", .bool(true))] : []))
    }

    /// The SHA-256 of the canonical text of `specification`, in lower-case hexadecimal.
    package var specHash: String {
        SHA256.hexadecimal(SHA256.digest(of: Array(specification.canonicalText(.compact).utf8)))
    }

    /// Where the meaning of another cube is not that of this one.
    func differences(from other: EvidenceCube) -> [CubeError.Difference] {
        guard specHash != other.specHash else { return [] }
        let (mine, theirs) = (specification, other.specification)
        // Outcomes of different kinds have members that the other one lacks.
        var names: [String] = []
        for member in (mine.members ?? []) + (theirs.members ?? []) where !names.contains(member.name) {
            names.append(member.name)
        }
        return names.compactMap { name in
            let first = (mine[name] ?? .null).canonicalText(.compact)
            let second = (theirs[name] ?? .null).canonicalText(.compact)
            guard !first.utf8.elementsEqual(second.utf8) else { return nil }
            return .init(field: name, first: first, second: second)
        }
    }
}

extension CubeHeader {
    /// The header, dimension names and classes of a file, from what `EvidenceCube.fileHeader` writes.
    ///
    /// - Returns: `nil` if a member is missing or of another kind. What is not understood is not refused here: a reader
    ///   compares the canonical text of what it understood with what it read.
    static func parse(_ json: JSONValue) -> (header: CubeHeader, dimensions: [String], classes: [String])? {
        func texts(_ name: String) -> [String]? {
            guard let elements = json[name]?.elements else { return nil }
            let texts = elements.compactMap(\.text)
            return texts.count == elements.count ? texts : nil
        }
        guard let model = json["model"]?.text, let label = json["label"]?.text, let dimensions = texts("dimensions"),
            let classes = texts("classes"), let scores = texts("scores"),
            let weights = json["weights"]?.text.flatMap(WeightKind.init),
            let grid = json["scoreGrid"]?.text.flatMap(ScoreGrid.init), let margins = json["scoreMargins"]?.elements,
            let entries = json["provenance"]?.elements, let outcome = Outcome(json),
            let told = ToldDimension.list(json),
            let stages = DecisionStage.list(json)
        else { return nil }
        let provenance = entries.compactMap(CubeProvenance.init)
        guard provenance.count == entries.count else { return nil }
        let scoreMargins = margins.compactMap { $0.elements?.compactMap(\.text) }
        let header = CubeHeader(
            model: model, label: label, outcome: outcome,
            favourable: json["favourable"]?.text, prediction: json["prediction"]?.text, scores: scores,
            scoreGrid: grid, scoreMargins: scoreMargins,
            scoresByDecision: json["scoresByDecision"] == .bool(true), threshold: json["threshold"]?.double,
            againstScore: json["againstScore"]?.text, stages: stages, weights: weights, weight: json["weight"]?.text,
            told: told, timeZone: json["timeZone"]?.text,
            asOf: json["asOf"]?.text, filter: json["filter"]?.text, provenance: provenance)
        return (header, dimensions, classes)
    }
}

extension CubeHeader.Outcome {
    /// What only this kind of outcome has in a header.
    fileprivate var members: [JSONValue.Member] {
        switch self {
        case .binary, .classes: []
        case .number(let scale): [.init("scale", .integer(scale.bits))]
        case .errors(let columns, let unit):
            [.init("errors", .array(columns.map { .string($0) })), .init("unit", .string(unit.rawValue))]
        }
    }

    /// The outcome of a header; `nil` if it is none.
    fileprivate init?(_ json: JSONValue) {
        switch json["outcome"]?.text {
        case "binary": self = .binary
        case "classes": self = .classes
        case "number":
            guard let scale = json["scale"]?.integerValue.flatMap(NumberScale.init(bits:)) else { return nil }
            self = .number(scale)
        case "errors":
            guard let elements = json["errors"]?.elements,
                let unit = json["unit"]?.text.flatMap(CubeHeader.TextUnit.init)
            else { return nil }
            self = .errors(columns: elements.compactMap(\.text), unit: unit)
        default: return nil
        }
    }
}

extension EvidenceCube {
    /// The header as it stands in a file.
    var fileHeader: JSONValue {
        .object(
            (specification.members ?? []) + [
                .init("provenance", .array(header.provenance.map(\.json))), .init("specHash", .string(specHash)),
            ])
    }
}
