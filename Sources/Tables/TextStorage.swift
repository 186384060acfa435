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

    /// Adds one column of plain rows.
    @inline(never)
    mutating func append(_ rows: PlainRows, column: Int) {
        let needed = offsets.count + rows.count
        if offsets.capacity < needed { offsets.reserveCapacity(max(needed, 2 * offsets.capacity)) }
        var end = bytes.count
        for row in 0..<rows.count {
            end &+= rows.field(row: row, column: column).count
            offsets.append(end)
        }
        // Room for whole words behind the last text.
        bytes.append(contentsOf: repeatElement(0, count: end - bytes.count + 8))
        let first = offsets.count - 1 - rows.count
        bytes.withUnsafeMutableBytes { memory in
            for row in 0..<rows.count {
                let text = rows.field(row: row, column: column)
                guard let source = UnsafeRawPointer(text.baseAddress) else { continue }
                var place = offsets[first &+ row]
                var done = 0
                // Eight bytes at a time: a window is readable that far, and what is too much is written over.
                while done < text.count {
                    let word = source.loadUnaligned(fromByteOffset: done, as: UInt64.self)
                    memory.storeBytes(of: word, toByteOffset: place, as: UInt64.self)
                    place &+= 8
                    done &+= 8
                }
            }
        }
        bytes.removeLast(8)
    }

    /// Forgets all texts and keeps the memory.
    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        offsets.removeAll(keepingCapacity: true)
        offsets.append(0)
    }

    func text(_ row: Int) -> String { String(decoding: bytes[offsets[row]..<offsets[row + 1]], as: UTF8.self) }
}
