import Diagnostics
import FuzzTargets
import Tables
import Testing

@Suite("Hostile workbooks")
struct HostileWorkbookTests {
    private func read(_ bytes: [UInt8]) -> Result<Table, TableError> {
        Result { () throws(TableError) in
            try TableReader.read(bytes: bytes, as: "t.xlsx", columns: .every(otherwise: .text, except: []))
        }
    }

    private func codes(sheet: String, texts: [String] = ["a"]) -> [String] {
        guard case .failure(let error) = read(StoredZip.workbook(sheet: Array(sheet.utf8), texts: texts)) else {
            return []
        }
        return error.diagnostics.map(\.code)
    }

    @Test(
        "What no spreadsheet program writes is refused",
        arguments: [
            "<!DOCTYPE a [<!ENTITY b \"c\">]><worksheet>&b;</worksheet>",
            "<worksheet><sheetData><row r=\"2\"/><row r=\"2\"/></sheetData></worksheet>",
            "<worksheet><sheetData><row r=\"1048577\"/></sheetData></worksheet>",
            "<worksheet><row><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row></worksheet>",
            "<worksheet><row><c r=\"ZZZZZZZZZZ1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row></worksheet>",
            "<worksheet><row><c t=\"s\"><v>7</v></c></row></worksheet>",
            "<worksheet><row><c t=\"s\"><v>-1</v></c></row></worksheet>",
            "<worksheet><row><c s=\"1\"><v>60</v></c></row></worksheet>",
            "<worksheet><row><row/></row></worksheet>", "<worksheet><c t=\"str\"><v>a</v></c></worksheet>",
            "<worksheet><row>", "<worksheet><row></worksheet>", "<worksheet a=b/>", "<worksheet>&nbsp;</worksheet>",
            "<worksheet>&#0;</worksheet>", "<worksheet>&#xD800;</worksheet>",
            String(repeating: "<a>", count: 100),
        ])
    func refused(sheet: String) {
        #expect(codes(sheet: sheet) == ["E260"])
    }

    @Test("Texts that look like XML, formulas and controls stay texts")
    func texts() throws {
        let sheet = "<worksheet><row><c t=\"s\"><v>0</v></c></row><row><c t=\"s\"><v>1</v></c></row></worksheet>"
        let table = try read(
            StoredZip.workbook(sheet: Array(sheet.utf8), texts: ["h", "&lt;v&gt;=1+1_x0007_&#13;"])
        ).get()
        #expect(table.text("h")?[0] == "<v>=1+1\u{7}\r")
    }

    @Test("An archive that declares more than it holds takes no memory for it")
    func bomb() {
        var archive = StoredZip.workbook(sheet: Array("<worksheet/>".utf8))
        // In the list at the end: deflated, a gigabyte.
        for place in archive.indices.dropLast(46) where Array(archive[place..<place + 4]) == [0x50, 0x4B, 1, 2] {
            archive[place + 10] = 8
            archive[place + 27] = 0x30
        }
        guard case .failure(let error) = read(archive) else {
            Issue.record("read")
            return
        }
        #expect(error.diagnostics.map(\.code) == ["E260"])
    }

    @Test("Other archives, and archives of nothing, say what they are not")
    func otherArchives() {
        for parts in [[], [("word/document.xml", Array("<document/>".utf8))]] as [[(name: String, bytes: [UInt8])]] {
            let bytes = StoredZip.archive(parts)
            // Without a part an archive has no first signature and is text.
            guard bytes.starts(with: [0x50, 0x4B, 3, 4]), case .failure(let error) = read(bytes) else { continue }
            #expect(error.diagnostics.map(\.code) == ["E260"])
        }
    }
}
