import Foundation

/// Writes the tables of how often intervals and verdicts hold what they promise, as Markdown on standard output:
///
///     swift run -c release Simulations coverage > Tests/Simulations/COVERAGE.md
///     swift run -c release Simulations audits > Tests/Simulations/AUDITS.md
///     swift run -c release Simulations monitors > Tests/Simulations/MONITORS.md
///     swift run -c release Simulations sizes > Tests/Simulations/SIZES.md
///     swift run -c release Simulations probes > Tests/Simulations/PROBES.md
///
/// Everything is seeded, so that the same program writes the same bytes.
@main
struct Simulations {
    private static let tables: [(name: String, markdown: @Sendable () -> String)] = [
        ("coverage", { CoverageTable().markdown }), ("audits", { AuditTable().markdown }),
        ("monitors", { MonitorTable().markdown }), ("sizes", { SizeTable().markdown }),
        ("probes", { ProbeTable().markdown }),
    ]

    static func main() {
        let words = Array(CommandLine.arguments.dropFirst())
        if words.count == 1, let table = tables.first(where: { $0.name == words[0] }) {
            print(table.markdown())
        } else {
            say("Simulations " + tables.map(\.name).joined(separator: "|"))
            exit(2)
        }
    }

    private static func say(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
}

/// A table in Markdown.
struct MarkdownTable {
    private var lines: [String]

    init(_ columns: [String]) {
        lines = ["| " + columns.joined(separator: " | ") + " |", "|" + columns.map { _ in "---|" }.joined()]
    }

    mutating func add(_ cells: [String]) { lines.append("| " + cells.joined(separator: " | ") + " |") }

    var text: String { lines.joined(separator: "\n") }
}

/// Three decimals without a leading zero, as tables of probabilities have it: `.953`.
func share(_ value: Double) -> String {
    let thousandths = Int((value * 1000).rounded())
    guard thousandths < 1000 else { return "1" }
    return "." + String(repeating: "0", count: 3 - String(thousandths).count) + String(thousandths)
}
