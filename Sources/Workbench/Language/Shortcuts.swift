import Diagnostics

/// Words that stand for the beginnings of lines: a few of the program's own, and those of a session's `alias`.
///
/// A shortcut is put in the place of the verb before a line is understood, so that everything else, errors included, is
/// about the line it makes.
package struct Shortcuts: Sendable, Hashable {
    /// One word and what it stands for.
    package struct Entry: Sendable, Hashable {
        package let name: String
        package let text: String
    }

    /// Words for questions that are asked often.
    package static let builtIn = [
        Entry(name: "groups", text: "metrics n, label-coverage, base-rate"),
        Entry(name: "slices", text: "probe slices"),
        Entry(name: "sweep", text: "probe thresholds"),
        Entry(name: "lang", text: "set lang"),
    ]

    /// How many a session may have.
    static let limit = 200

    /// Those of the session, in the order they were made.
    package private(set) var own: [Entry] = []

    package init() {}

    /// What a word stands for.
    package subscript(name: String) -> String? {
        (own.first { $0.name == name } ?? Self.builtIn.first { $0.name == name })?.text
    }

    /// The words, those of the session first.
    package var names: [String] {
        own.map(\.name) + Self.builtIn.map(\.name).filter { name in !own.contains { $0.name == name } }
    }

    /// Takes a word in place of an earlier one of the same name.
    mutating func add(_ name: String, _ text: String) {
        own.removeAll { $0.name == name }
        own.append(Entry(name: name, text: text))
    }

    /// The line with each shortcut replaced that stands where a verb does; a line that is wrong stays as it is.
    ///
    /// - Complexity: O(characters).
    package func expanded(_ line: String) -> String {
        // Most lines have none, and a long one need not be cut up twice.
        guard (names + ["alias"]).contains(where: line.contains) else { return line }
        let tokens: [Token]
        do throws(LanguageError) {
            var lexer = try Lexer(line: line)
            tokens = try lexer.tokens()
        } catch { return line }
        let characters = Array(line)
        var known = self
        var replaced: [(range: Range<Int>, text: String)] = []
        for statement in tokens.split(whereSeparator: { $0.isSymbol(";") }) {
            let words = Array(statement)
            // `name = command`.
            let verb = words.count > 2 && words[1].isSymbol("=") && words[0].kind != .symbol ? words[2] : words[0]
            if let text = verb.kind == .word ? known[verb.text] : nil {
                replaced.append((Self.range(verb.span), text))
            } else if words.count > 3, verb.text == "alias", words[2].isSymbol("="), let last = words.last {
                // What a line makes, its rest may use.
                let text = characters[Self.range(words[3].span.union(last.span))]
                known.add(words[1].text, known.expanded(String(text)))
            }
        }
        var result = characters
        for (range, text) in replaced.reversed() { result.replaceSubrange(range, with: Array(text)) }
        return String(result)
    }

    private static func range(_ span: TextSpan) -> Range<Int> { (span.column - 1)..<(span.column - 1 + span.length) }

    /// The same for the arguments of a process.
    package static func expanded(_ arguments: [String]) -> [String] {
        guard let first = arguments.first, let text = builtIn.first(where: { $0.name == first })?.text else {
            return arguments
        }
        return text.replacing(", ", with: ",").split(separator: " ").map(String.init) + arguments.dropFirst()
    }
}
