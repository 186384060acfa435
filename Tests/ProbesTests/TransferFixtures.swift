import Evidence
import Interchange
import Storage
import Tables
import TestSupport

/// Rows of one place, kept beside their counts so that tests can count them one by one.
struct PlaceRows {
    struct Row {
        let label: Int
        let prediction: Int
        let score: Double
        let stratum: Int
    }

    var rows: [Row]
    let classes: [String]
    let strata: [String]
    var hasScores = true

    var cube: EvidenceCube { cube(of: rows) }

    func cube(of rows: [Row]) -> EvidenceCube {
        EvidenceCube(
            counting: EvidenceRows(
                dimensions: [.init(name: "s", levels: strata, codes: rows.map { UInt32($0.stratum) })],
                classes: classes, labels: rows.map { UInt16($0.label) },
                predictions: rows.map { UInt16($0.prediction) },
                scores: hasScores ? [rows.map(\.score)] : []))
    }

    func share(_ holds: (Row) -> Bool, of condition: (Row) -> Bool = { _ in true }) -> Double {
        let all = rows.filter(condition)
        return Double(all.count(where: holds)) / Double(all.count)
    }

    func mean(_ value: (Row) -> Double, of condition: (Row) -> Bool = { _ in true }) -> Double {
        let all = rows.filter(condition)
        return all.reduce(0) { $0 + value($1) } / Double(all.count)
    }

    /// Two classes: labels with a prevalence, scores that lean to the label, strata of given shares.
    static func drawn(
        _ count: Int, prevalence: Double, lean: Double = 0.25, strata: [Double] = [0.5, 0.5], seed: UInt64
    ) -> PlaceRows {
        var random = SeededRandom(seed: seed)
        let rows = (0..<count).map { _ -> Row in
            let label = Double.random(in: 0..<1, using: &random) < prevalence ? 1 : 0
            var draw = Double.random(in: 0..<strata.reduce(0, +), using: &random)
            let stratum = strata.firstIndex { share in
                draw -= share
                return draw < 0
            }
            let own = stratum ?? 0
            // The second stratum is harder.
            let centre = label == 1 ? 0.5 + lean / Double(own + 1) : 0.5 - lean / Double(own + 1)
            let noise = Double.random(in: -0.45..<0.45, using: &random)
            let score = (min(1, max(0, centre + noise)) * 1000).rounded() / 1000
            return Row(label: label, prediction: score >= 0.5 ? 1 : 0, score: score, stratum: own)
        }
        return PlaceRows(rows: rows, classes: ["0", "1"], strata: strata.indices.map { "s\($0)" })
    }
}

extension SharedFiles {
    /// A case's rows with one model's decisions, counted by some columns.
    ///
    /// - Parameter score: the column of scores of the last class, for two classes.
    static func cube(
        rows: String, predictions: String, by columns: [String], classes: [String], score: String? = nil
    ) throws -> EvidenceCube {
        let table = try TableReader.read(
            path: try path(rows),
            columns: .only(
                [ColumnRequest("id", .identifier)] + (columns + ["label"]).map { ColumnRequest($0, .category) }))
        let model = try TableReader.read(
            path: try path(predictions),
            columns: .only(
                [ColumnRequest("id", .identifier), ColumnRequest("prediction", .category)]
                    + (score.map { [ColumnRequest($0, .number)] } ?? [])))
        let places = try model.rows(byIdentifier: "id")
        guard let ids = table.identifier("id"), let label = table.category("label"),
            let prediction = model.category("prediction")
        else { throw Malformed() }
        func code(_ text: String?) -> UInt16 {
            UInt16(classes.firstIndex(of: text ?? "") ?? Int(PredictionState.missing.rawValue))
        }
        let found = try (0..<table.rowCount).map { row -> Int in
            guard let place = places[ids[row]] else { throw Malformed() }
            return place
        }
        let scores = score.flatMap { model.number($0) }
        return EvidenceCube(
            counting: EvidenceRows(
                dimensions: try columns.map { name in
                    guard let column = table.category(name) else { throw Malformed() }
                    return .init(name: name, levels: column.levels, codes: column.codes)
                }, classes: classes, labels: (0..<table.rowCount).map { code(label.level(ofRow: $0)) },
                predictions: found.map { code(prediction.level(ofRow: $0)) },
                scores: scores.map { column in [found.map { column.values[$0] }] } ?? []))
    }
}
