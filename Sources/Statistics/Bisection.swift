/// Halving a bracket until it cannot be halved.
package enum Bisection {
    /// The point between two others at which a condition stops to hold.
    ///
    /// - Parameters:
    ///   - inside: where the condition holds.
    ///   - outside: where it does not; may lie on either side of `inside`.
    ///   - holds: a condition that changes once between the two.
    /// - Returns: a point within 1e-15 of the change, or one unit in the last place where that is more.
    /// - Complexity: at most 200 evaluations; about 50 for a bracket of length 1.
    package static func edge(inside: Double, outside: Double, where holds: (Double) -> Bool) -> Double {
        var near = inside
        var far = outside
        for _ in 0..<200 {
            let middle = near + (far - near) / 2
            if middle == near || middle == far || (far - near).magnitude < 1e-15 { break }
            if holds(middle) { near = middle } else { far = middle }
        }
        return near + (far - near) / 2
    }
}
