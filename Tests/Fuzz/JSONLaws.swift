import Diagnostics
import Interchange

/// Laws of reading JSON: a document read and written canonically is a fixed point of reading and writing.
enum JSONLaws {
    static func check(_ bytes: [UInt8]) {
        let value: JSONValue
        do {
            value = try JSONValue.parse(bytes, from: "fuzz.json")
        } catch {
            require(error.line >= 1 && error.column >= 1, "places count from 1")
            require(!DiagnosticRenderer().text(of: error).isEmpty, "a refusal has a reason")
            return
        }
        for layout in [JSONValue.Layout.indented, .compact] {
            let text = value.canonicalText(layout)
            do {
                let again = try JSONValue.parse(text, from: "again.json")
                require(again.canonicalText(layout) == text, "canonical text stays as it is")
            } catch { fatalError("what is written can be read: \(error)") }
        }
    }
}
