/// How counts of another engine stand in a table: what the statement writes and the import reads.
///
/// Every row has all columns, and no value is ever NULL: what a row does not have is an empty text. `states` tells for
/// each key, then for label, prediction and score, whether the row has a value there (`v`), which may be an empty text;
/// whether the value is missing (`m`); or whether this row is not told apart by it (`.`).
package enum CountsForm {
    /// What a row of counts is part of.
    package enum Part: String, Hashable, Sendable, CaseIterable {
        /// One row: all rows counted, and what the counts mean.
        case total
        /// Rows by all keys, label and prediction; by score instead of prediction where the score decides.
        case decision
        /// Rows by some keys, label and score; by prediction too where each class has scores.
        case score
        /// Rows that the condition leaves out, by label and prediction: classes are those of all rows.
        case leftOut = "left-out"
        /// One row where there is a condition: all rows, counted and left out.
        case all
        /// One row where rows have weights: how many have no good one. None may.
        case badWeight = "bad-weight"
        /// One row where errors of texts, or numbers, are summed: how many rows have none that can be. None may.
        case badCount = "bad-count"
        /// Rows with a number and a prediction by some keys and by the size of the error: the lower edge of its bin, in
        /// multiples of the quantum, stands as the score.
        case sketch
    }

    /// What is known of one value of a row; the raw value is the letter in `states`.
    package enum State: UInt8, Hashable, Sendable {
        /// v
        case value = 0x76
        /// m
        case missing = 0x6D
        /// .
        case absent = 0x2E

        package var letter: String { String(decoding: [rawValue], as: UTF8.self) }
    }

    /// The name of the column of a key, by its index.
    package static func key(_ index: Int) -> String { "key\(index + 1)" }

    /// The names of the columns of a measure: its own, as a name of SQL, with a number for each of several sums.
    package static func columns(_ measure: CubeMeasure) -> [String] {
        let name = String(measure.rawValue.map { $0 == "-" ? "_" : $0 })
        return measure.width == 1 ? [name] : (1...measure.width).map { "\(name)_\($0)" }
    }

    /// All columns in the order in which the statement writes them.
    ///
    /// `class` says whose scores a row of scores is about, from 1, where each class has a column of its own. `w` and `w2` are Σw and Σw² as whole multiples of 2^−40, each row's own rounded once.
    package static func columns(of declaration: CountsDeclaration) -> [String] {
        ["part", "states"] + declaration.dimensions.indices.map(key) + ["label", "prediction", "score"]
            + (declaration.classScores.isEmpty ? [] : ["class"]) + ["n"]
            + (declaration.weights.isSummed ? ["w", "w2"] : []) + declaration.measures.flatMap(columns) + ["spec"]
    }
}
