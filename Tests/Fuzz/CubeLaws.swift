import Diagnostics
import Evidence
import Storage

/// Laws of cube files and of the algebra: what is accepted is written again byte for byte, what is written can be read,
/// and cubes add up, come apart and project as sets of rows do.
///
/// The laws know the reader and the writer, not the layout between the two; only `sealed` knows where length and digest
/// stand, so that what lies behind them can be reached.
package enum CubeLaws {
    /// What the first byte of an input says of the others.
    package enum Kind: UInt8, CaseIterable, Sendable {
        /// They are a file.
        case file
        /// They are a file whose length and digest are to be made right first.
        case sealed
        /// They are rows to be counted.
        case rows
    }

    static func check(_ bytes: [UInt8]) {
        guard let first = bytes.first else { return }
        let rest = Array(bytes.dropFirst())
        switch Kind(rawValue: first % UInt8(Kind.allCases.count)) {
        case .file: checkFile(rest)
        case .sealed: checkFile(sealed(rest))
        case .rows, nil: checkRows(rest)
        }
    }

    /// The same bytes with the length they have and the digest that is right for them: the file of a forger.
    package static func sealed(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.count >= 56 else { return bytes }
        var body = Array(bytes.dropLast(32))
        for index in 0..<8 { body[12 + index] = UInt8(truncatingIfNeeded: bytes.count >> (8 * index)) }
        return body + SHA256.digest(of: body)
    }

    private static func checkFile(_ file: [UInt8]) {
        let cube: EvidenceCube
        do { cube = try CubeFile.cube(from: file, named: "fuzz.cube") } catch {
            require(!DiagnosticRenderer().text(of: error).isEmpty, "a refusal has a reason")
            return
        }
        require(bytes(of: cube) == file, "what is accepted is the one form")
        check(cube, file)
    }

    // MARK: Algebra

    private static func check(_ cube: EvidenceCube, _ file: [UInt8]) {
        checkMerging(cube, file)
        do {
            let all = try cube.projecting(to: cube.dimensions.reversed())
            require(bytes(of: all) == file, "to project to all dimensions changes nothing")
            let one = try cube.projecting(to: Array(cube.dimensions.prefix(1)))
            require(one.rows == cube.rows, "no row is lost in a projection")
            let (direct, stepwise) = (try cube.projecting(to: []), try one.projecting(to: []))
            let everybody = bytes(of: direct)
            require(everybody == bytes(of: stepwise), "projections follow one another")
            require(everybody == bytes(of: read(everybody)), "a projection is a cube")
            // Figures by group have a place for each pair of classes.
            guard cube.cells.decisions.combinationCount * cube.cells.slots.count <= 1 << 16 else { return }
            require(direct.overall == cube.overall, "a projection counts the same rows")
            for name in cube.dimensions.prefix(2) {
                let projected = try cube.projecting(to: [name])
                require(
                    projected.evidence(by: [name]) == cube.evidence(by: [name]), "groups of a projection are the groups"
                )
            }
        } catch { fatalError("a cube can be projected: \(error)") }
    }

    private static func checkMerging(_ cube: EvidenceCube, _ file: [UInt8]) {
        // Origins add up in a way of their own; here counts do.
        let counts: EvidenceCube
        do { counts = try cube.with(header: cube.header.with(provenance: [])) } catch {
            fatalError("a cube means something: \(error)")
        }
        let own = bytes(of: counts)
        do { require(bytes(of: try cube.merging(cube.empty)) == file, "no row adds nothing") } catch {
            fatalError("nothing can be added to a cube: \(error)")
        }
        do {
            require(bytes(of: try counts.subtracting(counts)) == bytes(of: counts.empty), "all taken away is none")
        } catch { fatalError("a cube is a part of itself: \(error)") }
        let twice: EvidenceCube
        do { twice = try counts.merging(counts, assumingDisjoint: true) } catch {
            // Twice as many rows may be too many.
            guard case .tooMany = error else { fatalError("a cube means what it means: \(error)") }
            return
        }
        require(twice.rows == 2 * counts.rows, "each row is counted")
        do {
            let half = try read(bytes(of: twice)).subtracting(counts)
            require(bytes(of: half) == own, "what was added can be taken away")
        } catch { fatalError("a sum has its parts: \(error)") }
    }

    private static func bytes(of cube: EvidenceCube) -> [UInt8] {
        do { return try CubeFile.bytes(of: cube) } catch { fatalError("a cube can be written: \(error)") }
    }

    private static func read(_ bytes: [UInt8]) -> EvidenceCube {
        do { return try CubeFile.cube(from: bytes, named: "own.cube") } catch {
            fatalError("what is written can be read: \(error)")
        }
    }

    // MARK: Rows

    /// Rows that the bytes describe, counted: the first two tell the shape.
    private static func checkRows(_ bytes: [UInt8]) {
        guard bytes.count > 2 else { return }
        let first = bytes[0]
        let shape = Shape(first, bytes[1])
        let width = shape.width
        // A few rows make every kind of cell; more only take longer.
        let rows = (0..<min(40, (bytes.count - 2) / width)).map {
            Array(bytes[(2 + $0 * width)..<(2 + ($0 + 1) * width)])
        }
        guard !rows.isEmpty else { return }
        let cube = shape.cube(of: rows, site: "a")
        require(cube.rows == rows.reduce(0) { $0 + shape.count(of: $1) }, "each row is counted as often as it says")
        let file = Self.bytes(of: cube)
        let again = read(file)
        require(again.header == cube.header && Self.bytes(of: again) == file, "a cube is read as it was written")
        check(cube, file)
        guard rows.count > 1 else { return }
        let half = Int(first >> 4) % (rows.count - 1) + 1
        let (one, other) = (
            shape.cube(of: Array(rows[..<half]), site: "a"), shape.cube(of: Array(rows[half...]), site: "b")
        )
        do {
            let sum = try one.merging(other)
            let text = Self.bytes(of: sum)
            require(text == Self.bytes(of: try other.merging(one)), "the order of parts does not matter")
            require(text == Self.bytes(of: try cube.with(header: sum.header)), "the parts together are the whole")
            require(
                Self.bytes(of: try sum.subtracting(other)) == Self.bytes(of: one), "a part taken away leaves the other")
        } catch { fatalError("parts of two sites add up: \(error)") }
    }

    /// How rows are read from bytes: one for each dimension, one for label and prediction, one for each score, and one
    /// for the weight if there are weights.
    private struct Shape {
        let classCount: Int
        let dimensionCount: Int
        let scoreCount: Int
        let grid: ScoreGrid
        let weights: CubeHeader.WeightKind

        init(_ first: UInt8, _ second: UInt8) {
            classCount = 2 + Int(first & 1)
            dimensionCount = Int(first >> 1 & 3)
            scoreCount = first & 8 == 0 ? 0 : classCount == 2 ? 1 : classCount
            weights = CubeHeader.WeightKind.allCases[Int(second) % CubeHeader.WeightKind.allCases.count]
            let grids = [ScoreGrid.values] + ScoreGrid.binned
            grid = grids[Int(second >> 2) % grids.count]
        }

        /// Bytes a row.
        var width: Int { dimensionCount + 1 + scoreCount + (weights == .none ? 0 : 1) }

        private static let levels = ["north", "NA", "ቆላ", "", "e\u{301}", "é"]
        private var names: [String] { (0..<dimensionCount).map { "d\($0)" } }

        /// How many rows a row stands for.
        func count(of row: [UInt8]) -> Int { weights == .frequency ? Int(row[width - 1]) : 1 }

        func cube(of rows: [[UInt8]], site: String) -> EvidenceCube {
            let counted = EvidenceRows(
                dimensions: names.enumerated().map { index, name in
                    .init(name: name, levels: Self.levels, codes: rows.map { Self.level($0[index]) })
                },
                classes: (0..<classCount).map { "c\($0)" },
                labels: rows.map { label($0[dimensionCount]) },
                predictions: rows.map { prediction($0[dimensionCount]) },
                scores: (0..<scoreCount).map { score in rows.map { self.score($0[dimensionCount + 1 + score]) } },
                weights: rowWeights(rows))
            return EvidenceCube(
                counting: counted,
                header: CubeHeader(
                    model: "m", outcome: .ofClasses(binary: classCount == 2), scores: (0..<scoreCount).map { "p\($0)" },
                    scoreGrid: grid,
                    scoreMargins: scoreCount == 0 ? [] : [names, []], weights: weights,
                    weight: weights == .none ? nil : "w", provenance: [CubeProvenance(site: site)]))
        }

        private func rowWeights(_ rows: [[UInt8]]) -> RowWeights? {
            guard weights != .none else { return nil }
            let values = rows.map { row in
                weights == .frequency ? Double(row[width - 1]) : Double(row[width - 1]) / 7
            }
            do { return try RowWeights(weights, values) } catch { fatalError("these are weights: \(error)") }
        }

        private static func level(_ byte: UInt8) -> UInt32 {
            let code = Int(byte) % (levels.count + 1)
            return code < levels.count ? UInt32(code) : EvidenceRows.Dimension.missing
        }

        private func label(_ byte: UInt8) -> UInt16 {
            let code = UInt16(byte & 3)
            return code < UInt16(classCount) ? code : LabelState.unlabelled
        }

        private func prediction(_ byte: UInt8) -> UInt16 {
            let code = Int(byte >> 2) % (classCount + PredictionState.allCases.count)
            return code < classCount ? UInt16(code) : PredictionState.allCases[code - classCount].rawValue
        }

        /// Scores in bins are probabilities.
        private func score(_ byte: UInt8) -> Double {
            byte == 0xFF ? .nan : grid.isBinned ? Double(byte) / 254 : Double(byte) / 100 - 0.5
        }
    }
}
