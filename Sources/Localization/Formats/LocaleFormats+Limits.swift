internal import Foundation

extension LocaleFormats {
    /// The fewest fraction digits with which `value` does not seem to stand otherwise to `limit` than it does.
    ///
    /// A value of 0.7996 that fails a floor of 0.80 must not be printed as 0.80. The comparison is of exact decimals:
    /// the shortest form of each double.
    ///
    /// - Parameters:
    ///   - minimum: digits to start from.
    ///   - scale: 2 for percentages (0.7996 is 79.96), 0 otherwise.
    /// - Returns: at least `minimum` and at most `maximumDigits`; that most when no number of digits tells them apart, and
    ///   `minimum` when one of them is not finite or they are equal and `value` needs no more.
    package static func digits(
        showing value: Double, beside limit: Double, from minimum: Int, rounding: DecimalRounding = .nearest,
        scale: Int = 0
    ) -> Int {
        let minimum = min(max(minimum, 0), maximumDigits)
        guard let exact = decimal(value, scale: scale), let bound = decimal(limit, scale: scale) else { return minimum }
        for digits in minimum...maximumDigits {
            let shown = rounded(exact, digits: digits, rounding: rounding)
            if (shown < bound) == (exact < bound), (shown > bound) == (exact > bound) { return digits }
        }
        return maximumDigits
    }

    /// `value` with at least `digits` fraction digits, and more until it does not contradict how it compares to `limit`.
    package func number(
        _ value: Double, beside limit: Double, digits: Int, rounding: DecimalRounding = .nearest
    ) -> String {
        number(
            value, digits: Self.digits(showing: value, beside: limit, from: digits, rounding: rounding),
            rounding: rounding)
    }

    /// `share` as a percentage with at least `digits` fraction digits, and more until it does not contradict how it
    /// compares to `limit`.
    package func percent(
        _ share: Double, beside limit: Double, digits: Int, rounding: DecimalRounding = .nearest
    ) -> String {
        let needed = Self.digits(showing: share, beside: limit, from: digits, rounding: rounding, scale: 2)
        return percent(share, digits: needed, rounding: rounding)
    }

    /// A limit as its author wrote it: the shortest form of the number, with at least `digits` fraction digits.
    package func limit(_ value: Double, digits: Int) -> String {
        number(value, digits: max(digits, Self.fractionDigits(value, scale: 0)))
    }

    /// A limit that is a share, as a percentage that loses nothing.
    package func percentLimit(_ share: Double, digits: Int) -> String {
        percent(share, digits: max(digits, Self.fractionDigits(share, scale: 2)))
    }

    private static func fractionDigits(_ value: Double, scale: Int) -> Int {
        guard let exact = decimal(value, scale: scale) else { return 0 }
        return (0...maximumDigits).first { rounded(exact, digits: $0, rounding: .nearest) == exact } ?? maximumDigits
    }

    private static func decimal(_ value: Double, scale: Int) -> Decimal? {
        guard value.isFinite, abs(value) < 1e30, let exact = Decimal(string: value.description) else { return nil }
        return scale == 0 ? exact : exact * Decimal(sign: .plus, exponent: scale, significand: 1)
    }

    private static func rounded(_ value: Decimal, digits: Int, rounding: DecimalRounding) -> Decimal {
        var input = value
        var result = Decimal()
        let mode: NSDecimalNumber.RoundingMode =
            switch rounding {
            case .nearest: .bankers
            case .down: .down
            case .up: .up
            }
        NSDecimalRound(&result, &input, digits, mode)
        return result
    }
}
