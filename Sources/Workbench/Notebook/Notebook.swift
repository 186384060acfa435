import Interchange
import Storage

/// A notebook in the form that Jupyter reads: nbformat 4.5, written as `nbformat.write` writes it, so that opening and
/// saving it elsewhere changes no byte.
///
/// - Source: nbformat 5.11.1, its schema of version 4.5 and its writer.
struct Notebook: Sendable {
    /// One cell, with what came of it.
    enum Cell: Sendable {
        case markdown(String)
        case code(String, outputs: [Output], metadata: [JSONValue.Member])
    }

    /// What stands below a cell of code.
    enum Output: Sendable {
        enum Stream: String, Sendable {
            case stdout, stderr
        }

        /// Text as it was printed.
        case stream(Stream, String)
        /// One result in several forms, by their media types.
        case display([JSONValue.Member])
    }

    let cells: [Cell]
    /// What belongs to the whole, beside the language it is written in.
    let metadata: [JSONValue.Member]

    /// The bytes of the file.
    func text() -> String {
        var number = 0
        let cells = cells.enumerated().map { position, cell -> JSONValue in
            switch cell {
            case .markdown(let source):
                return .object([
                    .init("cell_type", "markdown"), .init("id", .string(Self.identifier(position, source))),
                    .init("metadata", .object([])), .init("source", Self.lines(source)),
                ])
            case .code(let source, let outputs, let metadata):
                number += 1
                return .object([
                    .init("cell_type", "code"), .init("execution_count", .integer(number)),
                    .init("id", .string(Self.identifier(position, source))), .init("metadata", .object(metadata)),
                    .init("outputs", .array(outputs.map(Self.json))), .init("source", Self.lines(source)),
                ])
            }
        }
        let language: [JSONValue.Member] = [
            .init("kernelspec", ["display_name": "Kigezo", "language": "kigezo", "name": "kigezo"]),
            .init(
                "language_info",
                [
                    "file_extension": ".kigezo", "mimetype": "text/x-kigezo", "name": "kigezo",
                    "version": .string(ProgramVersion.current),
                ]),
        ]
        let whole = JSONValue.object([
            .init("cells", .array(cells)), .init("metadata", .object(language + metadata)), .init("nbformat", 4),
            .init("nbformat_minor", 5),
        ])
        return NotebookText.text(of: whole) + "\n"
    }

    private static func json(_ output: Output) -> JSONValue {
        switch output {
        case .stream(let stream, let text):
            .object([
                .init("name", .string(stream.rawValue)), .init("output_type", "stream"), .init("text", lines(text)),
            ])
        case .display(let forms):
            .object([
                .init(
                    "data",
                    .object(
                        forms.map { form in
                            guard let text = form.value.text, !form.name.hasSuffix("json") else { return form }
                            return .init(form.name, lines(text))
                        })), .init("metadata", .object([])), .init("output_type", "display_data"),
            ])
        }
    }

    /// The same for the same cell in the same place, and of the letters that identifiers may have.
    private static func identifier(_ position: Int, _ source: String) -> String {
        String(SHA256.hexadecimal(SHA256.digest(of: Array("\(position)\n\(source)".utf8))).prefix(12))
    }

    /// A text as the list of its lines, each with its end: cut where Python's `splitlines` cuts.
    static func lines(_ text: String) -> JSONValue {
        var lines: [JSONValue] = []
        var line = String.UnicodeScalarView()
        var isBehindReturn = false
        func isEnd(_ scalar: Unicode.Scalar) -> Bool {
            switch scalar.value {
            case 0x0A...0x0D, 0x1C...0x1E, 0x85, 0x2028, 0x2029: true
            default: false
            }
        }
        func endLine() {
            if !line.isEmpty { lines.append(.string(String(line))) }
            line = String.UnicodeScalarView()
        }
        for scalar in text.unicodeScalars {
            // A return and the line feed behind it are one end.
            if isBehindReturn, scalar != "\n" { endLine() }
            isBehindReturn = scalar == "\r"
            line.append(scalar)
            if isEnd(scalar), !isBehindReturn { endLine() }
        }
        endLine()
        return .array(lines)
    }
}

/// JSON as Python's `json.dumps(…, indent=1, sort_keys=True, ensure_ascii=False)` writes it.
enum NotebookText {
    static func text(of value: JSONValue) -> String {
        var bytes: [UInt8] = []
        write(value, depth: 0, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func write(_ value: JSONValue, depth: Int, to bytes: inout [UInt8]) {
        switch value {
        case .null: bytes += "null".utf8
        case .bool(let value): bytes += (value ? "true" : "false").utf8
        case .integer(let value): bytes += String(value).utf8
        case .number(let value): bytes += number(value).utf8
        case .string(let text): quote(text, to: &bytes)
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                startItem(index, depth: depth + 1, to: &bytes)
                write(element, depth: depth + 1, to: &bytes)
            }
            end("]", isEmpty: elements.isEmpty, depth: depth, to: &bytes)
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            let sorted = members.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
            for (index, member) in sorted.enumerated() {
                startItem(index, depth: depth + 1, to: &bytes)
                quote(member.name, to: &bytes)
                bytes += ": ".utf8
                write(member.value, depth: depth + 1, to: &bytes)
            }
            end("}", isEmpty: members.isEmpty, depth: depth, to: &bytes)
        }
    }

    private static func startItem(_ index: Int, depth: Int, to bytes: inout [UInt8]) {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        bytes.append(0x0A)
        bytes += repeatElement(0x20, count: depth)
    }

    private static func end(_ bracket: String, isEmpty: Bool, depth: Int, to bytes: inout [UInt8]) {
        if !isEmpty {
            bytes.append(0x0A)
            bytes += repeatElement(0x20, count: depth)
        }
        bytes += bracket.utf8
    }

    /// The shortest text that reads back to the same number, in the spelling that Python gives it back in: a whole number
    /// without a point, so that it is read as one.
    private static func number(_ value: Double) -> String {
        // Swift writes these with an exponent, Python without.
        if let whole = Int(exactly: value), value.magnitude < 1e16 { return String(whole) }
        let text = JSONValue.text(of: value)
        // Without a point, a number with an exponent is a floating one all the same.
        return text
    }

    private static func quote(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(0x22)
        for byte in text.utf8 {
            switch byte {
            case 0x22, 0x5C: bytes += [0x5C, byte]
            case 0x08: bytes += "\\b".utf8
            case 0x09: bytes += "\\t".utf8
            case 0x0A: bytes += "\\n".utf8
            case 0x0C: bytes += "\\f".utf8
            case 0x0D: bytes += "\\r".utf8
            case 0..<0x20: bytes += ("\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16)).utf8
            default: bytes.append(byte)
            }
        }
        bytes.append(0x22)
    }
}
