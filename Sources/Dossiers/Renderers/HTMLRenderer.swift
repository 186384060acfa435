import Localization
import Scenarios
import Statistics

/// Writes a document as one self-contained HTML file: no script, no request, no text in SVG.
///
/// Everything that is not a constant of this file goes through `SafeText.html`.
struct HTMLRenderer {
    let wording: Wording

    private static let policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

    func render(_ document: Document) -> String {
        var writer = HTMLWriter(wording: wording)
        // The state of the translation is known only after everything else has been said.
        let parts = document.sections.map { section -> String? in
            if section.blocks.contains(where: { if case .translationStatus = $0 { true } else { false } }) {
                return nil
            }
            return writer.section(section, level: 2)
        }
        let title = wording.plain(document.title)
        let header = writer.header(document)
        let footer = writer.footer(document)
        let contents = writer.contents(document.sections)
        let skip = writer.text(.words("strip-skip"))
        let body = zip(parts, document.sections).map { part, section in part ?? writer.section(section, level: 2) }
        let direction = wording.localizer.direction.rawValue
        return """
            <!DOCTYPE html>
            <html lang="\(SafeText.html(wording.localizer.tag))" dir="\(SafeText.html(direction))">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="\(Self.policy)">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="referrer" content="no-referrer">
            <title>\(SafeText.html(title))</title>
            <style>
            \(StyleSheet.text)</style>
            </head>
            <body>
            <a class="skip" href="#main">\(skip)</a>
            \(Self.symbols)
            <div class="page">
            \(header)
            \(contents)
            <main id="main" tabindex="-1">
            \(body.joined(separator: "\n"))
            </main>
            \(footer)
            </div>
            </body>
            </html>

            """
    }

    /// Pictures for legends and the verdicts' signs, used again and again.
    private static let symbols: String = {
        var symbols = (0..<HTMLChart.maximumSeries).map { number in
            "<symbol id=\"k\(number)\" viewBox=\"-12 -8 24 16\"><rect class=\"k\" x=\"-11\" y=\"-1.25\"/>"
                + "<circle class=\"m\(number)\" cx=\"0\" style=\"cy:0\"/></symbol>"
        }
        symbols += [
            "<symbol id=\"kt\" viewBox=\"-12 -8 24 16\"><rect class=\"t\" x=\"-1.5\" style=\"y:-7px;height:14px\"/></symbol>",
            "<symbol id=\"kr\" viewBox=\"-12 -8 24 16\"><line class=\"r\" y1=\"-8\" y2=\"8\"/></symbol>",
            "<symbol id=\"kb\" viewBox=\"-12 -8 24 16\"><rect class=\"band\" x=\"-11\" y=\"-7\" width=\"22\" height=\"14\"/></symbol>",
            "<symbol id=\"v-pass\" viewBox=\"0 0 16 16\"><path d=\"M3 8.5 6.5 12 13 4.5\"/></symbol>",
            "<symbol id=\"v-fail\" viewBox=\"0 0 16 16\"><path d=\"M4 4 12 12M12 4 4 12\"/></symbol>",
            "<symbol id=\"v-inconclusive\" viewBox=\"0 0 16 16\"><path d=\"M5 6A3 3 0 1 1 8 9V10.5M8 13V13.1\"/></symbol>",
        ]
        return "<svg class=\"defs\" width=\"0\" height=\"0\" aria-hidden=\"true\" focusable=\"false\"><defs>"
            + symbols.joined() + "</defs></svg>"
    }()
}
