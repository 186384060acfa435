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
