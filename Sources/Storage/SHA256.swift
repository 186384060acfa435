import CSHA256

/// The SHA-256 digest of bytes fed piece by piece.
///
///     var hash = SHA256()
///     hash.update(bytes)
///     let digest = hash.finalize()
///
/// - Complexity: O(bytes), in constant memory.
/// - Source: FIPS 180-4.
package struct SHA256: Sendable {
    private var state: (UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32) = (
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19
    )
    /// Bytes that do not fill a block yet, in its first `pendingCount` places.
    private var pending = [UInt8](repeating: 0, count: 64)
    private var pendingCount = 0
    private var schedule = [UInt32](repeating: 0, count: 64)
    private var byteCount: UInt64 = 0

    /// Whether blocks are taken in by the code below on any processor.
    private let isPortable: Bool

    package init() { self.init(isPortable: false) }

    /// - Parameter isPortable: whether the processor's own instructions are left alone; the digest is the same.
    init(isPortable: Bool) { self.isPortable = isPortable }

    /// Adds bytes to the message.
    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        guard let base = bytes.baseAddress, bytes.count > 0 else { return }
        byteCount &+= UInt64(bytes.count)
        var offset = 0
        if pendingCount > 0 {
            let taken = min(64 - pendingCount, bytes.count)
            for index in 0..<taken { pending[pendingCount + index] = bytes[index] }
            pendingCount += taken
            offset = taken
            if pendingCount < 64 { return }
            compressPending()
        }
        let blockCount = (bytes.count - offset) / 64
        compress(base + offset, count: blockCount)
        offset += blockCount * 64
        while offset < bytes.count {
            pending[pendingCount] = bytes[offset]
            pendingCount += 1
            offset += 1
        }
    }

    /// Adds bytes to the message.
    package mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { update($0) }
    }

    /// The digest, 32 bytes. The value is used up: make a new one for another message.
    package consuming func finalize() -> [UInt8] {
        let bitCount = byteCount &* 8
        pending[pendingCount] = 0x80
        pendingCount += 1
        if pendingCount > 56 {
            for index in pendingCount..<64 { pending[index] = 0 }
            compressPending()
        }
        for index in pendingCount..<56 { pending[index] = 0 }
        for index in 0..<8 { pending[56 + index] = UInt8(truncatingIfNeeded: bitCount >> UInt64(56 - 8 * index)) }
        compressPending()
        let words = [state.0, state.1, state.2, state.3, state.4, state.5, state.6, state.7]
        return words.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> UInt32(24 - 8 * $0)) } }
    }

    /// The digest of `bytes`, 32 bytes.
    package static func digest(of bytes: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        hash.update(bytes)
        return hash.finalize()
    }

    /// Bytes as lower-case hexadecimal digits, two a byte.
    package static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 0xF)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    private mutating func compressPending() {
        let block = pending
        block.withUnsafeBytes { buffer in
            if let base = buffer.baseAddress { compress(base, count: 1) }
        }
        pendingCount = 0
    }

    /// Blocks of 64 bytes: by the processor's own instructions, six times as fast, or else one by one.
    private mutating func compress(_ blocks: UnsafeRawPointer, count: Int) {
        let isDone =
            !isPortable
            && withUnsafeMutableBytes(of: &state) { state in
                cSHA256Compress(
                    state.assumingMemoryBound(to: UInt32.self).baseAddress, blocks.assumingMemoryBound(to: UInt8.self),
                    count) != 0
            }
        if isDone { return }
        for block in 0..<count { compress(blocks + block * 64) }
    }

    /// One block of 64 bytes, on any processor.
    private mutating func compress(_ block: UnsafeRawPointer) {
        let (h0, h1, h2, h3, h4, h5, h6, h7) = state
        var (a, b, c, d, e, f, g, h) = state
        schedule.withUnsafeMutableBufferPointer { w in
            for t in 0..<16 {
                w[t] = UInt32(bigEndian: block.loadUnaligned(fromByteOffset: 4 &* t, as: UInt32.self))
            }
            for t in 16..<64 {
                let early = w[t &- 15]
                let late = w[t &- 2]
                let s0 = Self.rotate(early, 7) ^ Self.rotate(early, 18) ^ (early >> 3)
                let s1 = Self.rotate(late, 17) ^ Self.rotate(late, 19) ^ (late >> 10)
                w[t] = w[t &- 16] &+ s0 &+ w[t &- 7] &+ s1
            }
            Self.constants.withUnsafeBufferPointer { k in
                for t in 0..<64 {
                    let s1 = Self.rotate(e, 6) ^ Self.rotate(e, 11) ^ Self.rotate(e, 25)
                    let t1 = h &+ s1 &+ ((e & f) ^ (~e & g)) &+ k[t] &+ w[t]
                    let s0 = Self.rotate(a, 2) ^ Self.rotate(a, 13) ^ Self.rotate(a, 22)
                    let t2 = s0 &+ ((a & b) ^ (a & c) ^ (b & c))
                    h = g
                    g = f
                    f = e
                    e = d &+ t1
                    d = c
                    c = b
                    b = a
                    a = t1 &+ t2
                }
            }
        }
        state = (h0 &+ a, h1 &+ b, h2 &+ c, h3 &+ d, h4 &+ e, h5 &+ f, h6 &+ g, h7 &+ h)
    }

    @inline(__always)
    private static func rotate(_ value: UInt32, _ count: UInt32) -> UInt32 {
        (value &>> count) | (value &<< (32 &- count))
    }

    private static let constants: [UInt32] = [
        0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
        0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
        0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
        0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
        0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
        0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
        0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
        0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
    ]
}
