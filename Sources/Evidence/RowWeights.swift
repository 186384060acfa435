/// The weights of rows, checked.
package struct RowWeights: Hashable, Sendable {
    package let kind: CubeHeader.WeightKind
    /// One a row: finite, not negative; whole numbers if they are frequencies.
    package let values: [Double]

    /// - Throws: `invalid`, with the number of the first row that has no good weight; `tooMany` where they sum to more
    ///   than can be summed exactly.
    package init(_ kind: CubeHeader.WeightKind, _ values: [Double]) throws(CubeError) {
        for (row, value) in values.enumerated() {
            if let fault = Self.fault(value, kind) { throw .invalid("row \(row + 1): \(fault)") }
        }
        guard kind != .none, values.reduce(0, +) <= CubeMeasure.weightSumLimit else {
            throw .invalid("the weights sum to more than \(Int(CubeMeasure.weightSumLimit))")
        }
        self.kind = kind
        self.values = values
    }

    /// What is wrong with a weight, in words that follow "row 7: "; `nil` for a good one.
    package static func fault(_ value: Double, _ kind: CubeHeader.WeightKind) -> String? {
        if value.isNaN { return "there is no weight" }
        if value < 0 { return "the weight \(value) is negative" }
        guard value <= CubeMeasure.weightLimit else {
            return "the weight \(value) is larger than \(Int(CubeMeasure.weightLimit))"
        }
        if kind == .frequency, value != value.rounded() { return "the frequency \(value) is not a whole number" }
        return nil
    }
}
