package import Evidence

/// Rows of labels, decisions and scores as a person would write them down, for tests that count by hand.
package struct OutcomeTable: Sendable {
    package struct Row: Sendable {
        /// One value a dimension; `nil` is missing.
        package var groups: [String?]
        /// The class; `nil` is unlabelled.
        package var label: Int?
        package var decision: Decision
        /// One a score column; NaN is missing.
        package var scores: [Double]

        package init(_ groups: [String?], label: Int?, decision: Decision, scores: [Double] = []) {
            self.groups = groups
            self.label = label
            self.decision = decision
            self.scores = scores
        }

        /// The class predicted, if there is one.
        package var predicted: Int? { if case .predicted(let index) = decision { index } else { nil } }
    }

    package enum Decision: Hashable, Sendable {
        case predicted(Int)
        case none(PredictionState)
    }

    package var dimensions: [String]
    package var classes: [String]
    package var rows: [Row]

    package init(dimensions: [String], classes: [String], rows: [Row]) {
        self.dimensions = dimensions
        self.classes = classes
        self.rows = rows
    }

    /// The same rows as codes; levels in the order of their first appearance, as a reader would number them.
    package var evidenceRows: EvidenceRows {
        let columns = dimensions.indices.map { index -> EvidenceRows.Dimension in
            var levels: [String] = []
            let codes = rows.map { row -> UInt32 in
                guard let value = row.groups[index] else { return EvidenceRows.Dimension.missing }
                if let known = levels.firstIndex(where: { $0.utf8.elementsEqual(value.utf8) }) { return UInt32(known) }
                levels.append(value)
                return UInt32(levels.count - 1)
            }
            return .init(name: dimensions[index], levels: levels, codes: codes)
        }
        return EvidenceRows(
            dimensions: columns, classes: classes,
            labels: rows.map { $0.label.map { UInt16($0) } ?? LabelState.unlabelled },
            predictions: rows.map { row in
                switch row.decision {
                case .predicted(let index): UInt16(index)
                case .none(let state): state.rawValue
                }
            },
            scores: (0..<(rows.first?.scores.count ?? 0)).map { column in rows.map { $0.scores[column] } })
    }

    /// The rows counted.
    package var cube: EvidenceCube { EvidenceCube(counting: evidenceRows) }

    /// The rows that `condition` keeps.
    package func filtered(_ condition: (Row) -> Bool) -> OutcomeTable {
        OutcomeTable(dimensions: dimensions, classes: classes, rows: rows.filter(condition))
    }

    /// A random table with all that can be missing: labels, predictions, scores and group values.
    ///
    /// Scores are hundredths, so that ties are many; a class may be absent and a group tiny.
    package static func random(
        seed: UInt64, classCount: Int = 2, maximumRows: Int = 60, scored: Bool = true
    ) -> OutcomeTable {
        var random = SeededRandom(seed: seed)
        let regions: [String?] = ["north", "NA", "ቆላ", nil]
        let genders: [String?] = ["f", "m", nil]
        let skew = Double.random(in: 0...1, using: &random)
        func chance(_ probability: Double) -> Bool { Double.random(in: 0..<1, using: &random) < probability }
        let rows = (0..<Int.random(in: 1...maximumRows, using: &random)).map { _ -> Row in
            let truth = chance(skew) ? 0 : Int.random(in: 0..<classCount, using: &random)
            let label = chance(0.1) ? nil : truth
            let decision: Decision =
                chance(0.1)
                ? .none(PredictionState.allCases[Int.random(in: 0..<3, using: &random)])
                : .predicted(chance(0.6) ? truth : Int.random(in: 0..<classCount, using: &random))
            let columns = !scored ? 0 : classCount == 2 ? 1 : classCount
            let scores = (0..<columns).map { _ in
                chance(0.1) ? Double.nan : Double(Int.random(in: 0...100, using: &random)) / 100
            }
            return Row(
                [regions[Int.random(in: 0..<4, using: &random)], genders[Int.random(in: 0..<3, using: &random)]],
                label: label, decision: decision, scores: scores)
        }
        return OutcomeTable(
            dimensions: ["region", "gender"], classes: (0..<classCount).map { "c\($0)" }, rows: rows)
    }
}

extension GroupEvidence {
    /// Evidence of a binary decision made of its four cells.
    package static func binary(
        truePositives: Int, falsePositives: Int, falseNegatives: Int, trueNegatives: Int
    ) -> GroupEvidence {
        GroupEvidence(confusion: Confusion(rows: [[trueNegatives, falsePositives], [falseNegatives, truePositives]]))
    }
}
