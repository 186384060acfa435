/// Reads days and moments in ISO 8601 as the clock on the wall shows them, in seconds since 1970-01-01 00:00.
///
/// `2026-01-31`, `2026-01-31T06:30`, `2026-01-31 06:30:15.25`; with `Z` or an offset such as `+03:00` the moment is told
/// in the zone of the data. A moment without an offset is taken as it stands.
package struct MomentParser: Sendable {
    /// The zone of the data; without one, moments with an offset cannot be told.
    package let zone: ZoneOffsets?

    /// The calendar that days are written in.
    package let calendar: DateCalendar

    package init(zone: ZoneOffsets?, calendar: DateCalendar = .gregorian) {
        self.zone = zone
        self.calendar = calendar
    }

    package enum Result: Hashable, Sendable {
        /// Seconds since 1970-01-01 00:00 on the clock of the zone.
        case value(Int)
        case malformed
        /// It has an offset, but no zone is declared.
        case needsZone
    }

    /// Reads the bytes from `base`.
    package func parse(_ base: UnsafePointer<UInt8>, count: Int) -> Result {
        var scanner = Scanner(base: base, count: count)
        guard let year = scanner.number(digits: 4), year > 0, scanner.take("-"), let month = scanner.number(digits: 2),
            (1...calendar.monthCount).contains(month), scanner.take("-"), let day = scanner.number(digits: 2), day >= 1,
            day <= calendar.days(inMonth: month, of: year)
        else { return .malformed }
        var seconds = calendar.dayNumber(year: year, month: month, day: day) * 86_400
        if scanner.isAtEnd { return .value(seconds) }
        guard scanner.take("T") || scanner.take("t") || scanner.take(" "), let hour = scanner.number(digits: 2),
            hour < 24, scanner.take(":"), let minute = scanner.number(digits: 2), minute < 60
        else { return .malformed }
        seconds += hour * 3_600 + minute * 60
        if scanner.take(":") {
            // A leap second counts as the first of the next minute.
            guard let second = scanner.number(digits: 2), second <= 60 else { return .malformed }
            seconds += second
            if scanner.take(".") || scanner.take(",") {
                guard scanner.skipDigits() else { return .malformed }
            }
        }
        if scanner.isAtEnd { return .value(seconds) }
        guard let offset = scanner.offset(), scanner.isAtEnd else { return .malformed }
        guard let zone else { return .needsZone }
        let moment = seconds - offset
        return .value(moment + zone.offset(at: moment))
    }

    private struct Scanner {
        let base: UnsafePointer<UInt8>
        let count: Int
        var place = 0

        init(base: UnsafePointer<UInt8>, count: Int) {
            self.base = base
            self.count = count
        }

        var isAtEnd: Bool { place == count }

        mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard place < count, base[place] == UInt8(ascii: character) else { return false }
            place += 1
            return true
        }

        /// Exactly so many digits.
        mutating func number(digits: Int) -> Int? {
            guard place + digits <= count else { return nil }
            var value = 0
            for _ in 0..<digits {
                let digit = base[place] &- 0x30
                guard digit < 10 else { return nil }
                value = value * 10 + Int(digit)
                place += 1
            }
            return value
        }

        /// At least one digit and all that follow.
        mutating func skipDigits() -> Bool {
            let start = place
            while place < count, base[place] &- 0x30 < 10 { place += 1 }
            return place > start
        }

        /// `Z`, `+03`, `+0300` or `+03:00`, in seconds.
        mutating func offset() -> Int? {
            if take("Z") || take("z") { return 0 }
            let sign: Int
            if take("+") { sign = 1 } else if take("-") { sign = -1 } else { return nil }
            guard let hours = number(digits: 2), hours < 24 else { return nil }
            if isAtEnd { return sign * hours * 3_600 }
            _ = take(":")
            guard let minutes = number(digits: 2), minutes < 60 else { return nil }
            return sign * (hours * 3_600 + minutes * 60)
        }
    }
}
