/// The order of whole numbers, found digit by digit: keys of cells are short and many.
enum DigitOrder {
    private static let digitBits = 11
    private static let digits = 1 << digitBits

    /// The places of keys from the smallest key up; equal keys stay in their order.
    ///
    /// - Parameter bits: how many bits the largest key needs, at most 64.
    /// - Complexity: O(keys × bits).
    static func ascending(_ keys: [UInt64], bits: Int) -> [Int32] {
        precondition(keys.count <= Int(Int32.max) && bits <= 64, "places and keys of so many bits")
        let places = (0..<Int32(keys.count)).map { $0 }
        // A pass over all digits costs more than few keys are worth.
        guard keys.count > 256 else {
            return places.sorted {
                (keys[Int($0)], $0) < (keys[Int($1)], $1)
            }
        }
        var (from, to) = (places, places)
        for shift in stride(from: 0, to: bits, by: digitBits) {
            let shift = UInt64(shift)
            var starts = [Int](repeating: 0, count: digits)
            for key in keys { starts[Int(truncatingIfNeeded: key &>> shift) & (digits - 1)] += 1 }
            // All keys share this digit.
            if starts.contains(keys.count) { continue }
            var next = 0
            for digit in starts.indices { (starts[digit], next) = (next, next + starts[digit]) }
            for place in from {
                let digit = Int(truncatingIfNeeded: keys[Int(place)] &>> shift) & (digits - 1)
                to[starts[digit]] = place
                starts[digit] += 1
            }
            swap(&from, &to)
        }
        return from
    }

    /// How many bits numbers up to this one need.
    static func bits(_ largest: Int) -> Int { Int.bitWidth - max(0, largest).leadingZeroBitCount }
}
