import Diagnostics
import Storage

/// A session as a text that can be run again: its commands, and in comments what they read and what came of them.
///
///     language 1
///     #= input "loans.csv" sha256 5b7b…
///     load loans.csv as loans
///     #= result sha256 04c1…
///     metrics tpr of loans
///
/// A line that starts with `#=` is a comment to whoever runs the script, and a promise to `replay … check`.
struct SessionScript {
    /// A command of a script, and what it promises.
    struct Step {
        let text: String
        let line: Int
        /// The digest that the result should have.
        let result: String?

        /// Whether it does something: neither a comment nor the head of the script.
        var isCommand: Bool { !text.hasPrefix("#") && !text.hasPrefix(CommandDeclaration.language.name) }
    }

    /// A file that a script reads.
    struct Input {
        let path: String
        let sha256: String
        let line: Int
    }

    let steps: [Step]
    let inputs: [Input]

    /// The text of a session.
    ///
    /// - Throws: when a file that was read cannot be read again for its digest.
    static func text(of log: SessionLog) throws(CommandFailure) -> String {
        var lines = ["# kigezo \(ProgramVersion.current); \(ownComments[0])", "language 1"]
        var known: [String: String] = [:]
        func tell(_ remarks: [SessionLog.Remark]) {
            for remark in remarks {
                lines += remark.text.split(separator: "\n", omittingEmptySubsequences: false).map { "# \($0)" }
            }
        }
        for (position, entry) in log.entries.enumerated() {
            tell(log.remarks(before: position))
            for input in entry.inputs where known[input.path] == nil {
                let digest: String
                if let sha256 = input.sha256 { digest = sha256 } else { digest = try sha256(of: input.path) }
                known[input.path] = digest
                lines.append("#= input \(Spelling.quotedName(input.path)) sha256 \(digest)")
            }
            if let result = entry.result { lines.append("#= result sha256 \(result.text)") }
            lines.append(entry.line.replacing("\n", with: " "))
        }
        tell(log.remarks(before: log.entries.count))
        lines += log.skipped.map { "# \(ownComments[1]) \($0.replacing("\n", with: " "))" }
        return lines.joined(separator: "\n") + "\n"
    }

    /// What the comments that are written here say: nobody's remarks.
    static let ownComments = [
        "`replay FILE check` runs it again and compares", "left out, because it writes files:",
    ]

    /// The digest of a file as it is stored.
    static func sha256(of path: String) throws(CommandFailure) -> String {
        do {
            let reader = try FileReader(path: path)
            let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
            defer { piece.deallocate() }
            var digest = SHA256()
            while true {
                let count = try reader.read(into: piece)
                if count == 0 { break }
                digest.update(UnsafeRawBufferPointer(rebasing: piece[..<count]))
            }
            return SHA256.hexadecimal(digest.finalize())
        } catch { throw CommandFailure(error) }
    }

    /// Reads a script.
    ///
    /// - Throws: a file that cannot be read, is no UTF-8, or holds a promise that cannot be understood.
    init(path: String) throws(CommandFailure) {
        let bytes: [UInt8]
        do { bytes = try FileReader.contents(of: path) } catch { throw CommandFailure(error) }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Self.failure("the script is not written in UTF-8", path, 1)
        }
        var lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.map(String.init)[...]
        var number = 0
        var promise: String?
        var steps: [Step] = []
        var inputs: [Input] = []
        while let line = lines.popFirst() {
            number += 1
            if line.hasPrefix("#=") {
                switch Self.promise(String(line.dropFirst(2))) {
                case .input(let file, let sha256): inputs.append(Input(path: file, sha256: sha256, line: number))
                case .result(let sha256): promise = sha256
                case nil: throw Self.failure("'\(line)' is no promise that this version knows", path, number)
                }
                continue
            }
            let start = number
            var entry = line
            while CommandRegistry.needsMore(entry), let more = lines.popFirst() {
                number += 1
                if more.allSatisfy(\.isWhitespace) { break }
                entry += "\n" + more
            }
            if entry.allSatisfy(\.isWhitespace) { continue }
            let isComment = entry.hasPrefix("#")
            steps.append(Step(text: entry, line: start, result: isComment ? nil : promise))
            if !isComment { promise = nil }
        }
        (self.steps, self.inputs) = (steps, inputs)
    }

    private enum Promise {
        case input(String, sha256: String)
        case result(sha256: String)
    }

    private static func promise(_ text: String) -> Promise? {
        var tokens: [Token]
        do throws(LanguageError) {
            var lexer = try Lexer(line: text)
            tokens = try lexer.tokens()
        } catch { return nil }
        guard tokens.count >= 3, let digest = tokens.popLast()?.text, digest.utf8.count == 64,
            digest.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }),
            tokens.popLast()?.text == "sha256"
        else { return nil }
        switch tokens.map(\.text) {
        case ["result"]: return .result(sha256: digest)
        case let words where words.count == 2 && words[0] == "input": return .input(words[1], sha256: digest)
        default: return nil
        }
    }

    private static func failure(_ message: String, _ path: String, _ line: Int) -> CommandFailure {
        CommandFailure(
            [
                Diagnostic(
                    "E850", at: SourceLocation(file: path, line: line), TerminalText.safe(message),
                    help: ["`save FILE.kigezo` writes scripts that can be checked"])
            ], exitStatus: .input)
    }
}
