import Localization
import Testing

@Suite("Fluent formatter")
struct FluentFormatterTests {
    static func number(_ value: Double) -> FluentValue { .number(value, formatted: "<\(value)>") }

    @Test(
        "An exact number wins over the plural category, and the default takes the rest",
        arguments: [(0.0, "none"), (1, "<1.0> is"), (2, "<2.0> are"), (7, "seven"), (1.5, "<1.5> are")])
    func plurals(value: Double, expected: String) {
        let scope = TestScope(
            "m = { $n ->\n    [0] none\n    [7] seven\n    [one] { $n } is\n   *[other] { $n } are\n  }")
        #expect(scope.text("m", ["n": Self.number(value)]) == expected)
    }

    @Test(
        "Arabic takes its six forms",
        arguments: [
            (0.0, "zero"), (1, "one"), (2, "two"), (3, "few"), (10, "few"), (11, "many"), (99, "many"), (100, "other"),
            (101, "other"), (102, "other"), (103, "few"), (111, "many"),
        ])
    func arabic(value: Double, expected: String) {
        let forms = ["zero", "one", "two", "few", "many"].map { "    [\($0)] \($0)\n" }.joined()
        let scope = TestScope("m = { $n ->\n\(forms)   *[other] other\n  }", language: "ar")
        #expect(scope.text("m", ["n": Self.number(value)]) == expected)
    }

    @Test("A word chooses the variant of its name, an unknown one the default")
    func words() {
        let scope = TestScope("m = { $d ->\n    [credit] loan\n   *[other] case\n  }")
        #expect(scope.text("m", ["d": .text("credit")]) == "loan")
        #expect(scope.text("m", ["d": .text("health")]) == "case")
    }

    @Test("Terms take parameters, and attributes of terms can be chosen by")
    func terms() {
        let scope = TestScope(
            """
            -owner = { $form ->
               *[one] owner
                [many] owners
              }
            -thing = gate
                .class = five
            one = The { -owner }
            many = The { -owner(form: "many") }
            agree = { -thing.class ->
                [five] la
               *[other] ya
              }
            """)
        #expect(scope.text("one") == "The owner")
        #expect(scope.text("many") == "The owners")
        #expect(scope.text("agree") == "la")
        #expect(scope.format("one").issues.isEmpty)
    }

    @Test("A term does not see the message's arguments")
    func termScope() {
        let scope = TestScope("-t = { $x ->\n    [a] A\n   *[b] B\n  }\nm = { -t }")
        #expect(scope.text("m", ["x": .text("a")]) == "B")
    }

    @Test("Values come as pieces of their own, words around them as others")
    func pieces() {
        let scope = TestScope("m = Of { $n } in { $g }, { LIST($l) }.")
        let (pieces, issues) = scope.format(
            "m", ["n": Self.number(3), "g": .text("<Wajir>"), "l": .list(["a", "b"])])
        #expect(issues.isEmpty)
        #expect(
            pieces == [
                .text("Of "), .value(name: "n", "<3.0>"), .text(" in "), .value(name: "g", "<Wajir>"), .text(", "),
                .value(name: "l", "a+b"), .text("."),
            ])
        #expect(
            pieces.joined(isolating: true)
                == "Of \u{2068}<3.0>\u{2069} in \u{2068}<Wajir>\u{2069}, \u{2068}a+b\u{2069}.")
        #expect(pieces.joined(isolating: false) == "Of <3.0> in <Wajir>, a+b.")
        #expect([FluentPiece.value(name: "n", "x")].joined(isolating: true) == "x")
    }

    @Test(
        "A value cannot reach out of its isolate",
        arguments: [
            ("a\u{2069}b", "ab"), ("a\u{2068}b", "ab"), ("a\u{202E}b\u{202C}", "ab"),
            ("a\u{2068}b\u{2069}", "a\u{2068}b\u{2069}"),
            ("\u{2069}a\u{2068}", "a"), ("a\u{200F}", "a\u{200F}"),
        ])
    func isolation(value: String, expected: String) {
        let pieces: [FluentPiece] = [.text("x "), .value(name: "v", value)]
        #expect(
            pieces.joined(isolating: true).unicodeScalars.elementsEqual("x \u{2068}\(expected)\u{2069}".unicodeScalars))
    }

    @Test("What is missing stays visible and is told")
    func missing() {
        let scope = TestScope("m = { $v } { other } { other.a } { -t }\nother =\n    .b = x")
        let (pieces, issues) = scope.format("m")
        #expect(pieces.joined(isolating: false) == "{$v} {other} {other.a} {-t}")
        #expect(
            issues == [
                .missingVariable("v", in: "m"), .missingMessage("other", in: "m"), .missingMessage("other.a", in: "m"),
                .missingTerm("-t", in: "m"),
            ])
    }

    @Test("Cycles end")
    func cycles() {
        let scope = TestScope("a = x{ b }\nb = y{ a }\n-t = { -t }\nc = { -t }")
        #expect(scope.text("a") == "xy{a}")
        #expect(scope.format("a").issues == [.cycle("a")])
        #expect(scope.text("c") == "{-t}")
    }

    @Test("References that multiply, or go too deep, are cut off")
    func limits() {
        var bomb = "m0 = x\n"
        for level in 1...12 { bomb += "m\(level) = \(String(repeating: "{ m\(level - 1) }", count: 10))\n" }
        let (pieces, issues) = TestScope(bomb).format("m12")
        #expect(issues.contains(.tooManyReferences(in: "m12")))
        #expect(pieces.joined(isolating: false).utf8.count < 100_000)

        var chain = "m0 = x\n"
        for level in 1...40 { chain += "m\(level) = { m\(level - 1) }\n" }
        #expect(TestScope(chain).format("m40").issues == [.tooManyReferences(in: "m40")])
    }
}
