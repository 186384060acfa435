import Interchange
import Storage

/// A session as a notebook: a cell for each command with what it answered, and comments of the session between them.
///
/// Results stand in it as text, as a table in HTML and, where they were drawn, as a picture; nothing in it runs or is
/// fetched. It is the same whatever terminal the session was held at.
struct SessionNotebook {
    private let log: SessionLog

    init(_ log: SessionLog) { self.log = log }

    /// The bytes of the file.
    ///
    /// - Throws: when a file that was read cannot be read again for its digest.
    func text() throws(CommandFailure) -> String {
        var cells: [Notebook.Cell] = []
        var inputs: [(path: String, sha256: String)] = []
        for (position, entry) in log.entries.enumerated() {
            cells += remarks(before: position)
            for input in entry.inputs where !inputs.contains(where: { $0.path == input.path }) {
                let sha256: String
                if let known = input.sha256 {
                    sha256 = known
                } else {
                    sha256 = try SessionScript.sha256(of: input.path)
                }
                inputs.append((input.path, sha256))
            }
            let result: [JSONValue.Member] =
                entry.result.map {
                    [.init("kigezo", .object([.init("result-sha256", .string($0.text))]))]
                } ?? []
            cells.append(.code(entry.line, outputs: try outputs(of: entry), metadata: result))
        }
        cells += remarks(before: log.entries.count)
        let files = inputs.map {
            JSONValue.object([.init("file", .string($0.path)), .init("sha256", .string($0.sha256))])
        }
        return Notebook(
            cells: cells, metadata: [.init("kigezo", .object([.init("inputs", .array(files))]))]
        ).text()
    }

    private func remarks(before position: Int) -> [Notebook.Cell] {
        log.remarks(before: position).map { .markdown($0.text) }
    }

    private func outputs(of entry: SessionLog.Entry) throws(CommandFailure) -> [Notebook.Output] {
        var outputs: [Notebook.Output] = []
        if !entry.told.notes.isEmpty {
            let notes = entry.told.notes.map { $0.hasSuffix("\n") ? $0 : $0 + "\n" }.joined()
            outputs.append(.stream(.stderr, notes))
        }
        if !entry.told.output.isEmpty { outputs.append(.stream(.stdout, entry.told.output)) }
        if let answer = entry.answer { outputs.append(.display(try forms(of: answer, entry.call.withoutWriting))) }
        return outputs
    }

    private func forms(of answer: Answer, _ call: Call) throws(CommandFailure) -> [JSONValue.Member] {
        let page = try answer.page(call)
        var forms: [JSONValue.Member] = [
            .init("text/plain", .string(try answer.report(call, Session.Environment()).output)),
            .init("text/html", .string(page.html)),
        ]
        if let svg = page.svg { forms.append(.init("image/svg+xml", .string(svg))) }
        do {
            forms.append(.init("application/vnd.kigezo+json", try JSONValue.parse(answer.machineText)))
        } catch {
            // Columns of one name make rows with a name twice, which this form cannot hold; the others can.
        }
        return forms
    }
}
