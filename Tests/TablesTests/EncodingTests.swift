import Diagnostics
import Tables
import TestSupport
import Testing

@Suite("Encodings")
struct EncodingTests {
    private func read(
        _ bytes: [UInt8], _ encoding: TextEncoding, as name: String = "t.csv", chunk: Int = 4096
    ) throws(TableError) -> Table {
        try TableReader.read(
            bytes: bytes, as: name, columns: .every(otherwise: .text, except: []),
            options: ReadingOptions(encoding: encoding, chunkByteCount: chunk))
    }

    /// The faults as `CODE:line:column`, the same for all chunk sizes.
    private func faults(_ bytes: [UInt8], _ encoding: TextEncoding, as name: String = "t.csv") -> [String] {
        var seen: TableError?
        for size in [1, 2, 3, 5, 64, 4096] {
            let error = failure { () throws(TableError) in _ = try read(bytes, encoding, as: name, chunk: size) }
            #expect(seen == nil || seen == error, "chunks of \(size)")
            seen = error
        }
        return seen?.problems.map { $0.fault.code + $0.location.description.dropFirst(name.count) } ?? []
    }

    private func utf16(_ text: String, littleEndian: Bool) -> [UInt8] {
        text.utf16.flatMap { unit -> [UInt8] in
            let pair = [UInt8(truncatingIfNeeded: unit >> 8), UInt8(truncatingIfNeeded: unit)]
            return littleEndian ? pair.reversed() : pair
        }
    }

    @Test("Every character of UTF-16 comes back, in every form and size of chunk")
    func utf16() throws {
        let cell = "aé€ሰ\u{FFFD}\u{FEFF}\u{10FFFF}👩🏽‍🌾\u{D7FF}\u{E000}\u{7F}\u{80}\u{7FF}\u{800}\u{FFFF}\u{10000}"
        for (encoding, little, mark) in [
            (TextEncoding.utf16, true, true), (.utf16, false, true), (.utf16LittleEndian, true, false),
            (.utf16LittleEndian, true, true), (.utf16BigEndian, false, false), (.utf16BigEndian, false, true),
        ] {
            let csv = utf16((mark ? "\u{FEFF}" : "") + "x,ክልል\n1,\(cell)\n", littleEndian: little)
            let json = utf16((mark ? "\u{FEFF}" : "") + "{\"x\":1,\"ክልል\":\"\(cell)\"}\n", littleEndian: little)
            for size in [1, 2, 3, 5, 4096] {
                for table in [
                    try read(csv, encoding, chunk: size), try read(json, encoding, as: "t.jsonl", chunk: size),
                ] {
                    #expect(table.header == ["x", "ክልል"])
                    #expect(table.text("ክልል")?[0]?.utf8.elementsEqual(cell.utf8) == true, "\(encoding), \(size)")
                    #expect(table.byteCount == (table.name == "t.csv" ? csv : json).count)
                }
            }
        }
    }

    @Test("Every byte of the one-byte encodings is its character")
    func singleBytes() throws {
        // As Unicode's table for CP1252 has them, 80 to 9F; five bytes have none.
        let upper: [UInt8: Unicode.Scalar] = [
            0x80: "€", 0x82: "‚", 0x83: "ƒ", 0x84: "„", 0x85: "…", 0x86: "†", 0x87: "‡", 0x88: "ˆ", 0x89: "‰",
            0x8A: "Š",
            0x8B: "‹", 0x8C: "Œ", 0x8E: "Ž", 0x91: "‘", 0x92: "’", 0x93: "“", 0x94: "”", 0x95: "•", 0x96: "–",
            0x97: "—",
            0x98: "˜", 0x99: "™", 0x9A: "š", 0x9B: "›", 0x9C: "œ", 0x9E: "ž", 0x9F: "Ÿ",
        ]
        for byte in 1...255 as ClosedRange<UInt8> where ![0x0A, 0x0D, 0x22, 0x2C].contains(byte) {
            let bytes = Array("a,b\nx".utf8) + [byte] + Array("y,z\n".utf8)
            let latin = try read(bytes, .latin1).text("a")?[0]
            #expect(latin?.unicodeScalars.map(\.value) == [0x78, UInt32(byte), 0x79])
            if (0x80..<0xA0).contains(byte), upper[byte] == nil {
                #expect(faults(bytes, .windows1252) == ["E227:2:2"])
            } else {
                let expected = upper[byte]?.value ?? UInt32(byte)
                #expect(
                    try read(bytes, .windows1252).text("a")?[0]?.unicodeScalars.map(\.value) == [0x78, expected, 0x79])
            }
        }
    }

    @Test("Places count the characters a person sees, not bytes")
    func places() {
        let wide = utf16("ክልል,n\nአበበ👩🏽‍🌾,\"x\"y\n", littleEndian: true)
        #expect(faults(wide, .utf16LittleEndian) == ["E203:2:9"])
        #expect(faults(Array("a,b\n".utf8) + [0xE9, 0xE8] + Array(",\"x\"y\n".utf8), .latin1) == ["E203:2:7"])
        #expect(faults(Array("a,b\n".utf8) + [0xE9, 0xC3, 0x81, 0x2C, 0x31, 0x0A], .windows1252) == ["E227:2:3"])
    }

    @Test("What is no character is found where it stands, and can be set aside")
    func badCharacters() throws {
        let good = utf16("a,b\nxy", littleEndian: false)
        let rest = utf16(",2\n3,4\n", littleEndian: false)
        #expect(faults(good + [0xD8, 0x00] + rest, .utf16BigEndian) == ["E227:2:3"])
        #expect(faults(good + [0xDC, 0x00] + rest, .utf16BigEndian) == ["E227:2:3"])
        #expect(faults(good + [0xD8, 0x00, 0xD8, 0x3D, 0xDE, 0x00] + rest, .utf16BigEndian) == ["E227:2:3"])
        #expect(faults(good + rest.dropLast(3) + [0x00], .utf16BigEndian) == ["E227:3:3"])
        #expect(faults(good + [0x00, 0x00] + rest, .utf16BigEndian) == ["E227:2:3"])
        let table = try TableReader.read(
            bytes: good + [0xD8, 0x00] + rest, as: "t.csv", columns: .all,
            options: ReadingOptions(encoding: .utf16BigEndian, refuseBadRows: true))
        #expect(table.rowCount == 1 && table.refusedRows.map(\.code) == ["E227"])
        #expect(table.refusedRows.first?.reason == "half of a surrogate pair stands alone: this is not valid utf-16be")
    }

    @Test("A byte-order mark that says otherwise is an error")
    func marks() {
        let text = Array("a\n1\n".utf8)
        let utf8: [UInt8] = [0xEF, 0xBB, 0xBF]
        let little: [UInt8] = [0xFF, 0xFE]
        let big: [UInt8] = [0xFE, 0xFF]
        let conflicts: [(TextEncoding, [UInt8])] = [
            (.latin1, utf8), (.latin1, little), (.windows1252, big), (.utf16, utf8), (.utf16LittleEndian, big),
            (.utf16BigEndian, little), (.utf16LittleEndian, utf8), (.utf16, little + [0, 0]), (.utf16, [0, 0] + big),
        ]
        for (encoding, mark) in conflicts {
            #expect(faults(mark + text, encoding) == ["E228"], "\(encoding) \(mark)")
            #expect(faults(mark + text, encoding, as: "t.jsonl") == ["E228"])
        }
        #expect(faults(text, .utf16) == ["E229"])
        #expect(faults(little + text, .utf8) == ["E208"])
        #expect(faults([], .utf16) == ["E209"])
    }

    @Test("Encodings are known by their customary names and no others")
    func names() {
        #expect(TextEncoding(named: "ISO-8859-1") == .latin1 && TextEncoding(named: "Latin1") == .latin1)
        #expect(TextEncoding(named: "CP1252") == .windows1252 && TextEncoding(named: "UTF8") == .utf8)
        #expect(TextEncoding(named: "utf-16LE") == .utf16LittleEndian && TextEncoding(named: "utf_16") == .utf16)
        #expect(TextEncoding(named: "latin2") == nil && TextEncoding(named: "") == nil)
        for encoding in TextEncoding.allCases { #expect(TextEncoding(named: encoding.rawValue) == encoding) }
    }

    @Test("A cell of a file in another encoding is found again")
    func cellPlaces() throws {
        let scratch = try ScratchFolder()
        let path = try scratch.write(utf16("\u{FEFF}ክልል,n\nአበበ,7\n", littleEndian: true), as: "t.csv")
        let table = try TableReader.read(
            path: path, as: "t.csv", columns: .all, options: ReadingOptions(encoding: .utf16))
        #expect(table.place(row: 0, column: "n").location == SourceLocation(file: "t.csv", line: 2, column: 5))
    }
}
