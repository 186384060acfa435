/// What a value of a scenario file looks like. The validator and the published JSON Schema are both made from it.
indirect enum Shape: Sendable {
    case text(TextRule)
    case integer(ClosedRange<Int>)
    case number(NumberRange)
    case choice([String])
    case list(of: Shape, minimum: Int)
    case object(ObjectShape)
    /// Keys that the author chooses.
    case map(of: Shape, minimum: Int)
    /// Shapes of different kinds (text, list, keys), told apart by how the value is written.
    case either([Shape])

    /// Any text; in quotes or not, as the author likes.
    static let text = Shape.text(.any)
    static let texts = Shape.list(of: .text, minimum: 0)
    static let path = Shape.text(.path)
    static let metric = Shape.text(.metric)
}

/// What more is asked of a text.
enum TextRule: Sendable {
    case any, name, date, sha256, path, metric, languageTag
}

/// An interval of numbers that may leave out its ends.
struct NumberRange: Sendable {
    let lower: Double
    let upper: Double
    let includesEnds: Bool

    init(from lower: Double = -.infinity, to upper: Double = .infinity, includesEnds: Bool = true) {
        self.lower = lower
        self.upper = upper
        self.includesEnds = includesEnds
    }

    func contains(_ value: Double) -> Bool {
        includesEnds ? lower <= value && value <= upper : lower < value && value < upper
    }

    /// In words, to stand after “must be”.
    var words: String {
        switch (lower.isFinite, upper.isFinite) {
        case (true, true): "between \(Self.text(lower)) and \(Self.text(upper))\(includesEnds ? "" : ", ends excluded")"
        case (true, false): includesEnds ? "at least \(Self.text(lower))" : "more than \(Self.text(lower))"
        case (false, true): includesEnds ? "at most \(Self.text(upper))" : "less than \(Self.text(upper))"
        case (false, false): "a finite number"
        }
    }

    private static func text(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
    }
}

/// A mapping with known keys.
struct ObjectShape: Sendable {
    /// What messages call the owner of the keys.
    let title: String
    let fields: [Field]
    /// Keys that the format has and this version does not read yet.
    let later: [String]

    init(_ title: String, _ fields: [Field], later: [String] = []) {
        self.title = title
        self.fields = fields
        self.later = later
    }

    func field(_ key: String) -> Field? { fields.first { $0.key == key } }
}

/// One key of a mapping.
struct Field: Sendable {
    let key: String
    let shape: Shape
    let isRequired: Bool
    /// As it would be written after the key.
    let example: String
    /// One sentence for the author.
    let doc: String

    static func required(_ key: String, _ shape: Shape, example: String, _ doc: String) -> Field {
        Field(key: key, shape: shape, isRequired: true, example: example, doc: doc)
    }

    static func optional(_ key: String, _ shape: Shape, example: String, _ doc: String) -> Field {
        Field(key: key, shape: shape, isRequired: false, example: example, doc: doc)
    }
}

extension Shape {
    /// In words, to stand after “must be”.
    var words: String {
        switch self {
        case .text: "text"
        case .integer: "a whole number"
        case .number: "a number"
        case .choice: "one of some words"
        case .list: "a list"
        case .object(let shape):
            "keys and values (\(shape.fields.prefix(4).map(\.key).joined(separator: ", "))"
                + (shape.fields.count > 4 ? ", …)" : ")")
        case .map: "keys and values"
        case .either(let shapes): shapes.map(\.words).joined(separator: " or ")
        }
    }
}
