/// How large errors of numbers are, counted in bins whose width grows with the error: quantiles of |e| to a relative error
/// (METHODS §1.2, M3).
///
/// A bin holds the errors that share their first seven binary digits, in whole multiples of the quantum: up to 127 of them
/// each value is a bin of its own, beyond that the edges of a bin lie a 64th apart at most. Which bin an error lies in takes
/// no logarithm, and so is the same everywhere. Bins of two cubes are added and taken away as all counts are.
///
/// - Source: the sketch of Masson, Rim and Lee 2019, with linear steps between powers of two.
package enum ErrorSketch {
    /// The name of the column of errors in a header.
    package static let column = "absolute-error"
    /// Binary digits that tell bins apart.
    static let digits = 7
    /// α: a value in the middle of a bin is at most so much larger or smaller than any in it.
    package static let relativeError = 1 / Double(1 << digits + 1)

    /// The lower edge of the bin of an error, in multiples of the quantum.
    @inline(__always)
    static func edge(of error: UInt64) -> UInt64 {
        let dropped = 64 - error.leadingZeroBitCount - digits
        return dropped > 0 ? (error >> UInt64(dropped)) << UInt64(dropped) : error
    }

    /// How many values the bin with this lower edge holds.
    static func width(above edge: UInt64) -> UInt64 {
        let dropped = 64 - edge.leadingZeroBitCount - digits
        return dropped > 0 ? 1 << UInt64(dropped) : 1
    }

    /// |e| of a row with both numbers.
    @inline(__always)
    static func error(label: Int64, prediction: Int64) -> UInt64 {
        // Two numbers of 62 bits and a sign lie less than 2^64 apart.
        UInt64(truncatingIfNeeded: (Int128(prediction) - Int128(label)).magnitude)
    }
}

extension NumberScale {
    /// The lower edge of a bin as a number; exact, as it has seven binary digits.
    @inline(__always)
    func value(ofEdge edge: UInt64) -> Double { Double(edge) * Double(sign: .plus, exponent: -bits, significand: 1) }

    /// The largest and the smallest size of an error in the bin with this lower edge.
    ///
    /// - Returns: `nil` for what is no edge of a bin.
    package func errors(inBinFrom value: Double) -> ClosedRange<Double>? {
        let scaled = value * Double(sign: .plus, exponent: bits, significand: 1)
        guard scaled >= 0, scaled < 0x1p64, scaled == scaled.rounded(), let edge = UInt64(exactly: scaled),
            ErrorSketch.edge(of: edge) == edge
        else { return nil }
        let width = ErrorSketch.width(above: edge)
        return value...self.value(ofEdge: edge) + (width > 1 ? self.value(ofEdge: width) : 0)
    }
}

extension NumberRows {
    /// The lower edge of the bin of each row's error; NaN for rows without one.
    var errorEdges: [Double] {
        labels.indices.map { row in
            guard labelCodes[row] == 0, predictionCodes[row] == 0 else { return .nan }
            return scale.value(
                ofEdge: ErrorSketch.edge(of: ErrorSketch.error(label: labels[row], prediction: predictions[row])))
        }
    }
}

/// Counts errors by bin and combination while rows are read.
struct ErrorSketchCounter: Sendable {
    private var places: [Key: Int] = [:]
    private(set) var keys: [Key] = []
    private(set) var counts: [Int] = []
    private(set) var weights: [FixedWeightSum] = []

    struct Key: Hashable, Sendable {
        let combination: Int32
        let edge: UInt64
    }

    /// Σw and Σw².
    struct FixedWeightSum: Sendable {
        var weight: Int128 = 0
        var square: Int128 = 0
    }

    @inline(__always)
    mutating func add(_ key: Key, count: Int, _ weight: FixedWeightSum) {
        let place: Int
        if let known = places[key] {
            place = known
        } else {
            place = keys.count
            places[key] = place
            keys.append(key)
            counts.append(0)
            weights.append(FixedWeightSum())
        }
        counts[place] += count
        weights[place].weight += weight.weight
        weights[place].square += weight.square
    }

    /// The table of some combinations.
    ///
    /// - Parameters:
    ///   - margin: all dimensions.
    ///   - codes: those of the combinations, one behind the other.
    func table(
        _ scale: NumberScale, margin: [Int], combinationCount: Int, codes: [UInt32], isWeighted: Bool,
        keeping isKept: (Int32) -> Bool
    ) -> CubeCells.ScoreTable {
        let kept = keys.indices.filter { isKept(keys[$0].combination) && counts[$0] > 0 }
        let edges = Set(kept.map { keys[$0].edge }).sorted()
        let index = Dictionary(uniqueKeysWithValues: edges.enumerated().map { ($1, $0) })
        var table = CellTable(margin: margin, combinationCount: combinationCount, codes: codes)
        table.measureCount = isWeighted ? 2 : 0
        for place in kept {
            let key = keys[place]
            table.cells.append(
                CubeCell(
                    combination: key.combination,
                    place: CubeCells.ScoreTable.place(value: index[key.edge] ?? 0, .positive), count: counts[place]))
            if isWeighted { table.sums += [weights[place].weight, weights[place].square] }
        }
        return CubeCells.ScoreTable(values: edges.map(scale.value(ofEdge:)), table: table)
    }
}
