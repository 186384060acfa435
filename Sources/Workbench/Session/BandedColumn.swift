import Diagnostics
import Interchange
import Tables

/// Numbers of a column as bands between edges, each with its lower edge and without its upper one.
struct BandedColumn {
    let category: CategoryColumn
    /// The bands from the lowest up, and how many rows each has; those beyond the edges are bands of their own.
    let counts: [(band: String, rows: Int)]
    let missing: Int
    /// Rows below the first edge, and from the last one up.
    let below: Int
    let above: Int

    /// - Parameters:
    ///   - edges: two or more, rising.
    /// - Throws: a column that is not there, or that holds what is no number.
    init(
        _ name: String, of source: Located<String>, edges: [Double], in table: Table, _ call: Call
    ) throws(CommandFailure) {
        let names = Self.names(edges)
        func band(_ value: Double) -> UInt32 { UInt32(edges.firstIndex { value < $0 } ?? edges.count) }
        let codes: [UInt32]
        if let column = table.category(source.value) {
            var bands: [UInt32] = []
            for level in column.levels {
                guard let value = PlainNumber.value(of: level) else {
                    throw CommandFailure(
                        "E844", call, at: source.span,
                        "'\(source.value)' holds texts, such as '\(TerminalText.safe(level))', which lie in no band",
                        help: ["only columns of numbers and missing values have bands"])
                }
                bands.append(band(value))
            }
            codes = column.codes.map { $0 == CategoryColumn.missing ? $0 : bands[Int($0)] }
        } else if let column = table.number(source.value) {
            codes = column.values.map { $0.isNaN ? CategoryColumn.missing : band($0) }
        } else {
            throw CommandFailure.unknownColumn(
                source.value, of: table.header, in: table.name, call, at: source.span)
        }
        var rows = [Int](repeating: 0, count: names.count)
        var missing = 0
        for code in codes { if code == CategoryColumn.missing { missing += 1 } else { rows[Int(code)] += 1 } }
        // A band beyond the edges is one only where rows lie in it.
        let isUsed = names.indices.map { (1..<edges.count).contains($0) || rows[$0] > 0 }
        var places = [UInt32](repeating: 0, count: names.count)
        var levels: [String] = []
        for index in names.indices where isUsed[index] {
            places[index] = UInt32(levels.count)
            levels.append(names[index])
        }
        category = CategoryColumn(
            name: name, levels: levels,
            codes: codes.map { $0 == CategoryColumn.missing ? $0 : places[Int($0)] })
        counts = names.indices.filter { isUsed[$0] }.map { (names[$0], rows[$0]) }
        (self.missing, below, above) = (missing, rows[0], rows[edges.count])
    }

    /// `(-inf, 0)`, `[0, 25)`, `[25, 40)`, `[40, inf)`: an edge belongs to the band above it.
    static func names(_ edges: [Double]) -> [String] {
        let words = edges.map { Spelling.number($0) }
        let inner = zip(words, words.dropFirst()).map { "[\($0), \($1))" }
        return ["(-inf, \(words.first ?? ""))"] + inner + ["[\(words.last ?? ""), inf)"]
    }
}
