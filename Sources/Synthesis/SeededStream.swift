/// The random numbers of one row of one named sample: a pure function of seed, sample and row.
///
/// Row 17 is the same row whether ten or ten thousand are drawn, and whatever other samples are drawn beside it. The
/// generator is counter-based: counter = (row, block, 0, 0), key = a 64-bit mix of the seed and the sample's name.
struct SeededStream: Sendable {
    private let key: (UInt32, UInt32)
    private let row: UInt32
    private var block: UInt32 = 0
    /// The second half of the last block, when it has not been used.
    private var spare: UInt64?

    init(seed: UInt64, sample: String, row: Int) {
        let mixed = Self.mix(seed ^ Self.hash(sample))
        key = (UInt32(truncatingIfNeeded: mixed), UInt32(truncatingIfNeeded: mixed >> 32))
        self.row = UInt32(truncatingIfNeeded: row)
    }

    /// The next 64 random bits.
    mutating func next() -> UInt64 {
        if let spare {
            self.spare = nil
            return spare
        }
        let words = philox4x32(counter: (row, block, 0, 0), key: key)
        block += 1
        spare = UInt64(words.3) << 32 | UInt64(words.2)
        return UInt64(words.1) << 32 | UInt64(words.0)
    }

    /// A uniform number strictly between 0 and 1, a multiple of 2⁻⁵⁴.
    mutating func uniform() -> Double {
        (Double(next() >> 11) + 0.5) * 0x1p-53
    }

    /// Whether an event of this probability happens.
    mutating func happens(_ probability: Double) -> Bool { uniform() < probability }

    /// The 64-bit FNV-1a hash of the name's UTF-8: the same in every process, unlike the language's own hash.
    private static func hash(_ name: String) -> UInt64 {
        name.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    /// The finaliser of SplitMix64, so that neighbouring seeds give unrelated keys.
    private static func mix(_ value: UInt64) -> UInt64 {
        var mixed = value &+ 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// One block of Philox4x32 with ten rounds: four random words for a counter and a key.
///
/// - Source: Salmon, Moraes, Dror & Shaw 2011; checked against the vectors published with Random123.
func philox4x32(
    counter: (UInt32, UInt32, UInt32, UInt32), key: (UInt32, UInt32)
) -> (UInt32, UInt32, UInt32, UInt32) {
    var (word0, word1, word2, word3) = counter
    var (key0, key1) = key
    for _ in 0..<10 {
        let product0 = UInt64(word0) &* 0xD251_1F53
        let product1 = UInt64(word2) &* 0xCD9E_8D57
        let high0 = UInt32(truncatingIfNeeded: product0 >> 32)
        let high1 = UInt32(truncatingIfNeeded: product1 >> 32)
        (word0, word1, word2, word3) = (
            high1 ^ word1 ^ key0, UInt32(truncatingIfNeeded: product1),
            high0 ^ word3 ^ key1, UInt32(truncatingIfNeeded: product0)
        )
        key0 = key0 &+ 0x9E37_79B9
        key1 = key1 &+ 0xBB67_AE85
    }
    return (word0, word1, word2, word3)
}
