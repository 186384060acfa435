internal import Diagnostics

/// Reads our strict subset of Project Fluent, Syntax 1.0.
///
/// Messages, attributes, terms with attributes and literal arguments, comments, string and number literals, references,
/// and choices by exact number, exact string or plural category. Functions: `NUMBER($x)` before `->`, `LIST($x)` as a
/// placeable. What differs from Fluent 1.0: text lines that follow must be indented even when they start with a brace, a
/// placeable cannot stand directly inside another, and a message or literal cannot be chosen by.
///
/// - Complexity: O(length) time and memory; nesting is limited to `maximumDepth`.
package struct FluentParser {
    /// How deep choices may stand within choices.
    package static let maximumDepth = 8
    /// How many variants a choice, and attributes an entry, may have.
    package static let maximumBranches = 64

    private let scalars: [Unicode.Scalar]
    private let lineStarts: [Int]
    private let file: String
    private var position = 0
    private var depth = 0

    /// Parses a whole file; what cannot be parsed is skipped to the next line that starts an entry, and reported.
    package static func parse(_ text: String, file: String) -> FluentResource {
        var parser = FluentParser(text, file: file)
        return parser.resource()
    }

    private init(_ text: String, file: String) {
        // Line ends are one scalar from here on; a byte order mark is no content.
        var scalars: [Unicode.Scalar] = []
        scalars.reserveCapacity(text.utf8.count)
        var starts = [0]
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            defer { previous = scalar }
            if scalar == "\n", previous == "\r" { scalars.removeLast() }
            if scalars.isEmpty, scalar == "\u{FEFF}" { continue }
            scalars.append(scalar)
            if scalar == "\n" { starts.append(scalars.count) }
        }
        self.scalars = scalars
        lineStarts = starts
        self.file = file
    }

    // MARK: Entries

    private mutating func resource() -> FluentResource {
        var entries: [FluentEntry] = []
        var errors: [FluentSyntaxError] = []
        var firstLines: [String: Int] = [:]
        while skipBlankLines() {
            let start = position
            do throws(FluentSyntaxError) {
                guard let entry = try parseEntryOrComment() else { continue }
                if let first = firstLines[entry.reference] {
                    throw error(.repeatedIdentifier(entry.reference, first: first), at: start)
                }
                firstLines[entry.reference] = entry.location.line
                entries.append(entry)
            } catch {
                errors.append(error)
                position = max(position, start)
                skipToNextEntry()
                depth = 0
            }
        }
        return FluentResource(entries: entries, errors: errors)
    }

    private mutating func parseEntryOrComment() throws(FluentSyntaxError) -> FluentEntry? {
        if current == "#" {
            skipLine()
            return nil
        }
        let start = position
        let isTerm = take("-")
        guard let first = current, first.isFluentLetter else { throw error(.expectedEntry) }
        let id = try identifier()
        skipSpaces()
        guard take("=") else { throw error(.expectedEquals) }
        skipSpaces()
        let value = try pattern()
        var attributes: [FluentAttribute] = []
        while let attribute = try parseAttribute() {
            guard !attributes.contains(where: { $0.name == attribute.name }) else {
                throw error(.repeatedAttribute(attribute.name))
            }
            guard attributes.count < Self.maximumBranches else { throw error(.tooMany(limit: Self.maximumBranches)) }
            attributes.append(attribute)
        }
        guard value != nil || !attributes.isEmpty else { throw error(.expectedText) }
        guard value != nil || !isTerm else { throw error(.termWithoutText, at: start) }
        try expectEntryEnd()
        return FluentEntry(id: id, isTerm: isTerm, value: value, attributes: attributes, location: location(of: start))
    }

    /// `.name = text` on an indented line of its own, if that comes next.
    private mutating func parseAttribute() throws(FluentSyntaxError) -> FluentAttribute? {
        let before = position
        guard skipLineEnd() else { return nil }
        _ = skipBlankLines(keepIndent: true)
        let indent = skipSpaces()
        guard indent > 0, take(".") else {
            position = before
            return nil
        }
        let name = try identifier()
        skipSpaces()
        guard take("=") else { throw error(.expectedEquals) }
        skipSpaces()
        guard let value = try pattern() else { throw error(.expectedText) }
        return FluentAttribute(name: name, value: value)
    }

    private mutating func expectEntryEnd() throws(FluentSyntaxError) {
        skipSpaces()
        switch current {
        case nil: return
        case "\n":
            position += 1
            // The next line either starts at its margin or is blank.
            let start = position
            _ = skipBlankLines(keepIndent: true)
            if current == " " || current == "\t" {
                skipSpaces()
                if current == "\t" { throw error(.tabIndent) }
                if current == "}" { throw error(.strayBrace) }
                throw error(.expectedText)
            }
            if current == "}" { throw error(.strayBrace) }
            if current == "{" { throw error(.notIndented) }
            position = start
        case "}"?: throw error(.strayBrace)
        default: throw error(.expectedText)
        }
    }

    // MARK: Patterns

    private enum Fragment {
        case text(String)
        /// Line breaks and the indent of the line after them.
        case breakLine(count: Int, indent: Int)
        case placeable(FluentExpression)
    }

    /// Text up to the end of the entry, attribute or variant; `nil` when there is none.
    private mutating func pattern() throws(FluentSyntaxError) -> FluentPattern? {
        var fragments: [Fragment] = []
        var text = String.UnicodeScalarView()
        func flush() {
            if !text.isEmpty { fragments.append(.text(String(text))) }
            text = String.UnicodeScalarView()
        }
        loop: while let scalar = current {
            switch scalar {
            case "{":
                flush()
                fragments.append(.placeable(try placeable()))
            case "}": break loop
            case "\n":
                guard let (count, indent) = try continuation() else { break loop }
                flush()
                fragments.append(.breakLine(count: count, indent: indent))
            default:
                text.append(scalar)
                position += 1
            }
        }
        flush()
        return Self.dedented(fragments)
    }

    /// If the pattern goes on below, moves to its next text and tells how many lines and how much indent were passed.
    private mutating func continuation() throws(FluentSyntaxError) -> (count: Int, indent: Int)? {
        let before = position
        var count = 0
        var indent = 0
        while current == "\n" {
            position += 1
            count += 1
            indent = skipSpaces()
        }
        if current == "\t" { throw error(.tabIndent) }
        guard let next = current, indent > 0, !".[*}".unicodeScalars.contains(next) else {
            position = before
            return nil
        }
        return (count, indent)
    }

    /// Removes the indent that all following lines share, and blank at both ends.
    private static func dedented(_ fragments: [Fragment]) -> FluentPattern? {
        var common = Int.max
        for case .breakLine(_, let indent) in fragments { common = min(common, indent) }
        var elements: [FluentElement] = []
        var text = ""
        for (index, fragment) in fragments.enumerated() {
            switch fragment {
            case .text(let run): text += run
            case .breakLine(let count, let indent):
                // A pattern that starts on the line below its name does not start with a line break.
                if index == 0 { continue }
                while text.hasSuffix(" ") { text.removeLast() }
                text += String(repeating: "\n", count: count) + String(repeating: " ", count: indent - common)
            case .placeable(let expression):
                if !text.isEmpty { elements.append(.text(text)) }
                text = ""
                elements.append(.placeable(expression))
            }
        }
        while text.hasSuffix(" ") || text.hasSuffix("\n") { text.removeLast() }
        if !text.isEmpty { elements.append(.text(text)) }
        return elements.isEmpty ? nil : FluentPattern(elements: elements)
    }

    // MARK: Placeables

    private mutating func placeable() throws(FluentSyntaxError) -> FluentExpression {
        let start = position
        guard depth < Self.maximumDepth else { throw error(.nestedTooDeep(limit: Self.maximumDepth)) }
        depth += 1
        defer { depth -= 1 }
        position += 1
        skipBlank()
        let head = try inlineExpression()
        skipBlank()
        if current == "-", peek(1) == ">" {
            guard let selector = head.selector else { throw error(.badSelector, at: start) }
            position += 2
            let variants = try variants()
            skipBlank()
            guard take("}") else { throw error(.expected("}")) }
            return .select(selector, variants: variants)
        }
        guard take("}") else { throw error(.expected("}")) }
        switch head {
        case .expression(let expression): return expression
        case .number: throw error(.numberOutsideSelector, at: start)
        case .termAttribute: throw error(.badPlaceable, at: start)
        }
    }

    /// What stands first between braces; only some of it may be chosen by, only some may be shown.
    private enum Head {
        case expression(FluentExpression)
        case number(String)
        case termAttribute(String, String, [String: FluentLiteral])

        var selector: FluentSelector? {
            switch self {
            case .expression(.variable(let name)), .number(let name): .variable(name)
            case .termAttribute(let term, let attribute, let arguments):
                .termAttribute(term, attribute: attribute, arguments: arguments)
            case .expression: nil
            }
        }
    }

    private mutating func inlineExpression() throws(FluentSyntaxError) -> Head {
        guard let first = current else { throw error(.expected("}")) }
        if first == "\"" || first.isFluentDigit || (first == "-" && peek(1)?.isFluentDigit == true) {
            switch try literal() {
            case .string(let text): return .expression(.string(text))
            case .number(let value, let text): return .expression(.number(value, text))
            }
        }
        if take("$") { return .expression(.variable(try identifier())) }
        if take("-") {
            let id = try identifier()
            let attribute = take(".") ? try identifier() : nil
            let arguments = try termArguments()
            if let attribute { return .termAttribute(id, attribute, arguments) }
            return .expression(.term(id, arguments: arguments))
        }
        guard first.isFluentLetter else { throw error(.badPlaceable) }
        let start = position
        let id = try identifier()
        if current == "(" { return try functionCall(id, start: start) }
        let attribute = take(".") ? try identifier() : nil
        return .expression(.message(id, attribute: attribute))
    }

    private mutating func functionCall(_ name: String, start: Int) throws(FluentSyntaxError) -> Head {
        guard name == "LIST" || name == "NUMBER" else { throw error(.unknownFunction(name), at: start) }
        position += 1
        skipBlank()
        guard take("$") else { throw error(.expected("$")) }
        let variable = try identifier()
        skipBlank()
        guard take(")") else { throw error(.expected(")")) }
        return name == "LIST" ? .expression(.list(variable)) : .number(variable)
    }

    private mutating func termArguments() throws(FluentSyntaxError) -> [String: FluentLiteral] {
        guard take("(") else { return [:] }
        var arguments: [String: FluentLiteral] = [:]
        skipBlank()
        while !take(")") {
            guard current?.isFluentLetter == true else { throw error(.badArgument) }
            let name = try identifier()
            skipBlank()
            guard take(":") else { throw error(.badArgument) }
            skipBlank()
            guard let first = current, first == "\"" || first == "-" || first.isFluentDigit else {
                throw error(.badArgument)
            }
            guard arguments.updateValue(try literal(), forKey: name) == nil else { throw error(.badArgument) }
            skipBlank()
            guard take(",") || current == ")" else { throw error(.expected(")")) }
            skipBlank()
        }
        return arguments
    }

    private mutating func variants() throws(FluentSyntaxError) -> [FluentVariant] {
        skipSpaces()
        guard current == "\n" else { throw error(.arrowNotAtLineEnd) }
        var variants: [FluentVariant] = []
        while true {
            let before = position
            skipBlank()
            let isDefault = take("*")
            guard current == "[" else {
                if isDefault { throw error(.expected("[")) }
                position = before
                break
            }
            guard scalars[before..<position].contains("\n") else { throw error(.variantNotOnOwnLine) }
            position += 1
            let start = position
            skipBlank()
            let key = try variantKey()
            skipBlank()
            guard take("]") else { throw error(.expected("]")) }
            skipSpaces()
            guard !variants.contains(where: { $0.key == key }) else {
                throw error(.repeatedVariant(text(start..<(position - 1)).filter { $0 != " " && $0 != "]" }), at: start)
            }
            if isDefault, variants.contains(where: \.isDefault) { throw error(.severalDefaultVariants, at: start) }
            guard variants.count < Self.maximumBranches else {
                throw error(.tooMany(limit: Self.maximumBranches), at: start)
            }
            guard let value = try pattern() else { throw error(.expectedText) }
            variants.append(FluentVariant(key: key, isDefault: isDefault, value: value))
        }
        guard variants.contains(where: \.isDefault) else { throw error(.noDefaultVariant) }
        return variants
    }

    private mutating func variantKey() throws(FluentSyntaxError) -> FluentVariant.Key {
        if let first = current, first.isFluentDigit || first == "-" {
            guard case .number(let value, _) = try literal() else { throw error(.badNumber) }
            return .number(value)
        }
        return .name(try identifier())
    }

    private mutating func literal() throws(FluentSyntaxError) -> FluentLiteral {
        if current == "\"" { return .string(try quotedText()) }
        let start = position
        _ = take("-")
        while current?.isFluentDigit == true { position += 1 }
        if current == ".", peek(1)?.isFluentDigit == true {
            position += 1
            while current?.isFluentDigit == true { position += 1 }
        }
        let text = text(start..<position)
        guard let value = Double(text), value.isFinite, text.count <= 24 else { throw error(.badNumber, at: start) }
        return .number(value, text)
    }

    private mutating func quotedText() throws(FluentSyntaxError) -> String {
        position += 1
        var result = String.UnicodeScalarView()
        while true {
            guard let scalar = current, scalar != "\n" else { throw error(.unclosedString) }
            position += 1
            if scalar == "\"" { return String(result) }
            guard scalar == "\\" else {
                result.append(scalar)
                continue
            }
            switch current {
            case "\\"?, "\""?:
                result.append(contentsOf: scalars[position..<(position + 1)])
                position += 1
            case "u"?: result.append(try escape(digits: 4))
            case "U"?: result.append(try escape(digits: 6))
            default: throw error(.badEscape)
            }
        }
    }

    private mutating func escape(digits: Int) throws(FluentSyntaxError) -> Unicode.Scalar {
        position += 1
        let end = position + digits
        guard end <= scalars.count, scalars[position..<end].allSatisfy(\.properties.isASCIIHexDigit),
            let value = UInt32(text(position..<end), radix: 16), let scalar = Unicode.Scalar(value)
        else { throw error(.badEscape) }
        position = end
        return scalar
    }

    // MARK: Characters

    private var current: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    private func peek(_ offset: Int) -> Unicode.Scalar? {
        position + offset < scalars.count ? scalars[position + offset] : nil
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard current == scalar else { return false }
        position += 1
        return true
    }

    private mutating func identifier() throws(FluentSyntaxError) -> String {
        guard current?.isFluentLetter == true else { throw error(.expectedIdentifier) }
        let start = position
        while let scalar = current, scalar.isFluentLetter || scalar.isFluentDigit || scalar == "-" || scalar == "_" {
            position += 1
        }
        return text(start..<position)
    }

    private func text(_ range: Range<Int>) -> String {
        String(String.UnicodeScalarView(scalars[range]))
    }

    @discardableResult
    private mutating func skipSpaces() -> Int {
        let start = position
        while current == " " { position += 1 }
        return position - start
    }

    private mutating func skipBlank() {
        while current == " " || current == "\n" { position += 1 }
    }

    private mutating func skipLineEnd() -> Bool {
        let before = position
        skipSpaces()
        if take("\n") { return true }
        position = before
        return false
    }

    private mutating func skipLine() {
        while let scalar = current, scalar != "\n" { position += 1 }
        _ = take("\n")
    }

    /// Moves to the first line that is not blank; false at the end of the file.
    @discardableResult
    private mutating func skipBlankLines(keepIndent: Bool = false) -> Bool {
        while current != nil {
            let start = position
            skipSpaces()
            if take("\n") { continue }
            if current == nil { return false }
            position = start
            return true
        }
        return false
    }

    /// Moves to the next line that can start an entry or a comment, past the current line.
    private mutating func skipToNextEntry() {
        repeat {
            skipLine()
        } while current.map { !($0.isFluentLetter || $0 == "-" || $0 == "#") } ?? false
    }

    // MARK: Places

    private func lineIndex(of offset: Int) -> Int {
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        return low
    }

    private func location(of offset: Int) -> SourceLocation {
        let line = lineIndex(of: offset)
        return SourceLocation(file: file, line: line + 1, column: text(lineStarts[line]..<offset).count + 1)
    }

    private func error(_ reason: FluentSyntaxError.Reason, at offset: Int? = nil) -> FluentSyntaxError {
        let offset = min(offset ?? position, scalars.count)
        let start = lineStarts[lineIndex(of: offset)]
        let end = scalars[start...].firstIndex(of: "\n") ?? scalars.count
        return FluentSyntaxError(reason: reason, location: location(of: offset), line: text(start..<end))
    }
}

extension Unicode.Scalar {
    fileprivate var isFluentLetter: Bool { ("a"..."z").contains(self) || ("A"..."Z").contains(self) }
    fileprivate var isFluentDigit: Bool { ("0"..."9").contains(self) }
}
