import TestSupport
import Testing

@testable import Tables

@Test(
    "Text is judged as the standard library judges it, and the fault is where its sound start ends",
    arguments: 0..<20 as Range<UInt64>)
func textCheck(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let edges: [UInt8] = [
        0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF,
        0xF0, 0xF1, 0xF3,
        0xF4, 0xF5, 0xFF,
    ]
    for _ in 0..<1000 {
        let ascii = [UInt8](repeating: 0x61, count: Int.random(in: 0...9, using: &random))
        let bytes =
            ascii
            + (0..<Int.random(in: 0...6, using: &random)).map { _ in
                edges[Int.random(in: 0..<edges.count, using: &random)]
            }
        let fault = bytes.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.flatMap { UTF8Check.firstFault($0, count: buffer.count) }
        }
        #expect((fault == nil) == (String(validating: bytes, as: UTF8.self) != nil), "\(bytes), seed \(seed)")
        if let fault {
            #expect(String(validating: bytes[..<fault.offset], as: UTF8.self) != nil, "\(bytes), seed \(seed)")
            #expect(fault.length >= 1 && fault.offset + fault.length <= bytes.count)
        }
    }
}

@Test("Codes are those a dictionary of the standard library would give", arguments: 0..<10 as Range<UInt64>)
func codes(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var dictionary = LevelDictionary()
    var twin: [[UInt8]: UInt32] = [:]
    for _ in 0..<2000 {
        // Few bytes, many lengths: zeros and common starts are what a weak hash confuses.
        let text = (0..<Int.random(in: 0...20, using: &random)).map { _ in UInt8.random(in: 0...1, using: &random) }
        let code = text.withUnsafeBufferPointer { dictionary.code($0) }
        let expected = twin[text] ?? UInt32(twin.count)
        twin[text] = expected
        #expect(code == expected, "seed \(seed)")
    }
    #expect(dictionary.count == twin.count)
    #expect(twin.allSatisfy { entry in entry.key.withUnsafeBufferPointer { dictionary.find($0) } == entry.value })
    #expect([UInt8](repeating: 9, count: 3).withUnsafeBufferPointer { dictionary.find($0) } == nil)
}

@Test("Rows find their lines again, whatever stands between them", arguments: 0..<10 as Range<UInt64>)
func lineMap(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var map = LineMap()
    var lines: [Int] = []
    var line = 2
    for _ in 0..<200 {
        lines.append(line)
        map.append(line: line)
        line += Bool.random(using: &random) ? 1 : Int.random(in: 1...4, using: &random)
    }
    #expect(lines.indices.map { map.line(ofRow: $0) } == lines, "seed \(seed)")
    #expect(map.line(ofRow: -1) == nil && map.line(ofRow: 200) == nil)
}

@Test(
    "Counts are written with commas between thousands",
    arguments: [
        (0, "0"), (999, "999"), (1000, "1,000"), (-1234567, "-1,234,567"), (.min, "-9,223,372,036,854,775,808"),
    ])
func grouped(number: Int, text: String) {
    #expect(number.grouped == text)
}
