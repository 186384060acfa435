import Metrics

/// An explanation in lines of a name and what is said under it.
struct HelpPage {
    private(set) var lines: [String]

    init(_ title: String) { lines = [title] }

    /// Adds an entry, broken between words so that a line fits in 100 columns.
    mutating func add(_ name: String, _ text: String) {
        let (start, width) = (16, 99)
        var line = "  " + name + String(repeating: " ", count: max(1, start - 2 - name.count))
        var isEmpty = true
        for word in text.split(separator: " ") {
            if !isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = String(repeating: " ", count: start)
                isEmpty = true
            }
            line += (isEmpty ? "" : " ") + word
            isEmpty = false
        }
        lines.append(line)
    }

    /// Adds what other tools call it, a line for each tool.
    mutating func add(_ peers: [PeerName]) {
        for tool in PeerName.Tool.allCases {
            let names = peers.filter { $0.tool == tool }.map(\.name)
            if !names.isEmpty { add(tool.rawValue, names.joined(separator: ", ")) }
        }
    }

    var text: String { lines.joined(separator: "\n") }
}
