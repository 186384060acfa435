import Statistics

/// Counts of rows by subgroup × label × prediction, and by subgroup × label × score: one pass over the rows, then every
/// question is answered from cells.
///
/// A cube set in the sense of METHODS §1.1: a decision cube over all dimensions and, if there are scores, a score cube for
/// each score column and margin. Only occupied cells are stored, in canonical order: equal counts are equal cells,
/// whatever the order of rows, of dimensions or of merges.
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
        try cells.checkMeasured(header)
        self.init(header: header, canonical: cells.canonical())
        try self.cells.checkMargins(columnCount: header.scores.count) { _ in true }
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
    package var rows: Int { cells.decisions.rows }

    /// Whether there are scores.
    package var hasScores: Bool { !cells.scores.isEmpty }

    /// Whether all scores can be probabilities: they lie in 0…1.
    package var scoresAreProbabilities: Bool {
        cells.scores.allSatisfy { ($0.values.first ?? 0) >= 0 && ($0.values.last ?? 1) <= 1 }
    }

    /// Everybody.
    package var overall: GroupEvidence { evidence(by: []).first ?? nobody(.overall) }

    private func nobody(_ group: GroupKey) -> GroupEvidence {
        var evidence = GroupEvidence(
            group: group, classCount: classes.count, scoreTables: header.scores.count,
            measures: header.decisionMeasures, scale: header.numberScale)
        if header.scoresByDecision { evidence.classScores = ClassScores(classCount: classes.count) }
        return evidence
    }

    /// The score tables that can be asked by some dimensions, one a column: those of the smallest margin that has them.
    private func scoreTables(by chosen: [Int]) -> [CubeCells.ScoreTable]? {
        let margins = cells.scores.filter { scores in chosen.allSatisfy(scores.table.margin.contains) }
        guard let smallest = margins.map(\.table.margin).min(by: CubeCells.precedes) else { return nil }
        return margins.filter { $0.table.margin == smallest }
    }

    /// The evidence of each observed combination of some dimensions, in canonical order.
    ///
    /// - Parameters:
    ///   - names: dimensions of this cube, each at most once; empty for everybody.
    ///   - withScores: whether scores are needed; without them the evidence says that they are elsewhere, and costs less.
    /// - Returns: one element per observed combination; a single one (possibly of no row) for no dimension. Where scores
    ///   were not counted by these dimensions the evidence says so. Where rows were counted by blocks of clusters each
    ///   element has its blocks; rows whose cluster is missing are one.
    /// - Complexity: O(cells log cells + groups × blocks).
    package func evidence(by names: [String], withScores: Bool = true) -> [GroupEvidence] {
        var groups = plainEvidence(by: names, withScores)
        guard let told = header.told.first(where: { $0.rule == .block }), !names.contains(told.name),
            let dimension = cells.dimensions.first(where: { $0.name == told.name })
        else { return groups }
        var places: [GroupKey: Int] = [:]
        for (index, group) in groups.enumerated() { places[group.group] = index }
        for index in groups.indices {
            groups[index].blocks = Array(
                repeating: nobody(groups[index].group), count: dimension.levels.count + 1)
        }
        for var part in plainEvidence(by: names + [told.name], withScores) {
            guard let last = part.group.levels.last, let place = places[GroupKey(part.group.levels.dropLast())] else {
                preconditionFailure("a part of a group")
            }
            part.group = groups[place].group
            let block = last.value.flatMap(dimension.levels.firstIndex(of:)) ?? dimension.levels.count
            groups[place].blocks[block] = part
        }
        return groups
    }

    private func plainEvidence(by names: [String], _ withScores: Bool) -> [GroupEvidence] {
        let chosen = names.map { name -> Int in
            guard let index = cells.index(ofDimension: name) else {
                preconditionFailure("a dimension of the cube: \(name)")
            }
            return index
        }
        let (groupOf, distinct) = cells.decisions.projected(to: chosen)
        var result = distinct.map { nobody(key(names, chosen, $0)) }
        if names.isEmpty, result.isEmpty { result = [nobody(.overall)] }
        for (index, cell) in cells.decisions.cells.enumerated() {
            result[groupOf[Int(cell.combination)]].add(cell, sums: cells.decisions.sums(of: index), cells.slots)
        }
        guard hasScores else { return result }
        guard withScores, let tables = scoreTables(by: chosen) else {
            for group in result.indices { result[group].lacksScores() }
            return result
        }
        var numbers: [[UInt32]: Int] = [:]
        for (number, codes) in distinct.enumerated() { numbers[codes] = number }
        for scores in tables {
            let positions = chosen.compactMap { scores.table.margin.firstIndex(of: $0) }
            let (groupOfCombination, distinct) = scores.table.projected(to: positions)
            let groups = distinct.map { codes -> Int in
                guard let number = numbers[codes] else { preconditionFailure("scores of rows that were counted") }
                return number
            }
            for (number, counts) in scores.counts(
                groupOf: groupOfCombination, groupCount: distinct.count, grid: header.scoreGrid,
                measures: header.scoreMeasures
            ).enumerated() {
                result[groups[number]].scores[scores.column] = counts
            }
            guard scores.slots != nil else { continue }
            for (number, indices) in scores.cells(groupOf: groupOfCombination, groupCount: distinct.count).enumerated()
            {
                var own = result[groups[number]].classScores ?? ClassScores(classCount: classes.count)
                own.add(scores, cells: indices, grid: header.scoreGrid, measures: header.scoreMeasures)
                result[groups[number]].classScores = own
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
}

extension CubeCells.ScoreTable {
    /// The cells of each group of combinations by place, so that values ascend.
    fileprivate func cells(groupOf: [Int], groupCount: Int) -> [[Int]] {
        var byGroup = [[Int]](repeating: [], count: groupCount)
        for (index, cell) in table.cells.enumerated() { byGroup[groupOf[Int(cell.combination)]].append(index) }
        // In places of one combination values ascend; several combinations take turns.
        return byGroup.map { $0.sorted { table.cells[$0].place < table.cells[$1].place } }
    }

    /// The scores of each group of combinations, ascending.
    fileprivate func counts(
        groupOf: [Int], groupCount: Int, grid: ScoreGrid, measures: [CubeMeasure]
    ) -> [ScoreCounts] {
        // Where most scores occur in most groups, adding up in place is cheaper than bringing cells into order.
        if groupCount * values.count * 3 <= 2 * table.cells.count + 1_024 {
            return summed(groupOf, groupCount, ScoreCounts(grid: grid, measures: measures))
        }
        return cells(groupOf: groupOf, groupCount: groupCount).map { indices in
            var counts = ScoreCounts(grid: grid, measures: measures)
            for index in indices {
                let cell = table.cells[index]
                let (value, state) = parts(ofPlace: cell.place)
                counts.add(values[value], state, count: cell.count, sums: table.sums(of: index))
            }
            return counts
        }
    }

    /// The same, by adding up each cell at its group, score and state.
    ///
    /// - Parameter nobody: scores of no row.
    private func summed(_ groupOf: [Int], _ groupCount: Int, _ nobody: ScoreCounts) -> [ScoreCounts] {
        let (states, width) = (CubeCells.ScoreState.allCases, nobody.measures.count)
        let places = values.count * states.count
        var rows = [Int](repeating: 0, count: groupCount * places)
        var sums = [Int128](repeating: 0, count: groupCount * places * width)
        for (index, cell) in table.cells.enumerated() {
            let (value, state) = parts(ofPlace: cell.place)
            let place = groupOf[Int(cell.combination)] * places + value * states.count + Int(state.rawValue)
            rows[place] += cell.count
            guard width > 0 else { continue }
            for (offset, sum) in table.sums(of: index).enumerated() { sums[place * width + offset] += sum }
        }
        return (0..<groupCount).map { group in
            var counts = nobody
            for value in values.indices {
                for state in states {
                    let place = group * places + value * states.count + Int(state.rawValue)
                    guard rows[place] > 0 else { continue }
                    counts.add(
                        values[value], state, count: rows[place], sums: sums[place * width..<(place + 1) * width])
                }
            }
            return counts
        }
    }
}
