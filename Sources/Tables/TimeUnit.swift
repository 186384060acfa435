/// Spans of time that rows are counted by: half open, in the zone of the data (METHODS §1.4).
package enum TimeUnit: String, Sendable, Hashable, CaseIterable {
    case day, week, month, quarter, year

    /// The number of the span that a moment lies in, ascending with time.
    ///
    /// - Parameter moment: seconds since 1970-01-01 00:00 on the clock of the zone.
    package func number(of moment: Int) -> Int {
        let day = Self.floored(moment, 86_400)
        switch self {
        case .day: return day
        // 1970-01-01 was a Thursday; weeks start on Mondays.
        case .week: return Self.floored(day + 3, 7)
        case .month, .quarter, .year:
            let date = CivilDate.date(of: day)
            let month = date.year * 12 + date.month - 1
            return self == .month ? month : self == .quarter ? Self.floored(month, 3) : date.year
        }
    }

    /// The first moment of a span, in seconds since 1970-01-01 00:00 on the clock of the zone.
    package func start(of number: Int) -> Int {
        switch self {
        case .day: number * 86_400
        case .week: (number * 7 - 3) * 86_400
        case .month:
            CivilDate.dayNumber(
                year: Self.floored(number, 12), month: number - 12 * Self.floored(number, 12) + 1, day: 1) * 86_400
        case .quarter: TimeUnit.month.start(of: number * 3)
        case .year: TimeUnit.month.start(of: number * 12)
        }
    }

    /// Whether spans of the other unit are made of whole spans of this one.
    package func isPart(of other: TimeUnit) -> Bool {
        switch self {
        case .day: other != .day
        case .week, .year: false
        case .month: [.quarter, .year].contains(other)
        case .quarter: other == .year
        }
    }

    /// The number of the span that is written so; `nil` for what `text(of:)` does not write.
    package func number(ofText text: String) -> Int? {
        let bytes = Array(text.utf8)
        func digits(_ range: Range<Int>) -> Int? {
            guard range.upperBound <= bytes.count else { return nil }
            var value = 0
            for byte in bytes[range] {
                guard (0x30...0x39).contains(byte) else { return nil }
                value = value * 10 + Int(byte & 15)
            }
            return value
        }
        guard let year = digits(0..<4) else { return nil }
        var number: Int?
        switch self {
        case .day:
            guard let month = digits(5..<7), let day = digits(8..<10), (1...12).contains(month), day >= 1 else {
                return nil
            }
            number = CivilDate.dayNumber(year: year, month: month, day: day)
        case .week:
            guard let week = digits(6..<8) else { return nil }
            // The fourth of January lies in the first week.
            number = Self.floored(CivilDate.dayNumber(year: year, month: 1, day: 4) + 3, 7) + week - 1
        case .month: number = digits(5..<7).map { year * 12 + $0 - 1 }
        case .quarter: number = digits(6..<7).map { year * 4 + $0 - 1 }
        case .year: number = year
        }
        // What is not written so, such as a month 13, is written in another way.
        guard let number, self.text(of: number).utf8.elementsEqual(bytes) else { return nil }
        return number
    }

    /// The quotient rounded towards −∞.
    private static func floored(_ dividend: Int, _ divisor: Int) -> Int {
        let quotient = dividend / divisor
        return dividend % divisor < 0 ? quotient - 1 : quotient
    }

    /// How a span is written: `2026-01-31`, `2026-W05` (ISO 8601), `2026-01`, `2026-Q1`, `2026`.
    package func text(of number: Int) -> String {
        func padded(_ number: Int, _ width: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: max(0, width - text.count)) + text
        }
        switch self {
        case .day:
            let date = CivilDate.date(of: number)
            return "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
        case .week:
            // A week belongs to the year of its Thursday.
            let thursday = number * 7
            let year = CivilDate.date(of: thursday).year
            let first = CivilDate.dayNumber(year: year, month: 1, day: 1)
            return "\(padded(year, 4))-W\(padded((thursday - first) / 7 + 1, 2))"
        case .month: return "\(padded(number / 12, 4))-\(padded(number % 12 + 1, 2))"
        case .quarter: return "\(padded(number / 4, 4))-Q\(number % 4 + 1)"
        case .year: return padded(number, 4)
        }
    }
}
