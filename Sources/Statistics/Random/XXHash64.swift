/// The 64-bit xxHash: a fixed, fast hash that is the same in every process, on every machine, in every release.
///
/// Not for adversaries: whoever may choose the bytes can make two of them collide.
///
/// - Source: the algorithm's published description, "xxHash fast digest algorithm" (Collet), XXH64.
package enum XXHash64 {
    /// The hash of some bytes.
    ///
    /// - Parameters:
    ///   - bytes: any number of bytes.
    ///   - seed: another seed is another hash function.
    /// - Complexity: O(n).
    package static func hash(_ bytes: [UInt8], seed: UInt64 = 0) -> UInt64 {
        var index = 0
        var hash: UInt64
        if bytes.count >= 32 {
            var v1 = seed &+ prime1 &+ prime2
            var v2 = seed &+ prime2
            var v3 = seed
            var v4 = seed &- prime1
            while index + 32 <= bytes.count {
                v1 = round(v1, word(bytes, index, 8))
                v2 = round(v2, word(bytes, index + 8, 8))
                v3 = round(v3, word(bytes, index + 16, 8))
                v4 = round(v4, word(bytes, index + 24, 8))
                index += 32
            }
            hash = rotate(v1, 1) &+ rotate(v2, 7) &+ rotate(v3, 12) &+ rotate(v4, 18)
            for lane in [v1, v2, v3, v4] { hash = (hash ^ round(0, lane)) &* prime1 &+ prime4 }
        } else {
            hash = seed &+ prime5
        }
        hash &+= UInt64(bytes.count)
        while index + 8 <= bytes.count {
            hash = rotate(hash ^ round(0, word(bytes, index, 8)), 27) &* prime1 &+ prime4
            index += 8
        }
        if index + 4 <= bytes.count {
            hash = rotate(hash ^ (word(bytes, index, 4) &* prime1), 23) &* prime2 &+ prime3
            index += 4
        }
        while index < bytes.count {
            hash = rotate(hash ^ (UInt64(bytes[index]) &* prime5), 11) &* prime1
            index += 1
        }
        hash = (hash ^ (hash >> 33)) &* prime2
        hash = (hash ^ (hash >> 29)) &* prime3
        return hash ^ (hash >> 32)
    }

    /// The hash of a string's UTF-8 bytes; no Unicode normalisation.
    package static func hash(_ text: String, seed: UInt64 = 0) -> UInt64 { hash(Array(text.utf8), seed: seed) }

    private static func round(_ lane: UInt64, _ input: UInt64) -> UInt64 {
        rotate(lane &+ input &* prime2, 31) &* prime1
    }

    private static func rotate(_ value: UInt64, _ bits: UInt64) -> UInt64 { value &<< bits | value &>> (64 &- bits) }

    /// `count` bytes from `start`, the first one lowest.
    private static func word(_ bytes: [UInt8], _ start: Int, _ count: Int) -> UInt64 {
        var word: UInt64 = 0
        for offset in 0..<count { word |= UInt64(bytes[start + offset]) << UInt64(8 * offset) }
        return word
    }

    private static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
    private static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
    private static let prime3: UInt64 = 0x1656_67B1_9E37_79F9
    private static let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
    private static let prime5: UInt64 = 0x27D4_EB2F_1656_67C5
}
