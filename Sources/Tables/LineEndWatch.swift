import Diagnostics

/// Notices that the lines of a file end in different ways.
struct LineEndWatch {
    private var first: (isReturnAndFeed: Bool, line: Int)?
    private var other: Int?

    /// Whether nothing more can be learnt.
    var isSettled: Bool { other != nil }

    /// Takes note of how a line ends.
    mutating func note(isReturnAndFeed: Bool, line: Int) {
        guard let first else {
            first = (isReturnAndFeed, line)
            return
        }
        if other == nil, first.isReturnAndFeed != isReturnAndFeed { other = line }
    }

    /// The note about it, if line ends are mixed.
    func notes(file: String) -> [Diagnostic] {
        guard let first, let other else { return [] }
        let names = first.isReturnAndFeed ? ("CR LF", "LF") : ("LF", "CR LF")
        return [
            Diagnostic(
                TableFault.mixedLineEndsCode, severity: .note, at: SourceLocation(file: file, line: other),
                "line ends are mixed: \(names.0) on line \(first.line.grouped), \(names.1) here; both were read")
        ]
    }
}
