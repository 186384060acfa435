/// Random bits that are a pure function of (seed, name, replicate, cell): the same for any number of threads, any
/// order of cells, and whatever other cells there are.
///
/// The Philox key is `XXHash64(name, seed: seed)`; the counter is (replicate, low half of cell, high half of cell,
/// block number). Two streams with the same four coordinates are the same stream, so the name must tell apart all
/// that should be independent: purpose, metric, and group.
///
/// Never for privacy noise, which must not be reproducible.
package struct RandomStream: RandomNumberGenerator, Sendable {
    /// What all streams of one seed and name share; hash the name once, not once per cell.
    package struct Key: Hashable, Sendable {
        /// The Philox key.
        package let word: UInt64

        /// The key of a seed and a name.
        package init(seed: UInt64, name: String) { word = XXHash64.hash(name, seed: seed) }

        /// The stream of one replicate and one cell.
        package func stream(replicate: UInt32, cell: UInt64) -> RandomStream {
            RandomStream(key: self, replicate: replicate, cell: cell)
        }
    }

    private let key: UInt64
    private var counter: Philox4x32.Block
    private var spare: UInt64?

    /// The stream at these coordinates.
    package init(seed: UInt64, name: String, replicate: UInt32 = 0, cell: UInt64 = 0) {
        self.init(key: Key(seed: seed, name: name), replicate: replicate, cell: cell)
    }

    private init(key: Key, replicate: UInt32, cell: UInt64) {
        self.key = key.word
        counter = Philox4x32.Block(
            replicate, UInt32(truncatingIfNeeded: cell), UInt32(truncatingIfNeeded: cell >> 32), 0)
    }

    /// The next 64 bits; the stream repeats after 2³³ of them.
    package mutating func next() -> UInt64 {
        if let word = spare {
            spare = nil
            return word
        }
        let block = Philox4x32.block(counter, key: key)
        counter.w3 &+= 1
        spare = UInt64(block.w3) << 32 | UInt64(block.w2)
        return UInt64(block.w1) << 32 | UInt64(block.w0)
    }

    /// A number strictly between 0 and 1: (u≫11 + ½)·2⁻⁵³.
    package mutating func uniform() -> Double { Self.uniform(from: next()) }

    /// The number strictly between 0 and 1 that a word stands for.
    ///
    /// From one half on the added ½ is a tie and rounds to even; the single result that would round to 1 becomes the
    /// double below it, so that a logarithm or a quantile of it stays finite.
    static func uniform(from word: UInt64) -> Double {
        min((Double(word >> 11) + 0.5) * 0x1p-53, 1 - 0x1p-53)
    }

    /// A standard normal number, by inversion; one uniform each.
    package mutating func normal() -> Double { NormalDistribution.quantile(uniform()) }
}
