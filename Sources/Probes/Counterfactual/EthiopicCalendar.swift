/// Days of the Ethiopian calendar: twelve months of thirty days and a thirteenth of five, in every fourth year six.
enum EthiopicCalendar {
    /// The day that a day of the Gregorian calendar is.
    ///
    /// By day numbers of the Julian period: the Ethiopian year 1 begins on 29 August of the Julian year 8, day
    /// 1,724,221 (Dershowitz and Reingold, Calendrical Calculations).
    ///
    /// - Returns: `nil` for what is no day, and for days before the Ethiopian year 1.
    static func day(ofGregorian year: Int, _ month: Int, _ day: Int) -> (year: Int, month: Int, day: Int)? {
        guard (1...9999).contains(year), (1...12).contains(month), (1...length(ofMonth: month, year)).contains(day)
        else { return nil }
        let sinceStart = number(ofGregorian: year, month, day) - 1_724_221
        guard sinceStart >= 0 else { return nil }
        // Four years have 1,461 days, and the third of the four is the long one.
        let cycle = sinceStart / 1461
        let rest = sinceStart % 1461
        let inCycle = min(3, rest < 1096 ? rest / 365 : 3) - (rest == 1095 ? 1 : 0)
        let ofYear = rest - inCycle * 365 - (inCycle == 3 ? 1 : 0)
        return (4 * cycle + inCycle + 1, ofYear / 30 + 1, ofYear % 30 + 1)
    }

    /// Days of a month of the Gregorian calendar.
    static func length(ofMonth month: Int, _ year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// The day of the Julian period that begins at noon of a Gregorian day (Fliegel and Van Flandern 1968).
    private static func number(ofGregorian year: Int, _ month: Int, _ day: Int) -> Int {
        let shift = (14 - month) / 12
        let (years, months) = (year + 4800 - shift, month + 12 * shift - 3)
        return day + (153 * months + 2) / 5 + 365 * years + years / 4 - years / 100 + years / 400 - 32045
    }
}
