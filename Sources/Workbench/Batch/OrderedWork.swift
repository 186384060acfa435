import Storage

/// Work in pieces that threads share, whose results are taken in order, whatever order they come in.
///
/// A piece's result is taken (printed, written) only when those of all pieces before it were, so that nothing outside
/// depends on how many threads there are: when taking one says to stop, later pieces count as never done.
final class OrderedWork<Value: Sendable>: @unchecked Sendable {
    // All guarded by `monitor`.
    private var values: [Int: Value] = [:]
    private var nextPiece = 0
    private var isStopped = false

    private let monitor = Monitor()
    private let count: Int
    private let compute: @Sendable (Int) -> Value
    private let take: @Sendable (Int, Value) -> Bool

    private init(
        _ count: Int, compute: @escaping @Sendable (Int) -> Value, take: @escaping @Sendable (Int, Value) -> Bool
    ) {
        self.count = count
        self.compute = compute
        self.take = take
    }

    /// Does the pieces 0..<`count`.
    ///
    /// - Parameters:
    ///   - compute: makes the result of a piece; called by any thread.
    ///   - take: called on the calling thread, in order; whether to go on.
    static func run(
        _ count: Int, threads: Int, compute: @escaping @Sendable (Int) -> Value,
        take: @escaping @Sendable (Int, Value) -> Bool
    ) {
        let work = OrderedWork(count, compute: compute, take: take)
        Threads.run(max(1, min(threads, count))) { thread in
            if thread == 0 { work.lead() } else { work.follow() }
        }
    }

    /// Computes pieces as long as there are any.
    private func follow() {
        while let piece = nextToCompute() { finish(piece) }
    }

    /// Takes what is ready, computes where nothing is, and waits where nothing is left to compute.
    private func lead() {
        var taken = 0
        while taken < count {
            if let value = monitor.locked({ values.removeValue(forKey: taken) }) {
                guard take(taken, value) else { return monitor.locked { isStopped = true } }
                taken += 1
            } else if let piece = nextToCompute() {
                finish(piece)
            } else {
                monitor.locked { while values[taken] == nil { monitor.wait() } }
            }
        }
    }

    private func nextToCompute() -> Int? {
        monitor.locked {
            guard !isStopped, nextPiece < count else { return nil }
            defer { nextPiece += 1 }
            return nextPiece
        }
    }

    private func finish(_ piece: Int) {
        let value = compute(piece)
        monitor.locked {
            values[piece] = value
            monitor.wake()
        }
    }
}
