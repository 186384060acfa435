/// The text of a row that was set aside, bounded in length.
struct RefusedText {
    /// The text; a byte that is no UTF-8 is written `\xE9`.
    let shown: String
    /// Whether the end is left out; then a note at the end of the text says so.
    let isCut: Bool
    /// How many bytes of the row are in it.
    let keptByteCount: Int

    /// - Parameter limit: how many bytes to keep at most; no character is cut in two.
    init(_ record: UnsafeBufferPointer<UInt8>, limit: Int) {
        var kept = min(record.count, max(0, limit))
        isCut = kept < record.count
        if isCut {
            // At most three continuation bytes belong to the character that is cut.
            var steps = 0
            while kept > 0, steps < 3, record[kept] & 0xC0 == 0x80 {
                kept -= 1
                steps += 1
            }
        }
        var text = ""
        var start = 0
        if let base = record.baseAddress {
            while start < kept {
                let bad = UTF8Check.firstFault(base + start, count: kept - start)
                let end = bad.map { start + $0.offset } ?? kept
                text += String(decoding: UnsafeBufferPointer(rebasing: record[start..<end]), as: UTF8.self)
                start = end
                guard let bad else { break }
                for byte in record[start..<start + bad.length] {
                    text += "\\x" + TableFault.hexadecimal([byte])
                }
                start += bad.length
            }
        }
        if isCut { text += "… [cut: the row has \(record.count.grouped) bytes]" }
        shown = text
        keptByteCount = kept
    }
}
