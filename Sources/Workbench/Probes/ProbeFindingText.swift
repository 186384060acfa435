import Diagnostics
import Probes
import Scenarios
import Tables

/// The English sentence of a finding.
enum ProbeFindingText {
    /// The sentence; the key itself for one that has none.
    static func sentence(_ finding: ProbeFinding) -> String {
        guard let pattern = patterns[finding.key] else { return finding.key }
        var text = ""
        var rest = pattern[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            text += rest[..<open]
            text += finding.arguments[String(rest[rest.index(after: open)..<close])].map(shown) ?? "?"
            rest = rest[rest.index(after: close)...]
        }
        return text + rest
    }

    /// By key; names in braces are arguments.
    static let patterns: [String: String] = [
        "proxy-available-and-used":
            "{feature} stands in for {attribute}: it tells it with AUC {area}, and decisions follow it (use {use})",
        "proxy-available":
            "{feature} tells {attribute} with AUC {area}; add prediction COL to see whether decisions follow",
        "proxy-available-unused":
            "{feature} tells {attribute} with AUC {area}, but decisions hardly follow it (use {use})",
        "proxy-recoverable":
            "all {features} columns together tell {attribute} with AUC {area} {limits} (p {p}): leaving "
            + "{attribute} out does not hide it",
        "proxy-many-values":
            "{feature} only looks like a proxy: its {values} single values seem to tell {raw} of {attribute}, in ten "
            + "bins {binned}, and it guesses it with AUC {area} on other rows",
        "drift-rise": "{metric} lies above {limit} since about {start}: alarm at {window}",
        "drift-fall": "{metric} lies below {limit} since about {start}: alarm at {window}",
        "drift-gap": "{metric} of {group} differs from that of all others since about {start}: alarm at {window}",
        "drift-mix":
            "the mix of {column} moved: PSI {psi}, by chance up to {critical}; most of it {level}, from {before} to {after}",
        "drift-scores": "scores moved: PSI {psi}, by chance up to {critical}",
        "drift-young":
            "windows left out of {metric}: {windows}, from {first} on, because fewer than {matured} of their rows have a "
            + "label yet",
        "drift-independence":
            "monitors and limits that hold at every look take rows for independent, and clusters are declared: alarms "
            + "may be false",
    ]

    private static func shown(_ value: ProbeFinding.Value) -> String {
        switch value {
        case .text(let text): TerminalText.safe(text)
        case .count(let count): count.grouped
        case .number(let number): NumberText.rounded(number)
        case .limits(let lower, let upper): NumberText.limits(lower, upper)
        }
    }
}
