extension EvidenceCube {
    /// A cube of no row that means what this one does: the identity of `merging`.
    package var empty: EvidenceCube {
        EvidenceCube(
            header: header.with(provenance: []),
            canonical: CubeCells(
                dimensions: cells.dimensions.map { .init(name: $0.name, levels: []) }, classes: classes,
                scores: cells.scores.map { _ in .init(values: [], cells: []) }))
    }

    /// The rows of both: counts are added cell by cell, dictionaries united.
    ///
    /// Associative and commutative, bit for bit, with `empty` as identity (METHODS §1.5).
    ///
    /// - Parameter assumingDisjoint: whether the caller states that no row was counted in both, where provenance cannot
    ///   tell.
    /// - Throws: `different`, `overlapping`, `tooMany`.
    /// - Complexity: O(cells log cells).
    package func merging(_ other: EvidenceCube, assumingDisjoint: Bool = false) throws(CubeError) -> EvidenceCube {
        try requireSameMeaning(other)
        let (mine, theirs) = CubeProvenance.combined(header.provenance, other.header.provenance)
        if !assumingDisjoint {
            for entry in mine where !entry.isRemoved {
                if let match = theirs.first(where: { !$0.isRemoved && $0.mayOverlap(entry) }) {
                    throw .overlapping(entry.words, match.words)
                }
            }
        }
        // The same checks as for cells from outside: the sum may be too large.
        return try EvidenceCube(
            header: header.with(provenance: mine + theirs), cells: joined(with: other, sign: 1))
    }

    /// The rows of this cube that are not in `part`, which must be contained in it.
    ///
    /// - Throws: `different`; `notContained`, naming the first cell of which `part` has more rows.
    /// - Complexity: O(cells log cells).
    package func subtracting(_ part: EvidenceCube) throws(CubeError) -> EvidenceCube {
        try requireSameMeaning(part)
        let rest = joined(with: part, sign: -1).canonical()
        if let cell = rest.decisions.first(where: { $0.count < 0 }) {
            let levels = rest.levels(of: Int(cell.combination))
            let own = part.count(levels, slot: cell.slot)
            throw .notContained(cell: rest.describe(cell), whole: own + cell.count, part: own)
        }
        for (index, table) in rest.scores.enumerated() {
            guard let cell = table.cells.first(where: { $0.count < 0 }) else { continue }
            let levels = rest.levels(of: Int(cell.combination))
            let own = part.count(levels, table: index, value: table.values[Int(cell.value)], cell.state)
            throw .notContained(
                cell: "\(rest.describe(Int(cell.combination))), score \(table.values[Int(cell.value)]), \(cell.state)",
                whole: own + cell.count, part: own)
        }
        let (mine, theirs) = CubeProvenance.combined(header.provenance, part.header.provenance.map(\.negated))
        let result = EvidenceCube(header: header.with(provenance: mine + theirs), canonical: rest)
        try rest.checkMargins()
        return result
    }

    /// The same rows without the other dimensions.
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
        var result = cells
        result.dimensions = kept.map { cells.dimensions[$0] }
        result.codes = (0..<cells.combinationCount).flatMap { combination -> [UInt32] in
            let codes = cells.codes(of: combination)
            return kept.map { codes[codes.startIndex + $0] }
        }
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
        let codes = cells.dimensions[position].levels.map { old -> UInt32 in
            let new = level(old)
            let bytes = Array(new.utf8)
            if let number = numbers[bytes] { return number }
            let number = UInt32(levels.count)
            levels.append(new)
            numbers[bytes] = number
            return number
        }
        var result = cells
        result.dimensions[position].levels = levels
        for combination in 0..<cells.combinationCount {
            let place = combination * cells.dimensions.count + position
            let code = Int(cells.codes[place])
            result.codes[place] = code < codes.count ? codes[code] : UInt32(levels.count)
        }
        return EvidenceCube(header: header, canonical: result.canonical())
    }

    /// Only the rows of one level of a dimension, such as a window.
    ///
    /// - Parameters:
    ///   - level: `nil` is the missing level.
    ///   - name: the dimension; it stays a key.
    /// - Throws: `unknownDimension`; `unknownLevel` where no row has the level.
    package func selecting(_ level: String?, of name: String) throws(CubeError) -> EvidenceCube {
        let position = try index(of: name)
        let levels = cells.dimensions[position].levels
        let code = level.map { wanted in levels.firstIndex { $0.utf8.elementsEqual(wanted.utf8) } } ?? levels.count
        guard let code else { throw .unknownLevel(level ?? "", dimension: name, known: levels) }
        let texts = levels + ["(missing)"]
        return filtered(told: "\(name) = \(texts[code])") { combination in
            let codes = cells.codes(of: combination)
            return Int(codes[codes.startIndex + position]) == code
        }
    }

    /// Only the rows of the combinations that a condition on their levels keeps.
    ///
    /// What is kept is a part of the rows counted, which provenance tells; the meaning of the cube stays.
    ///
    /// - Parameters:
    ///   - condition: its text, for provenance.
    ///   - holds: whether the rows with these levels, in the order of `dimensions`, are kept; `nil` is missing.
    package func filtering(told condition: String, _ holds: ([String?]) -> Bool) -> EvidenceCube {
        filtered(told: condition) { holds(cells.levels(of: $0)) }
    }

    private func filtered(told condition: String, _ isKept: (Int) -> Bool) -> EvidenceCube {
        let kept = (0..<cells.combinationCount).map(isKept)
        var result = cells
        result.decisions = cells.decisions.filter { kept[Int($0.combination)] }
        for table in cells.scores.indices {
            result.scores[table].cells = cells.scores[table].cells.filter { kept[Int($0.combination)] }
        }
        let provenance = header.provenance.map { entry in
            var entry = entry
            entry.filter = entry.filter.map { "(\($0)) and \(condition)" } ?? condition
            return entry
        }
        return EvidenceCube(header: header.with(provenance: provenance), canonical: result.canonical())
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
        var renumbered: [[UInt32]] = []
        for (position, dimension) in other.cells.dimensions.enumerated() {
            var levels = cells.dimensions[position].levels
            let missing = UInt32(levels.count)
            var numbers: [[UInt8]: UInt32] = [:]
            for (code, level) in levels.enumerated() { numbers[Array(level.utf8)] = UInt32(code) }
            var codes = dimension.levels.map { level -> UInt32 in
                if let code = numbers[Array(level.utf8)] { return code }
                levels.append(level)
                return UInt32(levels.count - 1)
            }
            codes.append(UInt32(levels.count))
            renumbered.append(codes)
            result.dimensions[position].levels = levels
            // More levels move the code of the missing one.
            if UInt32(levels.count) != missing {
                for place in stride(from: position, to: cells.codes.count, by: cells.dimensions.count)
                where result.codes[place] == missing { result.codes[place] = UInt32(levels.count) }
            }
        }
        let width = cells.dimensions.count
        for (place, code) in other.cells.codes.enumerated() {
            result.codes.append(renumbered[place % width][Int(code)])
        }
        let offset = Int32(cells.combinationCount)
        result.combinationCount += other.cells.combinationCount
        result.decisions += other.cells.decisions.map {
            .init(combination: $0.combination + offset, slot: $0.slot, count: sign * $0.count)
        }
        for (index, table) in other.cells.scores.enumerated() {
            let first = Int32(cells.scores[index].values.count)
            result.scores[index].values += table.values
            result.scores[index].cells += table.cells.map {
                .init(
                    combination: $0.combination + offset, value: $0.value + first, state: $0.state,
                    count: sign * $0.count)
            }
        }
        return result
    }

    private func combination(_ levels: [String?]) -> Int? {
        (0..<cells.combinationCount).first { combination in
            zip(cells.levels(of: combination), levels).allSatisfy { mine, theirs in
                switch (mine, theirs) {
                case (let a?, let b?): a.utf8.elementsEqual(b.utf8)
                case (nil, nil): true
                default: false
                }
            }
        }
    }

    private func count(_ levels: [String?], slot: Int32) -> Int {
        guard let combination = combination(levels) else { return 0 }
        return cells.decisions.first { Int($0.combination) == combination && $0.slot == slot }?.count ?? 0
    }

    private func count(_ levels: [String?], table: Int, value: Double, _ state: CubeCells.ScoreState) -> Int {
        guard let combination = combination(levels) else { return 0 }
        let table = cells.scores[table]
        return table.cells.first {
            Int($0.combination) == combination && table.values[Int($0.value)] == value && $0.state == state
        }?.count ?? 0
    }
}
