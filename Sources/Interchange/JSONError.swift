package import Diagnostics

/// Why a text is not a JSON document, and where.
package struct JSONError: Diagnosable, Hashable {
    /// What is wrong.
    package enum Reason: Sendable, Hashable {
        /// Something else stands where `expected` should.
        case unexpected(expected: String)
        case endsTooEarly(expected: String)
        case textAfterEnd
        case tooDeep(limit: Int)
        case duplicateName(String)
        case loneSurrogate
        case badEscape
        case controlCharacter
        case invalidUTF8(byteOffset: Int)
        case badNumber
        case numberTooLarge
        case byteOrderMark
    }

    package let reason: Reason
    /// The document as the user named it.
    package let name: String
    /// From 1.
    package let line: Int
    /// In characters, from 1.
    package let column: Int

    /// The document and the place.
    package var location: SourceLocation { SourceLocation(file: name, line: line, column: column) }

    package var message: String {
        switch reason {
        case .unexpected(let expected): "JSON: \(expected) is expected here"
        case .endsTooEarly(let expected): "JSON: the text ends where \(expected) is expected"
        case .textAfterEnd: "JSON: text goes on after the end of the document"
        case .tooDeep(let limit): "JSON: nested deeper than \(limit) levels"
        case .duplicateName(let name): "JSON: the name '\(name)' stands twice in one object"
        case .loneSurrogate: "JSON: half of a surrogate pair stands alone"
        case .badEscape: "JSON: there is no such escape"
        case .controlCharacter: "JSON: a control character in a string must be escaped"
        case .invalidUTF8(let offset): "JSON: not valid UTF-8 at byte offset \(offset)"
        case .badNumber: "JSON: this is not a JSON number"
        case .numberTooLarge: "JSON: the number is too large"
        case .byteOrderMark: "JSON: a byte-order mark may not stand here"
        }
    }

    package var diagnostics: [Diagnostic] {
        let help =
            switch reason {
            case .endsTooEarly: ["the file may still be being written, or was cut off"]
            case .duplicateName: ["keep one of them: programs disagree on which one counts"]
            case .invalidUTF8, .byteOrderMark: ["save the file as UTF-8 without a byte-order mark"]
            default: [String]()
            }
        return [Diagnostic("E240", at: location, message, help: help)]
    }

    package var exitStatus: ExitStatus { .input }
}
