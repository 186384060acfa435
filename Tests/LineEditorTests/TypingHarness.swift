import Diagnostics
import LineEditor
import TestSupport

/// An editor that keys are typed into and whose frames are painted on a screen.
struct TypingHarness {
    var editor: Editor
    var screen: VirtualScreen
    var painter = FramePainter(coloured: false)
    var events: [Editor.Event] = []

    static let appearance = TextAppearance(safe: TerminalText.safeCharacters, width: DisplayWidth.of)

    init(_ history: [String] = [], columns: Int = 40, rows: Int = 10, hooks: Editor.Hooks = Editor.Hooks()) {
        editor = Editor(history: History(history), hooks: hooks)
        screen = VirtualScreen(columns: columns, rows: rows)
        paint()
    }

    mutating func paint(isDone: Bool = false) {
        let frame = editor.frame(Self.appearance, width: screen.columns, height: screen.rows, isDone: isDone)
        screen.show(painter.paint(frame).utf8)
    }

    @discardableResult
    mutating func type(_ keys: Key...) -> Editor.Event {
        for key in keys {
            let event = editor.handle(key)
            if event != .none { events.append(event) }
            paint()
        }
        return events.last ?? .none
    }

    @discardableResult
    mutating func type(_ text: String) -> Editor.Event { type(.text(text)) }

    /// The line with `|` where the cursor is.
    var line: String {
        let buffer = editor.buffer
        return String(buffer.characters[..<buffer.cursor]) + "|" + String(buffer.characters[buffer.cursor...])
    }
}
