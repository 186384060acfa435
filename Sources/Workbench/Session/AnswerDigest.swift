import Storage

/// The SHA-256 of an answer, worked out when somebody wants it: most sessions are never saved, and nobody who asked a
/// question waits for it.
final class AnswerDigest: Sendable {
    /// Until it is known the answer itself, then the digest alone.
    private final class Contents: @unchecked Sendable {
        var answer: Answer?
        var text: String?
    }

    private let monitor = Monitor()
    private let contents = Contents()

    init(of answer: Answer) { contents.answer = answer }

    /// In hexadecimal; whoever asks first works it out.
    var text: String {
        monitor.locked {
            if let text = contents.text { return text }
            let text = contents.answer?.digest ?? ""
            (contents.text, contents.answer) = (text, nil)
            return text
        }
    }
}
