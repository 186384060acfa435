extension EvidenceCube {
    /// The dimension of what somebody else decided, if it was counted.
    ///
    /// - Parameter column: of the decisions of another model, or of a stage.
    package func decisions(in column: String) -> ToldDimension? {
        header.told.first { $0.rule == .decision && $0.column.utf8.elementsEqual(column.utf8) }
    }

    /// The columns of decisions that were counted beside the model's own.
    package var otherDecisions: [String] { header.told.filter { $0.rule == .decision }.map(\.column) }

    /// Which class each level of a dimension of decisions is, or why it is none; the missing level last.
    package func predictions(of decision: ToldDimension) -> [UInt16] {
        guard let position = cells.index(ofDimension: decision.name) else {
            preconditionFailure("a dimension of the cube: \(decision.name)")
        }
        return cells.dimensions[position].levels.map { level in
            classes.firstIndex { $0.utf8.elementsEqual(level.utf8) }.map { UInt16($0) }
                ?? PredictionState.invalid.rawValue
        } + [PredictionState.missing.rawValue]
    }

    /// The same rows as somebody else decided them: another model, or a stage behind the model.
    ///
    /// The decisions of the model, its scores and all decisions but these are no longer told apart. Every row is still
    /// counted once, so that figures of the two cubes are about the same rows.
    ///
    /// - Parameter other: a column of decisions that stays a key.
    /// - Throws: `unknownDimension` where these decisions were not counted.
    /// - Complexity: O(cells log cells).
    package func decided(in column: String, keeping other: String? = nil) throws(CubeError) -> EvidenceCube {
        guard let decision = decisions(in: column), let position = cells.index(ofDimension: decision.name) else {
            throw .unknownDimension(column, known: otherDecisions)
        }
        let (slots, codes) = (cells.slots, predictions(of: decision))
        var result = cells
        result.scores = []
        let measures = header.decisionMeasures.firstIndex(of: .scoredPairs) ?? header.decisionWidth
        result.decisions.measureCount = measures
        result.decisions.sums = cells.decisions.cells.indices.flatMap { cells.decisions.sums(of: $0).prefix(measures) }
        for (index, cell) in cells.decisions.cells.enumerated() {
            let label = slots.place(of: Int(cell.place)).label.map { UInt16($0) } ?? LabelState.unlabelled
            let code = Array(cells.decisions.codes(of: Int(cell.combination)))[position]
            result.decisions.cells[index].place = Int32(slots.slot(label: label, prediction: codes[Int(code)]))
        }
        var header = header.withoutScores()
        (header.prediction, header.threshold, header.againstScore, header.stages) = (column, nil, nil, [])
        let kept = dimensions.filter { name in
            !self.header.told.contains { $0.rule == .decision && $0.column != other && $0.name == name }
        }
        return try EvidenceCube(header: header, canonical: result).projecting(to: kept)
    }
}
