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

    /// Takes note of a part of the file that starts `lineOffset` lines further down than it says.
    mutating func note(_ part: LineEndWatch, lineOffset: Int) {
        guard let first = part.first else { return }
        note(isReturnAndFeed: first.isReturnAndFeed, line: first.line + lineOffset)
        if let other = part.other { note(isReturnAndFeed: !first.isReturnAndFeed, line: other + lineOffset) }
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
