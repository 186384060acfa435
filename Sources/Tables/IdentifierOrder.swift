/// In which orders ids have come so far, each above the one before it.
///
/// Ids that only ever rise cannot come twice, and two files that rise in the same order can be brought together without
/// keeping any of their rows.
struct IdentifierOrder: OptionSet, Sendable {
    let rawValue: UInt8

    /// Shorter ids first, then by bytes: how whole numbers without leading zeros and names with a counter rise.
    static let shortFirst = IdentifierOrder(rawValue: 1)
    /// By bytes alone, as texts are sorted.
    static let bytewise = IdentifierOrder(rawValue: 2)

    static let any: IdentifierOrder = [.shortFirst, .bytewise]

    /// The one order to decide by, where several hold.
    var first: IdentifierOrder { contains(.shortFirst) ? .shortFirst : self }

    /// Whether `a` comes before, at or after `b` in the first of these orders: negative, 0 or positive.
    @inline(__always)
    func compare(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Int {
        if contains(.shortFirst), a.count != b.count { return a.count < b.count ? -1 : 1 }
        return Self.compareBytes(a, b)
    }

    /// Those of these orders in which `b` comes after `a`.
    @inline(__always)
    func rising(from a: UnsafeBufferPointer<UInt8>, to b: UnsafeBufferPointer<UInt8>) -> IdentifierOrder {
        if a.count == b.count { return Self.compareBytes(a, b) < 0 ? self : [] }
        var order = self
        if a.count > b.count { order.remove(.shortFirst) }
        if contains(.bytewise), Self.compareBytes(a, b) > 0 { order.remove(.bytewise) }
        return order
    }

    @inline(__always)
    private static func compareBytes(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Int {
        let common = a.count < b.count ? a.count : b.count
        let (left, right) = (UnsafeRawBufferPointer(a), UnsafeRawBufferPointer(b))
        var i = 0
        while i &+ 8 <= common {
            let x = UInt64(bigEndian: left.loadUnaligned(fromByteOffset: i, as: UInt64.self))
            let y = UInt64(bigEndian: right.loadUnaligned(fromByteOffset: i, as: UInt64.self))
            if x != y { return x < y ? -1 : 1 }
            i &+= 8
        }
        while i < common {
            if a[i] != b[i] { return a[i] < b[i] ? -1 : 1 }
            i &+= 1
        }
        return a.count - b.count
    }
}
