import Localization
import Statistics

/// Writes a document as Markdown (CommonMark with tables), with the chart's numbers in place of the charts.
struct MarkdownRenderer {
    let wording: Wording

    func render(_ document: Document) -> String {
        var writer = MarkdownWriter(wording: wording)
        var parts: [String] = []
        let rendered = document.sections.map { section -> String? in
            if section.blocks.contains(where: { if case .translationStatus = $0 { true } else { false } }) {
                return nil
            }
            return writer.section(section, level: 2)
        }
        parts.append("# \(writer.text(document.title))")
        parts.append(writer.text(document.subtitle))
        parts.append(writer.blocks(document.opening, level: 1))
        for (part, section) in zip(rendered, document.sections) {
            parts.append(part ?? writer.section(section, level: 2))
        }
        parts.append("---")
        parts += document.closing.map { writer.text($0) }
        return parts.joined(separator: "\n\n") + "\n"
    }
}

/// Writes the parts of a document as Markdown.
struct MarkdownWriter {
    let wording: Wording
    /// A chart that a page folds away is shown if it has at most so many rows.
    private static let foldedRowLimit = 16

    init(wording: Wording) { self.wording = wording }

    // MARK: Lines

    /// One line of text.
    func text(_ inline: Inline) -> String {
        if case .verdict(let verdict) = inline {
            return "\(Wording.sign(verdict)) " + (wording.expansion(inline).map(text) ?? "")
        }
        if let expansion = wording.expansion(inline) { return text(expansion) }
        switch inline {
        case .phrase(let phrase): return words(phrase)
        case .data(let raw):
            let value = wording.say(raw)
            return isolated(SafeText.markdown(value), if: SafeText.hasRightToLeft(value))
        case .code(let value): return code(value)
        case .group(let key):
            return key.levels.map { text(wording.level($0)) }.joined(separator: Wording.levelSeparator)
        case .quantity(let quantity): return isolated(SafeText.markdownWords(wording.number(quantity)), if: false)
        case .integer(let value): return isolated(SafeText.markdownWords(wording.localizer.integer(value)), if: false)
        case .date(let value): return SafeText.markdown(wording.localizer.date(value))
        case .list(let items): return list(items)
        case .sequence(let parts): return parts.map(text).filter { !$0.isEmpty }.joined(separator: " ")
        case .lines(let parts): return parts.map(text).joined(separator: "; ")
        case .strong(let inner): return "**\(text(inner))**"
        case .muted(let inner): return text(inner)
        // Places in a rendered page have names that only the program showing it knows.
        case .link: return ""
        case .sign(let verdict): return Wording.sign(verdict)
        case .metric, .metricMeaning, .topic, .place, .verdict, .localized: return ""
        }
    }

    /// Values are isolated only where something runs the other way, so that plain text stays plain.
    private func isolated(_ text: String, if hasRightToLeft: Bool) -> String {
        hasRightToLeft || wording.isRightToLeft ? "\u{2068}\(text)\u{2069}" : text
    }

    /// A code span with a fence longer than any run of backticks in it, on one line, that no cell border ends.
    private func code(_ text: String) -> String {
        let safe = SafeText.plain(text).replacing("|", with: "\\|")
        guard !safe.isEmpty else { return "" }
        var longest = 0
        var run = 0
        for character in safe {
            run = character == "`" ? run + 1 : 0
            longest = max(longest, run)
        }
        let fence = String(repeating: "`", count: longest + 1)
        let pad = safe.hasPrefix("`") || safe.hasSuffix("`") ? " " : ""
        return fence + pad + safe + pad + fence
    }

    private func words(_ phrase: Phrase) -> String {
        wording.pieces(phrase).map { piece -> String in
            switch piece {
            case .text(let words): return SafeText.markdownWords(words)
            case .value(let name, let plain): return phrase.arguments[name].map(text) ?? SafeText.markdown(plain)
            }
        }.joined()
    }

    private func list(_ items: [Inline]) -> String {
        let separators = wording.listSeparators(items.count)
        return zip(separators, items).map { SafeText.markdownWords($0) + text($1) }.joined()
            + SafeText.markdownWords(separators.last ?? "")
    }

    // MARK: Blocks

    mutating func section(_ section: Block.Section, level: Int) -> String {
        let heading = String(repeating: "#", count: min(level, 6)) + " " + text(section.title)
        return heading + "\n\n" + blocks(section.blocks, level: level)
    }

    mutating func blocks(_ blocks: [Block], level: Int) -> String {
        var parts: [String] = []
        for block in blocks {
            let part = self.block(block, level: level)
            // Of several parts in a row that are left to the page, that is said once.
            if case .details = block, part == parts.last { continue }
            parts.append(part)
        }
        return parts.joined(separator: "\n\n")
    }

    private mutating func block(_ block: Block, level: Int) -> String {
        switch block {
        case .paragraph(let inline), .note(let inline): return text(inline)
        case .callout(let inline): return "> " + text(inline)
        case .verdictStrip(let strip): return verdictStrip(strip)
        case .list(let ordered, let items):
            return items.enumerated().map { "\(ordered ? "\($0 + 1)." : "-") \(text($1))" }.joined(separator: "\n")
        case .definitions(let definitions):
            return definitions.map { "- \(text($0.term)): \(text($0.meaning))" }.joined(separator: "\n")
        case .table(let table): return self.table(table)
        case .figure(let figure): return self.figure(figure, level: level + 1)
        case .details(_, let inner):
            // Markdown cannot fold: the numbers of small charts are shown, the rest is left to the page and the evidence.
            let isShort = inner.allSatisfy {
                if case .figure(let figure) = $0 { figure.chart.size <= Self.foldedRowLimit } else { false }
            }
            return isShort ? blocks(inner, level: level) : text(.words("folded-elsewhere"))
        case .listing(let listing): return "```sh\n\(SafeText.plain(listing))\n```"
        case .translationStatus: return wording.translationStatus().map(text).joined(separator: "\n\n")
        case .section(let section): return self.section(section, level: level + 1)
        }
    }

    private func verdictStrip(_ strip: VerdictStrip) -> String {
        let sign = strip.verdict.map { Wording.sign($0) + " " } ?? ""
        let models = strip.models.map { model -> String in
            let counts = model.counts.map {
                "\(Wording.sign($0.verdict)) \(text(.integer($0.count))) \(text($0.words))"
            }
            let remark = model.remark.map { " (\(text($0)))" } ?? ""
            return "- **\(text(model.name))**\(remark)" + (counts.isEmpty ? "" : ": " + counts.joined(separator: ", "))
        }
        let facts = strip.facts.map { "- \(text($0.term)): \(text($0.meaning))" }
        return ["**\(sign)\(text(strip.headline))**", models.joined(separator: "\n"), facts.joined(separator: "\n")]
            .filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    func table(_ table: Table) -> String {
        ["**\(text(table.caption))**", grid(table)].joined(separator: "\n\n")
    }

    private func grid(_ table: Table) -> String {
        var lines = [
            "| " + table.columns.map { text($0.header) }.joined(separator: " | ") + " |",
            "|" + table.columns.map { $0.isNumeric ? "---:|" : "---|" }.joined(),
        ]
        for row in table.rows {
            lines.append("| " + row.cells.map { $0.map(text) ?? "" }.joined(separator: " | ") + " |")
        }
        return lines.joined(separator: "\n")
    }

    /// One line for each group, with every model beside the others.
    private func figure(_ figure: Figure, level: Int) -> String {
        let heading = String(repeating: "#", count: min(level, 6)) + " " + text(figure.caption)
        guard case .dots(let chart) = figure.chart else {
            return [heading, grid(figure.data)].joined(separator: "\n\n")
        }
        let isPaired = chart.series.count > 1
        let columns =
            [Table.Column(chart.groupHeader)]
            + (isPaired
                ? chart.series.map { Table.Column($0, numeric: true) }
                : [Table.Column(chart.valueHeader, numeric: true)])
            + [Table.Column(chart.countHeader, numeric: true)]
        let rows = chart.rows.map { row in
            Table.Row([row.label] + row.values.map { $0 } + [.lines(row.counts)])
        }
        return [heading, grid(Table(figure.caption, columns, rows))].joined(separator: "\n\n")
    }
}
