package import Diagnostics

/// A JSON document whose values know where they stand, for messages about what they mean.
package struct PlacedJSON: Sendable {
    package let value: JSONValue
    /// The members of an object in their order; `nil` for anything else.
    package let members: [(name: String, value: PlacedJSON)]?
    /// The elements of an array; `nil` for anything else.
    package let elements: [PlacedJSON]?
    private let offset: Int
    private let text: PlacedText

    /// Reads one document; see `JSONValue.parse`.
    ///
    /// - Complexity: O(bytes).
    package static func parse(_ bytes: [UInt8], from name: String = "JSON") throws(JSONError) -> PlacedJSON {
        let (value, offsets) = try JSONValue.parsePlaced(bytes, from: name)
        var next = 0
        return PlacedJSON(value, offsets, &next, PlacedText(name: name, bytes: bytes))
    }

    /// Values come in the order in which their text begins.
    private init(_ value: JSONValue, _ offsets: [Int], _ next: inout Int, _ text: PlacedText) {
        self.value = value
        self.text = text
        offset = offsets.indices.contains(next) ? offsets[next] : 0
        next += 1
        var members: [(name: String, value: PlacedJSON)]?
        var elements: [PlacedJSON]?
        switch value {
        case .object(let own):
            members = []
            for member in own { members?.append((member.name, PlacedJSON(member.value, offsets, &next, text))) }
        case .array(let own):
            elements = []
            for element in own { elements?.append(PlacedJSON(element, offsets, &next, text)) }
        default: break
        }
        (self.members, self.elements) = (members, elements)
    }

    /// Line and column, both from 1, columns in characters.
    ///
    /// - Complexity: O(bytes before the value).
    package var location: SourceLocation { text.location(of: offset) }

    /// The value of the member `name`, if this is an object that has it.
    package subscript(name: String) -> PlacedJSON? { members?.first { $0.name == name }?.value }

    /// The text, if this is one.
    package var string: String? { value.text }
}

/// A text and where its lines begin.
private final class PlacedText: Sendable {
    private let name: String
    private let bytes: [UInt8]

    init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    func location(of offset: Int) -> SourceLocation {
        let place = min(offset, bytes.count)
        let line = bytes[..<place].count { $0 == 0x0A } + 1
        let start = bytes[..<place].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        return SourceLocation(
            file: name, line: line, column: String(decoding: bytes[start..<place], as: UTF8.self).count + 1)
    }
}
