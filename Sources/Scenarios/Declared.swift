import Diagnostics

/// A value of a scenario file that has been read by its shape.
struct Declared: Sendable {
    indirect enum Content: Sendable {
        /// It is there and wrong; the problem has been told.
        case invalid
        case text(String)
        case integer(Int)
        case number(Double)
        case list([Declared])
        case object(DeclaredObject)
    }

    let content: Content
    let position: Position
    let length: Int
    /// Whether a text stands in quotes.
    let isQuoted: Bool

    var text: String? { if case .text(let text) = content { text } else { nil } }
    var integer: Int? { if case .integer(let value) = content { value } else { nil } }
    var number: Double? { if case .number(let value) = content { value } else { nil } }
    var list: [Declared]? { if case .list(let elements) = content { elements } else { nil } }
    var object: DeclaredObject? { if case .object(let object) = content { object } else { nil } }
}

/// Keys and values in the order of the file; no key twice.
struct DeclaredObject: Sendable {
    struct Member: Sendable {
        let key: String
        let keyPosition: Position
        let keyLength: Int
        let value: Declared
    }

    let members: [Member]
    let position: Position

    func member(_ key: String) -> Member? { members.first { $0.key == key } }
    subscript(key: String) -> Declared? { member(key)?.value }
    /// Whether the key is there, its value right or wrong.
    func has(_ key: String) -> Bool { member(key) != nil }
}
