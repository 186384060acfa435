import Diagnostics

/// Reads YAML nodes by their shapes and collects what does not fit.
struct ShapeReader {
    private(set) var problems: [ScenarioProblem] = []

    /// What `node` says, read as `shape`.
    ///
    /// - Parameters:
    ///   - key: what messages call the value: the key it stands under.
    ///   - example: how it could be written.
    mutating func read(_ node: YAMLNode, as shape: Shape, key: String, example: String) -> Declared {
        let expectation = Expectation(key: key, example: example.isEmpty ? "" : "\(key): \(example)")
        let content: Declared.Content?
        switch shape {
        case .text(let rule): content = readText(node, rule: rule, expectation)
        case .integer(let range): content = readInteger(node, range: range, expectation)
        case .number(let range): content = readNumber(node, range: range, expectation)
        case .choice(let words): content = readChoice(node, words: words, expectation)
        case .list(let element, let minimum): content = readList(node, of: element, minimum: minimum, expectation)
        case .object(let object): content = readObject(node, as: object, expectation)
        case .map(let value, let minimum): content = readMap(node, of: value, minimum: minimum, expectation)
        case .either(let shapes):
            if let match = shapes.first(where: { $0.fits(node) }) {
                return read(node, as: match, key: key, example: example)
            }
            wrongType(node, shape, expectation)
            content = nil
        }
        let isQuoted: Bool
        if case .scalar(_, let isPlain) = node.content { isQuoted = !isPlain } else { isQuoted = false }
        return Declared(
            content: content ?? .invalid, position: node.position, length: node.length, isQuoted: isQuoted)
    }

    private struct Expectation {
        let key: String
        /// A whole line, or nothing.
        let example: String
    }

    private mutating func report(_ kind: ScenarioProblem.Kind, _ node: YAMLNode) {
        problems.append(ScenarioProblem(kind, at: node.position, length: node.length))
    }

    private mutating func wrongType(_ node: YAMLNode, _ shape: Shape, _ expectation: Expectation) {
        if node.isAbsent { return report(.noValue(key: expectation.key, example: expectation.example), node) }
        report(
            .wrongType(
                key: expectation.key, expected: shape.words, found: node.words, example: expectation.example), node)
    }

    // MARK: Scalars

    private mutating func readText(_ node: YAMLNode, rule: TextRule, _ expectation: Expectation) -> Declared.Content? {
        guard case .scalar(let text, _) = node.content else {
            wrongType(node, .text(rule), expectation)
            return nil
        }
        guard !node.isAbsent, text.contains(where: { !$0.isWhitespace }) else {
            report(.noValue(key: expectation.key, example: expectation.example), node)
            return nil
        }
        let expected: String
        switch rule {
        case .any, .metric: return .text(text)
        case .path:
            if let reason = ScenarioPath.refusal(of: text) {
                report(.pathOutside(text, reason), node)
                return nil
            }
            return .text(text)
        case .name:
            if Self.isName(text) { return .text(text) }
            expected = "lower-case letters a to z, digits and hyphens, at most 64"
        case .date:
            if ISODate.isDate(text) { return .text(text) }
            expected = "a date as YYYY-MM-DD"
        case .sha256:
            let digits = text.lowercased()
            if digits.utf8.count == 64,
                digits.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
            {
                return .text(digits)
            }
            expected = "64 hexadecimal digits"
        case .languageTag:
            if Self.isLanguageTag(text) { return .text(text) }
            expected = "a language tag"
        }
        report(.malformed(text, key: expectation.key, expected: expected, example: expectation.example), node)
        return nil
    }

    private static func isName(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        let isWord = { (byte: UInt8) in (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) }
        guard bytes.count <= 64, let first = bytes.first, isWord(first) else { return false }
        return bytes.allSatisfy { isWord($0) || $0 == 0x2D }
    }

    private static func isLanguageTag(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard let language = parts.first, (2...3).contains(language.utf8.count),
            language.utf8.allSatisfy({ (0x61...0x7A).contains($0 | 0x20) })
        else { return false }
        return parts.dropFirst().allSatisfy { part in
            (1...8).contains(part.utf8.count)
                && part.utf8.allSatisfy { (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) }
        }
    }

    private mutating func readInteger(
        _ node: YAMLNode, range: ClosedRange<Int>, _ expectation: Expectation
    ) -> Declared.Content? {
        guard case .scalar(let text, true) = node.content, let number = NumberText(text), number.isInteger else {
            wrongType(node, .integer(range), expectation)
            return nil
        }
        guard let value = Int(text), range.contains(value) else {
            let words =
                switch (Int(text), range.upperBound) {
                case (nil, .max) where !text.hasPrefix("-"): "at most \(Int.max)"
                case (_, .max): "at least \(range.lowerBound)"
                default: "from \(range.lowerBound) to \(range.upperBound)"
                }
            report(.outOfRange(text, key: expectation.key, range: words), node)
            return nil
        }
        return .integer(value)
    }

    private mutating func readNumber(
        _ node: YAMLNode, range: NumberRange, _ expectation: Expectation
    ) -> Declared.Content? {
        guard case .scalar(let text, true) = node.content, NumberText(text) != nil else {
            wrongType(node, .number(range), expectation)
            return nil
        }
        guard let value = Double(text), value.isFinite, range.contains(value) else {
            report(.outOfRange(text, key: expectation.key, range: range.words), node)
            return nil
        }
        return .number(value)
    }

    private mutating func readChoice(
        _ node: YAMLNode, words: [String], _ expectation: Expectation
    ) -> Declared.Content? {
        guard case .text(let text) = readText(node, rule: .any, expectation) else { return nil }
        guard words.contains(text) else {
            report(.notAllowed(text, key: expectation.key, allowed: words), node)
            return nil
        }
        return .text(text)
    }

    // MARK: Collections

    private mutating func readList(
        _ node: YAMLNode, of element: Shape, minimum: Int, _ expectation: Expectation
    ) -> Declared.Content? {
        guard case .list(let nodes) = node.content else {
            wrongType(node, .list(of: element, minimum: minimum), expectation)
            return nil
        }
        if nodes.count < minimum { report(.tooFew(key: expectation.key, example: expectation.example), node) }
        // The example is that of the list, so it does not fit its elements.
        return .list(nodes.map { read($0, as: element, key: expectation.key, example: "") })
    }

    private mutating func readMap(
        _ node: YAMLNode, of value: Shape, minimum: Int, _ expectation: Expectation
    ) -> Declared.Content? {
        guard case .mapping(let pairs) = node.content else {
            wrongType(node, .map(of: value, minimum: minimum), expectation)
            return nil
        }
        if pairs.count < minimum { report(.tooFew(key: expectation.key, example: expectation.example), node) }
        var members: [DeclaredObject.Member] = []
        for (key, valueNode) in pairs {
            guard let name = readKey(key) else { continue }
            members.append(member(name, key, read(valueNode, as: value, key: name, example: "")))
        }
        return .object(DeclaredObject(members: members, position: node.position))
    }

    private mutating func readObject(
        _ node: YAMLNode, as shape: ObjectShape, _ expectation: Expectation
    ) -> Declared.Content? {
        guard case .mapping(let pairs) = node.content else {
            wrongType(node, .object(shape), expectation)
            return nil
        }
        var members: [DeclaredObject.Member] = []
        for (key, valueNode) in pairs {
            guard let name = readKey(key) else { continue }
            if let field = shape.field(name) {
                members.append(
                    member(name, key, read(valueNode, as: field.shape, key: name, example: field.example)))
            } else if shape.later.contains(name) {
                report(.notReadYet(name), key)
            } else {
                report(.unknownKey(name, owner: shape.title, known: shape.fields.map(\.key)), key)
            }
        }
        for field in shape.fields where field.isRequired && !members.contains(where: { $0.key == field.key }) {
            report(.missingKey(field.key, owner: shape.title, example: "\(field.key): \(field.example)"), node)
        }
        return .object(DeclaredObject(members: members, position: node.position))
    }

    private func member(_ name: String, _ key: YAMLNode, _ value: Declared) -> DeclaredObject.Member {
        DeclaredObject.Member(key: name, keyPosition: key.position, keyLength: key.length, value: value)
    }

    private mutating func readKey(_ key: YAMLNode) -> String? {
        guard case .scalar(let name, _) = key.content, name.contains(where: { !$0.isWhitespace }) else {
            report(.keyNotText, key)
            return nil
        }
        return name
    }
}

extension Shape {
    /// Whether a node is written in the way this shape is, right or wrong inside.
    fileprivate func fits(_ node: YAMLNode) -> Bool {
        switch (self, node.content) {
        case (.text, .scalar), (.integer, .scalar), (.number, .scalar), (.choice, .scalar): !node.isAbsent
        case (.list, .list), (.object, .mapping), (.map, .mapping): true
        default: false
        }
    }
}

extension YAMLNode {
    /// Whether nothing is written, or one of YAML's words for it.
    fileprivate var isAbsent: Bool {
        guard case .scalar(let text, true) = content else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(text)
    }

    fileprivate var words: String {
        switch content {
        case .scalar(let text, let isPlain):
            switch (isPlain, NumberText(text) != nil) {
            case (true, true): text
            case (false, true): "the text '\(text)' in quotes"
            default: "the text '\(text)'"
            }
        case .list: "a list"
        case .mapping: "keys and values"
        }
    }
}
