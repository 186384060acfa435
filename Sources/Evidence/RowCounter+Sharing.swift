import Tables

extension RowCounter: MergeableConsumer {
    package mutating func merge(_ other: consuming RowCounter) { merge(other, codes: nil) }

    /// A row without a good weight, or with scores too far apart, is told with its place, which a share of the rows does not know.
    package var needsOrder: Bool { weightFault != nil || shiftFault != nil }
}
