package import Interchange
import Storage

extension EvidenceCube {
    /// All that two cubes must share to be merged: the header without provenance, the dimensions' names, the classes.
    ///
    /// Levels are not in it: they are united.
    package var specification: JSONValue {
        func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
        return [
            "asOf": text(header.asOf), "classes": .array(classes.map { .string($0) }),
            "dimensions": .array(dimensions.map { .string($0) }), "favourable": text(header.favourable),
            "filter": text(header.filter), "label": .string(header.label), "model": .string(header.model),
            "outcome": header.isBinary ? "binary" : "classes", "prediction": text(header.prediction),
            "schema": .integer(CubeHeader.schemaVersion), "scoreGrid": .string(header.scoreGrid.name),
            "scoreMargins": .array(header.scoreMargins.map { .array($0.map { .string($0) }) }),
            "scores": .array(header.scores.map { .string($0) }),
            "threshold": header.threshold.map { .number($0) } ?? .null, "timeZone": text(header.timeZone),
            "weight": text(header.weight), "weights": .string(header.weights.rawValue),
        ]
    }

    /// The SHA-256 of the canonical text of `specification`, in lower-case hexadecimal.
    package var specHash: String {
        SHA256.hexadecimal(SHA256.digest(of: Array(specification.canonicalText(.compact).utf8)))
    }

    /// Where the meaning of another cube is not that of this one.
    func differences(from other: EvidenceCube) -> [CubeError.Difference] {
        guard specHash != other.specHash else { return [] }
        let (mine, theirs) = (specification.members ?? [], other.specification.members ?? [])
        return zip(mine, theirs).compactMap { mine, theirs in
            let (first, second) = (mine.value.canonicalText(.compact), theirs.value.canonicalText(.compact))
            guard !first.utf8.elementsEqual(second.utf8) else { return nil }
            return .init(field: mine.name, first: first, second: second)
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
            let entries = json["provenance"]?.elements
        else { return nil }
        let provenance = entries.compactMap(CubeProvenance.init)
        guard provenance.count == entries.count else { return nil }
        let scoreMargins = margins.compactMap { $0.elements?.compactMap(\.text) }
        let header = CubeHeader(
            model: model, label: label, isBinary: json["outcome"]?.text == "binary",
            favourable: json["favourable"]?.text, prediction: json["prediction"]?.text, scores: scores,
            scoreGrid: grid, scoreMargins: scoreMargins, threshold: json["threshold"]?.double, weights: weights,
            weight: json["weight"]?.text, timeZone: json["timeZone"]?.text,
            asOf: json["asOf"]?.text, filter: json["filter"]?.text, provenance: provenance)
        return (header, dimensions, classes)
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
