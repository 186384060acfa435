internal import Foundation

/// How the digits that are not shown bear on those that are.
package enum DecimalRounding: Hashable, Sendable {
    /// To the nearest, ties to the even digit.
    case nearest
    /// Towards −∞: for lower limits.
    case down
    /// Towards +∞: for upper limits.
    case up

    var rule: FloatingPointRoundingRule {
        switch self {
        case .nearest: .toNearestOrEven
        case .down: .down
        case .up: .up
        }
    }
}

/// Numbers, dates and lists as a language writes them in a place.
///
/// Locale, digits, calendar and time zone are always given explicitly and fraction digits always stated, so that nothing
/// depends on the environment of the process. The text may hold marks of direction and no-break spaces: it is for
/// people; machines get JSON.
package struct LocaleFormats: Sendable {
    /// The full tag asked for, such as `sw-KE-u-nu-latn`.
    package let tag: String
    /// CLDR's name of the digits, such as `latn`.
    package let numbering: String
    let locale: Locale
    private let calendar: Calendar

    /// The tags that CLDR, as the toolchain has it, knows formats for.
    private static let knownTags = Set(Locale.availableIdentifiers.map { $0.replacing("_", with: "-") })

    /// The most fraction digits that are ever shown.
    package static let maximumDigits = 15

    /// The formats of `language` in `place`.
    ///
    /// - Parameters:
    ///   - language: a language tag that CLDR has data for, such as `sw` or `pt-BR`.
    ///   - place: an ISO 3166 country code; ignored where CLDR lacks the pair or the language names a region already.
    ///   - numbering: CLDR's name of the digits to use.
    ///   - calendar: how dates are told.
    /// - Returns: `nil` when CLDR has no data for the language: it would silently write root formats.
    package init?(language: String, place: String?, numbering: String, calendar: DateCalendar = .gregorian) {
        let known = Self.knownTags
        guard known.contains(language) else { return nil }
        var base = language
        if let place, known.contains("\(language)-\(place)") { base = "\(language)-\(place)" }
        self.numbering = numbering
        tag = "\(base)-u-nu-\(numbering)"
        locale = Locale(identifier: tag)
        var calendar = Calendar(identifier: calendar.identifier)
        calendar.locale = locale
        calendar.timeZone = .gmt
        self.calendar = calendar
    }

    // MARK: Numbers

    /// A whole number, grouped.
    package func integer(_ value: Int) -> String {
        IntegerFormatStyle<Int>(locale: locale).format(value)
    }

    /// A number with exactly `digits` fraction digits.
    package func number(_ value: Double, digits: Int, rounding: DecimalRounding = .nearest) -> String {
        let style = FloatingPointFormatStyle<Double>(locale: locale)
            .precision(.fractionLength(Self.clamped(digits))).rounded(rule: rounding.rule)
        return withoutNegativeZero(style.format(value)) { style.format(0) }
    }

    /// A share as a percentage: 0.235 with one digit is `23.5%`.
    package func percent(_ share: Double, digits: Int, rounding: DecimalRounding = .nearest) -> String {
        let style = FloatingPointFormatStyle<Double>.Percent(locale: locale)
            .precision(.fractionLength(Self.clamped(digits))).rounded(rule: rounding.rule)
        return withoutNegativeZero(style.format(share)) { style.format(0) }
    }

    /// The limits of an interval, rounded outward: what is shown holds all that was meant.
    package func limits(lower: Double, upper: Double, digits: Int) -> (lower: String, upper: String) {
        (number(lower, digits: digits, rounding: .down), number(upper, digits: digits, rounding: .up))
    }

    /// The limits of an interval of shares as percentages, rounded outward.
    package func percentLimits(lower: Double, upper: Double, digits: Int) -> (lower: String, upper: String) {
        (percent(lower, digits: digits, rounding: .down), percent(upper, digits: digits, rounding: .up))
    }

    private static func clamped(_ digits: Int) -> Int { min(max(digits, 0), maximumDigits) }

    /// A small negative number that rounds to nothing is shown as nothing.
    private func withoutNegativeZero(_ text: String, zero: () -> String) -> String {
        let digits = text.unicodeScalars.compactMap {
            $0.properties.numericType == .decimal ? $0.properties.numericValue : nil
        }
        return digits.isEmpty || digits.contains { $0 != 0 } ? text : zero()
    }

    // MARK: Dates

    /// A date or month as people write it: `2026-11-21` or `2025-11`, long form, without weekday or time.
    ///
    /// - Returns: `text` itself when it is neither, so that a period such as `2026-Q1` stays readable.
    package func date(_ text: String) -> String {
        guard let parsed = ISODate(text) else { return text }
        var gregorian = Calendar(identifier: .gregorian)
        gregorian.timeZone = .gmt
        // Noon, so that no calendar's day border is near.
        let components = DateComponents(year: parsed.year, month: parsed.month, day: parsed.day ?? 1, hour: 12)
        guard let date = gregorian.date(from: components) else { return text }
        if parsed.day == nil {
            // A Gregorian month is no month of another calendar.
            gregorian.locale = locale
            return Date.FormatStyle(locale: locale, calendar: gregorian, timeZone: .gmt).month(.wide).year().format(
                date)
        }
        return Date.FormatStyle(date: .long, time: .omitted, locale: locale, calendar: calendar, timeZone: .gmt)
            .format(date)
    }

    // MARK: Lists

    /// The items joined as `A, B and C`.
    package func list(_ items: [String]) -> String {
        items.formatted(.list(type: .and, width: .standard).locale(locale))
    }
}

/// The calendar in which dates are told.
package enum DateCalendar: String, Hashable, Sendable, CaseIterable {
    case gregorian
    case ethiopic
    case buddhist
    case persian
    case ummAlQura = "umm-al-qura"

    var identifier: Calendar.Identifier {
        switch self {
        case .gregorian: .gregorian
        case .ethiopic: .ethiopicAmeteMihret
        case .buddhist: .buddhist
        case .persian: .persian
        case .ummAlQura: .islamicUmmAlQura
        }
    }
}

/// A calendar date `YYYY-MM-DD` or month `YYYY-MM`, proleptic Gregorian.
struct ISODate {
    let year: Int
    let month: Int
    /// `nil` for a month.
    let day: Int?

    /// `nil` unless `text` is exactly of one of the two forms and the day exists.
    init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), zip(parts, [4, 2, 2]).allSatisfy({ $0.utf8.count == $1 }),
            parts.allSatisfy({ $0.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } }),
            let year = Int(parts[0]), let month = Int(parts[1]), (1...12).contains(month), year > 0
        else { return nil }
        self.year = year
        self.month = month
        guard parts.count == 3 else {
            day = nil
            return
        }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard let day = Int(parts[2]), (1...lengths[month - 1]).contains(day) else { return nil }
        self.day = day
    }
}
