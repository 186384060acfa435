import Diagnostics
import LineEditor
import Storage
import Workbench

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A session at a terminal: asks for entries with the line editor, runs them, and keeps them in the history.
struct Conversation {
    let frontEnd: FrontEnd
    let session: Session
    private let watch: SignalWatch
    private let histories: [HistoryFile]

    /// Whether standard input and output are a terminal that entries can be edited on.
    static var isPossible: Bool { TerminalEditor.isUsable(input: STDIN_FILENO, output: STDOUT_FILENO) }

    init(_ frontEnd: FrontEnd, _ session: Session, watch: SignalWatch) {
        self.frontEnd = frontEnd
        self.session = session
        self.watch = watch
        histories = HistoryPlace.files(makingFolders: true)
    }

    /// Talks until the person leaves.
    ///
    /// - Returns: the status of the program.
    func run() async -> ExitStatus {
        let history = History(histories.flatMap { $0.entries() })
        let terminal = TerminalEditor(
            Editor(history: history), appearance: Self.appearance, input: STDIN_FILENO, output: STDOUT_FILENO,
            wakeDescriptor: watch.wakeDescriptor, coloured: frontEnd.colour.isColoured)
        while true {
            // Ctrl-C gave up the command; what asks the program to end, ends it.
            if let request = watch.stopRequest {
                guard request == .interrupted else {
                    return frontEnd.show(CommandFailure(StorageError.stopped(request, path: nil)))
                }
                watch.clear()
                let left = terminal.editor.forgetPaste()
                if left > 0 {
                    Output.write(
                        "\(left) pasted \(left == 1 ? "entry was" : "entries were") not run\n", to: STDERR_FILENO)
                }
            }
            let vocabulary = await session.vocabulary
            terminal.editor.prompt = vocabulary.prompt
            terminal.editor.hooks = Self.hooks(vocabulary)
            let rule = await session.widthRule
            switch DisplayWidth.$rule.withValue(rule, operation: { terminal.read() }) {
            case .entry(let entry):
                if terminal.editor.remember(entry) { for history in histories { history.append(entry) } }
                let outcome = await frontEnd.run(line: entry, in: session, origin: nil, tellsLongTime: true) { text in
                    terminal.page(text, width: DisplayWidth.of)
                }
                if outcome.quits { return .success }
            case .interrupted(let wasEmpty):
                if wasEmpty { Output.write("  quit or Ctrl-D leaves\n", to: STDOUT_FILENO) }
            case .woken: break
            case .endOfInput: return .success
            case .unusable:
                Output.write("error[E681] the terminal cannot be set to edit lines\n", to: STDERR_FILENO)
                return .inputOutput
            }
        }
    }

    private static let appearance = TextAppearance(
        safe: { characters in
            zip(characters, TerminalText.safeCharacters(characters)).map { $0 == "\t" ? "⇥" : $1 }
        }, width: DisplayWidth.of)

    private static func hooks(_ vocabulary: Vocabulary) -> Editor.Hooks {
        let completer = Completer(vocabulary: vocabulary)
        let highlighter = Highlighter(vocabulary: vocabulary)
        return Editor.Hooks(
            needsMore: CommandRegistry.needsMore,
            completions: { line, cursor in
                completer.suggestions(for: line, at: cursor).map { suggestions in
                    CompletionList(
                        replacing: suggestions.range,
                        suggestions.entries.map {
                            CompletionList.Candidate(
                                $0.text, title: $0.title, detail: $0.detail, style: style($0.kind), isWhole: $0.isWhole)
                        })
                }
            },
            highlights: { line, cursor in
                highlighter.spans(of: line, cursor: cursor).map { StyledSpan($0.range, style($0.kind)) }
            })
    }

    private static func style(_ kind: Suggestion.Kind) -> TextStyle {
        switch kind {
        case .command: .command
        case .clause, .word: .clause
        case .value: .text
        case .metric: .number
        case .column, .dataset, .file: .name
        }
    }

    private static func style(_ kind: Highlighter.Kind) -> TextStyle {
        switch kind {
        case .command: .command
        case .clause: .clause
        case .text: .text
        case .number: .number
        case .comment: .comment
        case .unknown: .unknown
        }
    }
}
