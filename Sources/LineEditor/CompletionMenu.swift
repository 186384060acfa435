/// The list of candidates below the line.
struct CompletionMenu: Hashable, Sendable {
    let candidates: [CompletionList.Candidate]
    /// Where in the line the chosen candidate stands, or what they replace.
    var range: Range<Int>
    /// What stood there before one was chosen.
    let typed: String
    /// The candidate that stands in the line.
    var chosen: Int?

    /// The lines of the list.
    ///
    /// - Parameters:
    ///   - width: columns of each line.
    ///   - limit: the most lines.
    func rows(_ appearance: TextAppearance, width: Int, limit: Int) -> [Frame.Row] {
        guard limit > 0 else { return [] }
        let withDetails = candidates.count <= limit && candidates.contains { !$0.detail.isEmpty }
        let longest = max(4, min(withDetails ? 30 : 40, width - 2))
        let titles = candidates.map { appearance.fitted($0.title, to: longest) }
        let cell = (titles.map(appearance.width).max() ?? 0) + 2
        let across = withDetails ? 1 : max(1, width / cell)
        let needed = (candidates.count + across - 1) / across
        let shownRows = needed <= limit ? needed : max(1, limit - 1)
        let page = (chosen ?? 0) / (shownRows * across)
        let first = page * shownRows * across
        var rows: [Frame.Row] = []
        for start in stride(from: first, to: min(candidates.count, first + shownRows * across), by: across) {
            var row = Frame.Row()
            for index in start..<min(start + across, candidates.count) {
                let isChosen = index == chosen
                let padding = String(repeating: " ", count: cell - 1 - appearance.width(titles[index]))
                // The mark says which is chosen where there is no colour.
                row.append(isChosen ? ">" : " ", width: 1, isChosen ? .chosen : .plain)
                row.append(
                    titles[index], width: appearance.width(titles[index]),
                    isChosen ? .chosen : candidates[index].style)
                row.append(padding, width: padding.count, .plain)
            }
            if withDetails, width - cell > 10, !candidates[start].detail.isEmpty {
                let detail = appearance.fitted(candidates[start].detail, to: width - cell)
                row.append(detail, width: appearance.width(detail), .faint)
            }
            rows.append(row.trimmed(to: width, appearance))
        }
        let hidden = candidates.count - shownRows * across
        if hidden > 0, rows.count < limit {
            var row = Frame.Row()
            let text = appearance.fitted(" … \(hidden) more", to: width)
            row.append(text, width: appearance.width(text), .faint)
            rows.append(row)
        }
        return rows
    }
}
