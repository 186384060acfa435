/// A sum that carries its own rounding error along.
///
/// - Source: Neumaier 1974.
package struct CompensatedSum: Sendable {
    private var sum = 0.0
    private var correction = 0.0

    /// The empty sum.
    package init() {}

    /// Adds one term.
    package mutating func add(_ term: Double) {
        let next = sum + term
        // Once infinite, there is no error left to carry.
        if next.isFinite {
            correction += sum.magnitude >= term.magnitude ? (sum - next) + term : (term - next) + sum
        }
        sum = next
    }

    /// The sum so far.
    package var value: Double { sum + correction }
}
