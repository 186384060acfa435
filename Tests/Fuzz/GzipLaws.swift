import CZlib
import Tables

/// Laws of reading compressed tables: damage is refused, never a trap, and what is compressed well reads as the text does.
enum GzipLaws {
    /// The first byte says whether the others are a compressed file or what shall be compressed.
    static func check(_ bytes: [UInt8]) {
        guard bytes.count >= 3 else { return }
        let options = CSVLaws.options(bytes[1] & 0x7F, bytes[2])
        let rest = Array(bytes.dropFirst(3))
        if bytes[0] & 1 == 0 {
            CSVLaws.check(
                rest.starts(with: [0x1F, 0x8B]) ? rest : [0x1F, 0x8B] + rest, options: options, columns: .all)
            return
        }
        guard !rest.starts(with: [0x1F, 0x8B]) else { return }
        // Cut anywhere, the members of one file are read as one text.
        let cut = rest.isEmpty ? 0 : Int(bytes[0]) % rest.count
        let compressed = member(rest[..<cut]) + member(rest[cut...])
        let (plain, unpacked) = (table(rest, options), table(compressed, options))
        require((plain == nil) == (unpacked == nil), "compression decides nothing")
        guard let plain, let unpacked else { return }
        require(
            plain.header == unpacked.header && plain.accounting == unpacked.accounting
                && plain.categories == unpacked.categories, "compression changes nothing")
    }

    private static func table(_ file: [UInt8], _ options: ReadingOptions) -> Table? {
        do { return try TableReader.read(bytes: file, as: "fuzz.csv", columns: .all, options: options) } catch {
            return nil
        }
    }

    /// One gzip member.
    private static func member(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var stream = z_stream()
        let started = deflateInit2_(
            &stream, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        require(started == Z_OK, "zlib starts")
        defer { deflateEnd(&stream) }
        var input = Array(text) + [0]
        var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(text.count))) + 64)
        let written = input.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(text.count)
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(target.count)
                require(deflate(&stream, Z_FINISH) == Z_STREAM_END, "there is room for all of it")
                return target.count - Int(stream.avail_out)
            }
        }
        return Array(output[..<written])
    }
}
