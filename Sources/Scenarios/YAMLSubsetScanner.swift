/// Refuses what a scenario may not contain before anything is built from it.
///
/// The YAML library expands aliases while it builds its tree: 350 bytes can take hundreds of mebibytes. So the text is
/// first cut into the same tokens as the library would cut it into, by the same rules, and a node that begins with an
/// anchor, an alias or a tag, a merge key, a key that is not plain text, a second document, a key written twice and
/// too deep a nesting are refused. Where a rule of YAML is rarely used (keys marked by `?`, explicit indentation), the
/// construct is refused rather than followed, so that the two readers cannot drift apart.
///
/// - Complexity: O(scalars), no recursion.
struct YAMLSubsetScanner {
    /// Mappings and lists within each other.
    static let depthLimit = 16
    /// Keys, texts, mappings and lists together.
    static let valueLimit = 20_000

    private let source: SourceText
    private let scalars: [Unicode.Scalar]
    private var index = 0
    private var line = 1
    /// From 0, in scalars.
    private var column = 0
    private var blocks: [Block] = []
    private var flows: [Flow] = []
    private var last: Token = .none
    private var values = 0
    private var problems: [ScenarioProblem] = []

    /// A block collection by its column; a list may stand at the column of the mapping that holds it.
    private struct Block {
        let column: Int
        var isMapping = false
        var isList = false
        var keys: [String: Int] = [:]
        var depth: Int { (isMapping ? 1 : 0) + (isList ? 1 : 0) }
    }

    private struct Flow {
        let opening: Unicode.Scalar
        let line: Int
        let column: Int
        var keys: [String: Int] = [:]

        var closing: Unicode.Scalar { opening == "[" ? "]" : "}" }
    }

    private enum Token {
        case none, other
        case scalar(text: String, isPlain: Bool, line: Int, column: Int)
    }

    private init(_ source: SourceText) {
        self.source = source
        scalars = source.scalars
    }

    /// What is refused in `source`, in the order of the text; empty when the library may read it.
    static func problems(in source: SourceText) -> [ScenarioProblem] {
        var scanner = YAMLSubsetScanner(source)
        scanner.scan()
        return scanner.problems
    }

    // MARK: Characters

    private func scalar(_ offset: Int = 0) -> Unicode.Scalar? {
        index + offset < scalars.count ? scalars[index + offset] : nil
    }

    private func isBreakOrEnd(_ offset: Int = 0) -> Bool {
        guard let scalar = scalar(offset) else { return true }
        return scalar == "\n" || scalar == "\r"
    }

    private func isBlankOrEnd(_ offset: Int = 0) -> Bool { scalar(offset) == " " || isBreakOrEnd(offset) }

    private mutating func advance(_ count: Int = 1) {
        for _ in 0..<count where index < scalars.count {
            if scalars[index] == "\n" {
                line += 1
                column = 0
            } else {
                column += 1
            }
            index += 1
        }
    }

    private mutating func report(_ kind: ScenarioProblem.Kind, line: Int, column: Int, length: Int = 1) {
        let position = source.position(line: line, scalarColumn: column + 1)
        problems.append(ScenarioProblem(kind, at: position, length: length))
    }

    // MARK: Tokens

    private mutating func scan() {
        while true {
            skipToToken()
            guard let next = scalar() else { return reportUnclosed() }
            if problems.count >= ScenarioError.collectionLimit { return }
            if flows.isEmpty { unroll() }
            if values > Self.valueLimit {
                return report(.tooManyValues(limit: Self.valueLimit), line: line, column: column)
            }
            if flows.count + blocks.reduce(0, { $0 + $1.depth }) > Self.depthLimit {
                return report(.tooDeep(limit: Self.depthLimit), line: line, column: column)
            }
            if column == 0, scanMarker(next) { continue }
            switch next {
            case "[", "{":
                flows.append(Flow(opening: next, line: line, column: column))
                values += 1
                take()
            case "]", "}":
                closeFlow(next)
                take()
            case ",": take()
            case "-" where isBlankOrEnd(1):
                if flows.isEmpty { openBlock(isList: true, column: column) }
                take()
            case "?" where !flows.isEmpty || isBlankOrEnd(1):
                report(.keyNotText, line: line, column: column)
                take()
            case ":" where !flows.isEmpty || isBlankOrEnd(1): scanValueMark()
            case "&": scanRefused { .anchor($0) }
            case "*": scanRefused { .alias($0) }
            case "!": scanRefused { .tag($0) }
            case "|" where flows.isEmpty, ">" where flows.isEmpty: scanBlockScalar()
            case "\"", "'": scanQuoted(next)
            default: scanPlain()
            }
        }
    }

    private mutating func take(_ count: Int = 1) {
        advance(count)
        last = .other
    }

    private mutating func closeFlow(_ closing: Unicode.Scalar) {
        guard let flow = flows.popLast() else { return }
        if flow.closing != closing { report(.unclosedBracket(flow.opening), line: flow.line, column: flow.column) }
    }

    private mutating func reportUnclosed() {
        guard let flow = flows.last else { return }
        report(.unclosedBracket(flow.opening), line: flow.line, column: flow.column)
    }

    private mutating func skipToToken() {
        while let next = scalar() {
            switch next {
            case " ", "\n", "\r": advance()
            case "#": while !isBreakOrEnd() { advance() }
            default: return
            }
        }
    }

    private mutating func unroll() {
        while let top = blocks.last, top.column > column { blocks.removeLast() }
    }

    private mutating func openBlock(isList: Bool, column: Int) {
        if (blocks.last?.column ?? -1) < column {
            blocks.append(Block(column: column))
            values += 1
        }
        if isList { blocks[blocks.count - 1].isList = true } else { blocks[blocks.count - 1].isMapping = true }
    }

    /// Document marks and directives, which only count at the first column.
    private mutating func scanMarker(_ next: Unicode.Scalar) -> Bool {
        if next == "%" {
            report(.directive, line: line, column: column)
            while !isBreakOrEnd() { advance() }
            return true
        }
        guard next == "-" || next == ".", scalar(1) == next, scalar(2) == next, isBlankOrEnd(3) else { return false }
        if next == "-", case .none = last {
            // The mark that begins the one document.
        } else {
            reportUnclosed()
            report(.anotherDocument, line: line, column: column, length: 3)
            flows = []
            blocks = []
        }
        take(3)
        return true
    }

    private mutating func scanRefused(_ kind: (String) -> ScenarioProblem.Kind) {
        let start = (line: line, column: column)
        var text = ""
        while let next = scalar(), !isBlankOrEnd(), !"[]{},".unicodeScalars.contains(next) {
            text.unicodeScalars.append(next)
            advance()
        }
        report(kind(text), line: start.line, column: start.column, length: text.count)
        last = .other
    }

    private mutating func scanValueMark() {
        guard case .scalar(let text, let isPlain, let keyLine, let keyColumn) = last, keyLine == line else {
            report(.keyNotText, line: line, column: column)
            return take()
        }
        if isPlain, text == "<<" { report(.mergeKey, line: keyLine, column: keyColumn, length: 2) }
        let firstLine: Int?
        if flows.isEmpty {
            openBlock(isList: false, column: keyColumn)
            firstLine = blocks[blocks.count - 1].keys.updateValue(keyLine, forKey: text)
        } else {
            firstLine = flows[flows.count - 1].keys.updateValue(keyLine, forKey: text)
        }
        if let firstLine {
            report(.duplicateKey(text, firstLine: firstLine), line: keyLine, column: keyColumn, length: text.count)
        }
        take()
    }

    // MARK: Scalars

    private mutating func scanQuoted(_ quote: Unicode.Scalar) {
        let start = (line: line, column: column)
        var text = ""
        values += 1
        advance()
        while let next = scalar() {
            if next == quote {
                guard quote == "'", scalar(1) == "'" else {
                    advance()
                    last = .scalar(text: text, isPlain: false, line: start.line, column: start.column)
                    return
                }
                advance()
            } else if quote == "\"", next == "\\" {
                text.unicodeScalars.append(next)
                advance()
                guard let escaped = scalar() else { break }
                text.unicodeScalars.append(escaped)
                advance()
                continue
            }
            text.unicodeScalars.append(next)
            advance()
        }
        report(.unclosedQuote, line: start.line, column: start.column)
    }

    private mutating func scanPlain() {
        let start = (line: line, column: column)
        let indent = (blocks.last?.column ?? -1) + 1
        var text = ""
        var blanks = ""
        values += 1
        scan: while let next = scalar(), next != "#", !(column == 0 && isDocumentMark()) {
            let before = index
            while let next = scalar(), !isBlankOrEnd() {
                if next == ":", isBlankOrEnd(1) { break }
                if !flows.isEmpty, ",[]{}".unicodeScalars.contains(next) { break }
                text += blanks
                blanks = ""
                text.unicodeScalars.append(next)
                advance()
            }
            if index == before, index == scalars.count || !isBlankOrEnd() {
                // Nothing that can begin a text: let the library say so.
                if text.isEmpty { advance() }
                break
            }
            guard isBlankOrEnd(), scalar() != nil else { break }
            while let next = scalar(), isBlankOrEnd() {
                if next == " " { blanks.append(" ") }
                advance()
            }
            if flows.isEmpty, column < indent { break scan }
        }
        last = .scalar(text: text, isPlain: true, line: start.line, column: start.column)
    }

    private func isDocumentMark() -> Bool {
        guard let next = scalar(), next == "-" || next == "." else { return false }
        return scalar(1) == next && scalar(2) == next && isBlankOrEnd(3)
    }

    private mutating func scanBlockScalar() {
        values += 1
        let parent = blocks.last?.column ?? -1
        advance()
        while let next = scalar(), !isBreakOrEnd(), next != "#" {
            if ("0"..."9").contains(next) { report(.explicitIndentation, line: line, column: column) }
            advance()
        }
        while !isBreakOrEnd() { advance() }
        advance(scalar() == "\r" ? 2 : 1)
        // The indentation is that of the first line with text, but no less than that of a blank line before it.
        var indent = 0
        while scalar() != nil {
            while scalar() == " " { advance() }
            indent = max(indent, column)
            guard scalar() == "\n" || scalar() == "\r" else { break }
            advance(scalar() == "\r" ? 2 : 1)
        }
        indent = max(indent, parent + 1, 1)
        while scalar() != nil, column == indent {
            while !isBreakOrEnd() { advance() }
            while scalar() == "\n" || scalar() == "\r" {
                advance(scalar() == "\r" ? 2 : 1)
                while column < indent, scalar() == " " { advance() }
            }
        }
        last = .other
    }
}
