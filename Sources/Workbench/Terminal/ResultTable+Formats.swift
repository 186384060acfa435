import Interchange

extension ResultTable {
    /// The table in one of the output formats, ended by a line feed.
    ///
    /// The formats for machines hold every digit of a number, in ASCII, whatever the locale; `table` and the footers are
    /// for a person. A missing value is `null` in JSON and an empty, unquoted field in CSV.
    ///
    /// - Parameters:
    ///   - width: the columns of the terminal, for `table` only; `nil` cuts nothing.
    ///   - isRaw: whether CSV and TSV leave texts that look like formulas unguarded.
    package func text(as format: OutputFormat, width: Int? = nil, isRaw: Bool = false) -> String {
        switch format {
        case .table: textTable.text(width: width)
        case .csv: separated(CSVText(isRaw: isRaw))
        case .tsv: separated(CSVText(separator: .tab, isRaw: isRaw))
        case .json: JSONValue.array(rows.map(jsonRow)).canonicalText() + "\n"
        case .jsonl: rows.map { jsonRow($0).canonicalText(.compact) + "\n" }.joined()
        case .markdown: markdown
        case .html: html
        case .latex: latex
        }
    }

    /// The table for a person.
    package var textTable: TextTable {
        TextTable(
            columns: columns.map {
                let isInterval = $0.kind == .text && $0.title == "interval"
                return TextTable.Column($0.title, $0.kind == .number ? .number : isInterval ? .interval : .text)
            },
            rows: rows.map { $0.map(Self.shown) }, footers: footers)
    }

    private func separated(_ writer: CSVText) -> String {
        let header = writer.row(columns.map { .text($0.name) })
        return rows.reduce(into: header) { output, row in
            output += writer.row(
                row.map { cell in
                    switch cell {
                    case .text(let text): .text(text)
                    case .integer(let value): .number(String(value))
                    case .number(let value, _): value.isFinite ? .number(JSONValue.text(of: value)) : .empty
                    case .empty: .empty
                    }
                })
        }
    }

    private func jsonRow(_ row: [Cell]) -> JSONValue {
        .object(
            zip(columns, row).map { column, cell in
                switch cell {
                case .text(let text): JSONValue.Member(column.name, .string(text))
                case .integer(let value): JSONValue.Member(column.name, .integer(value))
                case .number(let value, _): JSONValue.Member(column.name, .number(value))
                case .empty: JSONValue.Member(column.name, .null)
                }
            })
    }

    private var markdown: String {
        func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }
        let header = line(columns.map { MarkdownText.cell($0.title) })
        let rule = line(columns.map { $0.kind == .text ? ":---" : "---:" })
        return rows.reduce(into: header + rule) { output, row in
            output += line(
                row.map { cell in
                    let text = Self.shown(cell)
                    if case .text = cell { return MarkdownText.cell(text) }
                    // The sign and point of a plain number are no markup and stay readable.
                    return PlainNumber.value(of: text) == nil ? MarkdownText.cell(text) : text
                })
        }
    }

    private var html: String {
        var output = "<table>\n<thead>\n<tr>"
        for column in columns { output += "<th scope=\"col\">\(HTMLText.text(column.title))</th>" }
        output += "</tr>\n</thead>\n<tbody>\n"
        for row in rows {
            output += "<tr>"
            for (column, cell) in zip(columns, row) {
                let text = HTMLText.text(Self.shown(cell))
                // A name takes its own direction, a number that of the table.
                output += column.kind == .text ? "<td><bdi>\(text)</bdi></td>" : "<td class=\"number\">\(text)</td>"
            }
            output += "</tr>\n"
        }
        return output + "</tbody>\n</table>\n"
    }

    /// Rules and columns that every LaTeX has; numbers stand to the right.
    private var latex: String {
        func line(_ cells: [String]) -> String { cells.joined(separator: " & ") + " \\\\\n" }
        let places = columns.map { $0.kind == .text ? "l" : "r" }.joined()
        let head =
            "\\begin{tabular}{\(places)}\n\\hline\n" + line(columns.map { LaTeXText.cell($0.title) }) + "\\hline\n"
        return rows.reduce(into: head) { $0 += line($1.map { LaTeXText.cell(Self.shown($0)) }) }
            + "\\hline\n\\end{tabular}\n"
    }

    /// What a person reads in the cell.
    static func shown(_ cell: Cell) -> String {
        switch cell {
        case .text(let text): text
        case .integer(let value): String(value)
        case .number(_, let shown): shown
        case .empty(let shown): shown
        }
    }
}
