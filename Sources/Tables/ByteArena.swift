/// Memory for the decoded texts of many rows, used again for each chunk.
final class ByteArena {
    private var memory = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 4096)
    private(set) var count = 0

    deinit { memory.deallocate() }

    /// The first byte; good until the next bytes are added.
    var start: UnsafePointer<UInt8> {
        // A buffer of a positive capacity has an address.
        UnsafePointer(memory.baseAddress ?? Self.nothing)
    }

    /// The bytes from `offset` on; good until the next bytes are added.
    func bytes(from offset: Int) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: UnsafeBufferPointer(memory)[offset..<count])
    }

    func removeAll() { count = 0 }

    /// Drops the bytes from `length` on.
    func cut(to length: Int) { count = min(count, length) }

    func append(_ byte: UInt8) {
        reserve(1)
        memory[count] = byte
        count += 1
    }

    func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let source = bytes.baseAddress, let base = memory.baseAddress, bytes.count > 0 else { return }
        reserve(bytes.count)
        (memory.baseAddress ?? base).advanced(by: count).update(from: source, count: bytes.count)
        count += bytes.count
    }

    private func reserve(_ added: Int) {
        guard memory.count - count < added else { return }
        let larger = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(memory.count * 2, count + added))
        if let source = memory.baseAddress { larger.baseAddress?.update(from: source, count: count) }
        memory.deallocate()
        memory = larger
    }

    nonisolated(unsafe) private static let nothing = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)
}
