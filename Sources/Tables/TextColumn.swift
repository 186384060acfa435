/// A column of free text, as it stands.
package struct TextColumn: Sendable, Hashable {
    package let name: String
    let storage: TextStorage
    /// One entry a row: whether it has no text, that is, an empty field without quotes.
    let missing: [Bool]

    package var count: Int { storage.count }

    /// The text of row `row`, from 0; `nil` where it is missing.
    package subscript(row: Int) -> String? { missing[row] ? nil : storage.text(row) }
}
