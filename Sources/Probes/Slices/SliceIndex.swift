/// The places of slices by their levels: each slice below the one without its last level.
struct SliceIndex {
    /// The place of a slice, by that of the one above it (plus one; 0 is everybody) and its last level.
    private var places: [Step: Int32] = [:]
    private let found: [SliceTable.Found]

    private struct Step: Hashable {
        let above: Int32
        let item: SliceTable.Item
    }

    /// - Parameter found: shorter slices before the longer ones that have their levels first.
    init(_ found: [SliceTable.Found]) {
        self.found = found
        places.reserveCapacity(found.count)
        for (place, slice) in found.enumerated() {
            guard let last = slice.items.last, let above = self.above(slice.items.dropLast()) else { continue }
            places[Step(above: above, item: last)] = Int32(place)
        }
    }

    /// The place of a slice plus one; 0 for everybody, `nil` for one that was not found.
    private func above(_ items: ArraySlice<SliceTable.Item>) -> Int32? {
        var above: Int32 = 0
        for item in items {
            guard let place = places[Step(above: above, item: item)] else { return nil }
            above = place + 1
        }
        return above
    }

    /// The slices with each of the sets of a slice's levels, by the bits of the levels in it: `nil` stands for everybody
    /// first, and for a set that was not found.
    ///
    /// - Complexity: O(2^levels).
    func parts(_ items: [SliceTable.Item]) -> [Int?] {
        var places: [Int32] = [0]
        places.reserveCapacity(1 << items.count)
        for subset in 1..<(1 << items.count) {
            // The set without its last level comes before it.
            let last = Int.bitWidth - 1 - subset.leadingZeroBitCount
            let above = places[subset & ~(1 << last)]
            places.append(above < 0 ? -1 : self.places[Step(above: above, item: items[last])].map { $0 + 1 } ?? -1)
        }
        return places.map { $0 > 0 ? Int($0) - 1 : nil }
    }
}
