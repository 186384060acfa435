import Diagnostics
import Interchange
import Storage
import Tables

/// How a file of rows is written. Scenarios read UTF-8 with commas and decimal points: what is written otherwise is
/// rewritten so in the scenario's folder, without the columns that hold personal data.
struct FileForm: Sendable {
    let options: ReadingOptions
    /// Whether a scenario can read the file as it is.
    let isPlain: Bool

    init(_ call: Call) throws(CommandFailure) {
        var options = ReadingOptions(takesDigest: false)
        if let encoding = try call.encoding() { options.encoding = encoding }
        if let separator = call.text("separator")?.value {
            options.format = .delimited
            options.delimiter = FieldSeparator.byte(separator)
        }
        options.decimalComma = [",", "comma"].contains(call.text("decimal")?.value)
        self.options = options
        isPlain = !["encoding", "separator", "decimal"].contains(where: call.has)
    }

    /// The rows as a scenario reads them.
    ///
    /// - Parameter columns: the columns to write, all of them read as categories.
    func rewritten(_ table: Table, columns: [ColumnProfile]) -> String {
        let writer = CSVText(isRaw: true)
        let sources = columns.compactMap { profile in
            table.category(profile.name).map { (column: $0, isNumber: profile.isNumber && options.decimalComma) }
        }
        var text = writer.row(sources.map { .text($0.column.name) })
        for row in 0..<table.rowCount {
            text += writer.row(
                sources.map { source in
                    guard let value = source.column.level(ofRow: row) else { return .empty }
                    return .text(source.isNumber ? value.replacing(",", with: ".") : value)
                })
        }
        return text
    }
}
