import Diagnostics
import Storage
import Tables
import TestSupport
import Testing

/// Input files with their right answer beside them in a `.json`; a new pair of files is a new case.
private enum Cases {
    static let folder = PackageFolder.root + "/Tests/TablesTests/Cases"
    static let inputs: [String] =
        ((try? FolderListing.names(in: folder)) ?? []).filter { !$0.hasSuffix(".json") && !$0.hasPrefix(".") }
}

@Test("There are case files")
func casesExist() {
    #expect(Cases.inputs.count > 60)
}

@Test("Each case file gives its cells or its faults, whatever the size of the chunks", arguments: Cases.inputs)
func caseFile(input: String) throws {
    let path = Cases.folder + "/" + input
    let stem = input.prefix { $0 != "." }
    let expected = try ExpectedTable(path: "\(Cases.folder)/\(stem).json")
    var options = ReadingOptions()
    if input.hasSuffix(".tsv") { options.delimiter = UInt8(ascii: "\t") }
    let whole = try Reading(path: path, options: options)
    switch whole {
    case .cells(let cells):
        #expect(cells == expected.cells)
        // Equal texts may differ in their bytes.
        #expect(
            cells.joined().map { $0.map { Array($0.utf8) } }
                == expected.cells?.joined().map { $0.map { Array($0.utf8) } })
    case .errors: #expect(whole.faults == expected.errors)
    }
    for size in [1, 2, 3, 7, 64, 4096] {
        options.chunkByteCount = size
        #expect(try Reading(path: path, options: options) == whole, "chunks of \(size) bytes")
    }
}

@Test("Every fault has a code of its own in the catalogue, a sentence and a remedy")
func catalogue() {
    let faults: [TableFault] = [
        .fieldCount(found: 1, header: 2), .quoteInsideField, .textAfterQuote, .openQuote, .loneCarriageReturn,
        .nul(offset: 0),
        .invalidUTF8(bytes: [0xFF], offset: 0), .wideEncoding("UTF-16LE"), .noHeader,
        .duplicateColumn("a", first: 1, second: 2),
        .emptyColumnName(position: 1), .unknownColumn("a", known: ["b"]), .emptyIdentifier(column: "a"),
        .notANumber("x", column: "a", hint: .unclear), .numberTooLarge("1e400", column: "a"), .fieldTooLong(limit: 1),
        .recordTooLong(limit: 1), .tooManyColumns(found: 2, limit: 1), .tooManyLevels(column: "a", limit: 1),
        .damagedGzip("x"), .truncatedGzip, .gzipBomb(ratio: 1, floor: 1), .trailingBytes, .tooManyRefused(limit: 1),
        .duplicateIdentifier("x", column: "a", firstLine: 2), .badDelimiter(0),
        .notInEncoding(.nul, encoding: "latin1"), .markConflict(mark: "UTF-8", encoding: "latin1"), .missingMark,
        .notAnObject(isArray: false), .jsonExpected(":"), .objectCut, .objectUnfinished(expected: ":"),
        .textAfterObject(isObject: true), .badValue("x", isNumber: false), .badString(.badEscape), .tooDeep(limit: 1),
        .duplicateMember("a"), .unexpectedMember("a", known: ["b"]), .nestedValue(column: "a"),
        .quotedNumber("1", column: "a"), .noObjects, .notForJSONLines(.delimiter), .tooManyMembers(limit: 1),
        .alikeMember("a"), .notAMoment("x", column: "a"), .momentNeedsZone("x", column: "a"),
        .nameTaken("month", column: "a"), .damagedWorkbook("x"), .oldWorkbook, .lockedWorkbook,
        .workbookTooLarge(limit: 1), .unknownSheet("a", known: ["b"]), .cellError("#N/A", cell: "B2"),
        .formulaWithoutValue(cell: "B2"), .notForWorkbook(.encoding), .noWorkbook(sheet: "a"),
    ]
    #expect(
        (faults.map(\.code) + [TableFault.moreCode, TableFault.mixedLineEndsCode, TableFault.sheetReadCode]).sorted()
            == TableFault.catalogue.map(\.code))
    #expect(Set(TableFault.catalogue.map(\.code)).count == TableFault.catalogue.count)
    #expect(faults.allSatisfy { !$0.message.isEmpty && !$0.help.isEmpty && !$0.message.hasSuffix(".") })
}

@Test("Every fault says what to do, in at most eight lines", arguments: Cases.inputs)
func remedies(input: String) throws {
    let path = Cases.folder + "/" + input
    guard case .errors(let diagnostics) = try Reading(path: path) else { return }
    let codes = Set(TableFault.catalogue.map(\.code))
    for diagnostic in diagnostics {
        #expect(!diagnostic.help.isEmpty && diagnostic.help.count <= 4)
        #expect(!diagnostic.message.hasSuffix("."))
        #expect(codes.contains(diagnostic.code))
    }
}
