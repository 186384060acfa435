/// One thing to tell the user: what is wrong, where, and what to do about it.
///
/// The English sentence stands beside the case that causes it, so that it can be printed when no locale can be read;
/// translations are keyed by `code`, which is stable and never translated.
package struct Diagnostic: Hashable, Sendable {
    /// How much it matters.
    package enum Severity: String, Sendable {
        case error, warning, note
    }

    /// A stable code such as `E201`.
    package let code: String
    package let severity: Severity
    /// Where, if it is somewhere.
    package let location: SourceLocation?
    /// One sentence without a full stop at its end; data values in it are still raw and made safe when rendered.
    package let message: String
    /// What to try, one line each.
    package let help: [String]
    /// The offending line with the place in it, if there is one to show.
    package let excerpt: Excerpt?

    /// A line of input with a marked part.
    package struct Excerpt: Hashable, Sendable {
        package let line: String
        /// The first marked character, from 1.
        package let column: Int
        /// How many characters are marked; at least 1.
        package let length: Int

        package init(line: String, column: Int, length: Int = 1) {
            self.line = line
            self.column = column
            self.length = max(1, length)
        }
    }

    package init(
        _ code: String, severity: Severity = .error, at location: SourceLocation? = nil, _ message: String,
        help: [String] = [], excerpt: Excerpt? = nil
    ) {
        self.code = code
        self.severity = severity
        self.location = location
        self.message = message
        self.help = help
        self.excerpt = excerpt
    }
}

/// An error that can say what it means: every error type of this package does.
package protocol Diagnosable: Error {
    /// At least one diagnostic, in the order they were found.
    var diagnostics: [Diagnostic] { get }
    /// The status a script sees when this error ends the program.
    var exitStatus: ExitStatus { get }
}
