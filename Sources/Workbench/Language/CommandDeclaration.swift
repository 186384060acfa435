/// What a command is called, what it takes and how it is used: parser, help and completion all come from this.
package struct CommandDeclaration: Hashable, Sendable {
    /// A single verb.
    package let name: String
    /// Other names that mean the same.
    package let aliases: [String]
    /// One line, starting with a verb, without a full stop.
    package let summary: String
    /// What stands behind the verb, in order; only the last may repeat.
    package let parameters: [Parameter]
    /// What may follow in any order, each announced by its word.
    package let clauses: [Clause]
    /// Lines that work; tests hold them to that.
    package let examples: [Example]

    /// A command; words must not be used twice (see `CommandRegistry`).
    package init(
        _ name: String, aliases: [String] = [], summary: String, parameters: [Parameter] = [], clauses: [Clause] = [],
        examples: [Example] = []
    ) {
        self.name = name
        self.aliases = aliases
        self.summary = summary
        self.parameters = parameters
        self.clauses = clauses
        self.examples = examples
    }

    /// The clause called `word`, by name or alias.
    package func clause(named word: String) -> Clause? {
        clauses.first { $0.word == word || $0.aliases.contains(word) }
    }

    /// A value that stands behind the verb without a word of its own.
    package struct Parameter: Hashable, Sendable {
        /// The name under which a `Call` has it.
        package let name: String
        package let kind: ValueKind
        /// Whether the command needs it.
        package let isRequired: Bool
        /// Whether several may follow each other.
        package let isRepeated: Bool
        /// What to write, in capitals: `FILE`.
        package let hint: String
        package let summary: String

        package init(
            _ name: String, _ kind: ValueKind, hint: String, required: Bool = true, repeated: Bool = false,
            summary: String
        ) {
            self.name = name
            self.kind = kind
            self.hint = hint
            self.isRequired = required
            self.isRepeated = repeated
            self.summary = summary
        }
    }

    /// A value, or a switch, that is announced by a word: `label COL`, in the shell `--label COL`.
    package struct Clause: Hashable, Sendable {
        /// The word that announces it, kebab-case; a `Call` has it under this word.
        package let word: String
        /// Other words that mean the same.
        package let aliases: [String]
        /// The letter after a single dash, if it has one.
        package let short: Character?
        package let kind: ValueKind
        /// Whether the command needs it.
        package let isRequired: Bool
        /// Whether it may be given several times, each time meaning one more.
        package let isRepeatable: Bool
        package let hint: String
        package let summary: String

        package init(
            _ word: String, _ kind: ValueKind, hint: String = "", aliases: [String] = [], short: Character? = nil,
            required: Bool = false, repeatable: Bool = false, summary: String
        ) {
            self.word = word
            self.kind = kind
            self.hint = hint
            self.aliases = aliases
            self.short = short
            self.isRequired = required
            self.isRepeatable = repeatable
            self.summary = summary
        }
    }

    /// A line that works, and what it prints if that is worth showing.
    package struct Example: Hashable, Sendable {
        /// The line as typed.
        package let line: String
        /// What it prints, if help should show it.
        package let prints: String?

        /// An example.
        package init(_ line: String, prints: String? = nil) {
            self.line = line
            self.prints = prints
        }
    }
}

/// What kind of value a parameter or clause takes.
package enum ValueKind: Hashable, Sendable {
    /// None: its presence says it all.
    case flag
    /// One name of a column, dataset, model or metric.
    case name
    /// Names separated by commas.
    case list
    case number
    /// A whole number from 0.
    case integer
    /// Any text, quoted or one bare word.
    case string
    case path
    /// One of `OutputFormat`.
    case format
    /// A day of the Gregorian calendar: year-month-day.
    case date
    /// One of some words.
    case choice([String])
    /// Numbers separated by commas, in square brackets or not.
    case numbers
    /// A `where` expression.
    case expression
    /// `NAME = EXPR`: a new column and what it is worked out from.
    case definition
    /// `NAME=VALUE`, several by commas, or one of some words.
    case cell(words: [String])
    /// The rest of the command: a program and its arguments, each as it is written.
    case words
}
