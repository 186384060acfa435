import Diagnostics
import Testing

@testable import Scenarios

@Suite("Scenario files: what is refused before anything is built")
struct ScenarioFileSafetyTests {
    private static func bomb(levels: Int) -> String {
        var text = "kigezo: 1\na0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1...levels {
            let aliases = [String](repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(aliases)]\n"
        }
        return text
    }

    @Test("An alias bomb is refused without being expanded", arguments: 4...12)
    func bombs(levels: Int) {
        let clock = ContinuousClock()
        var problems: [Diagnostic] = []
        let elapsed = clock.measure { problems = ScenarioFileFixtures.problems(Self.bomb(levels: levels)) }
        #expect(problems.contains { $0.code == "E404" })
        // Expanded, the sixth level takes more than a second and each further one nine times that.
        #expect(elapsed < .milliseconds(500), "\(levels) levels took \(elapsed)")
    }

    @Test(
        "An anchor is found wherever a node can begin",
        arguments: [
            "a: &x 1", "&x a: 1", "- &x 1", "a:\n  &x b: 1", "a: [1, &x 2]", "a: [&x 2]", "a: {b: &x 2}", "{&x a: 1}",
            "a: &x\n  b: 1", "--- &x a", "a: 'q' # c\nb: &x 1", "a: \"q\\\"\"\nb: &x 1", "a: 'it''s'\nb: &x 1",
            "a: |\n  text\nb: &x 1", "a: >-\n\n  text\n\nb: &x 1", "a: |\n    \n  text: &x 1", "a: |\nb: &x 1",
            "a: |  # note\n   t\nb: &x 1", "a: plain # note\nb: &x 1", "a: pl#ain\n\nb: &x 1", "a: 'q'#c\nb: &x 1",
            "a: 1\r\nb: &x 1\r\n", "a: [1,\n&x 2]", "a: text\n   more\nb: &x 1", "a:\n- b\n- &x c", "- - &x 1",
            "a: {b: c,\n d: &x e}",
            "a: \"multi\n  line\"\nb: &x 1", "a: # note\n  &x b", "a: -1\nb: &x 1", "a: ' #'\nb: &x 1", "a: [b: &x c]",
        ])
    func anchors(text: String) {
        #expect(YAMLSubsetScanner.problems(in: SourceText(text)).contains { $0.kind == .anchor("&x") }, "\(text)")
    }

    @Test(
        "What only looks like an anchor, an alias, a tag or a merge key is text",
        arguments: [
            "a: b &x c", "a: 'b &x'", "a: \"&x\"", "a: b&x", "# &x\na: b", "a: b # &x *y !z", "a: |\n  &x\n  *y\nb: c",
            "a: >\n  &x *y\n\n  !z\nb: c", "a: b\n  &x c", "a: [b &x, c*d, e!]", "a: 'it''s &x'", "a: \"\\\" &x\"",
            "a: <<",
            "a: |-\n   &x\n    &y\n   &z\nb: c", "a: b ! c", "a: x:&y", "a: b *x",
        ])
    func lookAlikes(text: String) throws {
        let source = SourceText(text)
        #expect(YAMLSubsetScanner.problems(in: source).isEmpty, "\(text)")
        #expect(try YAMLNode.composing(source) != nil)
    }

    /// Texts made of the pieces that matter to a YAML reader, in every order.
    private static func soup(_ random: inout SplitMix64) -> String {
        let pieces = [
            "&x ", "*x ", "&x", "*x", "!t ", "a", "b c", ": ", ":", "- ", "-", "? ", "[", "]", "{", "}", ", ", ",", "'",
            "\"",
            "''", "\\", "#", " #", "|\n", ">\n", "|-\n", "\n", "\n", "\n", "\n ", "\n  ", "\n    ", " ", "  ", "a: ",
            "b: ", "c: ", "\r\n",
            "---\n", "...", "%", "<<: ", "ሀ", "😀", "~",
        ]
        var text = ""
        for _ in 0..<(1 + random.next(below: 24)) { text += pieces[random.next(below: pieces.count)] }
        return text
    }

    @Test("The scanner and the library never disagree on where an anchor or an alias is", arguments: 0..<20)
    func agreement(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        var read = 0
        var readWithMark = 0
        for _ in 0..<2_000 {
            let source = SourceText(Self.soup(&random))
            guard YAMLSubsetScanner.problems(in: source).isEmpty else { continue }
            do {
                _ = try YAMLNode.composing(source)
                read += 1
                if source.text.contains("&x") || source.text.contains("*x") { readWithMark += 1 }
            } catch {
                switch error.kind {
                case .anchor, .alias:
                    Issue.record("seed \(seed): the scanner missed an anchor in \(source.text.debugDescription)")
                case .syntax(let problem):
                    #expect(
                        !problem.contains("alias") && !problem.contains("anchor"), "\(source.text.debugDescription)")
                case .duplicateKey:
                    // Escapes within double quotes are compared by the library alone.
                    #expect(
                        source.text.contains("\\") || source.text.contains("'"),
                        "seed \(seed): \(source.text.debugDescription)")
                default: break
                }
            }
        }
        // Else the texts would not try anything.
        #expect(read >= 50)
        #expect(readWithMark >= 5)
    }

    @Test("A large file within the limits takes its time in proportion")
    func large() throws {
        let columns = (0..<2_500).map { "column\($0)" }
        var text = "{kigezo: 1, name: a, title: A, risk: low, models: {m: {prediction: p}},\n"
        text +=
            " data: {file: a.csv, label: y, groups: [" + columns.map { "{column: \($0)}" }.joined(separator: ", ")
            + "]},\n"
        text += " analysis: {by: [" + columns.joined(separator: ", ") + "]},\n gates: ["
        text +=
            (0..<600).map { "{name: g\($0), metric: accuracy, by: column\($0), compare: range, tolerance: 1}" }
            .joined(separator: ",\n") + "]}"
        let clock = ContinuousClock()
        var scenario: Scenario?
        let elapsed = try clock.measure { scenario = try ScenarioFileFixtures.read(text) }
        #expect(scenario?.gates.count == 600)
        #expect(scenario?.analysis.by.count == 2_500)
        #expect(elapsed < .seconds(10), "\(elapsed)")
    }

    @Test(
        "Much of nothing is refused quickly",
        arguments: ["[", "{", "- ", "a: ", "? ", "'", "&a ", "{a: ", "[[],", "\n", "a,", "*"])
    func floods(piece: String) {
        let text = String(repeating: piece, count: (1 << 20) / piece.utf8.count)
        let clock = ContinuousClock()
        var problems: [Diagnostic] = []
        let elapsed = clock.measure { problems = ScenarioFileFixtures.problems(text) }
        #expect(!problems.isEmpty)
        #expect(problems.count <= ScenarioError.reportLimit + 1)
        #expect(elapsed < .seconds(20), "\(elapsed)")
    }

    @Test(
        "Columns count characters, whatever stands before",
        arguments: ["abc", "ሰላም", "👩🏾‍🌾", "e\u{301}e\u{301}", "🇰🇪🇪🇹", "नेपाली", "אב"])
    func columns(before: String) throws {
        let problems = ScenarioFileFixtures.problems("{kigezo: \"\(before)\", zzzzzzz: 1}")
        let unknown = try #require(problems.first { $0.code == "E407" })
        let column = "{kigezo: \"".count + before.count + "\", ".count + 1
        #expect(unknown.location == SourceLocation(file: "scenario.yaml", line: 1, column: column))
        #expect(unknown.excerpt?.column == column)
    }
}

/// A small seeded generator, so that a failure can be repeated.
struct SplitMix64 {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func next(below bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
