import Testing

@testable import LineEditor

@Suite("A text a screenful at a time")
struct PagesTests {
    @Test("Screenfuls are what fits, in order, and together the whole", arguments: 1...12, [5, 10, 80])
    func whole(rows: Int, columns: Int) {
        let lines = (0..<40).map { String(repeating: "x", count: $0 % 23) }
        let text = lines.map { $0 + "\n" }.joined()
        var pages = Pages(text, columns: columns) { $0.count }
        var shown = ""
        while pages.remaining > 0 {
            let page = pages.take(rows: rows)
            let parts = page.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            let used = parts.reduce(0) { $0 + max(1, ($1.count + columns - 1) / columns) }
            #expect(used <= rows || parts.count == 1)
            shown += page
            #expect(pages.shown + pages.remaining == lines.count)
        }
        #expect(shown == text)
        #expect(pages.take(rows: 5).isEmpty)
    }

    @Test("The last line counts with or without its end, and an empty text has none")
    func ends() {
        #expect(Pages("a\nb", columns: 10) { $0.count }.rows == 2)
        #expect(Pages("a\nb\n", columns: 10) { $0.count }.rows == 2)
        #expect(Pages("", columns: 10) { $0.count }.rows == 0)
    }
}
