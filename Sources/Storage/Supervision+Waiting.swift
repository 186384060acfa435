#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension Supervision {
    /// Waits, but no longer than until the work is to stop.
    package static func wait(seconds: Double) {
        let end = ContinuousClock.now + .seconds(seconds)
        while current?.stopRequest == nil {
            let left = end - .now
            guard left > .zero else { return }
            let (whole, fraction) = left.components
            let milliseconds = min(1_000, max(1, whole * 1_000 + fraction / 1_000_000_000_000_000))
            var awaited = pollfd(fd: current?.wakeDescriptor ?? -1, events: Int16(POLLIN), revents: 0)
            _ = poll(&awaited, 1, Int32(milliseconds))
        }
    }
}
