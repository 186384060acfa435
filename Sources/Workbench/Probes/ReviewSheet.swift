import Interchange
import Probes

/// A sheet on which people who know a language say whether changed texts still say what their originals say.
enum ReviewSheet {
    /// One row a pair, with what was changed before and after; safe to be opened in a spreadsheet.
    static func text(of batch: CounterfactualBatch) -> String {
        let writer = CSVText()
        let columns = [
            "id", "kind", "from", "to", "before", "after", PairReview.acceptedColumn, PairReview.reviewerColumn,
            "comment",
        ]
        var text = writer.row(columns.map { .text($0) })
        for change in batch.changes {
            let original = batch.originals[change.original].cells
            let changed = batch.columns.indices.filter { original[$0] != change.cells[$0] }
            func cells(_ own: [String?]) -> String { changed.map { own[$0] ?? "" }.joined(separator: " · ") }
            let row = [
                change.id, change.kind, change.from ?? "", change.to ?? "", cells(original), cells(change.cells),
            ]
            text += writer.row(row.map { .text($0) } + [.empty, .empty, .empty])
        }
        return text
    }
}
