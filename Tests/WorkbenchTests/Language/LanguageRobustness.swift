import Diagnostics
import Testing

@testable import Workbench

/// A small seeded generator (SplitMix64), so that a failure can be repeated.
struct LanguageGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

@Suite("The parser stands anything")
struct LanguageRobustness {
    private static let fragments = [
        "metrics", "compare", "load", "help", "tpr", ",", "by", "where", "=", "!=", "<", ">=", "(", ")", "and", "or",
        "not", "in", "like", "between", "is", "null", "'a%'", "\"x y\"", "0.5", "0,5", "-1", "--by", "--by=", "-o",
        "json",
        ";", "|", "sort", "head", "#", "ክልል", "e\u{301}", "\u{301}", "\u{202E}", "\r\n", "'", "\"", "reference", "as",
        "largest", "a=b", "\u{1F468}\u{200D}\u{1F469}", "?", "--", "-", "", " ",
    ]

    @Test(
        "A quote, comma or space is seen beside a combining mark, and the name keeps the mark",
        arguments: ["\u{301}north", "nor\"\u{301}th", "\u{600}", "\u{20D7}", "a\u{600}\"", "\u{6DA}*"])
    func combiningMarks(name: String) throws {
        let quoted = Spelling.name(name)
        for line in ["metrics tpr by \(quoted),\(quoted)", "metrics tpr by \(quoted) , \(quoted)"] {
            let call = try #require(try testRegistry.parse(line: line).first)
            let names = call.lists("by").flatMap { $0.map(\.value) }
            #expect(names.map { Array($0.unicodeScalars) } == [Array(name.unicodeScalars), Array(name.unicodeScalars)])
            #expect(try testRegistry.parse(line: call.description).first?.description == call.description)
        }
        let text = try testRegistry.parse(line: "metrics tpr where a = \(Spelling.string("\u{301}'\u{301}"))").first
        #expect(text?.expression("where")?.value.predicate == .comparison(.column(0), .equal, .text("\u{301}'\u{301}")))
    }

    @Test("20,000 random byte strings and word salads are understood or refused, never a trap")
    func randomLines() {
        var generator = LanguageGenerator(seed: 7)
        var refused = 0
        let renderer = DiagnosticRenderer()
        for round in 0..<20_000 {
            let line: String
            if round.isMultiple(of: 2) {
                let bytes = (0..<Int.random(in: 0...60, using: &generator)).map { _ in
                    UInt8.random(in: 0...255, using: &generator)
                }
                line = (round.isMultiple(of: 4) ? "metrics " : "") + String(decoding: bytes, as: UTF8.self)
            } else {
                let words = (0..<Int.random(in: 0...14, using: &generator)).compactMap { _ in
                    Self.fragments.randomElement(using: &generator)
                }
                line = words.joined(separator: Bool.random(using: &generator) ? " " : "")
            }
            do {
                for call in try testRegistry.parse(line: line) {
                    #expect(!call.description.isEmpty)
                    #expect(call.commandSpan.column <= line.count)
                }
            } catch {
                refused += 1
                #expect(error.span.column >= 1 && error.span.column <= line.count + 1, "round \(round)")
                let text = renderer.text(of: error)
                #expect(text.split(separator: "\n").count <= DiagnosticRenderer.lineLimit, "round \(round)")
                #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" }, "round \(round)")
            }
        }
        #expect(refused > 10_000)
    }

    @Test("Random arguments are understood or refused as well")
    func randomArguments() {
        var generator = LanguageGenerator(seed: 11)
        var understood = 0
        for round in 0..<10_000 {
            let arguments =
                (round.isMultiple(of: 2) ? ["metrics", "tpr"] : [])
                + (0..<Int.random(in: 0...8, using: &generator)).compactMap { _ in
                    Self.fragments.randomElement(using: &generator)
                }
            do {
                let call = try testRegistry.parse(arguments: arguments)
                #expect(!call.description.isEmpty)
                understood += 1
            } catch {
                #expect(error.span.column >= 1 && error.span.column <= error.line.count + 2, "round \(round)")
            }
        }
        #expect(understood > 100)
    }

    @Test("What is understood and written again is understood the same")
    func roundTrips() throws {
        var generator = LanguageGenerator(seed: 13)
        let names = [
            "region", "\"a \"\"b\"", "ክልል", "\"where\"", "\"label\"", "x.y", "\"--x\"", "\"\"", "काठमाडौं", "\"1\"",
        ]
        let values = ["1", "-0.25", "'it''s'", "''", "'a%_\\\\'"]
        func name() -> String { names.randomElement(using: &generator) ?? "a" }
        func condition(_ depth: Int) -> String {
            let value = values.randomElement(using: &generator) ?? "1"
            switch Int.random(in: 0..<(depth > 3 ? 5 : 8), using: &generator) {
            case 0: return "\(name()) = \(value)"
            case 1: return "\(name()) not in (\(value), 2, 'x')"
            case 2: return "\(name()) between 1 and \(value)"
            case 3: return "\(name()) is not null"
            case 4: return "\(name()) like 'a%'"
            case 5: return "(\(condition(depth + 1)) or \(condition(depth + 1)))"
            case 6: return "not (\(condition(depth + 1)) and \(condition(depth + 1)))"
            default: return "\(condition(depth + 1)) and \(condition(depth + 1))"
            }
        }
        for _ in 0..<2_000 {
            var line = "metrics \(name()), \(name())"
            if Bool.random(using: &generator) { line = "compare \(name()) by \(name()) reference \(name())='v w'" }
            if Bool.random(using: &generator) { line += " by \(name()), \(name())" }
            if Bool.random(using: &generator) { line += " where \(condition(0))" }
            if Bool.random(using: &generator) { line += " level 0.9" }
            if Bool.random(using: &generator) { line += " | sort \(name()) desc | where \(condition(2))" }
            let once = try parsed(line)
            let twice = try parsed(once.description)
            #expect(once.description == twice.description)
            #expect(once.clauses.map(\.name) == twice.clauses.map(\.name))
            #expect(once.expression("where")?.value.predicate == twice.expression("where")?.value.predicate)
        }
    }
}
