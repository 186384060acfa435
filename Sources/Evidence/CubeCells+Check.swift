extension CubeCells {
    /// Checks what must hold before the cells can be put in order: ranges, distinct names, finite values, limits.
    ///
    /// - Complexity: O(cells + levels log levels).
    func check(_ header: CubeHeader) throws(CubeError) {
        try Self.limit(dimensions.count, CubeLimits.dimensions, "dimensions")
        try Self.limit(classes.count, CubeLimits.classes, "classes")
        try Self.limit(combinationCount, CubeLimits.combinations, "combinations")
        try Self.limit(codes.count, CubeLimits.codes, "combinations times dimensions")
        guard combinationCount >= 0, codes.count == combinationCount * dimensions.count else {
            throw .invalid("a code for each dimension of each combination is needed")
        }
        let (cells, overflows) = combinationCount.multipliedReportingOverflow(by: slots.count)
        try Self.limit(overflows ? .max : cells, CubeLimits.tableCells, "combinations times decision cells")
        if let name = Self.repeated(dimensions.map(\.name)) { throw .repeatedDimension(name) }
        if let name = Self.repeated(classes) { throw .invalid("the class '\(name)' stands twice") }
        guard classes.count >= 2 || (classes.count == 1 && !header.isBinary) else {
            throw .invalid("there are too few classes")
        }
        guard !header.isBinary || classes.count == 2 else { throw .invalid("a binary outcome has two classes") }
        guard !header.isBinary || scores.count <= 1 else { throw .invalid("a binary outcome has one score at most") }
        guard [0, 1, classes.count].contains(scores.count), header.scores.count == scores.count else {
            throw .invalid("there are \(scores.count) score tables for \(header.scores.count) score columns")
        }
        if let wanted = header.favourable, !classes.contains(where: { $0.utf8.elementsEqual(wanted.utf8) }) {
            throw .invalid("the favourable decision '\(wanted)' is no class")
        }
        guard header.threshold?.isFinite ?? true else { throw .invalid("the threshold is not finite") }
        for (position, dimension) in dimensions.enumerated() {
            try Self.limit(dimension.levels.count, Int(UInt32.max) - 1, "levels")
            if let level = Self.repeated(dimension.levels) {
                throw .invalid("the level '\(level)' of '\(dimension.name)' stands twice")
            }
            for combination in 0..<combinationCount
            where Int(codes[combination * dimensions.count + position]) > dimension.levels.count {
                throw .invalid("a code of '\(dimension.name)' stands for no level")
            }
        }
        try checkCells()
    }

    private func checkCells() throws(CubeError) {
        let range = 0..<combinationCount
        var rows = 0
        for cell in decisions {
            guard range.contains(Int(cell.combination)), (0..<slots.count).contains(Int(cell.slot)) else {
                throw .invalid("a decision cell stands outside its table")
            }
            rows = try Self.sum(rows, cell.count)
        }
        for table in scores {
            try Self.limit(table.values.count, Int(Int32.max), "score values")
            guard table.values.allSatisfy(\.isFinite) else { throw .invalid("a score is not finite") }
            var scored = 0
            for cell in table.cells {
                guard range.contains(Int(cell.combination)), table.values.indices.contains(Int(cell.value)) else {
                    throw .invalid("a score cell stands outside its table")
                }
                scored = try Self.sum(scored, cell.count)
            }
        }
    }

    /// Checks that no combination has more scored rows than rows, for each state of the label: score tables and
    /// decision table are counted from the same rows.
    func checkMargins() throws(CubeError) {
        let slots = self.slots
        var byLabel = [Int](repeating: 0, count: combinationCount * (classes.count + 1))
        var labelled = [Int](repeating: 0, count: combinationCount)
        for cell in decisions {
            let label = Int(cell.slot) / slots.columns
            byLabel[Int(cell.combination) * (classes.count + 1) + label] += cell.count
            if label < classes.count { labelled[Int(cell.combination)] += cell.count }
        }
        for (index, table) in scores.enumerated() {
            let positiveClass = self.positiveClass(ofTable: index)
            var scored = [Int](repeating: 0, count: combinationCount * 3)
            for cell in table.cells { scored[Int(cell.combination) * 3 + Int(cell.state.rawValue)] += cell.count }
            for combination in 0..<combinationCount {
                let base = combination * (classes.count + 1)
                let positives = byLabel[base + positiveClass]
                let rows = [labelled[combination] - positives, positives, byLabel[base + classes.count]]
                for state in ScoreState.allCases {
                    let own = scored[combination * 3 + Int(state.rawValue)]
                    guard own >= 0, own <= rows[Int(state.rawValue)] else {
                        throw .invalid("\(describe(combination)): more \(state) scores than rows")
                    }
                }
            }
        }
    }

    /// A combination for a message.
    func describe(_ combination: Int) -> String {
        let parts = zip(dimensions, levels(of: combination)).map { "\($0.name)=\($1 ?? "(missing)")" }
        return parts.isEmpty ? "everybody" : parts.joined(separator: ", ")
    }

    /// A decision cell for a message.
    func describe(_ cell: Decision) -> String {
        let place = slots.place(of: Int(cell.slot))
        let label = place.label.map { classes[$0] } ?? "(unlabelled)"
        let prediction = place.prediction.map { classes[$0] } ?? place.state?.name ?? ""
        return "\(describe(Int(cell.combination))), label \(label), prediction \(prediction)"
    }

    private static func limit(_ count: Int, _ limit: Int, _ what: String) throws(CubeError) {
        guard count <= limit else { throw .tooMany(what, limit: limit) }
    }

    private static func sum(_ total: Int, _ count: Int) throws(CubeError) -> Int {
        guard count >= 0 else { throw .invalid("a count is negative") }
        let (sum, overflows) = total.addingReportingOverflow(count)
        guard !overflows, sum <= CubeLimits.rows else { throw .tooMany("rows", limit: CubeLimits.rows) }
        return sum
    }

    /// A text whose bytes stand twice in `texts`, if there is one.
    private static func repeated(_ texts: [String]) -> String? {
        let sorted = texts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        return zip(sorted, sorted.dropFirst()).first { $0.utf8.elementsEqual($1.utf8) }?.0
    }
}
