/// Gives each different byte string a code, in the order of first appearance.
///
/// A table with open addressing over a multiply-and-fold hash with a fixed seed, so that every run is the same. Codes do
/// not depend on the hash. Input made to collide is met by starting again with another seed, which changes no code.
///
/// - Complexity: O(length) a look-up on average.
struct LevelDictionary {
    /// Bytes of all levels, one after another.
    private var bytes: [UInt8] = []
    /// Where each level starts, and where the last ends.
    private var offsets: [Int] = [0]
    private var hashes: [UInt64] = []
    /// The code plus one; 0 where a slot is free.
    private var slots: [UInt32]
    private var mask: Int
    private var seed: UInt64 = 0x9E37_79B9_7F4A_7C15

    init() {
        slots = [UInt32](repeating: 0, count: 64)
        mask = 63
    }

    /// The number of different levels.
    var count: Int { hashes.count }

    /// The code of these bytes, given now if they are new.
    mutating func code(_ text: UnsafeBufferPointer<UInt8>) -> UInt32 {
        let hash = Self.hash(text, seed: seed)
        var slot = Int(truncatingIfNeeded: hash) & mask
        var probes = 0
        while slots[slot] != 0 {
            let code = Int(slots[slot]) &- 1
            if hashes[code] == hash, isEqual(code, text) { return UInt32(truncatingIfNeeded: code) }
            slot = (slot &+ 1) & mask
            probes &+= 1
        }
        slots[slot] = UInt32(truncatingIfNeeded: hashes.count &+ 1)
        hashes.append(hash)
        bytes.append(contentsOf: text)
        offsets.append(bytes.count)
        if hashes.count &* 2 > slots.count {
            rebuild(slotCount: slots.count * 2)
        } else if probes > 128 {
            // At half load such a run is no accident.
            seed = seed &* 0xD1B5_4A32_D192_ED03 &+ 1
            rehash()
            rebuild(slotCount: slots.count)
        }
        return UInt32(truncatingIfNeeded: hashes.count &- 1)
    }

    /// The codes of one column of plain rows, appended to `codes`; an empty field is missing.
    ///
    /// Values of up to sixteen bytes are looked up in a small direct-mapped cache first: most columns hold a few values
    /// that come again and again. Codes go through a block on the stack: appended one by one, each would ask whether the
    /// array is its owner's alone.
    @inline(never)
    mutating func code(_ rows: PlainRows, column: Int, into codes: inout [UInt32]) {
        // Asked for exactly what is needed, an array would move with every chunk.
        let needed = codes.count + rows.count
        if codes.capacity < needed { codes.reserveCapacity(max(needed, 2 * codes.capacity)) }
        withUnsafeTemporaryAllocation(of: CachedLevel.self, capacity: 256) { cache in
            cache.initialize(repeating: CachedLevel(low: 0, high: 0, code: 0))
            withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Self.blockRowCount) { block in
                for start in stride(from: 0, to: rows.count, by: Self.blockRowCount) {
                    let length = min(Self.blockRowCount, rows.count - start)
                    for row in 0..<length {
                        block[row] = code(rows.field(row: start &+ row, column: column), cache)
                    }
                    codes.append(contentsOf: UnsafeBufferPointer(rebasing: block[..<length]))
                }
            }
        }
    }

    private static let blockRowCount = 1024

    /// The code of a field of plain rows.
    @inline(__always)
    private mutating func code(
        _ text: UnsafeBufferPointer<UInt8>, _ cache: UnsafeMutableBufferPointer<CachedLevel>
    ) -> UInt32 {
        guard let base = text.baseAddress, !text.isEmpty else { return CategoryColumn.missing }
        guard text.count <= 16 else { return code(text) }
        let (low, high) = Self.words(base, count: text.count)
        let slot = Int(truncatingIfNeeded: ((low ^ high &* 0x9E37_79B9) &* 0xE703_7ED1_A0B4_28DB) >> 56)
        let cached = cache[slot]
        if cached.low == low, cached.high == high { return cached.code }
        let found = code(text)
        cache[slot] = CachedLevel(low: low, high: high, code: found)
        return found
    }

    /// A value of up to sixteen bytes and its code. Plain rows hold no NUL, so the bytes tell the length too, and 0 is
    /// no value.
    private struct CachedLevel {
        var low: UInt64
        var high: UInt64
        var code: UInt32
    }

    /// Up to sixteen bytes as two words; what lies behind the text is masked out.
    ///
    /// - Precondition: sixteen bytes are readable from `base`, as they are everywhere in a window.
    @inline(__always)
    private static func words(_ base: UnsafePointer<UInt8>, count: Int) -> (UInt64, UInt64) {
        let raw = UnsafeRawPointer(base)
        let first = UInt64(littleEndian: raw.loadUnaligned(as: UInt64.self))
        if count <= 8 { return (first & (.max >> UInt64(64 &- count &* 8)), 0) }
        let second = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        return (first, second & (.max >> UInt64(128 &- count &* 8)))
    }

    /// The code of these bytes, if they have one.
    func find(_ text: UnsafeBufferPointer<UInt8>) -> UInt32? {
        let hash = Self.hash(text, seed: seed)
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 {
            let code = Int(slots[slot]) &- 1
            if hashes[code] == hash, isEqual(code, text) { return UInt32(truncatingIfNeeded: code) }
            slot = (slot &+ 1) & mask
        }
        return nil
    }

    /// The codes that this dictionary gives to the levels of another one from the code `first` on; new ones are given
    /// in the order of their codes there.
    mutating func codes(of other: LevelDictionary, from first: Int) -> [UInt32] {
        guard first < other.count else { return [] }
        return other.bytes.withUnsafeBufferPointer { buffer in
            (first..<other.count).map { level in
                code(UnsafeBufferPointer(rebasing: buffer[other.offsets[level]..<other.offsets[level + 1]]))
            }
        }
    }

    /// The levels as texts, by code.
    func levels() -> [String] {
        (0..<hashes.count).map { String(decoding: bytes[offsets[$0]..<offsets[$0 + 1]], as: UTF8.self) }
    }

    private func isEqual(_ code: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let start = offsets[code]
        guard offsets[code &+ 1] &- start == text.count else { return false }
        for i in 0..<text.count where bytes[start &+ i] != text[i] { return false }
        return true
    }

    private mutating func rebuild(slotCount: Int) {
        slots = [UInt32](repeating: 0, count: slotCount)
        mask = slotCount - 1
        for code in hashes.indices {
            var slot = Int(truncatingIfNeeded: hashes[code]) & mask
            while slots[slot] != 0 { slot = (slot &+ 1) & mask }
            slots[slot] = UInt32(truncatingIfNeeded: code &+ 1)
        }
    }

    private mutating func rehash() {
        let seed = self.seed
        bytes.withUnsafeBufferPointer { buffer in
            for code in hashes.indices {
                hashes[code] = Self.hash(
                    UnsafeBufferPointer(rebasing: buffer[offsets[code]..<offsets[code + 1]]), seed: seed)
            }
        }
    }

    /// Eight bytes at a time through a 64 × 64 → 128 bit product, whose halves are folded together.
    static func hash(_ text: UnsafeBufferPointer<UInt8>, seed: UInt64) -> UInt64 {
        let count = text.count
        let raw = UnsafeRawBufferPointer(text)
        var state = seed ^ UInt64(truncatingIfNeeded: count) &* 0xA076_1D64_78BD_642F
        var i = 0
        while i &+ 8 <= count {
            state = fold(state ^ UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: i, as: UInt64.self)))
            i &+= 8
        }
        if i < count {
            var rest: UInt64 = 0
            while i < count {
                rest = rest << 8 | UInt64(text[i])
                i &+= 1
            }
            state = fold(state ^ rest)
        }
        return fold(state)
    }

    @inline(__always)
    private static func fold(_ value: UInt64) -> UInt64 {
        let product = value.multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
        return product.high ^ product.low ^ value
    }
}
