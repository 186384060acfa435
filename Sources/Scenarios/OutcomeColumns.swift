package import Diagnostics
import Evidence
package import Tables

/// Why labels, predictions or scores cannot be understood.
package enum OutcomeError: Diagnosable {
    /// The declared positive value is not in the column.
    case positiveNotFound(String, column: String, values: [String], at: SourceLocation)
    /// More than one value beside the positive one.
    case notBinary(positive: String, others: [String], column: String, at: SourceLocation)
    /// A label that is none of the declared classes.
    case undeclaredClass(String, column: String, classes: [String], at: SourceLocation)
    /// Only one class, or none.
    case tooFewClasses([String], column: String, at: SourceLocation)
    case tooManyClasses(Int, limit: Int, column: String, at: SourceLocation)
    /// A probability outside 0…1.
    case notAProbability(Double, column: String, at: SourceLocation)
    /// One score column, but a label of several classes.
    case oneScoreForSeveralClasses(column: String, at: SourceLocation)
    /// A score column for a class that is none of the label's.
    case scoreOfUnknownClass(String, classes: [String], at: SourceLocation)
    /// Score columns for some classes and not for others.
    case scoresMissing(of: [String], at: SourceLocation)

    package var exitStatus: ExitStatus { .input }

    package var diagnostics: [Diagnostic] {
        switch self {
        case .positiveNotFound(let positive, let column, let values, let location):
            let near = NearMatch.nearest(to: positive, among: values).map { ["did you mean '\($0)'?"] } ?? []
            return [
                Diagnostic(
                    "E701", at: location, "the positive value '\(positive)' is not in column '\(column)'",
                    help: near + ["values: " + Self.list(values)])
            ]
        case .notBinary(let positive, let others, let column, let location):
            return [
                Diagnostic(
                    "E702", at: location,
                    "with positive value '\(positive)', column '\(column)' has more than one other value",
                    help: [
                        "other values: " + Self.list(others),
                        "a label is binary, or declares its classes instead of a positive value",
                    ])
            ]
        case .undeclaredClass(let value, let column, let classes, let location):
            return [
                Diagnostic(
                    "E703", at: location, "'\(value)' in column '\(column)' is none of the declared classes",
                    help: ["classes: " + Self.list(classes)])
            ]
        case .tooFewClasses(let classes, let column, let location):
            return [
                Diagnostic(
                    "E704", at: location,
                    classes.isEmpty
                        ? "column '\(column)' holds no label at all"
                        : "column '\(column)' holds one class only: '\(classes[0])'",
                    help: ["a model is judged against at least two classes; name the positive value or all classes"])
            ]
        case .tooManyClasses(let count, let limit, let column, let location):
            return [
                Diagnostic(
                    "E705", at: location,
                    "column '\(column)' has \(count) different values; at most \(limit) are classes",
                    help: ["is it the label column? numeric outcomes are not read by this version"])
            ]
        case .notAProbability(let value, let column, let location):
            return [
                Diagnostic(
                    "E706", at: location, "\(value) in column '\(column)' is no probability",
                    help: ["probabilities lie between 0 and 1; declare other scores with kind: margin"])
            ]
        case .oneScoreForSeveralClasses(let column, let location):
            return [
                Diagnostic(
                    "E709", at: location, "one score column, '\(column)', cannot speak of several classes",
                    help: ["name the score of each class: scores: {CLASS: COLUMN, …}", "or declare the positive value"])
            ]
        case .scoreOfUnknownClass(let name, let classes, let location):
            return [
                Diagnostic(
                    "E707", at: location, "a score column is declared for '\(name)', which is no class of the label",
                    help: ["classes: " + Self.list(classes)])
            ]
        case .scoresMissing(let classes, let location):
            return [
                Diagnostic(
                    "E708", at: location, "score columns are declared for some classes only",
                    help: ["missing: " + Self.list(classes), "declare one for each class, or none"])
            ]
        }
    }

    private static func list(_ values: [String]) -> String {
        values.prefix(8).map { "'\($0)'" }.joined(separator: ", ") + (values.count > 8 ? ", …" : "")
    }
}

/// The classes of an outcome and whether one of them is the positive one.
package struct OutcomeClasses: Sendable, Hashable {
    /// In canonical order; for a binary outcome negative first, positive second.
    package let names: [String]
    package let isBinary: Bool

    /// More classes than this are taken for a column that is no label.
    package static let limit = 200

    /// Settles the classes from what is declared and what stands in the label column.
    ///
    /// With a positive value the outcome is binary and there must be exactly one other value; where the labels hold
    /// none, the predictions are asked. With declared classes, labels must be among them. With neither, labels `0`
    /// and `1` (or `false` and `true`) are binary, and anything else is multiclass with classes in byte order.
    ///
    /// - Parameters:
    ///   - predictions: the columns of predicted classes, asked only for the name of a missing negative class.
    ///   - location: where the label is declared.
    package static func settle(
        label: CategoryColumn, positive: String?, classes: [String]?, predictions: [CategoryColumn],
        at location: SourceLocation
    ) throws(OutcomeError) -> OutcomeClasses {
        let levels = label.levels.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        if let positive { return try binary(label, levels, positive, predictions, at: location) }
        if let classes { return OutcomeClasses(names: classes, isBinary: false) }
        for pair in [["0", "1"], ["false", "true"], ["False", "True"], ["FALSE", "TRUE"]] {
            if levels == pair || (levels.count == 1 && pair.contains(levels[0])) {
                return OutcomeClasses(names: pair, isBinary: true)
            }
        }
        guard levels.count >= 2 else { throw .tooFewClasses(levels, column: label.name, at: location) }
        guard levels.count <= limit else {
            throw .tooManyClasses(levels.count, limit: limit, column: label.name, at: location)
        }
        return OutcomeClasses(names: levels, isBinary: false)
    }

    private static func binary(
        _ label: CategoryColumn, _ levels: [String], _ positive: String, _ predictions: [CategoryColumn],
        at location: SourceLocation
    ) throws(OutcomeError) -> OutcomeClasses {
        let others = levels.filter { $0 != positive }
        let predicted = predictions.flatMap(\.levels)
        guard levels.contains(positive) || predicted.contains(positive) || levels.isEmpty else {
            throw .positiveNotFound(positive, column: label.name, values: levels, at: location)
        }
        guard others.count <= 1 else {
            throw .notBinary(positive: positive, others: others, column: label.name, at: location)
        }
        let negative = others.first ?? Set(predicted).subtracting([positive]).min() ?? (positive == "0" ? "1" : "0")
        return OutcomeClasses(names: [negative, positive], isBinary: true)
    }

    /// Each row's class, or `LabelState.unlabelled` where the field is empty.
    package func labels(_ column: CategoryColumn, at location: SourceLocation) throws(OutcomeError) -> [UInt16] {
        var codes: [UInt16] = []
        for level in column.levels {
            guard let index = names.firstIndex(where: { $0.utf8.elementsEqual(level.utf8) }) else {
                throw .undeclaredClass(level, column: column.name, classes: names, at: location)
            }
            codes.append(UInt16(index))
        }
        return column.codes.map { $0 == CategoryColumn.missing ? LabelState.unlabelled : codes[Int($0)] }
    }

    /// Each row's predicted class; values that are no class are invalid predictions, empty fields missing ones.
    package func predictions(_ column: CategoryColumn) -> [UInt16] {
        let codes = column.levels.map { level in
            names.firstIndex { $0.utf8.elementsEqual(level.utf8) }.map { UInt16($0) }
                ?? PredictionState.invalid.rawValue
        }
        return column.codes.map {
            $0 == CategoryColumn.missing ? PredictionState.missing.rawValue : codes[Int($0)]
        }
    }

    /// Decisions by threshold: positive where score >= threshold, missing where there is no score.
    package static func predictions(scores: [Double], threshold: Double) -> [UInt16] {
        scores.map { $0.isNaN ? PredictionState.missing.rawValue : $0 >= threshold ? 1 : 0 }
    }
}
