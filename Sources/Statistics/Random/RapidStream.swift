#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Random bits one after another, for permutations: fast, and seeded by a word of the run's own streams.
///
/// - Source: xoshiro256** by Blackman and Vigna 2018; its state from SplitMix64 as they advise.
package struct RapidStream: RandomNumberGenerator, Sendable {
    private var s0: UInt64
    private var s1: UInt64
    private var s2: UInt64
    private var s3: UInt64

    package init(_ word: UInt64) {
        var state = word
        func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
        (s0, s1, s2, s3) = (next(), next(), next(), next())
    }

    @inline(__always)
    package mutating func next() -> UInt64 {
        let turned = s1 &* 5
        let result = ((turned << 7) | (turned >> 57)) &* 9
        let shifted = s1 << 17
        s2 ^= s0
        s3 ^= s1
        s1 ^= s2
        s0 ^= s3
        s2 ^= shifted
        s3 = (s3 << 45) | (s3 >> 19)
        return result
    }

    /// A whole number in 0..<count, for counts up to 2³²; a bias below 2⁻³² at most.
    @inline(__always)
    package mutating func below(_ count: Int) -> Int { Int(((next() >> 32) &* UInt64(count)) >> 32) }

    /// Swaps values about, every order as likely (Fisher and Yates).
    package mutating func shuffle<Value>(_ values: inout [Value]) {
        for index in stride(from: values.count - 1, to: 0, by: -1) { values.swapAt(index, below(index + 1)) }
    }

    /// How many of `marked` balls among `all` are in a draw of some without replacement.
    ///
    /// - Complexity: O(drawn) for up to 64 drawn; about O(√drawn) above, by walking from the mode.
    package mutating func hypergeometric(_ marked: Int, of all: Int, drawing drawn: Int) -> Int {
        guard marked > 0, drawn > 0 else { return 0 }
        guard marked < all else { return drawn }
        guard drawn < all else { return marked }
        if drawn <= 64 {
            var (wanted, rest, found) = (marked, all, 0)
            for _ in 0..<drawn {
                let hit = below(rest) < wanted ? 1 : 0
                found += hit
                wanted -= hit
                rest -= 1
            }
            return found
        }
        return walk(marked, all, drawn)
    }

    /// Inversion from the mode outward, the likelier side first: exact up to rounding.
    private mutating func walk(_ marked: Int, _ all: Int, _ drawn: Int) -> Int {
        let (low, high) = (max(0, drawn - (all - marked)), min(marked, drawn))
        let mode = min(high, max(low, Int(Double(drawn + 1) * Double(marked + 1) / Double(all + 2))))
        func choose(_ n: Int, _ k: Int) -> Double {
            GammaFunction.logarithm(Double(n + 1)) - GammaFunction.logarithm(Double(k + 1))
                - GammaFunction.logarithm(Double(n - k + 1))
        }
        let peak = exp(
            choose(marked, mode) + choose(all - marked, drawn - mode) - choose(all, drawn))
        var rest = Double(next() >> 11) * 0x1p-53 - peak
        guard rest > 0 else { return mode }
        var (up, down) = (mode, mode)
        var (above, below) = (peak, peak)
        while up < high || down > low {
            if up < high {
                let k = Double(up)
                above *=
                    (Double(marked) - k) * (Double(drawn) - k)
                    / ((k + 1) * (Double(all - marked - drawn) + k + 1))
                up += 1
                rest -= above
                if rest <= 0 { return up }
            }
            if down > low {
                let k = Double(down)
                below *=
                    k * (Double(all - marked - drawn) + k) / ((Double(marked) - k + 1) * (Double(drawn) - k + 1))
                down -= 1
                rest -= below
                if rest <= 0 { return down }
            }
            // What is left is rounding.
            if above == 0, below == 0 { break }
        }
        return mode
    }
}
