/// A way to write a day: `yyyy-mm-dd`, `d/m/yyyy`, `d MMMM yyyy`; words stand in quotes: `d 'de' MMMM 'de' yyyy`.
struct DateWriting: Sendable, Hashable {
    enum Part: Sendable, Hashable {
        case year
        /// With as many digits at least.
        case month(Int)
        case day(Int)
        /// The month's name.
        case name
        case text(String)
    }

    let pattern: String
    let parts: [Part]

    /// - Returns: `nil` for a pattern that does not hold year, month and day once each.
    init?(_ pattern: String) {
        var parts: [Part] = []
        var rest = Substring(pattern)
        let known: [(String, Part)] = [
            ("yyyy", .year), ("MMMM", .name), ("mm", .month(2)), ("m", .month(1)), ("dd", .day(2)), ("d", .day(1)),
        ]
        var isQuoted = false
        while let first = rest.first {
            if first == "'" {
                isQuoted.toggle()
                rest = rest.dropFirst()
                continue
            }
            if !isQuoted, let (token, part) = known.first(where: { rest.hasPrefix($0.0) }) {
                parts.append(part)
                rest = rest.dropFirst(token.count)
                continue
            }
            if case .text(let text)? = parts.last {
                parts[parts.count - 1] = .text(text + String(first))
            } else {
                parts.append(.text(String(first)))
            }
            rest = rest.dropFirst()
        }
        func count(_ holds: (Part) -> Bool) -> Int { parts.count(where: holds) }
        guard !isQuoted, count({ $0 == .year }) == 1,
            count({ if case .day = $0 { true } else { false } }) == 1,
            count({ if case .month = $0 { true } else { $0 == .name } }) == 1
        else { return nil }
        (self.pattern, self.parts) = (pattern, parts)
    }

    /// Whether it is digits and signs alone, so that a day can be written without knowing the text's language.
    var isNumeric: Bool { !parts.contains(.name) }

    /// A day, and how many characters it takes.
    struct Found { let year, month, day, length: Int }

    /// The day that begins at a place, if one is written so there.
    ///
    /// - Parameter months: names by number of the month, in small letters.
    func found(in characters: [Character], at start: Int, months: [[String]]) -> Found? {
        var (year, month, day, place) = (0, 0, 0, start)
        func number(_ digits: ClosedRange<Int>) -> Int? {
            var (value, count) = (0, 0)
            while count < digits.upperBound, place < characters.count,
                let digit = TextForm.digit(characters[place])
            {
                value = value * 10 + digit
                count += 1
                place += 1
            }
            return count < digits.lowerBound ? nil : value
        }
        for part in parts {
            switch part {
            case .year:
                guard let value = number(4...4) else { return nil }
                year = value
            case .month:
                guard let value = number(1...2) else { return nil }
                month = value
            case .day:
                guard let value = number(1...2) else { return nil }
                day = value
            case .name:
                var end = place
                while end < characters.count, WordSpans.isOfWord(characters[end]) { end += 1 }
                let word = String(characters[place..<end]).lowercased()
                guard let index = months.firstIndex(where: { $0.contains(word) }) else { return nil }
                (month, place) = (index + 1, end)
            case .text(let text):
                guard characters[place...].starts(with: text) else { return nil }
                place += text.count
            }
        }
        guard EthiopicCalendar.day(ofGregorian: year, month, day) != nil else { return nil }
        return Found(year: year, month: month, day: day, length: place - start)
    }

    func written(_ year: Int, _ month: Int, _ day: Int) -> String {
        func padded(_ value: Int, _ digits: Int) -> String {
            let text = String(value)
            return String(repeating: "0", count: max(0, digits - text.count)) + text
        }
        return parts.map { part in
            switch part {
            case .year: padded(year, 4)
            case .month(let digits): padded(month, digits)
            case .day(let digits): padded(day, digits)
            case .name: padded(month, 2)
            case .text(let text): text
            }
        }.joined()
    }
}
