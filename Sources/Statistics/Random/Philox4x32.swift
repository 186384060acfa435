/// The counter-based generator Philox4x32-10: 128 random bits as a pure function of a counter and a key.
///
/// - Source: Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3".
package enum Philox4x32 {
    /// Four words, lowest first: a counter or what comes of it.
    package struct Block: Hashable, Sendable {
        /// The words, the lowest first.
        package var w0, w1, w2, w3: UInt32

        /// The block of these words.
        package init(_ w0: UInt32, _ w1: UInt32, _ w2: UInt32, _ w3: UInt32) {
            self.w0 = w0
            self.w1 = w1
            self.w2 = w2
            self.w3 = w3
        }
    }

    /// The block at a counter under a key.
    ///
    /// - Parameters:
    ///   - counter: any four words.
    ///   - key: 64 bits; the low half is the first key word.
    /// - Returns: four words, uniform over all counters.
    package static func block(_ counter: Block, key: UInt64) -> Block {
        var state = counter
        var k0 = UInt32(truncatingIfNeeded: key)
        var k1 = UInt32(truncatingIfNeeded: key >> 32)
        for _ in 0..<10 {
            let a = UInt64(state.w0) &* 0xD251_1F53
            let b = UInt64(state.w2) &* 0xCD9E_8D57
            state = Block(
                UInt32(truncatingIfNeeded: b >> 32) ^ state.w1 ^ k0, UInt32(truncatingIfNeeded: b),
                UInt32(truncatingIfNeeded: a >> 32) ^ state.w3 ^ k1, UInt32(truncatingIfNeeded: a))
            k0 &+= 0x9E37_79B9
            k1 &+= 0xBB67_AE85
        }
        return state
    }
}
