extension JSONValue {
    /// How a document is laid out.
    package enum Layout: Sendable {
        /// One line, no spaces.
        case compact
        /// Two-space indent, one member or element a line.
        case indented
    }

    /// The canonical text: members sorted by the bytes of their names, numbers in ASCII digits and as the shortest
    /// text that reads back to the same double, control characters escaped, and `<`, `>`, `&`, U+2028, U+2029 escaped
    /// too, so that the text may stand inside an HTML script element. No newline at the end.
    package func canonicalText(_ layout: Layout = .indented) -> String {
        var output = ""
        write(into: &output, layout: layout, depth: 0)
        return output
    }

    private func write(into output: inout String, layout: Layout, depth: Int) {
        switch self {
        case .null: output += "null"
        case .bool(let value): output += value ? "true" : "false"
        case .integer(let value): output += String(value)
        case .number(let value): output += JSONValue.text(of: value)
        case .string(let text): JSONValue.writeString(text, into: &output)
        case .array(let elements):
            JSONValue.writeContainer("[", "]", count: elements.count, into: &output, layout: layout, depth: depth) {
                elements[$0].write(into: &$1, layout: layout, depth: depth + 1)
            }
        case .object(let members):
            let sorted = members.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
            JSONValue.writeContainer("{", "}", count: sorted.count, into: &output, layout: layout, depth: depth) {
                JSONValue.writeString(sorted[$0].name, into: &$1)
                $1 += layout == .indented ? ": " : ":"
                sorted[$0].value.write(into: &$1, layout: layout, depth: depth + 1)
            }
        }
    }

    private static func writeContainer(
        _ open: String, _ close: String, count: Int, into output: inout String, layout: Layout, depth: Int,
        element: (Int, inout String) -> Void
    ) {
        output += open
        for index in 0..<count {
            if index > 0 { output += "," }
            if layout == .indented { output += "\n" + String(repeating: "  ", count: depth + 1) }
            element(index, &output)
        }
        if layout == .indented, count > 0 { output += "\n" + String(repeating: "  ", count: depth) }
        output += close
    }

    /// The shortest text that reads back to the same double, in JSON's grammar; `null` if it is not finite.
    package static func text(of value: Double) -> String {
        guard value.isFinite else { return "null" }
        if value == 0 { return "0" }
        let text = value.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    private static let hexDigits = Array("0123456789abcdef")

    private static func writeString(_ text: String, into output: inout String) {
        output += "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": output += "\\\""
            case "\\": output += "\\\\"
            case "\n": output += "\\n"
            case "\r": output += "\\r"
            case "\t": output += "\\t"
            case "<", ">", "&", "\u{2028}", "\u{2029}": writeEscape(scalar.value, into: &output)
            case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
                writeEscape(scalar.value, into: &output)
            default: output.unicodeScalars.append(scalar)
            }
        }
        output += "\""
    }

    private static func writeEscape(_ value: UInt32, into output: inout String) {
        output += "\\u"
        for shift in stride(from: 12, through: 0, by: -4) {
            output.append(hexDigits[Int((value >> UInt32(shift)) & 0xF)])
        }
    }
}
