/// Rows with one column set to each other value that it has.
///
/// It tests the direct use of the column alone: what follows from it in a person's life stays as it was (Kusner et al.
/// 2017), and so do other columns that tell of it.
package struct AttributeFlip: Sendable, Hashable {
    /// Which of the columns is changed.
    package let column: Int
    /// The values it is set to, in this order.
    package let values: [String]

    package init(column: Int, values: [String]) {
        self.column = column
        self.values = values
    }

    /// The flips of all rows; one whose cell is missing has nothing to be flipped.
    ///
    /// - Complexity: O(rows × values).
    package func changes(of originals: [CounterfactualBatch.Original], kind: String) -> (
        changes: [CounterfactualBatch.Change], untouched: Int
    ) {
        var changes: [CounterfactualBatch.Change] = []
        var untouched = 0
        for (index, original) in originals.enumerated() {
            guard let own = original.cells[column] else {
                untouched += 1
                continue
            }
            for value in values where value != own {
                var cells = original.cells
                cells[column] = value
                changes.append(
                    .init(
                        id: "c\(changes.count + 1)", original: index, kind: kind, from: own, to: value, cells: cells))
            }
        }
        return (changes, untouched)
    }
}
