import Tables

/// Laws of reading workbooks: those of delimited text, whatever the sheet's XML or the archive holds.
enum WorkbookLaws {
    /// Two bytes choose the options, the others are the XML of a sheet; or, with the highest bit, a whole archive.
    static func check(_ bytes: [UInt8]) {
        guard bytes.count >= 2 else { return }
        var options = CSVLaws.options(bytes[0] & 0x7B, bytes[1])
        options.limits.workbookByteCount = 1 << 20
        let body = Array(bytes.dropFirst(2))
        CSVLaws.check(
            bytes[0] & 0x80 == 0 ? StoredZip.workbook(sheet: body) : body, options: options,
            columns: .every(otherwise: .text, except: []))
    }
}
