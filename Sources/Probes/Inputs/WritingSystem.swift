/// Scripts by their ISO 15924 codes, and which of them a letter is of.
///
/// Letters are told by the blocks of Unicode that hold them. Scripts that the table does not have are unknown, and nothing is
/// said of their letters.
///
/// - Source: Unicode 16, Blocks.txt; ISO 15924.
package enum WritingSystem {
    private static let blocks: [(range: ClosedRange<UInt32>, code: String)] = [
        (0x41...0x24F, "Latn"), (0x250...0x2AF, "Latn"), (0x370...0x3FF, "Grek"), (0x400...0x52F, "Cyrl"),
        (0x530...0x58F, "Armn"), (0x590...0x5FF, "Hebr"), (0x600...0x6FF, "Arab"), (0x700...0x74F, "Syrc"),
        (0x750...0x77F, "Arab"), (0x780...0x7BF, "Thaa"), (0x7C0...0x7FF, "Nkoo"), (0x860...0x86F, "Syrc"),
        (0x870...0x8FF, "Arab"), (0x900...0x97F, "Deva"), (0x980...0x9FF, "Beng"), (0xA00...0xA7F, "Guru"),
        (0xA80...0xAFF, "Gujr"), (0xB00...0xB7F, "Orya"), (0xB80...0xBFF, "Taml"), (0xC00...0xC7F, "Telu"),
        (0xC80...0xCFF, "Knda"), (0xD00...0xD7F, "Mlym"), (0xD80...0xDFF, "Sinh"), (0xE00...0xE7F, "Thai"),
        (0xE80...0xEFF, "Laoo"), (0xF00...0xFFF, "Tibt"), (0x1000...0x109F, "Mymr"), (0x10A0...0x10FF, "Geor"),
        (0x1100...0x11FF, "Hang"), (0x1200...0x139F, "Ethi"), (0x13A0...0x13FF, "Cher"), (0x1780...0x17FF, "Khmr"),
        (0x1800...0x18AF, "Mong"), (0x1C90...0x1CBF, "Geor"), (0x1E00...0x1EFF, "Latn"), (0x1F00...0x1FFF, "Grek"),
        (0x2C60...0x2C7F, "Latn"), (0x2C80...0x2CFF, "Copt"), (0x2D00...0x2D2F, "Geor"), (0x2D30...0x2D7F, "Tfng"),
        (0x2D80...0x2DDF, "Ethi"), (0x2DE0...0x2DFF, "Cyrl"), (0x3040...0x309F, "Hira"), (0x30A0...0x30FF, "Kana"),
        (0x3130...0x318F, "Hang"), (0x3400...0x9FFF, "Hani"), (0xA500...0xA63F, "Vaii"), (0xA640...0xA69F, "Cyrl"),
        (0xA6A0...0xA6FF, "Bamu"), (0xA720...0xA7FF, "Latn"), (0xA8E0...0xA8FF, "Deva"), (0xA960...0xA97F, "Hang"),
        (0xAA60...0xAA7F, "Mymr"), (0xAB00...0xAB2F, "Ethi"), (0xAB30...0xAB6F, "Latn"), (0xAC00...0xD7FF, "Hang"),
        (0xF900...0xFAFF, "Hani"), (0xFB1D...0xFB4F, "Hebr"), (0xFB50...0xFDFF, "Arab"), (0xFE70...0xFEFF, "Arab"),
        (0xFF21...0xFF5A, "Latn"), (0x1E7E0...0x1E7FF, "Ethi"), (0x1E800...0x1E8DF, "Mend"),
        (0x1E900...0x1E95F, "Adlm"), (0x20000...0x323AF, "Hani"),
    ]

    /// The codes the table has, in order.
    package static let codes = Set(blocks.map(\.code)).sorted()

    /// The script of a letter; `nil` for what is no letter, and for letters of scripts the table does not have.
    ///
    /// - Complexity: O(log blocks).
    package static func script(of scalar: Unicode.Scalar) -> String? {
        guard scalar.properties.isAlphabetic else { return nil }
        var (low, high) = (0, blocks.count - 1)
        while low <= high {
            let middle = (low + high) / 2
            if blocks[middle].range.contains(scalar.value) { return blocks[middle].code }
            if scalar.value < blocks[middle].range.lowerBound { high = middle - 1 } else { low = middle + 1 }
        }
        return nil
    }

    /// Letters of a text whose script is known, and those of them that are of some scripts.
    package static func letters(_ text: String, of scripts: [String]) -> (known: Int, expected: Int) {
        var (known, expected) = (0, 0)
        for scalar in text.unicodeScalars {
            guard let script = script(of: scalar) else { continue }
            known += 1
            if scripts.contains(script) { expected += 1 }
        }
        return (known, expected)
    }

    /// The scripts that a value names: `Ethi`, or `Arab+Latn`; empty if one of them is not in the table.
    package static func scripts(named value: String) -> [String] {
        let parts = value.split(whereSeparator: { "+,/ ".contains($0) }).map(String.init)
        return parts.allSatisfy(codes.contains) ? parts : []
    }
}
