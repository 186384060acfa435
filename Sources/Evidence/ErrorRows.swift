/// How many errors each text has, and how long its reference is, checked.
package struct ErrorRows: Hashable, Sendable {
    /// One a row; 0 where there are none or nobody counted.
    let errors: [Int]
    /// Substitutions, deletions and insertions, one array each; or none.
    let edits: [[Int]]
    let lengths: [Int]
    let lengthCodes: [UInt16]
    let errorCodes: [UInt16]

    /// The largest count of a row.
    package static let limit = Int(UInt32.max)

    /// - Parameters:
    ///   - errors: one column of errors, or one each of substitutions, deletions and insertions; NaN where nobody counted.
    ///   - lengths: words or characters of the reference; NaN where there is none.
    /// - Throws: `invalid`, with the number of the first row whose counts are no whole numbers, or too large, or where
    ///   only some of the kinds of errors were counted.
    package init(errors columns: [[Double]], lengths: [Double]) throws(CubeError) {
        precondition(columns.count == 1 || columns.count == 3, "errors, or three kinds of them")
        precondition(columns.allSatisfy { $0.count == lengths.count }, "a count a row")
        var (sums, edits, sizes): ([Int], [[Int]], [Int]) = ([], Array(repeating: [], count: columns.count), [])
        var (errorCodes, lengthCodes): ([UInt16], [UInt16]) = ([], [])
        for row in lengths.indices {
            let counts = columns.map { $0[row] }
            for value in counts + [lengths[row]] {
                if let fault = Self.fault(value) { throw .invalid("row \(row + 1): \(fault)") }
            }
            let isCounted = !counts.contains(where: \.isNaN)
            guard isCounted || counts.allSatisfy(\.isNaN) else {
                throw .invalid("row \(row + 1): \(Self.incomplete)")
            }
            let whole = counts.map { isCounted ? Int($0) : 0 }
            for (column, count) in whole.enumerated() { edits[column].append(count) }
            sums.append(whole.reduce(0, +))
            errorCodes.append(isCounted ? 0 : PredictionState.missing.rawValue)
            sizes.append(lengths[row].isNaN ? 0 : Int(lengths[row]))
            lengthCodes.append(lengths[row].isNaN ? LabelState.unlabelled : 0)
        }
        self.errors = sums
        self.edits = columns.count == 3 ? edits : []
        self.lengths = sizes
        self.errorCodes = errorCodes
        self.lengthCodes = lengthCodes
    }

    /// What is wrong where some kinds of errors were counted and others not.
    static let incomplete = "only some of substitutions, deletions and insertions were counted"

    /// What is wrong with a count, in words that follow "row 7: "; `nil` for a good one and for none.
    package static func fault(_ value: Double) -> String? {
        if value.isNaN { return nil }
        if value < 0 { return "the count \(value) is negative" }
        guard value <= Double(limit) else { return "the count \(value) is larger than \(limit)" }
        return value == value.rounded() ? nil : "the count \(value) is not a whole number"
    }

    var count: Int { lengths.count }
    var width: Int { edits.count + CubeMeasure.ofErrors.count }

    /// Adds a row of a weight to the sums of a weighted cell from `start` on.
    func add(_ row: Int, weight: FixedWeight, to sums: inout [Int128], at start: Int) {
        Self.add(
            errors: errorCodes[row] == 0 ? (edits.isEmpty ? [errors[row]] : edits.map { $0[row] }) : nil,
            isSplit: !edits.isEmpty, length: lengthCodes[row] == 0 ? lengths[row] : nil, weight: weight, to: &sums,
            at: start)
    }

    /// Adds a text of a weight to the sums from `start` on: the weights, then those of `CubeMeasure.ofEdits` where kinds
    /// are told apart, then those of `CubeMeasure.ofWeightedErrors`.
    ///
    /// - Parameters: as for texts without weights.
    static func add(
        errors edits: [Int]?, isSplit: Bool, length: Int?, weight: FixedWeight, to sums: inout [Int128], at start: Int
    ) {
        var place = start
        weight.add(to: &sums, at: &place)
        if isSplit {
            for (kind, measure) in CubeMeasure.ofEdits.enumerated() {
                weight.add(low: UInt128(edits?[kind] ?? 0), measure.times(.weight), to: &sums, at: &place)
            }
        }
        let (e, n) = (UInt128(edits?.reduce(0, +) ?? 0), UInt128(length ?? 0))
        let isJudged = edits != nil && length != nil
        for (measure, value) in zip(
            CubeMeasure.ofWeightedErrors, [e, n, isJudged ? e * e : 0, isJudged ? e * n : 0, isJudged ? n * n : 0])
        {
            weight.add(low: value, measure, to: &sums, at: &place)
        }
    }

    /// Adds a row, `count` times, to the `width` sums from `start` on.
    func add(_ row: Int, count: Int, to sums: inout [Int128], at start: Int) {
        Self.add(
            errors: errorCodes[row] == 0 ? (edits.isEmpty ? [errors[row]] : edits.map { $0[row] }) : nil,
            isSplit: !edits.isEmpty, length: lengthCodes[row] == 0 ? lengths[row] : nil, count: count, to: &sums,
            at: start)
    }

    /// Adds a text, `count` times, to the sums from `start` on.
    ///
    /// - Parameters:
    ///   - edits: all errors, or substitutions, deletions and insertions; `nil` where nobody counted.
    ///   - isSplit: whether kinds of errors are told apart.
    ///   - length: `nil` where there is none.
    static func add(
        errors edits: [Int]?, isSplit: Bool, length: Int?, count: Int, to sums: inout [Int128], at start: Int
    ) {
        let times = Int128(count)
        var place = start
        func add(_ value: Int128) {
            sums[place] += times * value
            place += 1
        }
        if isSplit { for kind in 0..<3 { add(Int128(edits?[kind] ?? 0)) } }
        let e = Int128(edits?.reduce(0, +) ?? 0)
        let n = Int128(length ?? 0)
        let isJudged = edits != nil && length != nil
        add(e)
        add(n)
        add(isJudged ? e * e : 0)
        add(isJudged ? e * n : 0)
        add(isJudged ? n * n : 0)
    }
}
