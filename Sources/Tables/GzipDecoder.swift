import CZlib

/// Decompresses a gzip file piece by piece: one member after another, each checked by its own sum and length.
final class GzipDecoder {
    /// What one step did.
    enum Step {
        /// This many bytes were taken from the input and written to the output.
        case progress(consumed: Int, produced: Int)
        case failed(TableFault)
    }

    // zlib keeps a pointer back to this structure, so it must not move.
    private let stream: UnsafeMutablePointer<z_stream>
    private let started: Bool
    private var betweenMembers = true
    private var membersRead = 0

    init() {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // 15 is the largest window; 16 more asks for the gzip format and its checksum.
        started = inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    }

    deinit {
        if started { inflateEnd(stream) }
        stream.deinitialize(count: 1)
        stream.deallocate()
    }

    /// Whether the input may end here.
    var isAtMemberEnd: Bool { betweenMembers && membersRead > 0 }

    /// Decompresses as much of `input` as fits in `output`.
    func step(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> Step {
        guard started else { return .failed(.damagedGzip("the decompressor cannot start")) }
        guard let source = input.baseAddress, let target = output.baseAddress else {
            return .progress(consumed: 0, produced: 0)
        }
        if betweenMembers {
            if membersRead > 0 { inflateReset(stream) }
            betweenMembers = false
            // The magic's first byte tells another member from rubbish; zlib checks the rest.
            if input.count > 0, input[0] != 0x1F {
                return .failed(membersRead > 0 ? .trailingBytes : .damagedGzip("no gzip header"))
            }
        }
        // zlib counts in 32 bits; chunks are far smaller.
        let available = min(input.count, Int(Int32.max))
        let room = min(output.count, Int(Int32.max))
        stream.pointee.next_in = UnsafeMutablePointer(mutating: source.assumingMemoryBound(to: UInt8.self))
        stream.pointee.avail_in = UInt32(available)
        stream.pointee.next_out = target.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(room)
        let status = inflate(stream, Z_NO_FLUSH)
        let consumed = available - Int(stream.pointee.avail_in)
        let produced = room - Int(stream.pointee.avail_out)
        switch status {
        case Z_OK, Z_BUF_ERROR: break
        case Z_STREAM_END:
            betweenMembers = true
            membersRead += 1
        case Z_NEED_DICT: return .failed(.damagedGzip("it asks for a dictionary"))
        case Z_MEM_ERROR: return .failed(.damagedGzip("no memory is left to decompress it"))
        default:
            let words = stream.pointee.msg.map { String(cString: $0) } ?? "status \(status)"
            return .failed(.damagedGzip(words))
        }
        return .progress(consumed: consumed, produced: produced)
    }
}
