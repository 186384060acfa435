import Testing

@Suite("Sources keep the rules a compiler does not")
struct LintTests {
    /// Something that must not be written, and the targets that may.
    struct Rule: Sendable, CustomTestStringConvertible {
        let text: String
        let exempt: Set<String>
        var testDescription: String { text }

        /// Whether a line of code, without comments and strings, breaks the rule.
        func isBroken(by line: String) -> Bool {
            guard line.contains(text) else { return false }
            var start = line.startIndex
            while let range = line[start...].firstRange(of: text) {
                let before = range.lowerBound == line.startIndex ? " " : line[line.index(before: range.lowerBound)]
                let startsWord = text.first.map { $0.isLetter } ?? false
                if !startsWord || !(before.isLetter || before.isNumber || before == "_") { return true }
                start = range.upperBound
            }
            return false
        }
    }

    static let rules = [
        Rule(text: "try!", exempt: []),
        Rule(text: "as!", exempt: []),
        Rule(text: "fatalError(", exempt: []),
        // Files are written whole or not at all: only Storage knows how.
        Rule(text: ".write(to", exempt: ["Storage"]),
        Rule(text: "fopen(", exempt: ["Storage"]),
        Rule(text: "freopen(", exempt: ["Storage"]),
        Rule(text: ".createFile(", exempt: ["Storage"]),
        Rule(text: "FileHandle(forWriting", exempt: ["Storage"]),
        // Nothing in the library may end the process or print behind the front end's back.
        Rule(text: "exit(", exempt: ["KigezoTool", "Benchmarks", "Simulations"]),
        Rule(text: "print(", exempt: ["KigezoTool", "Benchmarks", "Simulations"]),
        Rule(text: "debugPrint(", exempt: []),
        // Results must not depend on chance.
        Rule(text: "SystemRandomNumberGenerator", exempt: ["Storage"]),
    ]

    @Test("No source file breaks the rule", arguments: rules)
    func rule(rule: Rule) throws {
        var lines = 0
        for target in try SourceTree.folders(below: "Sources") where !rule.exempt.contains(target) {
            for file in try SourceTree.files(below: "Sources/" + target) {
                for (number, line) in file.code.enumerated() {
                    lines += 1
                    if rule.isBroken(by: line) { Issue.record("\(file.path):\(number + 1): \(rule.text)") }
                }
            }
        }
        #expect(lines > 1_000)
    }

    @Test(
        "The words we do not use about results stand nowhere, comments included", arguments: ["unbiased", "fair model"])
    func words(word: String) throws {
        for file in try SourceTree.texts(below: "Sources") {
            #expect(!file.text.lowercased().contains(word), "\(file.path)")
        }
    }

    @Test("A broken rule is seen in code and not in comments and strings")
    func detection() throws {
        let rule = Rule(text: "fatalError(", exempt: [])
        let text = """
            // fatalError()
            let a = "fatalError(" /* fatalError( */ + "x"
            myfatalError()
            fatalError("x")
            """
        let broken = SourceTree.code(of: text).enumerated().filter { rule.isBroken(by: $0.element) }.map(\.offset)
        #expect(broken == [3])
        #expect(Rule(text: "try!", exempt: []).isBroken(by: "let x = try! f()"))
        #expect(Rule(text: ".write(to", exempt: []).isBroken(by: "data.write(to: url)"))
        #expect(!Rule(text: "as!", exempt: []).isBroken(by: "alias!"))
    }
}
