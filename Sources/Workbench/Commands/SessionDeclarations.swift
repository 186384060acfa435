extension CommandDeclaration {
    /// `help [COMMAND|METRIC]`.
    package static let help = CommandDeclaration(
        "help", aliases: ["?"], summary: "Explain the commands, one command, metric or fairness measure",
        parameters: [
            Parameter(
                "topic", .name, hint: "COMMAND|METRIC|MEASURE", required: false, summary: "without it, all commands")
        ],
        examples: [Example("help"), Example("help metrics"), Example("help equalized-odds"), Example("metrics ?")])

    /// `version`.
    package static let version = CommandDeclaration(
        "version", summary: "Show the version of the program", examples: [Example("version")])

    /// `quit`.
    package static let quit = CommandDeclaration(
        "quit", aliases: ["exit"], summary: "Leave", examples: [Example("quit")])
}

extension CommandRegistry {
    /// The commands of this program.
    package static let standard = CommandRegistry([
        .load, .describe, .metrics, .compare, .fairness, .agreement, .probe, .run, .plan, .generate, .cube, .help,
        .version, .quit,
    ])
}
