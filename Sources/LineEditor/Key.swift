/// What a person did at the keyboard.
package enum Key: Hashable, Sendable {
    /// Characters typed; not always a whole grapheme cluster.
    case text(String)
    /// A letter with Ctrl, in lower case.
    case control(Character)
    /// A character with Alt, in lower case, or typed after Esc.
    case alt(Character)
    case enter, tab, backTab, escape, backspace, delete
    case left, right, up, down, home, end, wordLeft, wordRight, pageUp, pageDown
    /// What the terminal says was pasted, whole.
    case paste(String)
}
