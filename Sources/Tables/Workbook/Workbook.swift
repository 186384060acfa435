/// An Excel workbook (ECMA-376, `.xlsx`), one sheet of which is read as delimited text.
///
/// Every row of the sheet becomes one record in its place, empty ones a blank line, so that the accounting of rows, the
/// reading of columns by their roles and all limits are those of any other file. Values stand as the workbook has them:
/// numbers in its own digits, days and moments in ISO form, formulas by the value that was stored with them.
struct Workbook {
    private let archive: ZipArchive
    private let limit: Int
    private var sheets: [(name: String, path: String)] = []
    private var formats = WorkbookNumberFormats()
    private var texts: [String] = []

    /// The most rows and columns a sheet has.
    static let rowLimit = 1_048_576
    static let columnLimit = 16_384
    /// The first bytes of older workbooks and of encrypted ones.
    static let oldSignature: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0]
    /// The first bytes of a ZIP archive.
    static let signature: [UInt8] = [0x50, 0x4B, 0x03, 0x04]

    /// What was read, and what there is to say of it.
    struct Sheet {
        var text: [UInt8] = []
        var name: String
        /// The names of the other sheets.
        var others: [String]
        /// How many groups of cells are merged into one.
        var mergedCount = 0
    }

    /// - Parameter limit: the most bytes that any part may grow to.
    init(_ bytes: [UInt8], limit: Int) throws(TableFault) {
        archive = try ZipArchive(bytes)
        self.limit = limit
        guard let book = try archive.contents(of: "xl/workbook.xml", limit: limit) else {
            throw .damagedWorkbook("it holds no sheets; is it another kind of archive?")
        }
        let targets = try targets()
        var scanner = try XMLScanner(book, part: "xl/workbook.xml")
        loop: while true {
            switch try scanner.next() {
            case .start("workbookPr"):
                formats.startsIn1904 = ["1", "true"].contains(scanner.attributes["date1904"] ?? "")
            case .start("sheet"):
                let attributes = scanner.attributes
                guard let name = attributes["name"], let path = attributes["id"].flatMap({ targets[$0] }) else {
                    throw .damagedWorkbook("a sheet is listed without its place")
                }
                sheets.append((name, path))
            case .finished: break loop
            default: break
            }
        }
        guard !sheets.isEmpty else { throw .damagedWorkbook("it holds no sheets") }
        if let styles = try archive.contents(of: "xl/styles.xml", limit: limit) {
            let is1904 = formats.startsIn1904
            formats = try WorkbookNumberFormats(styles: styles)
            formats.startsIn1904 = is1904
        }
        if let shared = try archive.contents(of: "xl/sharedStrings.xml", limit: limit) {
            texts = try Self.sharedTexts(shared)
        }
    }

    /// Where the parts lie, by their ids.
    private func targets() throws(TableFault) -> [String: String] {
        guard let bytes = try archive.contents(of: "xl/_rels/workbook.xml.rels", limit: limit) else {
            throw .damagedWorkbook("it does not say where its sheets are")
        }
        var scanner = try XMLScanner(bytes, part: "xl/_rels/workbook.xml.rels")
        var targets: [String: String] = [:]
        while true {
            switch try scanner.next() {
            case .start("Relationship"):
                guard let id = scanner.attributes["Id"], let target = scanner.attributes["Target"] else { break }
                targets[id] = target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target
            case .finished: return targets
            default: break
            }
        }
    }

    /// The texts that cells refer to by number; readings beside them, as for Japanese, are left out.
    private static func sharedTexts(_ bytes: [UInt8]) throws(TableFault) -> [String] {
        var scanner = try XMLScanner(bytes, part: "xl/sharedStrings.xml")
        var texts: [String] = []
        var (isText, isReading) = (false, false)
        while true {
            switch try scanner.next() {
            case .start("si"): texts.append("")
            case .start("rPh"): isReading = true
            case .end("rPh"): isReading = false
            case .start("t"): isText = !isReading && !texts.isEmpty
            case .end("t"): isText = false
            case .text(let text) where isText: texts[texts.count - 1] += text
            case .finished: return texts.map(unescaped)
            default: break
            }
        }
    }

    /// Characters that XML cannot hold stand as `_x000D_` in workbooks.
    static func unescaped(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "_")) else { return text }
        return text.replacing(#/_x([0-9A-Fa-f]{4})_/#) { match in
            UInt32(match.output.1, radix: 16).flatMap(Unicode.Scalar.init).map { String(Character($0)) }
                ?? String(match.output.0)
        }
    }

    /// One sheet as delimited text.
    ///
    /// - Parameter wanted: its name; the first one if none is named.
    /// - Complexity: O(bytes), all of them in memory.
    func sheet(_ wanted: String?, delimiter: UInt8) throws(TableFault) -> Sheet {
        let names = sheets.map(\.name)
        guard let chosen = wanted.map({ name in sheets.first { $0.name == name } }) ?? sheets.first else {
            throw .unknownSheet(wanted ?? "", known: names)
        }
        guard let bytes = try archive.contents(of: chosen.path, limit: limit) else {
            throw .damagedWorkbook("the sheet '\(chosen.name)' is missing")
        }
        var sheet = Sheet(name: chosen.name, others: names.filter { $0 != chosen.name })
        var writer = SheetWriter(formats: formats, texts: texts, delimiter: delimiter, limit: limit)
        var scanner = try XMLScanner(bytes, part: chosen.path)
        loop: while true {
            switch try scanner.next() {
            case .start("row"): try writer.startRow(scanner.attributes["r"].flatMap { Int($0) })
            case .end("row"): try writer.endRow()
            case .start("c"): try writer.startCell(scanner.attributes)
            case .end("c"): try writer.endCell()
            case .start("f"): writer.hasFormula = true
            case .start("v"), .start("t"): writer.isValue = true
            case .start("rPh"): writer.isReading = true
            case .end("rPh"): writer.isReading = false
            case .end("v"), .end("t"): writer.endValue()
            case .text(let text): writer.add(text)
            case .start("mergeCell"): sheet.mergedCount += 1
            case .finished: break loop
            default: break
            }
        }
        sheet.text = try writer.finished()
        return sheet
    }
}

/// Writes the rows of a sheet as delimited text while they are read.
private struct SheetWriter {
    let formats: WorkbookNumberFormats
    let texts: [String]
    let delimiter: UInt8
    let limit: Int
    var hasFormula = false
    var isValue = false
    var isReading = false

    private var text: [UInt8] = []
    private var row = 0
    private var isInRow = false
    /// The columns of the row written so far, and the column of the cell being read.
    private var written = 0
    private var column = 0
    private var pending = 0
    private var kind = ""
    private var style = 0
    private var value: String?
    private var isInCell = false
    /// The width of the header, which shorter rows are filled up to.
    private var width = 0

    init(formats: WorkbookNumberFormats, texts: [String], delimiter: UInt8, limit: Int) {
        self.formats = formats
        self.texts = texts
        self.delimiter = delimiter
        self.limit = limit
    }

    mutating func startRow(_ number: Int?) throws(TableFault) {
        let next = number ?? row + 1
        guard !isInRow, next > row, next <= Workbook.rowLimit else {
            throw .damagedWorkbook("its rows are out of order")
        }
        // Rows that are not written are empty.
        text += Array(repeating: UInt8(ascii: "\n"), count: next - row - 1)
        row = next
        isInRow = true
        (written, column, pending) = (0, 0, 0)
    }

    mutating func endRow() throws(TableFault) {
        guard isInRow else { throw .damagedWorkbook("its rows are out of order") }
        isInRow = false
        if written > 0 {
            if width == 0 { width = written }
            if written < width { text += Array(repeating: delimiter, count: width - written) }
        }
        text.append(UInt8(ascii: "\n"))
        guard text.count <= limit else { throw .workbookTooLarge(limit: limit) }
    }

    mutating func startCell(_ attributes: [String: String]) throws(TableFault) {
        let next = attributes["r"].flatMap(Self.column) ?? column + 1
        guard isInRow, !isInCell, next > column, next <= Workbook.columnLimit else {
            throw .damagedWorkbook("the cells of row \(row) are out of order")
        }
        column = next
        kind = attributes["t"] ?? "n"
        style = attributes["s"].flatMap { Int($0) } ?? 0
        (value, hasFormula, isInCell) = (nil, false, true)
    }

    mutating func add(_ piece: String) {
        if isInCell, isValue, !isReading { value = (value ?? "") + piece }
    }

    mutating func endValue() {
        // An element without text is an empty text, not a missing one.
        if isValue, isInCell, !isReading, value == nil { value = "" }
        isValue = false
    }

    /// The number of a column from a name such as `C5`.
    private static func column(_ name: String) -> Int? {
        var number = 0
        for byte in name.utf8 {
            guard byte >= UInt8(ascii: "A"), byte <= UInt8(ascii: "Z") else { break }
            number = number * 26 + Int(byte - UInt8(ascii: "A")) + 1
            if number > Workbook.columnLimit { return nil }
        }
        return number > 0 ? number : nil
    }

    private var place: String {
        var (letters, rest) = ("", column)
        while rest > 0 {
            letters = String(Character(Unicode.Scalar(UInt8(65 + (rest - 1) % 26)))) + letters
            rest = (rest - 1) / 26
        }
        return "\(letters)\(row)"
    }

    mutating func endCell() throws(TableFault) {
        isInCell = false
        // Programs that do not calculate leave the value out, or empty.
        if hasFormula, kind == "n", (value ?? "").isEmpty { throw .formulaWithoutValue(cell: place) }
        guard let value else { return }
        switch kind {
        case "s":
            guard let index = Int(value), texts.indices.contains(index) else {
                throw .damagedWorkbook("the cell \(place) refers to a text that is not there")
            }
            write(texts[index], isText: true)
        case "str", "inlineStr": write(Workbook.unescaped(value), isText: true)
        case "b": write(value == "1" ? "TRUE" : "FALSE", isText: false)
        case "e": throw .cellError(value, cell: place)
        case "d": write(value, isText: false)
        default:
            guard !value.isEmpty else { return }
            guard formats.holdsTime(style: style) else { return write(value, isText: false) }
            guard let serial = Double(value), let date = formats.text(ofSerial: serial) else {
                throw .damagedWorkbook("the cell \(place) is shown as a day, but \(value) is none")
            }
            write(date, isText: false)
        }
    }

    /// Writes one value into its column; an empty text gets quotes, so that it is not taken for a missing value.
    private mutating func write(_ value: String, isText: Bool) {
        while written < column {
            if written > 0 { text.append(delimiter) }
            written += 1
        }
        let bytes = value.utf8
        let needsQuotes =
            (isText && bytes.isEmpty) || bytes.contains { $0 == delimiter || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
        guard needsQuotes else {
            text += Array(bytes)
            return
        }
        text.append(0x22)
        for byte in bytes {
            if byte == 0x22 { text.append(0x22) }
            text.append(byte)
        }
        text.append(0x22)
    }

    func finished() throws(TableFault) -> [UInt8] {
        guard !isInRow else { throw .damagedWorkbook("its rows are out of order") }
        return text
    }
}
