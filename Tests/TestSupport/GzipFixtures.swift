/// Gzip files made by hand, so that tests know every bit of them.
package enum GzipFixtures {
    /// One member that stores `bytes` without compressing them.
    package static func stored(_ bytes: [UInt8]) -> [UInt8] {
        var body: [UInt8] = []
        var rest = bytes[...]
        repeat {
            let block = rest.prefix(65_535)
            rest = rest.dropFirst(65_535)
            body.append(rest.isEmpty ? 1 : 0)
            body += little(UInt32(block.count), byteCount: 2)
            body += little(~UInt32(block.count), byteCount: 2)
            body += block
        } while !rest.isEmpty
        return member(body, of: bytes)
    }

    /// One member that says `byte` once and then repeats it, 258 bytes for 13 bits: about 159 to 1.
    package static func repeated(_ byte: UInt8, blocks: Int) -> [UInt8] {
        precondition(byte < 144, "the fixed code of other literals has nine bits")
        var bits: [UInt8] = [1, 1, 0]  // last block, fixed codes
        bits += bitsOf(0x30 + Int(byte), count: 8)
        for _ in 0..<blocks {
            bits += bitsOf(0b1100_0101, count: 8)  // length 258
            bits += bitsOf(0, count: 5)  // distance 1
        }
        bits += bitsOf(0, count: 7)  // end of block
        var body = [UInt8](repeating: 0, count: (bits.count + 7) / 8)
        for (index, bit) in bits.enumerated() { body[index / 8] |= bit << UInt8(index % 8) }
        return member(body, of: [UInt8](repeating: byte, count: 1 + 258 * blocks))
    }

    private static func member(_ body: [UInt8], of bytes: [UInt8]) -> [UInt8] {
        [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255] + body + little(checksum(bytes), byteCount: 4)
            + little(UInt32(truncatingIfNeeded: bytes.count), byteCount: 4)
    }

    /// Huffman codes stand with their first bit first.
    private static func bitsOf(_ value: Int, count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8((value >> $0) & 1) }
    }

    private static func little(_ value: UInt32, byteCount: Int) -> [UInt8] {
        (0..<byteCount).map { UInt8(truncatingIfNeeded: value >> UInt32(8 * $0)) }
    }

    /// CRC-32 as in RFC 1952, bit by bit.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var sum: UInt32 = .max
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum >> 1 ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0) }
        }
        return ~sum
    }
}
