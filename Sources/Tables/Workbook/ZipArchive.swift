import CZlib

/// The files of a ZIP archive in memory, as far as workbooks need them: stored or deflated, not encrypted, below 4 GiB.
///
/// - Source: PKWARE APPNOTE 6.3.10, sections 4.3 and 4.4.
struct ZipArchive {
    private struct Entry {
        let method: Int
        let flags: Int
        let checksum: UInt32
        let compressedCount: Int
        let count: Int
        let headerOffset: Int
    }

    private let bytes: [UInt8]
    private var entries: [String: Entry] = [:]

    /// - Throws: what is damaged.
    init(_ bytes: [UInt8]) throws(TableFault) {
        self.bytes = bytes
        guard let end = Self.endRecord(bytes) else { throw .damagedWorkbook("its list of parts is missing") }
        let entryCount = try number(end + 10, 2)
        var place = try number(end + 16, 4)
        guard entryCount < 0xFFFF, place < 0xFFFF_FFFF else {
            throw .damagedWorkbook("it is written in a form for more than 4 GiB")
        }
        for _ in 0..<entryCount {
            guard try number(place, 4) == 0x0201_4B50 else { throw .damagedWorkbook("its list of parts is cut") }
            let nameCount = try number(place + 28, 2)
            let (extra, comment) = (try number(place + 30, 2), try number(place + 32, 2))
            let name = String(decoding: try slice(place + 46, nameCount), as: UTF8.self)
            let entry = Entry(
                method: try number(place + 10, 2), flags: try number(place + 8, 2),
                checksum: UInt32(try number(place + 16, 4)), compressedCount: try number(place + 20, 4),
                count: try number(place + 24, 4), headerOffset: try number(place + 42, 4))
            // The list at the end and the part itself must agree on what it is.
            guard try number(entry.headerOffset, 4) == 0x0403_4B50,
                try number(entry.headerOffset + 26, 2) == nameCount,
                try slice(entry.headerOffset + 30, nameCount) == slice(place + 46, nameCount)
            else { throw .damagedWorkbook("the part '\(name)' is not where it should be") }
            // Two parts of one name: programs disagree on which one counts.
            guard entries.updateValue(entry, forKey: name) == nil else {
                throw .damagedWorkbook("the part '\(name)' is there twice")
            }
            place += 46 + nameCount + extra + comment
        }
    }

    func has(_ name: String) -> Bool { entries[name] != nil }

    /// A file's bytes, checked by its sum; `nil` if there is none of that name.
    ///
    /// - Parameter limit: the most bytes it may grow to.
    func contents(of name: String, limit: Int) throws(TableFault) -> [UInt8]? {
        guard let entry = entries[name] else { return nil }
        guard entry.flags & 1 == 0 else { throw .lockedWorkbook }
        guard entry.count <= limit else { throw .workbookTooLarge(limit: limit) }
        // Deflate never shrinks by more than this; what declares more would only take memory.
        guard entry.method == 0 || entry.count <= 1_032 * entry.compressedCount + 1_024 else {
            throw .damagedWorkbook("the part '\(name)' declares more than it can hold")
        }
        let start =
            entry.headerOffset + 30 + (try number(entry.headerOffset + 26, 2))
            + (try number(entry.headerOffset + 28, 2))
        let stored = try slice(start, entry.compressedCount)
        let text: [UInt8]
        switch entry.method {
        case 0: text = Array(stored)
        case 8: text = try Self.inflated(stored, count: entry.count, name: name)
        default: throw .damagedWorkbook("the part '\(name)' is compressed in an unknown way")
        }
        let sum = text.withUnsafeBufferPointer {
            UInt32(truncatingIfNeeded: crc32(0, $0.baseAddress, UInt32($0.count)))
        }
        guard text.count == entry.count, sum == entry.checksum else {
            throw .damagedWorkbook("the part '\(name)' does not have its sum")
        }
        return text
    }

    // MARK: Bytes

    private func number(_ place: Int, _ width: Int) throws(TableFault) -> Int {
        guard place >= 0, place <= bytes.count - width else { throw .damagedWorkbook("it ends too early") }
        return (0..<width).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
    }

    private func slice(_ place: Int, _ count: Int) throws(TableFault) -> ArraySlice<UInt8> {
        guard place >= 0, count >= 0, place <= bytes.count - count else { throw .damagedWorkbook("it ends too early") }
        return bytes[place..<place + count]
    }

    /// Where the record of the end starts: the last one, because a comment of at most 65,535 bytes may follow it.
    private static func endRecord(_ bytes: [UInt8]) -> Int? {
        guard bytes.count >= 22 else { return nil }
        var place = bytes.count - 22
        let first = max(0, place - 65_535)
        while place >= first {
            if bytes[place] == 0x50, bytes[place + 1] == 0x4B, bytes[place + 2] == 0x05, bytes[place + 3] == 0x06 {
                return place
            }
            place -= 1
        }
        return nil
    }

    private static func inflated(
        _ stored: ArraySlice<UInt8>, count: Int, name: String
    ) throws(TableFault) -> [UInt8] {
        var stream = z_stream()
        // Negative: deflate without the wrapping of zlib or gzip.
        guard inflateInit2_(&stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw .damagedWorkbook("the decompressor cannot start")
        }
        defer { inflateEnd(&stream) }
        var text = [UInt8](repeating: 0, count: count)
        var status = Z_OK
        // One byte of room more than declared shows a part that grows beyond it.
        var beyond: UInt8 = 0
        let isWhole = stored.withUnsafeBufferPointer { source in
            text.withUnsafeMutableBufferPointer { target -> Bool in
                stream.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
                stream.avail_in = UInt32(source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(target.count)
                status = inflate(&stream, Z_FINISH)
                if status != Z_STREAM_END, stream.avail_out == 0 {
                    withUnsafeMutablePointer(to: &beyond) { room in
                        stream.next_out = room
                        stream.avail_out = 1
                        status = inflate(&stream, Z_FINISH)
                    }
                    return status == Z_STREAM_END && stream.avail_out == 1
                }
                return status == Z_STREAM_END && stream.avail_out == 0
            }
        }
        guard isWhole else { throw .damagedWorkbook("the part '\(name)' cannot be decompressed") }
        return text
    }
}
