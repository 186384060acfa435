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
