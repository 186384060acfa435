#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Threads of the system, for work that is split into parts beforehand.
package enum Threads {
    /// How many threads work on one thing if nothing is said: the processors online, at most 8.
    package static let standardCount = min(8, max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))))

    /// Runs `body` once for each number in 0..<`count`, the first on this thread and each other one on a thread of its
    /// own, and returns when all have ended. Where the system refuses a thread, this one does its work after its own.
    package static func run(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
        var started: [pthread_t] = []
        var left: [Int] = []
        for index in stride(from: 1, to: count, by: 1) {
            let work = Unmanaged.passRetained(Work { body(index) })
            if let thread = begin(work.toOpaque()) {
                started.append(thread)
            } else {
                work.release()
                left.append(index)
            }
        }
        if count > 0 { body(0) }
        for index in left { body(index) }
        for thread in started { pthread_join(thread, nil) }
    }

    /// The results of independent pieces of work, by their numbers; threads take one after another.
    package static func map<Value: Sendable>(
        _ count: Int, threads: Int = standardCount, _ body: @escaping @Sendable (Int) -> Value
    ) -> [Value] {
        let results = Results<Value>(count)
        run(min(count, threads)) { _ in
            while let number = results.next() { results.put(body(number), at: number) }
        }
        return results.all
    }

    private final class Results<Value: Sendable>: @unchecked Sendable {
        private let monitor = Monitor()
        private var values: [Value?]
        private var taken = 0

        init(_ count: Int) { values = Array(repeating: nil, count: count) }

        func next() -> Int? {
            monitor.locked {
                guard taken < values.count else { return nil }
                taken += 1
                return taken - 1
            }
        }

        func put(_ value: Value, at number: Int) { monitor.locked { values[number] = value } }

        /// Every piece of work has been done.
        var all: [Value] { monitor.locked { values.compactMap { $0 } } }
    }

    fileprivate final class Work: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    /// A new thread that does the work; `nil` if the system gives none.
    private static func begin(_ work: UnsafeMutableRawPointer) -> pthread_t? {
        // A place in memory, as its type is optional on some systems.
        let place = UnsafeMutablePointer<PlatformThread>.allocate(capacity: 1)
        defer { place.deallocate() }
        // As much as a main thread has: some C libraries give others next to nothing. Only what is used is taken.
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setstacksize(&attributes, 8 << 20)
        let status = pthread_create(place, &attributes, startThread, work)
        return status == 0 ? place.pointee : nil
    }

    #if canImport(Darwin)
        private typealias PlatformThread = pthread_t?
    #else
        private typealias PlatformThread = pthread_t
    #endif
}

/// What a new thread does first and last.
private func startThread(_ work: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let work else { return nil }
    Unmanaged<Threads.Work>.fromOpaque(work).takeRetainedValue().body()
    return nil
}

/// A lock with a condition to wait for.
package final class Monitor: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    package init() {
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    /// Runs `body` while no other thread is inside.
    package func locked<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body()
    }

    /// Lets others in until one of them calls `wake`; only inside `locked`.
    package func wait() { pthread_cond_wait(condition, mutex) }

    /// Wakes all that wait; only inside `locked`.
    package func wake() { pthread_cond_broadcast(condition) }
}
