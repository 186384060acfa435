/// Strict UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF.
enum UTF8Check {
    /// The first ill-formed sequence in `count` bytes from `bytes`, or `nil` when there is none.
    ///
    /// - Returns: where it starts, and how many bytes are to be shown: the longest start of a sequence that could
    ///   still have become one, and at least 1.
    /// - Complexity: O(count); eight bytes at a time where they are ASCII.
    /// - Source: The Unicode Standard, table 3-7.
    static func firstFault(_ bytes: UnsafePointer<UInt8>, count: Int) -> (offset: Int, length: Int)? {
        var i = 0
        let raw = UnsafeRawPointer(bytes)
        while i < count {
            while i &+ 8 <= count,
                raw.loadUnaligned(fromByteOffset: i, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
            {
                i &+= 8
            }
            guard i < count else { return nil }
            let lead = bytes[i]
            if lead < 0x80 {
                i &+= 1
                continue
            }
            // How many bytes follow, and between what the first of them must lie.
            let following: Int
            var low: UInt8 = 0x80
            var high: UInt8 = 0xBF
            switch lead {
            case 0xC2...0xDF: following = 1
            case 0xE0:
                following = 2
                low = 0xA0
            case 0xE1...0xEC, 0xEE, 0xEF: following = 2
            case 0xED:
                following = 2
                high = 0x9F
            case 0xF0:
                following = 3
                low = 0x90
            case 0xF1...0xF3: following = 3
            case 0xF4:
                following = 3
                high = 0x8F
            default: return (i, 1)
            }
            for step in 1...following {
                guard i &+ step < count, bytes[i &+ step] >= low, bytes[i &+ step] <= high else {
                    return (i, step)
                }
                low = 0x80
                high = 0xBF
            }
            i &+= following &+ 1
        }
        return nil
    }
}
