/// Makes a ZIP archive of parts as they are, without compression.
package enum StoredZip {
    /// - Parameter parts: names and bytes, in order.
    package static func archive(_ parts: [(name: String, bytes: [UInt8])]) -> [UInt8] {
        var (archive, list): ([UInt8], [UInt8]) = ([], [])
        for part in parts {
            let (name, place) = (Array(part.name.utf8), archive.count)
            let facts =
                little(0, 2) + little(0, 2) + little(0, 4) + little(Int(checksum(part.bytes)), 4)
                + little(part.bytes.count, 4) + little(part.bytes.count, 4) + little(name.count, 2) + little(0, 2)
            archive += little(0x0403_4B50, 4) + little(20, 2) + facts + name + part.bytes
            list +=
                little(0x0201_4B50, 4) + little(20, 2) + little(20, 2) + facts + little(0, 2) + little(0, 2)
                + little(0, 2) + little(0, 4) + little(place, 4) + name
        }
        let start = archive.count
        return archive + list + little(0x0605_4B50, 4) + little(0, 4) + little(parts.count, 2)
            + little(parts.count, 2) + little(list.count, 4) + little(start, 4) + little(0, 2)
    }

    /// A workbook of one sheet, given as the XML of the sheet, with some texts that cells may refer to.
    package static func workbook(sheet: [UInt8], texts: [String] = ["region", "Oromia"]) -> [UInt8] {
        let shared = "<sst>" + texts.map { "<si><t>\($0)</t></si>" }.joined() + "</sst>"
        return archive([
            (
                "xl/workbook.xml",
                Array("<workbook><sheets><sheet name=\"S\" r:id=\"r1\"/></sheets></workbook>".utf8)
            ),
            (
                "xl/_rels/workbook.xml.rels",
                Array("<Relationships><Relationship Id=\"r1\" Target=\"sheet.xml\"/></Relationships>".utf8)
            ), ("xl/sharedStrings.xml", Array(shared.utf8)),
            (
                "xl/styles.xml",
                Array("<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>".utf8)
            ), ("xl/sheet.xml", sheet),
        ])
    }

    private static func little(_ number: Int, _ width: Int) -> [UInt8] {
        (0..<width).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }

    /// CRC-32 as ZIP has it, bit by bit.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var sum: UInt32 = ~0
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        return ~sum
    }
}
