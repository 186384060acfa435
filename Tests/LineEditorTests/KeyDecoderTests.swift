import LineEditor
import Testing

@Suite("Keys from the bytes of a terminal")
struct KeyDecoderTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let bytes: String
        let keys: [Key]
        var testDescription: String { bytes.debugDescription }

        init(_ bytes: String, _ keys: Key...) {
            self.bytes = bytes
            self.keys = keys
        }
    }

    static let cases = [
        Case("abc", .text("abc")), Case("\r", .enter), Case("\n", .enter), Case("\t", .tab), Case("\u{7F}", .backspace),
        Case("\u{8}", .backspace), Case("\u{1}", .control("a")), Case("\u{1A}", .control("z")),
        Case("\u{1F}", .control("_")), Case("\u{0}", .control(" ")),
        Case("\u{1B}[A\u{1B}[B\u{1B}[C\u{1B}[D", .up, .down, .right, .left),
        Case("\u{1B}OA\u{1B}OB\u{1B}OC\u{1B}OD\u{1B}OH\u{1B}OF", .up, .down, .right, .left, .home, .end),
        Case("\u{1B}[H\u{1B}[F\u{1B}[1~\u{1B}[4~\u{1B}[7~\u{1B}[8~", .home, .end, .home, .end, .home, .end),
        Case("\u{1B}[3~\u{1B}[5~\u{1B}[6~\u{1B}[Z", .delete, .pageUp, .pageDown, .backTab),
        Case("\u{1B}[1;5C\u{1B}[1;3D\u{1B}[1;2C", .wordRight, .wordLeft, .right),
        Case("\u{1B}b\u{1B}F\u{1B}\u{7F}\u{1B}\r", .alt("b"), .alt("f"), .alt("\u{7F}"), .alt("\n")),
        Case("አማ🇰🇪", .text("አማ🇰🇪")),
        // What nobody knows is swallowed whole: F5, a report of focus, a title, an answer about the terminal.
        Case("\u{1B}[15~x", .text("x")), Case("\u{1B}[Ix", .text("x")), Case("\u{1B}[?62;4cx", .text("x")),
        Case("\u{1B}]11;rgb:0/0/0\u{7}x", .text("x")), Case("\u{1B}P1+r\u{1B}\\x", .text("x")),
        Case("\u{1B}[200~a\tb\r\n\u{1B}[A\u{3}\u{1B}[201~c", .paste("a\tb\r\n\u{1B}[A\u{3}"), .text("c")),
        Case("\u{1B}[200~\u{1B}[201~", .paste("")),
        Case("\u{1B}[200~\u{1B}[20\u{1B}[201~", .paste("\u{1B}[20")),
    ]

    @Test("Bytes become keys, in one piece and one byte at a time", arguments: cases)
    func keys(_ test: Case) {
        var decoder = KeyDecoder()
        #expect(decoder.decode(test.bytes.utf8) == test.keys)
        #expect(!decoder.isWaiting)
        var joined: [Key] = []
        for byte in test.bytes.utf8 {
            for key in decoder.decode([byte]) {
                if case .text(let more) = key, case .text(let former)? = joined.last {
                    joined[joined.count - 1] = .text(former + more)
                } else {
                    joined.append(key)
                }
            }
        }
        #expect(joined == test.keys)
    }

    @Test("An escape alone is a key once nothing has followed it")
    func escape() {
        var decoder = KeyDecoder()
        #expect(decoder.decode([0x1B]).isEmpty)
        #expect(decoder.isWaiting)
        #expect(decoder.flush() == [.escape])
        #expect(!decoder.isWaiting && decoder.flush().isEmpty)
        #expect(decoder.decode("\u{1B}\u{1B}[A".utf8) == [.escape, .up])
        _ = decoder.decode("\u{1B}[1;".utf8)
        #expect(decoder.flush().isEmpty)
        #expect(decoder.decode("x".utf8) == [.text("x")])
        _ = decoder.decode("\u{1B}]".utf8)
        #expect(decoder.flush() == [.alt("]")])
    }

    @Test("A paste waits for its end however long that takes, and half a character for its other half")
    func waiting() {
        var decoder = KeyDecoder()
        #expect(decoder.decode("\u{1B}[200~load".utf8).isEmpty)
        #expect(!decoder.isWaiting && decoder.flush().isEmpty)
        #expect(decoder.decode(" x\u{1B}[201~".utf8) == [.paste("load x")])
        let bytes = Array("ማ".utf8)
        #expect(decoder.decode(bytes[..<2]).isEmpty)
        #expect(!decoder.isWaiting && decoder.flush().isEmpty)
        #expect(decoder.decode(bytes[2...]) == [.text("ማ")])
    }

    @Test(
        "What is no UTF-8 is seen as such and harms nothing behind it",
        arguments: [[0xFF], [0xC0, 0xAF], [0xE1, 0x88], [0xED, 0xA0, 0x80], [0x80], [0xF5, 0x80], [0xC3]] as [[UInt8]])
    func invalid(bytes: [UInt8]) throws {
        var decoder = KeyDecoder()
        let keys = decoder.decode(bytes + Array("a\u{1}".utf8))
        guard case .text(let text)? = keys.first, keys.count == 2 else {
            Issue.record("\(keys)")
            return
        }
        #expect(text.hasSuffix("a") && text.hasPrefix("\u{FFFD}"))
        #expect(text.dropLast().allSatisfy { $0 == "\u{FFFD}" })
        #expect(keys.last == .control("a"))
    }

    @Test("Any bytes in any pieces give the same keys as in one piece, and none is left waiting after a flush")
    func random() {
        var state: UInt64 = 7
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let parts: [[UInt8]] = [
            [0x1B], [0x5B], Array("200~".utf8), Array("\u{1B}[201~".utf8), Array("1;5".utf8), [0x7E], [0x41], [0xE1],
            [0x88], [0x9B], [0xFF], [0x0D], [0x4F], [0x5D], [0x07], Array("अ".utf8),
        ]
        for _ in 0..<2_000 {
            let bytes = (0..<next(20)).flatMap { _ in parts[next(parts.count)] }
            var whole = KeyDecoder()
            var pieces = KeyDecoder()
            let expected = Self.text(whole.decode(bytes) + whole.flush())
            let got = Self.text(bytes.flatMap { pieces.decode([$0]) } + pieces.flush())
            #expect(got == expected, "\(bytes)")
            #expect(!whole.isWaiting)
        }
    }

    /// The keys as one text, so that it does not matter how characters are divided among keys.
    private static func text(_ keys: [Key]) -> String {
        keys.reduce(into: "") { output, key in
            if case .text(let text) = key { output += text } else { output += "<\(key)>" }
        }
    }
}
