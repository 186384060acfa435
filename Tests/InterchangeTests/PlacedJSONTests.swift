import Diagnostics
import Testing

@testable import Interchange

@Suite("JSON values that know their place")
struct PlacedJSONTests {
    @Test("Every value has its line and column, in characters, and is what the plain reader reads")
    func places() throws {
        let text = "{\"ሀ\": [1,\n  {\"b\": \"ü\"}, null],\n \"c\": -2.5e1}\n"
        let document = try PlacedJSON.parse(Array(text.utf8), from: "d.json")
        #expect(document.value == (try JSONValue.parse(text)))
        func place(_ value: PlacedJSON?) -> [Int?] { [value?.location.line, value?.location.column] }
        #expect(place(document) == [1, 1] && place(document["ሀ"]) == [1, 7])
        #expect(place(document["ሀ"]?.elements?[0]) == [1, 8] && place(document["ሀ"]?.elements?[1]) == [2, 3])
        #expect(place(document["ሀ"]?.elements?[1]["b"]) == [2, 9] && document["ሀ"]?.elements?[1]["b"]?.string == "ü")
        #expect(place(document["ሀ"]?.elements?[2]) == [2, 15] && place(document["c"]) == [3, 7])
        #expect(document["c"]?.elements == nil && document["nothing"] == nil)
    }

    @Test("What is no JSON is refused as by the plain reader", arguments: ["", "{\"a\" 1}", "[1,]", "{} {}"])
    func refused(text: String) {
        let plain = #expect(throws: JSONError.self) { try JSONValue.parse(text) }
        let placed = #expect(throws: JSONError.self) { try PlacedJSON.parse(Array(text.utf8)) }
        #expect(plain == placed)
    }
}
