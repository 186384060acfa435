/// The bytes of the input from the record being read on, in one piece of memory that is used again.
final class ByteWindow {
    private var memory: UnsafeMutableRawBufferPointer
    /// Readable bytes behind the last one, for instructions that read whole blocks.
    static let slack = 64
    /// How many bytes are in it.
    private(set) var count = 0
    private let chunkByteCount: Int

    init(chunkByteCount: Int) {
        self.chunkByteCount = chunkByteCount
        // Not cleared: that would touch every page of it, and most files need few.
        memory = .allocate(byteCount: chunkByteCount * 2 + Self.slack, alignment: 64)
        clearSlack()
    }

    deinit { memory.deallocate() }

    /// The first byte.
    var start: UnsafePointer<UInt8> {
        UnsafePointer(memory.assumingMemoryBound(to: UInt8.self).baseAddress ?? Self.nothing)
    }

    /// Space for one chunk after the bytes that are there.
    func room() -> UnsafeMutableRawBufferPointer {
        if memory.count - Self.slack - count < chunkByteCount {
            // Doubling keeps the copying of one long record linear.
            let larger = UnsafeMutableRawBufferPointer.allocate(
                byteCount: max(memory.count * 2, count + chunkByteCount + Self.slack), alignment: 64)
            larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[..<count]))
            memory.deallocate()
            memory = larger
        }
        return UnsafeMutableRawBufferPointer(rebasing: memory[count..<count + chunkByteCount])
    }

    /// Says that `added` bytes were put into the room.
    func grew(by added: Int) {
        count += added
        clearSlack()
    }

    /// Makes the bytes behind the last one the same in every run.
    private func clearSlack() {
        memory[count..<count + Self.slack].initializeMemory(as: UInt8.self, repeating: 0)
    }

    /// Drops the first `dropped` bytes and moves the rest to the start.
    func drop(_ dropped: Int) {
        guard dropped > 0 else { return }
        let rest = UnsafeRawBufferPointer(rebasing: memory[dropped..<count])
        memory.copyMemory(from: rest)
        count -= dropped
        clearSlack()
    }

    nonisolated(unsafe) private static let nothing = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)
}
