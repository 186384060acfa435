/// "17 of 100 people": shares told as whole people out of one round number, the same for everybody compared.
package struct NaturalFrequency: Hashable, Sendable {
    /// A hundred; or, where that would hide a small share, the next power of ten up to a million.
    package let denominator: Int

    /// Chooses the denominator for shares that are told side by side.
    ///
    /// - Parameters:
    ///   - shares: in 0...1; what is not finite is passed over. A share of nobody needs no larger denominator.
    ///   - isTellingApart: whether shares that differ must come out as different numbers of people.
    package init(of shares: [Double], isTellingApart: Bool = false) {
        let shares = shares.filter(\.isFinite)
        let smallest = shares.filter { $0 > 0 }.min() ?? 1
        var denominator = 100
        while denominator < 1_000_000 {
            let isVisible = smallest * Double(denominator) >= 1
            let people = Set(shares.map { Self.people($0, of: denominator, rounding: .nearest) })
            if isVisible, !isTellingApart || people.count == Set(shares).count { break }
            denominator *= 10
        }
        self.denominator = denominator
    }

    /// How many of `denominator` people a share is; limits of ranges are rounded outward with `.down` and `.up`.
    ///
    /// - Returns: a number in 0...denominator; 0 for what is no number.
    package func people(_ share: Double, rounding: DecimalRounding = .nearest) -> Int {
        Self.people(share, of: denominator, rounding: rounding)
    }

    private static func people(_ share: Double, of denominator: Int, rounding: DecimalRounding) -> Int {
        guard !share.isNaN else { return 0 }
        let scaled = min(max(share, 0), 1) * Double(denominator)
        // 0.29 × 100 is 28.999…96 in doubles: what is a whole number but for that is one.
        let nearest = scaled.rounded()
        if abs(scaled - nearest) < 1e-9 { return Int(nearest) }
        return Int(scaled.rounded(rounding.rule))
    }
}
