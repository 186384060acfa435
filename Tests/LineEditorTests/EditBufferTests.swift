import Testing

@testable import LineEditor

@Suite("The text being edited")
struct EditBufferTests {
    @Test(
        "Backspace takes one character a reader sees",
        arguments: ["é", "e\u{301}", "क्षे", "👨‍👩‍👧", "🇰🇪", "ማ", "مُ", "ன்"])
    func backspace(character: String) {
        #expect(character.count == 1)
        var buffer = EditBuffer("ab" + character)
        buffer.deleteBackward()
        #expect(buffer.text == "ab" && buffer.cursor == 2)
    }

    @Test("What is typed joins the character before it, and the cursor is behind both")
    func joining() {
        var buffer = EditBuffer("caf")
        for piece in ["e", "\u{301}", "🇰", "🇪", "👨", "\u{200D}", "👩"] { buffer.insert(piece) }
        #expect(buffer.characters == ["c", "a", "f", "é", "🇰🇪", "👨‍👩"])
        #expect(buffer.cursor == 6)
    }

    @Test("A letter typed before a mark takes the mark, and the cursor stands behind it")
    func beforeMark() {
        var buffer = EditBuffer("x\u{301}y")
        buffer.move(to: 0)
        buffer.deleteForward()
        #expect(buffer.text == "y")
        buffer = EditBuffer("\u{301}y")
        buffer.move(to: 0)
        buffer.insert("a")
        #expect(buffer.characters == ["á", "y"] && buffer.cursor == 1)
    }

    @Test("Taking out what stood between two halves joins them")
    func halves() {
        var buffer = EditBuffer("🇰x🇪")
        buffer.move(to: 2)
        buffer.deleteBackward()
        #expect(buffer.characters == ["🇰🇪"] && buffer.cursor == 1)
    }

    @Test("Line ends of every kind become line feeds")
    func lineEnds() {
        #expect(EditBuffer("a\r\nb\rc\nd\r\r\ne").text == "a\nb\nc\nd\n\ne")
    }

    @Test("Words are letters and digits of any script")
    func words() {
        var buffer = EditBuffer("metrics አማራ-ክልል 'x y'")
        #expect(buffer.wordStart == 19 && buffer.blankSeparatedStart == 19)
        buffer.move(to: 16)
        #expect(buffer.wordStart == 12 && buffer.blankSeparatedStart == 8)
        buffer.move(to: 7)
        #expect(buffer.wordEnd == 11)
    }

    @Test("Lines of an entry: where they start and end, and what is above and below")
    func lines() {
        var buffer = EditBuffer("abc\nde\nfghi")
        #expect(buffer.lineStart == 7 && buffer.lineEnd == 11 && buffer.above == 6 && buffer.below == nil)
        buffer.move(to: 6)
        #expect(buffer.lineStart == 4 && buffer.above == 2 && buffer.below == 9)
        buffer.move(to: 1)
        #expect(buffer.above == nil && buffer.below == 5)
    }

    @Test("Swapping takes the characters around the cursor, at the end the last two, and stays in the line")
    func transposing() {
        var buffer = EditBuffer("ab")
        buffer.transpose()
        #expect(buffer.text == "ba" && buffer.cursor == 2)
        buffer.move(to: 1)
        buffer.transpose()
        #expect(buffer.text == "ab" && buffer.cursor == 2)
        buffer = EditBuffer("a\nb")
        buffer.transpose()
        #expect(buffer.text == "a\nb")
    }

    @Test("No place outside the text harms")
    func outside() {
        var buffer = EditBuffer("ab")
        buffer.move(to: 9)
        #expect(buffer.cursor == 2)
        buffer.move(to: -3)
        #expect(buffer.cursor == 0)
        buffer.deleteBackward()
        buffer.replace(5..<9, with: "c")
        #expect(buffer.text == "abc")
    }
}
