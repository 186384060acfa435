import Foundation

/// Writes the tables of how often intervals and verdicts hold what they promise, as Markdown on standard output:
///
///     swift run -c release Simulations coverage > Tests/Simulations/COVERAGE.md
///     swift run -c release Simulations audits > Tests/Simulations/AUDITS.md
///     swift run -c release Simulations monitors > Tests/Simulations/MONITORS.md
///
/// Everything is seeded, so that the same program writes the same bytes.
@main
struct Simulations {
    static func main() {
        switch CommandLine.arguments.dropFirst().first {
        case "coverage": print(CoverageTable().markdown)
        case "audits": print(AuditTable().markdown)
        case "monitors": print(MonitorTable().markdown)
        default:
            FileHandle.standardError.write(Data("Simulations coverage|audits|monitors\n".utf8))
            exit(2)
        }
    }
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
