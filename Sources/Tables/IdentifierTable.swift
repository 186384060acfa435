/// Finds ids among many, exactly: what has the same hash is compared by its bytes.
///
/// - Complexity: O(length) a look-up on average; 19 to 30 bytes an id beside its own bytes, and half as much again for
///   the moment in which it grows.
struct IdentifierTable {
    private var bytes: [UInt8] = []
    /// Where each id starts, and where the last ends.
    private var offsets: [Int] = [0]
    /// Upper half: the upper half of the hash; lower half: the place of the id plus one; 0 where a slot is free.
    private var slots = [UInt64](repeating: 0, count: 64)
    private var seed: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// The number of different ids.
    var count: Int { offsets.count - 1 }

    /// The place of these bytes in the order of their first coming, given now if they are new.
    mutating func place(_ text: UnsafeBufferPointer<UInt8>) -> (place: Int, isNew: Bool) {
        let hash = LevelDictionary.hash(text, seed: seed)
        let mask = slots.count &- 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        var probes = 0
        while slots[slot] != 0 {
            if slots[slot] >> 32 == hash >> 32, isEqual(Self.place(slots[slot]), text) {
                return (Self.place(slots[slot]), false)
            }
            slot = (slot &+ 1) & mask
            probes &+= 1
        }
        let place = count
        slots[slot] = (hash & ~0xFFFF_FFFF) | UInt64(truncatingIfNeeded: place &+ 1)
        bytes.append(contentsOf: text)
        offsets.append(bytes.count)
        if count &* 4 > slots.count &* 3 {
            rebuild(slotCount: slots.count * 2)
        } else if probes > 4096 {
            // At this load such a run is no accident.
            seed = seed &* 0xD1B5_4A32_D192_ED03 &+ 1
            rebuild(slotCount: slots.count)
        }
        return (place, true)
    }

    /// The place of these bytes, if they have come.
    func find(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
        let hash = LevelDictionary.hash(text, seed: seed)
        let mask = slots.count &- 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 {
            if slots[slot] >> 32 == hash >> 32, isEqual(Self.place(slots[slot]), text) {
                return Self.place(slots[slot])
            }
            slot = (slot &+ 1) & mask
        }
        return nil
    }

    /// The places of many ids, appended to `places`; -1 where one has not come.
    ///
    /// All hashes are made first, then all slots looked at, then all ids compared: each step waits for memory for many
    /// rows at once instead of for one after another.
    ///
    /// - Parameters:
    ///   - text: the bytes of the ids.
    ///   - ends: where the first id starts, and where each ends.
    @inline(never)
    func find(_ text: UnsafeBufferPointer<UInt8>, _ ends: UnsafeBufferPointer<Int>, into places: inout [Int]) {
        let count = ends.count - 1
        guard count > 0 else { return }
        let mask = slots.count &- 1
        let seed = self.seed
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: count) { hashes in
            withUnsafeTemporaryAllocation(of: Int.self, capacity: count) { found in
                for row in 0..<count {
                    hashes[row] = LevelDictionary.hash(
                        UnsafeBufferPointer(rebasing: text[ends[row]..<ends[row &+ 1]]), seed: seed)
                }
                slots.withUnsafeBufferPointer { slots in
                    for row in 0..<count {
                        let hash = hashes[row]
                        var slot = Int(truncatingIfNeeded: hash) & mask
                        while slots[slot] != 0, slots[slot] >> 32 != hash >> 32 { slot = (slot &+ 1) & mask }
                        found[row] = Self.place(slots[slot])
                    }
                }
                offsets.withUnsafeBufferPointer { offsets in
                    bytes.withUnsafeBufferPointer { bytes in
                        for row in 0..<count where found[row] >= 0 {
                            let own = UnsafeBufferPointer(rebasing: text[ends[row]..<ends[row &+ 1]])
                            let start = offsets[found[row]]
                            var isSame = offsets[found[row] &+ 1] &- start == own.count
                            var i = 0
                            while isSame, i < own.count {
                                isSame = bytes[start &+ i] == own[i]
                                i &+= 1
                            }
                            // Another id of nearly the same hash stands before it.
                            if !isSame { found[row] = find(own) ?? -1 }
                        }
                    }
                }
                places.append(contentsOf: found)
            }
        }
    }

    func text(_ place: Int) -> String { String(decoding: bytes[offsets[place]..<offsets[place + 1]], as: UTF8.self) }

    @inline(__always)
    private static func place(_ slot: UInt64) -> Int { Int(slot & 0xFFFF_FFFF) &- 1 }

    private func isEqual(_ place: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let start = offsets[place]
        guard offsets[place &+ 1] &- start == text.count else { return false }
        for i in 0..<text.count where bytes[start &+ i] != text[i] { return false }
        return true
    }

    private mutating func rebuild(slotCount: Int) {
        precondition(count < 1 << 32 - 1, "more ids than an index can hold")
        slots = []
        var fresh = [UInt64](repeating: 0, count: slotCount)
        let mask = slotCount - 1
        bytes.withUnsafeBufferPointer { buffer in
            for place in 0..<count {
                let text = UnsafeBufferPointer(rebasing: buffer[offsets[place]..<offsets[place + 1]])
                let hash = LevelDictionary.hash(text, seed: seed)
                var slot = Int(truncatingIfNeeded: hash) & mask
                while fresh[slot] != 0 { slot = (slot &+ 1) & mask }
                fresh[slot] = (hash & ~0xFFFF_FFFF) | UInt64(truncatingIfNeeded: place &+ 1)
            }
        }
        slots = fresh
    }
}

/// The hashes of ids, to find out that an id has perhaps come before: never missed, in rare cases wrongly suspected.
///
/// - Complexity: O(length) on average; 11 to 21 bytes an id, and half as much again for the moment in which it grows.
struct IdentifierHashes {
    private var slots: [UInt64]
    private var count = 0
    private let bits: UInt64

    /// - Parameter bits: which bits of the hash are used; fewer than all only to see what becomes of suspicions.
    init(bits: UInt64 = .max) {
        slots = Array(repeating: 0, count: 64)
        self.bits = bits
    }

    private init(slots: [UInt64]) {
        self.slots = slots
        bits = .max
    }

    /// A place holder that must not be used.
    static var none: IdentifierHashes { IdentifierHashes(slots: []) }

    /// Notes an id.
    ///
    /// - Returns: whether its hash is new.
    mutating func insert(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let hash = self.hash(text)
        let mask = slots.count &- 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 {
            if slots[slot] == hash { return false }
            slot = (slot &+ 1) & mask
        }
        slots[slot] = hash
        count &+= 1
        if count &* 4 > slots.count &* 3 { grow() }
        return true
    }

    /// Whether an id of this hash was noted.
    func contains(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let hash = self.hash(text)
        let mask = slots.count &- 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 {
            if slots[slot] == hash { return true }
            slot = (slot &+ 1) & mask
        }
        return false
    }

    @inline(__always)
    private func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
        // 0 means a free slot.
        let hash = LevelDictionary.hash(text, seed: 0x9E37_79B9_7F4A_7C15) & bits
        return hash == 0 ? 1 : hash
    }

    private mutating func grow() {
        let old = slots
        slots = [UInt64](repeating: 0, count: old.count * 2)
        let mask = slots.count - 1
        for hash in old where hash != 0 {
            var slot = Int(truncatingIfNeeded: hash) & mask
            while slots[slot] != 0 { slot = (slot &+ 1) & mask }
            slots[slot] = hash
        }
    }
}
