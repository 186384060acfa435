/// Values and how large a part of the whole each is, in the order written.
///
/// Parts need not add up to 1; each is read relative to their sum.
struct Shares<Value: Sendable>: Sendable, ExpressibleByDictionaryLiteral {
    let parts: [(value: Value, weight: Double)]

    init(dictionaryLiteral elements: (Value, Double)...) { self.init(elements) }

    init(_ elements: [(Value, Double)]) {
        precondition(
            !elements.isEmpty && elements.allSatisfy { $0.1 >= 0 }, "shares are not negative, and there is one")
        parts = elements.map { (value: $0.0, weight: $0.1) }
    }

    /// The sum of the parts.
    var total: Double { parts.reduce(0) { $0 + $1.weight } }

    /// The value on which `position` of the whole falls, the parts laid end to end.
    ///
    /// - Parameter position: in 0..<1; a uniform number draws in proportion to the parts.
    func value(at position: Double) -> Value {
        var remaining = position * total
        for part in parts {
            if remaining < part.weight { return part.value }
            remaining -= part.weight
        }
        // Only rounding of the last subtraction can lead here.
        return parts[parts.count - 1].value
    }

    /// The same values with each part multiplied by a factor.
    func scaled(by factor: (Value) -> Double) -> Shares {
        Shares(parts.map { ($0.value, $0.weight * factor($0.value)) })
    }
}
