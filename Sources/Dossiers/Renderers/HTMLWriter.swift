import Localization
import Statistics

/// Writes the parts of a document as HTML.
struct HTMLWriter {
    let wording: Wording
    /// Numbers the captions, charts and descriptions that others refer to.
    private var lastNumber = 0

    init(wording: Wording) { self.wording = wording }

    private mutating func nextID(_ prefix: String) -> String {
        lastNumber += 1
        return "\(prefix)\(lastNumber)"
    }

    // MARK: Lines

    /// Words and values as phrasing content.
    func text(_ inline: Inline) -> String {
        if case .verdict(let verdict) = inline { return badge(verdict) }
        if let expansion = wording.expansion(inline) { return text(expansion) }
        switch inline {
        case .phrase(let phrase): return words(phrase)
        case .data(let value): return "<bdi>\(SafeText.html(wording.say(value)))</bdi>"
        case .code(let value): return "<code>\(SafeText.html(value))</code>"
        case .group(let key):
            return key.levels.map { text(wording.level($0)) }.joined(separator: Wording.levelSeparator)
        case .quantity(let quantity): return number(wording.number(quantity))
        case .integer(let value): return number(wording.localizer.integer(value))
        case .date(let value): return "<bdi>\(SafeText.html(wording.localizer.date(value)))</bdi>"
        case .list(let items): return list(items)
        case .sequence(let parts): return parts.map(text).joined(separator: " ")
        case .lines(let parts): return parts.map { "<div>\(text($0))</div>" }.joined()
        case .strong(let inner): return "<b>\(text(inner))</b>"
        case .muted(let inner): return "<small>\(text(inner))</small>"
        case .link(let inner, let anchor): return "<a href=\"#\(anchor)\">\(text(inner))</a>"
        case .sign(let verdict): return sign(verdict)
        case .metric, .metricMeaning, .topic, .place, .verdict, .localized: return ""
        }
    }

    /// Digits are isolated only where the text around them runs the other way.
    private func number(_ text: String) -> String {
        wording.isRightToLeft ? "<bdi>\(SafeText.html(text))</bdi>" : SafeText.html(text)
    }

    private func words(_ phrase: Phrase) -> String {
        let content = wording.pieces(phrase).map { piece -> String in
            switch piece {
            case .text(let words): return SafeText.html(words)
            case .value(let name, let plain): return phrase.arguments[name].map(text) ?? SafeText.html(plain)
            }
        }.joined()
        guard let foreign = wording.foreignLanguage(of: phrase.id) else { return content }
        let language = SafeText.html(foreign.tag)
        let direction = SafeText.html(foreign.direction.rawValue)
        return "<bdi lang=\"\(language)\" dir=\"\(direction)\">\(content)</bdi>"
    }

    private func list(_ items: [Inline]) -> String {
        let separators = wording.listSeparators(items.count)
        return zip(separators, items).map { SafeText.html($0) + text($1) }.joined()
            + SafeText.html(separators.last ?? "")
    }

    private func sign(_ verdict: Verdict) -> String {
        "<svg class=\"sign\" aria-hidden=\"true\"><use href=\"#v-\(verdict.name)\"/></svg>"
    }

    private func badge(_ verdict: Verdict) -> String {
        let word = wording.expansion(.verdict(verdict)).map(text) ?? ""
        return "<span class=\"verdict \(verdict.name)\">\(sign(verdict))\(word)</span>"
    }

    // MARK: Blocks

    mutating func section(_ section: Block.Section, level: Int) -> String {
        let title = "<h\(level)>\(text(section.title))</h\(level)>"
        let inner = blocks(section.blocks, level: level)
        return "<section id=\"\(section.anchor)\">\n\(title)\n\(inner)\n</section>"
    }

    mutating func blocks(_ blocks: [Block], level: Int) -> String {
        var parts: [String] = []
        for block in blocks { parts.append(self.block(block, level: level)) }
        return parts.joined(separator: "\n")
    }

    private mutating func block(_ block: Block, level: Int) -> String {
        switch block {
        case .paragraph(let inline): return "<p>\(text(inline))</p>"
        case .note(let inline): return "<p class=\"note\">\(text(inline))</p>"
        case .callout(let inline): return "<p class=\"callout\">\(text(inline))</p>"
        case .verdictStrip(let strip): return verdictStrip(strip)
        case .list(let ordered, let items):
            let tag = ordered ? "ol" : "ul"
            return "<\(tag)>\n" + items.map { "<li>\(text($0))</li>" }.joined(separator: "\n") + "\n</\(tag)>"
        case .definitions(let definitions): return self.definitions(definitions)
        case .table(let table): return self.table(table)
        case .figure(let figure): return self.figure(figure, level: level + 1)
        case .details(let summary, let inner):
            return "<details>\n<summary>\(text(summary))</summary>\n\(blocks(inner, level: level))\n</details>"
        case .listing(let listing):
            return "<pre class=\"scroll\" tabindex=\"0\" dir=\"ltr\"><code>\(SafeText.html(listing))</code></pre>"
        case .translationStatus: return wording.translationStatus().map { "<p>\(text($0))</p>" }.joined(separator: "\n")
        case .section(let section): return self.section(section, level: level + 1)
        }
    }

    func definitions(_ definitions: [Block.Definition], css: String = "facts") -> String {
        let rows = definitions.map { "<div><dt>\(text($0.term))</dt><dd>\(text($0.meaning))</dd></div>" }
        return "<dl class=\"\(css)\">\n\(rows.joined(separator: "\n"))\n</dl>"
    }

    private func verdictStrip(_ strip: VerdictStrip) -> String {
        let cards = strip.models.map { model -> String in
            let counts = model.counts.map { entry -> String in
                let mark = sign(entry.verdict)
                let css = entry.verdict.name + (entry.count == 0 ? " none" : "")
                return "<li class=\"\(css)\">\(mark)<b>\(text(.integer(entry.count)))</b> \(text(entry.words))</li>"
            }
            let remark: String = model.remark.map { " " + self.text(.muted($0)) } ?? ""
            let verdicts = counts.isEmpty ? "" : "<ul>\(counts.joined())</ul>"
            let open = model.attention.map {
                "<li class=\"\($0.verdict.name)\">\(sign($0.verdict))<span>\(text($0.gate))</span></li>"
            }
            let attention = open.isEmpty ? "" : "<ul class=\"open\">\(open.joined())</ul>"
            return "<div class=\"card\"><p>\(text(.strong(model.name)))\(remark)</p>\(verdicts)\(attention)</div>"
        }
        let state = strip.verdict?.name ?? "none"
        let headlineSign = strip.verdict.map(sign) ?? ""
        return """
            <div class="strip \(state)">
            <p class="headline">\(headlineSign)<span>\(text(strip.headline))</span></p>
            <div class="cards">\(cards.joined())</div>
            </div>
            \(definitions(strip.facts, css: "facts opening"))
            """
    }

    // MARK: Page

    mutating func header(_ document: Document) -> String {
        """
        <header>
        <p class="kicker">\(text(document.kicker))</p>
        <h1>\(text(document.title))</h1>
        <p class="subtitle">\(text(document.subtitle))</p>
        \(blocks(document.opening, level: 1))
        </header>
        """
    }

    func contents(_ sections: [Block.Section]) -> String {
        let links = sections.map { "<li><a href=\"#\($0.anchor)\">\(text($0.title))</a></li>" }
        let label = SafeText.html(wording.plain(.words("section-contents")))
        return "<nav aria-label=\"\(label)\">\n<ol>\(links.joined())</ol>\n</nav>"
    }

    func footer(_ document: Document) -> String {
        "<footer>\n" + document.closing.map { "<p>\(text($0))</p>" }.joined(separator: "\n") + "\n</footer>"
    }

    // MARK: Tables

    mutating func table(_ table: Table) -> String {
        let id = nextID("t")
        // Only the cells that differ from most carry a class: long tables are most of a dossier.
        let isNumeric = table.columns.dropFirst().count(where: \.isNumeric) * 2 > table.columns.count - 1
        func css(_ column: Table.Column) -> String {
            column.isNumeric == isNumeric ? "" : column.isNumeric ? " class=\"n\"" : " class=\"s\""
        }
        let heads = table.columns.enumerated().map { number, column in
            "<th scope=\"col\"\(number == 0 ? "" : css(column))>\(text(column.header))</th>"
        }
        // Rows that become cards lose the table's looks, so its roles are stated.
        func role(_ name: String) -> String { table.stacks ? " role=\"\(name)\"" : "" }
        let rows = table.rows.map { row -> String in
            var line = "<tr\(role("row"))"
            if let anchor = row.anchor { line += " id=\"\(anchor)\"" }
            line += row.isTotal ? " class=\"total\">" : ">"
            for (number, (column, cell)) in zip(table.columns, row.cells).enumerated() {
                let content = cell.map(text) ?? ""
                if number == 0 {
                    line += "<th scope=\"row\"\(role("rowheader"))>\(content)</th>"
                } else if table.stacks {
                    let label = "<span class=\"label\" aria-hidden=\"true\">\(text(column.header))</span>"
                    line +=
                        "<td\(role("cell"))\(css(column))>\(label)<div>\(content.isEmpty ? "–" : content)</div></td>"
                } else {
                    line += "<td\(css(column))>\(content)</td>"
                }
            }
            return line + "</tr>"
        }
        let kinds = [table.stacks ? "stacks" : nil, isNumeric ? "num" : nil].compactMap { $0 }
        let looks = kinds.isEmpty ? "" : " class=\"\(kinds.joined(separator: " "))\""
        return """
            <div class="scroll" role="region" tabindex="0" aria-labelledby="\(id)"><table\(looks)\(role("table"))>
            <caption id="\(id)">\(text(table.caption))</caption>
            <thead\(role("rowgroup"))><tr\(role("row"))>\(heads.joined())</tr></thead>
            <tbody\(role("rowgroup"))>
            \(rows.joined(separator: "\n"))
            </tbody></table></div>
            """
    }

    // MARK: Charts

    private mutating func figure(_ figure: Figure, level: Int) -> String {
        let title = nextID("c")
        let description = nextID("d")
        let (legend, picture) = drawing(figure.chart, title: title, description: description)
        let notes = figure.notes.map { "<p class=\"note\">\(text($0))</p>" }.joined()
        let data = table(figure.data)
        return """
            <figure id="\(figure.anchor)">
            <figcaption><h\(level) id="\(title)">\(text(figure.caption))</h\(level)>\(notes)\(legend)</figcaption>
            <p class="hidden" id="\(description)">\(text(figure.description))</p>
            \(picture)
            <details><summary>\(text(figure.dataSummary))</summary>
            \(data)
            </details>
            </figure>
            """
    }

    /// A chart's legend and the chart itself, which is one picture to those who do not see it.
    private mutating func drawing(
        _ chart: Chart, title: String, description: String
    ) -> (legend: String, picture: String) {
        let role = "role=\"img\" aria-labelledby=\"\(title)\" aria-describedby=\"\(description)\""
        switch chart {
        case .dots(let dots):
            let chart = HTMLChart(chart: dots, writer: self, background: nextID("b"))
            let series = min(max(dots.series.count, 1), HTMLChart.maximumSeries)
            return (chart.legend, "<div class=\"chart s\(series)\" \(role)>\n\(chart.rows)\n</div>")
        case .scatter(let scatter):
            let chart = HTMLScatter(chart: scatter, writer: self)
            return (chart.legend, "<div class=\"plane\" \(role)>\n\(chart.field)\n</div>\n\(chart.names)")
        }
    }
}
