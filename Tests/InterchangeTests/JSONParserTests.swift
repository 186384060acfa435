import Interchange
import TestSupport
import Testing

private func failure(_ text: String) -> JSONError? { failure(Array(text.utf8)) }

private func failure(_ bytes: [UInt8]) -> JSONError? {
    do {
        _ = try JSONValue.parse(bytes)
        return nil
    } catch {
        return error
    }
}

@Test(
    "Sound documents are read",
    arguments: [
        ("null", nil), (" true ", true), ("[]", []), ("{}", [:]), ("[1,2 , 3]", [1, 2, 3]),
        (#"{"b":1,"a":[{"c":null}]}"#, ["b": 1, "a": [["c": nil]]]), (#""\u1230\u120b\u121d""#, "ሰላም"),
        (#""\ud83d\ude00""#, "😀"), (#""a\/\b\f\n\r\t\"\\""#, "a/\u{8}\u{c}\n\r\t\"\\"), ("0", 0), ("-1", -1),
        ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
        ("\"\u{7F}\u{2028}\"", "\u{7F}\u{2028}"),
        (#"{"":0}"#, ["": 0]), (#""\u0000""#, "\u{0}"),
    ] as [(String, JSONValue)])
func sound(text: String, value: JSONValue) throws {
    #expect(try JSONValue.parse(text) == value)
}

@Test(
    "Numbers that are no integers are rounded to the nearest double",
    arguments: [
        ("1.0", 1.0), ("0.1", 0.1), ("1e23", 1e23), ("9223372036854775808", 9223372036854775808.0),
        ("9007199254740993.0", 9007199254740992.0), ("9007199254740993.00001", 9007199254740994.0),
        ("2.2250738585072011e-308", .leastNormalMagnitude.nextDown), ("5e-324", .leastNonzeroMagnitude),
        ("1.7976931348623157E+308", 1.7976931348623157e308),
        ("-0", -0.0), ("1e-400", 0.0),
    ])
func numbers(text: String, value: Double) throws {
    guard case .number(let read) = try JSONValue.parse(text) else {
        Issue.record("not a number: \(text)")
        return
    }
    #expect(read.bitPattern == value.bitPattern)
}

@Test(
    "Unsound documents are refused at their place",
    arguments: [
        ("", "1:1"), ("  ", "1:3"), ("nul", "1:4"), ("True", "1:1"), ("[1,]", "1:4"), ("[1 2]", "1:4"), ("[", "1:2"),
        ("{\"a\"}", "1:5"), ("{a:1}", "1:2"), ("{\"a\":1,}", "1:8"), ("{\"a\":1\n,\"a\":2}", "2:2"), ("01", "1:1"),
        ("-", "1:1"),
        ("1.", "1:1"), (".5", "1:1"), ("+1", "1:1"), ("1e", "1:1"), ("0x10", "1:2"), ("NaN", "1:1"), ("1e400", "1:1"),
        ("\"a\tb\"", "1:3"), ("\"\\x\"", "1:2"), ("\"\\u12g4\"", "1:2"), ("\"\\ud800\"", "1:2"),
        ("\"ሀ\\udc00\"", "1:3"),
        ("\"\\ud800\\ud800\"", "1:2"), ("\"abc", "1:5"), ("1 2", "1:3"), ("{} x", "1:4"), ("'a'", "1:1"),
        ("[1]]", "1:4"),
        ("[\n  \"ሰላም\" 1]", "2:9"), ("// c\n1", "1:1"), ("\u{FEFF}1", "1:1"),
    ])
func unsound(text: String, place: String) {
    let error = failure(text)
    #expect(error.map { "\($0.line):\($0.column)" } == place)
    #expect(error?.name == "JSON")
    #expect(error?.message.hasPrefix("JSON: ") == true)
}

@Test(
    "Text that is not UTF-8 is refused",
    arguments: [[0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22]] as [[UInt8]])
func invalidText(bytes: [UInt8]) {
    #expect(failure(bytes)?.reason == .invalidUTF8(byteOffset: 1))
}

@Test("Nesting is allowed to 64 levels and refused beyond")
func depth() throws {
    let deep = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
    #expect(try JSONValue.parse(deep).elements?.count == 1)
    #expect(failure("[" + deep + "]")?.reason == .tooDeep(limit: 64))
    #expect(failure(String(repeating: "{\"a\":", count: 100_000))?.reason == .tooDeep(limit: 64))
    #expect(failure(String(repeating: "[", count: 100_000))?.reason == .tooDeep(limit: 64))
}

@Test("Names that differ in bytes only are two names; the same bytes twice are an error")
func names() throws {
    #expect(try JSONValue.parse("{\"é\":1,\"e\u{301}\":2}").members?.count == 2)
    #expect(failure(#"{"a":1,"\u0061":2}"#)?.reason == .duplicateName("a"))
}

@Test("A damaged document is refused or read as what it says, never worse", arguments: 0..<40 as Range<UInt64>)
func damaged(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let good = Array(#"{"a":[1,-2.5e3,true,null,"x\u1230\ud83d\ude00\n"],"b":{"c":{}},"ሀ":"ለ"}"#.utf8)
    for _ in 0..<200 {
        var bytes = good
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<3, using: &random) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes.remove(at: place)
            default: bytes.insert(Array("{}[],:\"\\0e-".utf8).randomElement(using: &random) ?? 0, at: place)
            }
        }
        guard let value = try? JSONValue.parse(bytes) else {
            #expect((failure(bytes)?.column ?? 0) >= 1)
            continue
        }
        #expect(try JSONValue.parse(value.canonicalText()).canonicalText() == value.canonicalText(), "seed \(seed)")
    }
}

@Test("What is written canonically is read back as it was", arguments: [JSONValue.Layout.compact, .indented])
func roundTrip(layout: JSONValue.Layout) throws {
    let value: JSONValue = [
        "a": [1, 2.5, nil, true, "</script>&\u{2028}\u{1}\u{85}\"\\"], "b": ["c": -7, "d": .number(1e-300)], "ሀ": "👩🏽‍🌾",
    ]
    #expect(try JSONValue.parse(value.canonicalText(layout)) == value)
}
