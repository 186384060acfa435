/// Texts of many rows in one piece of memory.
struct TextStorage: Sendable, Hashable {
    private(set) var bytes: [UInt8] = []
    /// Where the text of each row starts, and where the last ends.
    private(set) var offsets: [Int] = [0]

    var count: Int { offsets.count - 1 }

    mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
        bytes.append(contentsOf: text)
        offsets.append(bytes.count)
    }

    func text(_ row: Int) -> String { String(decoding: bytes[offsets[row]..<offsets[row + 1]], as: UTF8.self) }
}

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

/// Finds rows by their ids.
struct IdentifierIndex {
    private var dictionary = LevelDictionary()
    /// The row each code stands for, from 0: codes and rows are the same as long as no id comes twice.
    private(set) var duplicate: (row: Int, earlier: Int)?

    /// - Note: stops at the first id that comes twice; the index is of no use then.
    init(_ column: IdentifierColumn) {
        let storage = column.storage
        var row = 0
        storage.bytes.withUnsafeBufferPointer { buffer in
            while row < storage.count {
                let text = UnsafeBufferPointer(rebasing: buffer[storage.offsets[row]..<storage.offsets[row + 1]])
                let code = Int(dictionary.code(text))
                if code < row {
                    duplicate = (row, code)
                    return
                }
                row += 1
            }
        }
    }

    /// The row of each id of `column`, in its order; -1 where there is none.
    func rows(of column: IdentifierColumn) -> [Int] {
        let storage = column.storage
        return storage.bytes.withUnsafeBufferPointer { buffer in
            (0..<storage.count).map { row in
                let text = UnsafeBufferPointer(rebasing: buffer[storage.offsets[row]..<storage.offsets[row + 1]])
                return dictionary.find(text).map(Int.init) ?? -1
            }
        }
    }
}
