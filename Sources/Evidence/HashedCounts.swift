/// Counts by 64-bit key, by open addressing.
struct HashedCounts: Sendable {
    /// A key beside its rows, so that one look finds both. A free slot has no rows: every key can be told from it.
    private struct Slot {
        var key: UInt64 = 0
        var count = 0
    }

    private var slots: [Slot]
    /// The sums of one slot behind those of the one before.
    private var sums: [Int128]
    private let measureCount: Int
    private(set) var used = 0

    private static let firstSlotCount = 1 << 12
    /// Rows that are counted while the table stays where it is.
    private static let blockRowCount = 1 << 10

    init(measureCount: Int) {
        self.measureCount = measureCount
        slots = Array(repeating: Slot(), count: Self.firstSlotCount)
        sums = Array(repeating: 0, count: measureCount * Self.firstSlotCount)
    }

    /// Counts a row for each of the first keys.
    @inline(never)
    mutating func count(_ packed: [UInt64], rowCount: Int) {
        for start in stride(from: 0, to: rowCount, by: Self.blockRowCount) {
            let end = min(rowCount, start + Self.blockRowCount)
            // Room for as many new keys.
            reserve(end - start)
            var found = 0
            slots.withUnsafeMutableBufferPointer { slots in
                packed.withUnsafeBufferPointer { packed in
                    for row in start..<end {
                        let slot = Self.slot(of: packed[row], in: slots)
                        if slots[slot].count == 0 {
                            slots[slot].key = packed[row]
                            found &+= 1
                        }
                        slots[slot].count &+= 1
                    }
                }
            }
            used += found
        }
    }

    @inline(never)
    mutating func count(_ packed: [UInt64], rowCount: Int, times: [Int]?, sums rowSums: [[Int128]]) {
        for row in 0..<rowCount {
            let count = times?[row] ?? 1
            // A row that counts for nothing brings nothing along either.
            guard count > 0 else { continue }
            let slot = add(packed[row], count: count)
            for measure in 0..<measureCount { sums[slot &* measureCount &+ measure] &+= rowSums[measure][row] }
        }
    }

    mutating func add(_ key: UInt64, count: Int, sums own: ArraySlice<Int128>) {
        let slot = add(key, count: count)
        for measure in 0..<measureCount {
            sums[slot &* measureCount &+ measure] &+= own[own.startIndex &+ measure]
        }
    }

    /// Makes room for so many keys more: keys that come in the order of another table would crowd a small one.
    mutating func reserve(_ more: Int) {
        while (used &+ more) &* 2 > slots.count { grow() }
    }

    func forEach(_ body: (UInt64, Int, ArraySlice<Int128>) -> Void) {
        forEachPlace { place, key, count in
            body(key, count, sums[place * measureCount..<(place + 1) * measureCount])
        }
    }

    /// Each key and its rows, with a place that `sum` knows.
    func forEachPlace(_ body: (Int, UInt64, Int) -> Void) {
        for place in slots.indices where slots[place].count > 0 { body(place, slots[place].key, slots[place].count) }
    }

    /// The sum of a measure over the rows of the key at a place.
    func sum(_ measure: Int, atPlace place: Int) -> Int128 { sums[place * measureCount + measure] }

    /// The slot of the key, after its count has grown; good until the next key.
    private mutating func add(_ key: UInt64, count: Int) -> Int {
        reserve(1)
        let slot = slots.withUnsafeMutableBufferPointer { slots in
            let slot = Self.slot(of: key, in: slots)
            if slots[slot].count == 0 {
                slots[slot].key = key
                used &+= 1
            }
            slots[slot].count += count
            return slot
        }
        return slot
    }

    /// The slot that has the key, or the free one that it is to have.
    @inline(__always)
    private static func slot(of key: UInt64, in slots: UnsafeMutableBufferPointer<Slot>) -> Int {
        let mask = slots.count &- 1
        var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 20) & mask
        while slots[slot].count != 0, slots[slot].key != key { slot = (slot &+ 1) & mask }
        return slot
    }

    private mutating func grow() {
        let (oldSlots, oldSums) = (slots, sums)
        slots = Array(repeating: Slot(), count: oldSlots.count * 2)
        sums = Array(repeating: 0, count: oldSums.count * 2)
        for (place, old) in oldSlots.enumerated() where old.count > 0 {
            let slot = slots.withUnsafeMutableBufferPointer { slots in
                let slot = Self.slot(of: old.key, in: slots)
                slots[slot] = old
                return slot
            }
            for measure in 0..<measureCount {
                sums[slot &* measureCount &+ measure] = oldSums[place &* measureCount &+ measure]
            }
        }
    }
}
