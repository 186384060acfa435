/// A column that names rows: text as it stands, compactly kept. Leading zeros, `NA` and `null` are values.
package struct IdentifierColumn: Sendable, Hashable {
    package let name: String
    let storage: TextStorage

    init(name: String, storage: TextStorage) {
        self.name = name
        self.storage = storage
    }

    package init(name: String, texts: [String]) {
        self.name = name
        var storage = TextStorage()
        for text in texts {
            Array(text.utf8).withUnsafeBufferPointer { storage.append($0) }
        }
        self.storage = storage
    }

    package var count: Int { storage.count }

    /// The id of row `row`, from 0.
    package subscript(row: Int) -> String { storage.text(row) }

    /// The first row, from 0, whose id stood in a row before, and that row; `nil` when all ids differ in their bytes.
    ///
    /// - Complexity: O(bytes) on average.
    package func firstDuplicate() -> (row: Int, earlier: Int)? {
        IdentifierIndex(self).duplicate
    }
}
