import Statistics

/// Counts of rows by subgroup × label × prediction, and by subgroup × label × score: one pass over the rows, then every
/// question is answered from cells.
///
/// A cube set in the sense of METHODS §1.1: a decision cube over all dimensions and, if there are scores, one score
/// cube a score column. Only occupied cells are stored, in canonical order: equal counts are equal cells, whatever the
/// order of rows, of dimensions or of merges.
package struct EvidenceCube: Sendable {
    /// What the counts mean.
    package let header: CubeHeader
    /// The counts, in canonical order.
    package let cells: CubeCells

    /// A cube of counts that somebody else made: a reader of files, a streaming counter, an import.
    ///
    /// - Parameter cells: in any order; cells of one place are added up.
    /// - Throws: for cells that contradict one another or the header, and for more than a cube may hold.
    /// - Complexity: O(cells log cells); nearly linear for cells in canonical order.
    package init(header: CubeHeader, cells: CubeCells) throws(CubeError) {
        try cells.check(header)
        self.init(header: header, canonical: cells.canonical())
        try self.cells.checkMargins()
    }

    /// A cube of cells that are in canonical order already.
    init(header: CubeHeader, canonical cells: CubeCells) {
        self.header = header
        self.cells = cells
    }

    /// The same counts with another meaning.
    package func with(header: CubeHeader) throws(CubeError) -> EvidenceCube {
        try cells.check(header)
        return EvidenceCube(header: header, canonical: cells)
    }

    /// Dimension names in byte order.
    package var dimensions: [String] { cells.dimensions.map(\.name) }
    package var classes: [String] { cells.classes }
    /// Level texts of each dimension in byte order; the missing level's code is their count.
    package var levels: [[String]] { cells.dimensions.map(\.levels) }

    /// Rows counted.
    package var rows: Int { cells.decisions.reduce(0) { $0 + $1.count } }

    /// Whether there are scores.
    package var hasScores: Bool { !cells.scores.isEmpty }

    /// Whether all scores can be probabilities: they lie in 0…1.
    package var scoresAreProbabilities: Bool {
        cells.scores.allSatisfy { ($0.values.first ?? 0) >= 0 && ($0.values.last ?? 1) <= 1 }
    }

    /// Everybody.
    package var overall: GroupEvidence { evidence(by: []).first ?? nobody(.overall) }

    private func nobody(_ group: GroupKey) -> GroupEvidence {
        GroupEvidence(group: group, classCount: classes.count, scoreTables: cells.scores.count)
    }

    /// The evidence of each observed combination of some dimensions, in canonical order.
    ///
    /// - Parameter names: dimensions of this cube, each at most once; empty for everybody.
    /// - Returns: one element per observed combination; a single one (possibly of no row) for no dimension.
    /// - Complexity: O(cells log cells).
    package func evidence(by names: [String]) -> [GroupEvidence] {
        let chosen = names.map { name -> Int in
            guard let index = cells.index(ofDimension: name) else {
                preconditionFailure("a dimension of the cube: \(name)")
            }
            return index
        }
        let projected = (0..<cells.combinationCount).map { combination -> [UInt32] in
            let codes = cells.codes(of: combination)
            return chosen.map { codes[codes.startIndex + $0] }
        }
        let distinct = Set(projected).sorted { $0.lexicographicallyPrecedes($1) }
        var numbers: [[UInt32]: Int] = [:]
        for (number, codes) in distinct.enumerated() { numbers[codes] = number }
        let groupOf = projected.map { numbers[$0] ?? 0 }
        var result = distinct.map { nobody(key(names, chosen, $0)) }
        if names.isEmpty, result.isEmpty { result = [nobody(.overall)] }
        for cell in cells.decisions { add(cell, to: &result[groupOf[Int(cell.combination)]]) }
        for (index, table) in cells.scores.enumerated() {
            for (group, scores) in Self.project(table, groupOf: groupOf, groupCount: result.count).enumerated() {
                result[group].scores[index] = scores
            }
        }
        return result
    }

    private func key(_ names: [String], _ chosen: [Int], _ codes: [UInt32]) -> GroupKey {
        GroupKey(
            zip(names, zip(chosen, codes)).map { name, place in
                let texts = cells.dimensions[place.0].levels
                return GroupLevel(
                    dimension: name, value: Int(place.1) < texts.count ? texts[Int(place.1)] : nil)
            })
    }

    private func add(_ cell: CubeCells.Decision, to evidence: inout GroupEvidence) {
        let place = cells.slots.place(of: Int(cell.slot))
        switch (place.label, place.prediction, place.state) {
        case (let label?, let prediction?, _): evidence.confusion[label, prediction] += cell.count
        case (nil, let prediction?, _): evidence.unlabelledByPrediction[prediction] += cell.count
        case (let label?, nil, let state?):
            evidence.unpredictedByLabel[state, default: Array(repeating: 0, count: classes.count)][label] += cell.count
        case (nil, nil, let state?): evidence.unlabelledUnpredicted[state, default: 0] += cell.count
        case (_, nil, nil): preconditionFailure("a slot of the table")
        }
    }

    private static func project(
        _ table: CubeCells.ScoreTable, groupOf: [Int], groupCount: Int
    ) -> [ScoreCounts] {
        var byGroup = [[CubeCells.Score]](repeating: [], count: groupCount)
        for cell in table.cells { byGroup[groupOf[Int(cell.combination)]].append(cell) }
        return byGroup.map { cells in
            var counts = ScoreCounts()
            let sorted = cells.sorted { $0.value < $1.value }
            var index = 0
            while index < sorted.count {
                let value = sorted[index].value
                var states = [0, 0, 0]
                while index < sorted.count, sorted[index].value == value {
                    states[Int(sorted[index].state.rawValue)] += sorted[index].count
                    index += 1
                }
                counts.append(
                    table.values[Int(value)], negatives: states[0], positives: states[1], unlabelled: states[2])
            }
            return counts
        }
    }
}
