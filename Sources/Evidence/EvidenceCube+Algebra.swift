extension EvidenceCube {
    /// A cube of no row that means what this one does: the identity of `merging`.
    package var empty: EvidenceCube {
        var cells = cells
        for index in cells.dimensions.indices { cells.dimensions[index].levels = [] }
        cells.decisions = CellTable(margin: cells.decisions.margin, measureCount: cells.decisions.measureCount)
        cells.scores = cells.scores.map {
            $0.with(values: [], table: CellTable(margin: $0.table.margin, measureCount: $0.table.measureCount))
        }
        return EvidenceCube(header: header.with(provenance: []), canonical: cells)
    }

    /// The rows of both: counts are added cell by cell, dictionaries united.
    ///
    /// Associative and commutative, bit for bit, with `empty` as identity (METHODS §1.5). Scores on different grids, or
    /// more different scores than a grid of values may hold, go to the coarser grid; scores by different margins to what
    /// both can tell.
    ///
    /// - Parameter assumingDisjoint: whether the caller states that no row was counted in both, where provenance cannot
    ///   tell.
    /// - Throws: `different`, `overlapping`, `tooMany`, `gridMismatch`.
    /// - Complexity: O(cells log cells).
    package func merging(_ other: EvidenceCube, assumingDisjoint: Bool = false) throws(CubeError) -> EvidenceCube {
        let (first, second) = try alike(other)
        try first.requireSameMeaning(second)
        let (mine, theirs) = CubeProvenance.combined(header.provenance, other.header.provenance)
        if !assumingDisjoint {
            for entry in mine where !entry.isRemoved {
                if let match = theirs.first(where: { !$0.isRemoved && $0.mayOverlap(entry) }) {
                    throw .overlapping(entry.words, match.words)
                }
            }
        }
        let sum = first.joined(with: second, sign: 1).canonical()
        let header = first.header.with(provenance: mine + theirs)
        // The sum may be more than a cube may hold.
        try sum.check(header)
        return try EvidenceCube(header: header, canonical: sum).withinValueLimit()
    }

    /// The rows of this cube that are not in `part`, which must be contained in it.
    ///
    /// - Throws: `different`; `notContained`, naming the first cell of which `part` has more rows; `gridMismatch`.
    /// - Complexity: O(cells log cells).
    package func subtracting(_ part: EvidenceCube) throws(CubeError) -> EvidenceCube {
        let (whole, part) = try alike(part)
        try whole.requireSameMeaning(part)
        let rest = whole.joined(with: part, sign: -1).canonical()
        if let (cell, index) = rest.decisions.firstNegative {
            let own = part.count(rest.levels(of: Int(cell.combination), in: rest.decisions), place: cell.place)
            throw .notContained(cell: rest.describe(cell), whole: own + cell.count, part: own, isSum: index == nil)
        }
        for scores in rest.scores {
            guard let (cell, index) = scores.table.firstNegative else { continue }
            let levels = rest.levels(of: Int(cell.combination), in: scores.table)
            let (value, state) = scores.parts(ofPlace: cell.place)
            let own = part.count(
                levels, scores: scores, value: scores.values[value], state: Int(cell.place) % scores.stateCount)
            throw .notContained(
                cell:
                    "\(rest.describe(Int(cell.combination), in: scores.table)), score \(scores.values[value]), \(state)",
                whole: own + cell.count, part: own, isSum: index == nil)
        }
        let (mine, theirs) = CubeProvenance.combined(header.provenance, part.header.provenance.map(\.negated))
        let result = EvidenceCube(header: whole.header.with(provenance: mine + theirs), canonical: rest)
        try rest.checkMargins(columnCount: header.scores.count) { _ in true }
        return result
    }

    /// The same rows without the other dimensions.
    ///
    /// Scores keep those of their margins' dimensions that are kept.
    ///
    /// - Parameter names: the dimensions kept, in any order.
    /// - Throws: `unknownDimension`, `repeatedDimension`.
    /// - Complexity: O(cells log cells).
    package func projecting(to names: [String]) throws(CubeError) -> EvidenceCube {
        var kept: [Int] = []
        for name in names {
            let index = try self.index(of: name)
            guard !kept.contains(index) else { throw .repeatedDimension(name) }
            kept.append(index)
        }
        kept.sort()
        var result = cells
        result.dimensions = kept.map { cells.dimensions[$0] }
        func renumbered(_ table: CellTable) -> CellTable {
            var table = table.projecting(onto: kept)
            table.margin = table.margin.compactMap { kept.firstIndex(of: $0) }
            return table
        }
        result.decisions = renumbered(cells.decisions)
        result.scores = cells.scores.map {
            $0.with(table: renumbered($0.table))
        }
        let margins = header.scoreMargins.map { margin in
            margin.filter { name in result.dimensions.contains { $0.name.utf8.elementsEqual(name.utf8) } }
        }
        var header = header.with(scoreMargins: margins).with(
            told: header.told.filter { entry in result.dimensions.contains { $0.name == entry.name } })
        header.stages.removeAll { !header.told.contains($0.decision) }
        result.keepMargins(header.scoreMargins)
        return EvidenceCube(header: header, canonical: result.canonical())
    }

    /// The same rows with the levels of one dimension replaced, such as districts by their regions.
    ///
    /// The missing level stays what it is: it is never merged with another (METHODS §0).
    ///
    /// - Parameter level: the new level of an old one; called once a level.
    /// - Throws: `unknownDimension`.
    /// - Complexity: O(cells log cells).
    package func coarsening(_ name: String, _ level: (String) -> String) throws(CubeError) -> EvidenceCube {
        let position = try index(of: name)
        var levels: [String] = []
        var numbers: [[UInt8]: UInt32] = [:]
        var codes = cells.dimensions[position].levels.map { old -> UInt32 in
            let new = level(old)
            let bytes = Array(new.utf8)
            if let number = numbers[bytes] { return number }
            let number = UInt32(levels.count)
            levels.append(new)
            numbers[bytes] = number
            return number
        }
        codes.append(UInt32(levels.count))
        var result = cells
        result.dimensions[position].levels = levels
        result.decisions.replaceCodes(ofDimension: position, by: codes)
        for index in result.scores.indices { result.scores[index].table.replaceCodes(ofDimension: position, by: codes) }
        return EvidenceCube(header: header, canonical: result.canonical())
    }

    /// Only the rows of one level of a dimension, such as a window.
    ///
    /// - Parameters:
    ///   - level: `nil` is the missing level.
    ///   - name: the dimension; it stays a key.
    /// - Throws: `unknownDimension`; `unknownLevel` where no row has the level; `notInCube` as `filtering` does.
    package func selecting(_ level: String?, of name: String) throws(CubeError) -> EvidenceCube {
        let position = try index(of: name)
        let levels = cells.dimensions[position].levels
        let code = level.map { wanted in levels.firstIndex { $0.utf8.elementsEqual(wanted.utf8) } } ?? levels.count
        guard let code else { throw .unknownLevel(level ?? "", dimension: name, known: levels) }
        let texts = levels + ["(missing)"]
        return filtered(told: "\(name) = \(texts[code])", by: [position]) { Int($0[0]) == code }
    }

    /// Only the rows of the combinations that a condition on their levels keeps.
    ///
    /// What is kept is a part of the rows counted, which provenance tells; the meaning of the cube stays. Scores that
    /// were not counted by the dimensions of the condition cannot be told apart by it: their margins are left out.
    ///
    /// - Parameters:
    ///   - condition: its text, for provenance.
    ///   - names: the dimensions it looks at.
    ///   - holds: whether the rows with these levels, in the order of `names`, are kept; `nil` is missing.
    /// - Throws: `unknownDimension`.
    package func filtering(
        told condition: String, by names: [String], _ holds: ([String?]) -> Bool
    ) throws(CubeError) -> EvidenceCube {
        var positions: [Int] = []
        for name in names { positions.append(try index(of: name)) }
        let levels = positions.map { cells.dimensions[$0].levels }
        return filtered(told: condition, by: positions) { codes in
            holds(zip(codes, levels).map { Int($0) < $1.count ? $1[Int($0)] : nil })
        }
    }

    private func filtered(told condition: String, by positions: [Int], _ holds: ([UInt32]) -> Bool) -> EvidenceCube {
        func filtered(_ table: CellTable) -> CellTable {
            let places = positions.compactMap { table.margin.firstIndex(of: $0) }
            let (numberOf, distinct) = table.projected(to: places)
            let kept = distinct.map(holds)
            return table.filtered { kept[numberOf[Int($0.combination)]] }
        }
        var result = cells
        result.decisions = filtered(cells.decisions)
        result.scores = cells.scores.filter { scores in positions.allSatisfy(scores.table.margin.contains) }.map {
            $0.with(table: filtered($0.table))
        }
        let provenance = header.provenance.map { entry in
            var entry = entry
            entry.filter = entry.filter.map { "(\($0)) and \(condition)" } ?? condition
            return entry
        }
        let names = positions.map { cells.dimensions[$0].name }
        let margins = header.scoreMargins.filter { margin in
            names.allSatisfy { name in margin.contains { $0.utf8.elementsEqual(name.utf8) } }
        }
        var header = header.with(provenance: provenance)
        if margins.isEmpty { header = header.withoutScores() }
        return EvidenceCube(header: header.with(scoreMargins: margins), canonical: result.canonical())
    }

    // MARK: Parts

    private func index(of name: String) throws(CubeError) -> Int {
        guard let index = cells.index(ofDimension: name) else { throw .unknownDimension(name, known: dimensions) }
        return index
    }

    private func requireSameMeaning(_ other: EvidenceCube) throws(CubeError) {
        let differences = self.differences(from: other)
        guard differences.isEmpty else { throw .different(differences) }
    }

    /// The cells of both behind each other, over united dictionaries; `sign` is that of the other's counts.
    private func joined(with other: EvidenceCube, sign: Int) -> CubeCells {
        var result = cells
        var (mine, theirs): ([[UInt32]], [[UInt32]]) = ([], [])
        for (position, dimension) in other.cells.dimensions.enumerated() {
            var levels = cells.dimensions[position].levels
            var numbers: [[UInt8]: UInt32] = [:]
            for (code, level) in levels.enumerated() { numbers[Array(level.utf8)] = UInt32(code) }
            var codes = dimension.levels.map { level -> UInt32 in
                if let code = numbers[Array(level.utf8)] { return code }
                levels.append(level)
                return UInt32(levels.count - 1)
            }
            codes.append(UInt32(levels.count))
            theirs.append(codes)
            // More levels move the code of the missing one.
            mine.append(cells.dimensions[position].levels.indices.map { UInt32($0) } + [UInt32(levels.count)])
            result.dimensions[position].levels = levels
        }
        for position in mine.indices {
            result.decisions.replaceCodes(ofDimension: position, by: mine[position])
            for index in result.scores.indices {
                result.scores[index].table.replaceCodes(ofDimension: position, by: mine[position])
            }
        }
        result.decisions.append(other.cells.decisions, codes: theirs, sign: sign) { $0 }
        // Canonical order has the tables of equal margins and columns at equal places.
        for (index, scores) in other.cells.scores.enumerated() {
            let (first, states) = (Int32(result.scores[index].values.count), Int32(scores.stateCount))
            result.scores[index].values += scores.values
            result.scores[index].table.append(scores.table, codes: theirs, sign: sign) { $0 + states * first }
        }
        return result
    }

    /// The number of the combination of a table that has these levels.
    private func combination(_ levels: [String?], in table: CellTable) -> Int? {
        (0..<table.combinationCount).first { combination in
            zip(cells.levels(of: combination, in: table), levels).allSatisfy { mine, theirs in
                switch (mine, theirs) {
                case (let a?, let b?): a.utf8.elementsEqual(b.utf8)
                case (nil, nil): true
                default: false
                }
            }
        }
    }

    private func count(_ levels: [String?], place: Int32) -> Int {
        guard let combination = combination(levels, in: cells.decisions) else { return 0 }
        return cells.decisions.cells.first { Int($0.combination) == combination && $0.place == place }?.count ?? 0
    }

    private func count(
        _ levels: [String?], scores wanted: CubeCells.ScoreTable, value: Double, state: Int
    ) -> Int {
        guard
            let scores = cells.scores.first(where: {
                $0.column == wanted.column && $0.table.margin == wanted.table.margin
            }), let combination = combination(levels, in: scores.table), let index = scores.values.firstIndex(of: value)
        else { return 0 }
        let place = Int32(index * wanted.stateCount + state)
        return scores.table.cells.first { Int($0.combination) == combination && $0.place == place }?.count ?? 0
    }
}

extension CellTable {
    /// Gives the codes of one dimension new numbers.
    fileprivate mutating func replaceCodes(ofDimension dimension: Int, by numbers: [UInt32]) {
        guard let position = margin.firstIndex(of: dimension) else { return }
        for place in stride(from: position, to: codes.count, by: margin.count) {
            codes[place] = numbers[Int(codes[place])]
        }
    }

    /// The first cell that has less than nothing: fewer than no rows, or a sum below 0 (then without an index).
    fileprivate var firstNegative: (cell: CubeCell, index: Int?)? {
        for (index, cell) in cells.enumerated() {
            if cell.count < 0 { return (cell, index) }
            // Rows that are gone have taken their sums along.
            if sums(of: index).contains(where: { $0 < 0 || (cell.count == 0 && $0 != 0) }) { return (cell, nil) }
        }
        return nil
    }
}

// MARK: Grids

extension EvidenceCube {
    /// The same scores on a coarser grid.
    ///
    /// - Throws: `gridMismatch` for scores outside 0…1, which a binned grid cannot hold, and for a grid that is not made
    ///   of whole bins of this one.
    /// - Complexity: O(score cells log score cells).
    package func regridding(to grid: ScoreGrid) throws(CubeError) -> EvidenceCube {
        guard grid != header.scoreGrid else { return self }
        guard grid.isBinned, header.scoreGrid.common(with: grid) == grid else {
            throw .gridMismatch("scores on the grid \(header.scoreGrid.name) cannot be told apart as \(grid.name)")
        }
        guard cells.scores.allSatisfy({ $0.values.allSatisfy((0...1).contains) }) else {
            throw .gridMismatch("scores outside 0…1 have no place on the grid \(grid.name)")
        }
        var (header, result) = (header, cells)
        header.scoreGrid = grid
        for index in result.scores.indices {
            result.scores[index] = result.scores[index].regridded(
                from: self.header, to: header)
        }
        return EvidenceCube(header: header, canonical: result.canonical())
    }

    /// This cube and another with their scores told apart alike.
    private func alike(_ other: EvidenceCube) throws(CubeError) -> (first: EvidenceCube, second: EvidenceCube) {
        // Without scores there is nothing to be told apart.
        guard hasScores, other.hasScores else { return (self, other) }
        let grid = header.scoreGrid.common(with: other.header.scoreGrid)
        let margins = CubeHeader.common(header.scoreMargins, other.header.scoreMargins)
        return (
            try regridding(to: grid).countingScores(by: margins),
            try other.regridding(to: grid).countingScores(by: margins)
        )
    }

    /// The same cube with scores by fewer groups.
    ///
    /// - Parameter margins: each part of one of its margins.
    func countingScores(by margins: [[String]]) -> EvidenceCube {
        guard margins != header.scoreMargins else { return self }
        var result = cells
        result.keepMargins(margins)
        return EvidenceCube(header: header.with(scoreMargins: margins), canonical: result.canonical())
    }

    /// The same cube, with its scores binned if they are more than a grid of values may hold.
    ///
    /// Scores outside 0…1 have no bins: they stay as they are, as far as a cube may hold them.
    func withinValueLimit(_ limit: Int = ScoreGrid.valueLimit) throws(CubeError) -> EvidenceCube {
        guard header.scoreGrid == .values,
            cells.scores.contains(where: { $0.values.count > limit }),
            cells.scores.allSatisfy({ $0.values.allSatisfy((0...1).contains) })
        else { return self }
        return try regridding(to: .fallback)
    }
}

extension CubeCells.ScoreTable {
    /// The same rows in the bins of another grid.
    ///
    /// Sums are those that the rows themselves give: a row adds a whole number to each, whichever way it comes.
    fileprivate func regridded(from old: CubeHeader, to new: CubeHeader) -> CubeCells.ScoreTable {
        let edges = values.map(new.scoreGrid.lowerEdge)
        guard !old.scoreGrid.isBinned else { return with(values: edges, table: table) }
        let own = old.scoreMeasures
        let weightPosition = own.firstIndex(of: .weight)
        var result = table
        (result.measureCount, result.sums) = (new.scoreMeasures.count, [])
        for (index, cell) in table.cells.enumerated() {
            let (value, state) = parts(ofPlace: cell.place)
            let sums = Array(table.sums(of: index))
            for measure in new.scoreMeasures {
                result.sums.append(
                    own.firstIndex(of: measure).map { sums[$0] }
                        ?? measure.addend(
                            score: values[value], isPositive: state == .unlabelled ? nil : state == .positive,
                            count: cell.count, weight: weightPosition.map { sums[$0] }))
            }
        }
        return with(values: edges, table: result)
    }
}

extension CubeCells {
    /// Keeps a table for each of some margins and each score column, projected from the smallest that has its dimensions.
    ///
    /// - Parameter margins: each part of the margin of a table.
    fileprivate mutating func keepMargins(_ margins: [[String]]) {
        let columns = Set(scores.map(\.column)).sorted()
        let tables = scores
        scores = margins.flatMap { margin -> [ScoreTable] in
            let wanted = margin.compactMap { index(ofDimension: $0) }
            return columns.compactMap { column in
                let able = tables.filter { scores in
                    scores.column == column && wanted.allSatisfy(scores.table.margin.contains)
                }
                guard let smallest = able.min(by: { Self.precedes($0.table.margin, $1.table.margin) }) else {
                    return nil
                }
                return smallest.with(table: smallest.table.projecting(onto: wanted))
            }
        }
    }
}
