package import Evidence

/// Rows of numbers and their predictions as a person would write them down, for tests that count by hand.
package struct NumberTable: Sendable {
    package struct Row: Sendable {
        /// Region and gender; `nil` is missing.
        package var groups: [String?]
        package var label: Double?
        package var prediction: Double?

        package init(_ groups: [String?], label: Double?, prediction: Double?) {
            self.groups = groups
            self.label = label
            self.prediction = prediction
        }
    }

    package static let dimensions = ["region", "gender"]
    package var rows: [Row]

    package init(_ rows: [Row]) { self.rows = rows }

    /// Rows of one group.
    package init(_ pairs: [(label: Double?, prediction: Double?)]) {
        rows = pairs.map { Row(["north", "f"], label: $0.label, prediction: $0.prediction) }
    }

    /// The rows as codes.
    package func evidenceRows(
        scale: NumberScale = .standard, multiplicities: [Int]? = nil, weights: RowWeights? = nil
    ) throws(CubeError) -> EvidenceRows {
        let dimensions = Self.dimensions.enumerated().map { index, name -> EvidenceRows.Dimension in
            var levels: [String] = []
            let codes = rows.map { row -> UInt32 in
                guard let level = row.groups[index] else { return EvidenceRows.Dimension.missing }
                if let code = levels.firstIndex(of: level) { return UInt32(code) }
                levels.append(level)
                return UInt32(levels.count - 1)
            }
            return .init(name: name, levels: levels, codes: codes)
        }
        return EvidenceRows(
            dimensions: dimensions,
            numbers: try NumberRows(
                labels: rows.map { $0.label ?? .nan }, predictions: rows.map { $0.prediction ?? .nan }, scale: scale),
            multiplicities: multiplicities, weights: weights)
    }

    package func cube(provenance: [CubeProvenance] = []) throws(CubeError) -> EvidenceCube {
        EvidenceCube(
            counting: try evidenceRows(),
            header: CubeHeader(
                model: "vendor", label: "paid", outcome: .number(.standard), prediction: "forecast",
                provenance: provenance))
    }

    /// Everybody.
    package func overall() throws(CubeError) -> GroupEvidence { try cube().overall }

    /// The rows that `condition` keeps.
    package func filtered(_ condition: (Row) -> Bool) -> NumberTable { NumberTable(rows.filter(condition)) }

    /// A random table; labels and predictions may be missing.
    ///
    /// - Parameter step: all numbers are multiples of it; `nil` for any digits.
    package static func random(seed: UInt64, maximumRows: Int = 60, step: Double? = nil) -> NumberTable {
        var random = SeededRandom(seed: seed)
        let regions: [String?] = ["north", "NA", "ቆላ", nil]
        let genders: [String?] = ["f", "m", nil]
        let spread = [1.0, 100, 3e4, 1e-3][step == nil ? Int(seed % 4) : 1]
        func chance(_ probability: Double) -> Bool { Double.random(in: 0..<1, using: &random) < probability }
        func rounded(_ value: Double) -> Double { step.map { (value / $0).rounded() * $0 } ?? value }
        return NumberTable(
            (0..<Int.random(in: 1...maximumRows, using: &random)).map { _ in
                let label = Double.random(in: -1...2, using: &random) * spread
                let prediction = label + Double.random(in: -0.6...0.5, using: &random) * spread
                return Row(
                    [regions[Int.random(in: 0..<4, using: &random)], genders[Int.random(in: 0..<3, using: &random)]],
                    label: chance(0.1) ? nil : rounded(label), prediction: chance(0.1) ? nil : rounded(prediction))
            })
    }
}
