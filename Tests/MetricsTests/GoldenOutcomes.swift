import Evidence
import Interchange
import Storage
import TestSupport
import Tables

/// The golden credit file, read and counted once for all tests.
enum GoldenOutcomes {
    struct Absent: Error {}

    static let isPresent = PackageFolder.sharedFile("oracles/oracle.json") != nil

    /// What the peers say.
    static let oracle = Result { () throws -> JSONValue in
        guard let path = PackageFolder.sharedFile("oracles/oracle.json") else { throw Absent() }
        return try JSONValue.parse(FileReader.contents(of: path), from: path)
    }

    private static let attributes = ["region", "language", "gender", "age_band", "urban"]

    private static let table = Result { () throws -> Table in
        guard let path = PackageFolder.sharedFile("oracles/data.csv") else { throw Absent() }
        return try TableReader.read(
            path: path,
            columns: .only(
                (attributes + ["label", "prediction", "risk", "risk_pred"]).map { ColumnRequest($0, .category) }
                    + ["score", "amount", "amount_pred"].map { ColumnRequest($0, .number) }))
    }

    /// Label and prediction of a loan, with its score.
    static let binary = Result { try cube(["0", "1"], label: "label", prediction: "prediction", score: "score") }
    /// The three classes of risk.
    static let multiclass = Result {
        try cube(["low", "medium", "high"], label: "risk", prediction: "risk_pred", score: nil)
    }

    /// The amount repaid and what the model said of it.
    static let numeric = Result { () throws -> EvidenceCube in
        let table = try Self.table.get()
        guard let labels = table.number("amount"), let predictions = table.number("amount_pred"),
            let scale = NumberScale(largest: 10_000)
        else { throw Absent() }
        return EvidenceCube(
            counting: EvidenceRows(
                dimensions: attributes.compactMap { table.category($0) }.map {
                    .init(name: $0.name, levels: $0.levels, codes: $0.codes)
                }, numbers: try NumberRows(labels: labels.values, predictions: predictions.values, scale: scale)))
    }

    private static func cube(
        _ classes: [String], label: String, prediction: String, score: String?
    ) throws -> EvidenceCube {
        let table = try table.get()
        func codes(_ name: String) throws -> [UInt16] {
            guard let column = table.category(name) else { throw Absent() }
            let codes = try column.levels.map { level in
                guard let index = classes.firstIndex(of: level) else { throw Absent() }
                return UInt16(index)
            }
            return column.codes.map { codes[Int($0)] }
        }
        return EvidenceCube(
            counting: EvidenceRows(
                dimensions: attributes.compactMap { table.category($0) }.map {
                    .init(name: $0.name, levels: $0.levels, codes: $0.codes)
                }, classes: classes, labels: try codes(label), predictions: try codes(prediction),
                scores: score.flatMap { table.number($0) }.map { [$0.values] } ?? []))
    }
}
