import Statistics

/// The random numbers of one row of one named sample: a pure function of seed, sample and row.
///
/// Row 17 is the same row whether ten or ten thousand are drawn, and whatever other samples are drawn beside it. The
/// generator is Philox4x32-10: counter = (row, block, 0, 0), key = a 64-bit mix of the seed and the sample's name.
struct SeededStream: Sendable {
    private let key: UInt64
    private let row: UInt32
    private var block: UInt32 = 0
    /// The second half of the last block, when it has not been used.
    private var spare: UInt64?

    init(seed: UInt64, sample: String, row: Int) {
        key = Self.mix(seed ^ Self.hash(sample))
        self.row = UInt32(truncatingIfNeeded: row)
    }

    /// The next 64 random bits.
    mutating func next() -> UInt64 {
        if let spare {
            self.spare = nil
            return spare
        }
        let words = Philox4x32.block(Philox4x32.Block(row, block, 0, 0), key: key)
        block += 1
        spare = UInt64(words.w3) << 32 | UInt64(words.w2)
        return UInt64(words.w1) << 32 | UInt64(words.w0)
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
