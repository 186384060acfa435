import Diagnostics
import Localization
import Testing

@Suite("Fluent parser")
struct FluentParserTests {
    @Test("Messages, terms, attributes, comments and several lines are read")
    func reads() {
        let resource = FluentParser.parse(
            """
            ### A file
            ## A part
            # A comment
            plain = Hello
            -brand = Kigezo
                .gender = thing
            lines =
                First
                  indented

                last
            only-attributes =
                .title = Title
                .text = Text
            with-value = Value
                .note = Note

            """, file: "f.ftl")
        #expect(resource.errors.isEmpty)
        #expect(resource.entries.map(\.reference) == ["plain", "-brand", "lines", "only-attributes", "with-value"])
        #expect(resource.entries[0].value?.elements == [.text("Hello")])
        #expect(resource.entries[0].location == Diagnostics.SourceLocation(file: "f.ftl", line: 4, column: 1))
        #expect(resource.entries[1].attribute("gender")?.elements == [.text("thing")])
        #expect(resource.entries[2].value?.elements == [.text("First\n  indented\n\nlast")])
        #expect(resource.entries[3].value == nil)
        #expect(resource.entries[3].attributes.map(\.name) == ["title", "text"])
        #expect(resource.entries[4].attribute("note")?.elements == [.text("Note")])
    }

    @Test(
        "Line ends of any system and a byte order mark make no difference",
        arguments: ["a = One\nb =\n    Two\n    lines\n", "\u{FEFF}a = One\r\nb =\r\n    Two\r\n    lines\r\n"])
    func lineEnds(source: String) {
        let resource = FluentParser.parse(source, file: "f.ftl")
        #expect(resource.errors.isEmpty)
        #expect(resource.entries.map { $0.value?.elements } == [[.text("One")], [.text("Two\nlines")]])
    }

    @Test("Placeables of every kind are read")
    func placeables() {
        let resource = FluentParser.parse(
            #"""
            m = { "q\"\\\u0041\U01F600" }{ -1.50 }{ $v }{ other }{ other.attr }{ -term(form: "x", n: 2) }{ LIST($l) }
            """#, file: "f.ftl")
        #expect(resource.errors.isEmpty)
        #expect(
            resource.entries.first?.value?.elements == [
                .placeable(.string("q\"\\A😀")), .placeable(.number(-1.5, "-1.50")), .placeable(.variable("v")),
                .placeable(.message("other", attribute: nil)), .placeable(.message("other", attribute: "attr")),
                .placeable(.term("term", arguments: ["form": .string("x"), "n": .number(2, "2")])),
                .placeable(.list("l")),
            ])
    }

    @Test("The text of a choice ends where the next variant starts")
    func selects() {
        let resource = FluentParser.parse(
            """
            m = Of { NUMBER($n) ->
                [0] none.
                [one] { $n } is
                    here.
               *[other] { $n } are.
              } End.
            """, file: "f.ftl")
        #expect(resource.errors.isEmpty)
        guard case .placeable(.select(.variable("n"), let variants))? = resource.entries.first?.value?.elements[1]
        else {
            Issue.record("no choice was read")
            return
        }
        #expect(variants.map(\.key) == [.number(0), .name("one"), .name("other")])
        #expect(variants.map(\.isDefault) == [false, false, true])
        #expect(variants[1].value.elements == [.placeable(.variable("n")), .text(" is\nhere.")])
        #expect(resource.entries.first?.value?.elements.last == .text(" End."))
    }

    struct Fault: Sendable, CustomTestStringConvertible {
        let source: String
        let reason: FluentSyntaxError.Reason
        let line: Int
        let column: Int
        var testDescription: String { "\(reason)" }
    }

    static let faultyFiles: [Fault] = [
        Fault(source: "1a = x", reason: .expectedEntry, line: 1, column: 1),
        Fault(source: "ok = x\n    [one] y", reason: .expectedText, line: 2, column: 5),
        Fault(source: "name x", reason: .expectedEquals, line: 1, column: 6),
        Fault(source: "name =", reason: .expectedText, line: 1, column: 7),
        Fault(source: "-t =\n    .a = x", reason: .termWithoutText, line: 1, column: 1),
        Fault(source: "a = { $ }", reason: .expectedIdentifier, line: 1, column: 8),
        Fault(source: "a = { $x", reason: .expected("}"), line: 1, column: 9),
        Fault(source: "a = { $x -> [one] y\n   *[other] z\n  }", reason: .arrowNotAtLineEnd, line: 1, column: 13),
        Fault(source: "a = { $x ->\n    [one] y\n  }", reason: .noDefaultVariant, line: 2, column: 12),
        Fault(
            source: "a = { $x ->\n   *[one] y\n   *[other] z\n  }", reason: .severalDefaultVariants, line: 3, column: 6),
        Fault(
            source: "a = { $x ->\n    [one] y\n   *[one] z\n  }", reason: .repeatedVariant("one"), line: 3, column: 6),
        Fault(source: "a = x\n    .b = y\n    .b = z", reason: .repeatedAttribute("b"), line: 3, column: 11),
        Fault(source: "a = x\na = y", reason: .repeatedIdentifier("a", first: 1), line: 2, column: 1),
        Fault(source: "a = { b ->\n   *[other] z\n  }", reason: .badSelector, line: 1, column: 5),
        Fault(source: "a = { \"x\" ->\n   *[other] z\n  }", reason: .badSelector, line: 1, column: 5),
        Fault(source: "a = { ! }", reason: .badPlaceable, line: 1, column: 7),
        Fault(source: "a = { { $x } }", reason: .badPlaceable, line: 1, column: 7),
        Fault(source: "a = { -t.attr }", reason: .badPlaceable, line: 1, column: 5),
        Fault(source: "a = { -t($x) }", reason: .badArgument, line: 1, column: 10),
        Fault(source: "a = { DATETIME($x) }", reason: .unknownFunction("DATETIME"), line: 1, column: 7),
        Fault(source: "a = { NUMBER($x) }", reason: .numberOutsideSelector, line: 1, column: 5),
        Fault(source: "a = { \"\\n\" }", reason: .badEscape, line: 1, column: 9),
        Fault(source: "a = { \"x }", reason: .unclosedString, line: 1, column: 11),
        Fault(source: "a = x } y", reason: .strayBrace, line: 1, column: 7),
        Fault(source: "a = x\n{ $y }", reason: .notIndented, line: 2, column: 1),
        Fault(source: "a = x\n\ty", reason: .tabIndent, line: 2, column: 1),
        Fault(source: "a = ቃል } x", reason: .strayBrace, line: 1, column: 8),
        Fault(source: "a = e\u{301}e\u{301} } x", reason: .strayBrace, line: 1, column: 8),
    ]

    @Test("Each fault is told with its place, in characters", arguments: faultyFiles)
    func faults(fault: Fault) {
        let resource = FluentParser.parse(fault.source, file: "f.ftl")
        #expect(resource.errors.map(\.reason) == [fault.reason])
        #expect(
            resource.errors.first?.location
                == Diagnostics.SourceLocation(file: "f.ftl", line: fault.line, column: fault.column))
        let diagnostic = resource.errors.first?.diagnostics.first
        #expect(diagnostic?.code == "E501")
        #expect(diagnostic?.message.isEmpty == false)
    }

    @Test("What is broken is skipped, what stands around it survives")
    func recovers() {
        let resource = FluentParser.parse(
            "a = One\nb = { $x ->\n    [one] y\n  }\n  more\nc = Three\n!!\n# note\nd = Four", file: "f.ftl")
        #expect(resource.entries.map(\.id) == ["a", "c", "d"])
        #expect(resource.errors.map(\.reason) == [.noDefaultVariant, .expectedEntry])
    }

    @Test("Choices nested too deep are refused, not followed")
    func depth() {
        var source = "a = "
        for level in 0..<2_000 { source += "{ $v\(level) ->\n *[other] " }
        let resource = FluentParser.parse(source, file: "f.ftl")
        #expect(resource.entries.isEmpty)
        #expect(resource.errors.first?.reason == .nestedTooDeep(limit: FluentParser.maximumDepth))
    }

    @Test("More branches than any language needs are refused")
    func branches() {
        let variants = (0...FluentParser.maximumBranches).map { "    [v\($0)] x\n" }.joined()
        let attributes = (0...FluentParser.maximumBranches).map { "    .v\($0) = x\n" }.joined()
        for source in ["a = { $x ->\n\(variants)   *[other] y\n  }\n", "a = x\n\(attributes)"] {
            let resource = FluentParser.parse(source, file: "f.ftl")
            #expect(resource.entries.isEmpty)
            #expect(resource.errors.map(\.reason) == [.tooMany(limit: FluentParser.maximumBranches)])
        }
    }

    @Test("No cut-off or garbled file makes the parser stop or trap")
    func hostile() {
        let source =
            "a = { $n ->\n    [0] x { -t(a: \"b\\u0041\", c: -1.5) }\n   *[other] { LIST($l) } y\n  }\n    .b = { m.c }\n-t = z\n"
        let scalars = Array(source.unicodeScalars)
        for end in 0...scalars.count {
            let cut = String(String.UnicodeScalarView(scalars[..<end]))
            let resource = FluentParser.parse(cut, file: "f.ftl")
            #expect(resource.entries.count + resource.errors.count <= 12)
        }
        let noise: [Unicode.Scalar] = [
            "{", "}", "\"", "-", ">", "[", "]", "*", ".", "=", "\n", " ", "\t", "\u{0}", "\u{10FFFF}",
        ]
        for position in scalars.indices {
            for scalar in noise {
                var garbled = scalars
                garbled[position] = scalar
                let resource = FluentParser.parse(String(String.UnicodeScalarView(garbled)), file: "f.ftl")
                #expect(resource.entries.count <= 3)
            }
        }
    }
}
