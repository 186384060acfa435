package import Diagnostics

/// Why a scenario file cannot be used: everything that is wrong with it, in the order of the file.
package struct ScenarioError: Diagnosable, Hashable {
    /// At most this many problems are told; a note then counts the others.
    package static let reportLimit = 50

    /// A text that is not YAML at all is not searched further after this many problems.
    static let collectionLimit = 1_000

    package let diagnostics: [Diagnostic]

    package var exitStatus: ExitStatus { .input }

    init(_ problems: [ScenarioProblem], file: String, source: SourceText?) {
        precondition(!problems.isEmpty, "an error has a reason")
        let whole = Position(line: 0, column: 0)
        let sorted = problems.enumerated().sorted { a, b in
            let places = (a.element.position ?? whole, b.element.position ?? whole)
            return places.0 == places.1 ? a.offset < b.offset : places.0 < places.1
        }
        var diagnostics = sorted.prefix(Self.reportLimit).map { $0.element.diagnostic(file: file, source: source) }
        if sorted.count > Self.reportLimit {
            diagnostics.append(
                Diagnostic(
                    "E400", severity: .note, at: SourceLocation(file: file),
                    sorted.count < Self.collectionLimit
                        ? "and \(sorted.count - Self.reportLimit) more" : "and many more"))
        }
        self.diagnostics = diagnostics
    }
}
