/// The calendar that days are written in.
package enum DateCalendar: String, Sendable, Hashable, CaseIterable {
    case gregorian
    /// That of Ethiopia and, with the same months, of the Coptic church: twelve months of 30 days, and a thirteenth of
    /// five, or six before a year that 4 divides. Written as in ISO 8601, year first: `2018-13-05`.
    case ethiopic

    /// How many months a year has.
    var monthCount: Int { self == .gregorian ? 12 : 13 }

    /// How many days a month has.
    func days(inMonth month: Int, of year: Int) -> Int {
        switch self {
        case .gregorian: CivilDate.days(inMonth: month, of: year)
        case .ethiopic: month < 13 ? 30 : year % 4 == 3 ? 6 : 5
        }
    }

    /// Days since 1970-01-01 of the Gregorian calendar.
    ///
    /// - Source: Reingold and Dershowitz 2018, Calendrical Calculations, 4.1: the era of the Incarnation begins on
    ///   29 August 8 of the Julian calendar, which is day −716,367 here.
    func dayNumber(year: Int, month: Int, day: Int) -> Int {
        switch self {
        case .gregorian: CivilDate.dayNumber(year: year, month: month, day: day)
        case .ethiopic: -716_367 + 365 * (year - 1) + year / 4 + 30 * (month - 1) + day - 1
        }
    }

    /// The day of the Gregorian calendar that a day written in this one is, as ISO text; `nil` if it is none.
    package func isoDay(_ text: String) -> String? {
        var text = text
        let moment = text.withUTF8 { bytes -> Int? in
            guard let base = bytes.baseAddress,
                case .value(let seconds) = MomentParser(zone: nil, calendar: self).parse(base, count: bytes.count)
            else { return nil }
            return seconds
        }
        return moment.map { TimeUnit.day.text(of: TimeUnit.day.number(of: $0)) }
    }
}
