package import Interchange

/// How numbers, amounts of money and days are written in a place: the same said otherwise.
package struct PlaceFormats: Sendable, Hashable {
    package let source: PackSource
    /// As texts of the place have them, then the others.
    let numbers: [NumberWriting]
    let amounts: [Amount]
    let dates: [DateWriting]
    /// Names of the months in small letters, in any language of the place, by number.
    let months: [[String]]
    let ethiopic: [EthiopicWriting]

    /// A way to write amounts.
    struct Amount: Sendable, Hashable {
        let writing: AmountWriting
        /// Only texts of this script are written so; `nil` for all.
        let script: String?
    }

    /// A day by the Ethiopian calendar, with what tells that it is one.
    struct EthiopicWriting: Sendable, Hashable {
        let writing: DateWriting
        /// Only texts of this script are written so.
        let script: String?
    }

    /// What is written otherwise.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case numbers, currency, dates
    }

    /// Reads a pack's `formats.json`.
    package init(_ document: PlacedJSON) throws(PackError) {
        try document.only(PackSource.members + ["place", "kind", "numbers", "currency", "dates"])
        source = try PackSource(document, name: try document.required("place") + "/formats")
        guard try document.required("kind") == "formats" else {
            throw (document["kind"] ?? document).error("'kind' is formats")
        }
        var numbers: [NumberWriting] = []
        for value in document["numbers"]?.elements ?? [] { numbers.append(try NumberWriting(value)) }
        guard numbers.isEmpty || numbers.count > 1 else {
            throw (document["numbers"] ?? document).error("one way to write numbers is no change")
        }
        var amounts: [Amount] = []
        if let currency = document["currency"] {
            try currency.only(["code", "writings"])
            _ = try currency.required("code")
            for value in currency["writings"]?.elements ?? [] {
                if value.members != nil { try value.only(["writing", "script"]) }
                guard let writing = (value["writing"] ?? value).string.flatMap({ AmountWriting($0) }) else {
                    throw value.error("an amount is written with {} where its number goes, such as KES {}")
                }
                guard !amounts.contains(where: { $0.writing.isRead(as: writing) }) else {
                    throw value.error("'\(writing.pattern)' is read as one that stands here already")
                }
                amounts.append(Amount(writing: writing, script: try value.script()))
            }
            guard amounts.count > 1 else { throw currency.error("one way to write amounts is no change") }
        }
        var dates: [DateWriting] = []
        var ethiopic: [EthiopicWriting] = []
        var months = [[String]](repeating: [], count: 12)
        if let own = document["dates"] {
            try own.only(["writings", "months", "ethiopic"])
            for value in own["writings"]?.elements ?? [] { dates.append(try Self.date(value)) }
            for language in own["months"]?.members ?? [] {
                let names = language.value.elements?.compactMap(\.string) ?? []
                guard names.count == 12 else { throw language.value.error("a year has twelve months") }
                for (index, name) in names.enumerated() { months[index].append(name.lowercased()) }
            }
            for value in own["ethiopic"]?.elements ?? [] {
                try value.only(["writing", "script"])
                guard let writing = value["writing"] else { throw value.error("'writing' is missing") }
                ethiopic.append(EthiopicWriting(writing: try Self.date(writing), script: try value.script()))
            }
            for (index, date) in dates.enumerated() {
                // The same signs with day and month exchanged would be read either way.
                if let other = dates[..<index].first(where: { $0.isMistakable(for: date) }) {
                    throw own.error("'\(date.pattern)' can be taken for '\(other.pattern)'")
                }
            }
        }
        (self.numbers, self.amounts, self.dates, self.ethiopic) = (numbers, amounts, dates, ethiopic)
        self.months = months
    }

    private static func date(_ value: PlacedJSON) throws(PackError) -> DateWriting {
        guard let writing = value.string.flatMap({ DateWriting($0) }) else {
            throw value.error("a day is written with yyyy, mm or m or MMMM, and dd or d")
        }
        return writing
    }

    /// Whether the place has anything of a kind.
    package func has(_ kind: Kind) -> Bool {
        switch kind {
        case .numbers: !numbers.isEmpty
        case .currency: !amounts.isEmpty
        case .dates: !dates.isEmpty
        }
    }

    /// The other forms of a text; none if it holds nothing that could be written otherwise.
    ///
    /// - Complexity: O(characters × writings).
    package func forms(of text: String, _ kind: Kind) -> [TextForm.Written] {
        let forms =
            switch kind {
            case .numbers: Self.numbers(text, numbers)
            case .currency: currency(text)
            case .dates: days(text)
            }
        return forms.filter { !$0.text.unicodeScalars.elementsEqual(text.unicodeScalars) }
    }

    static func numbers(_ text: String, _ writings: [NumberWriting]) -> [TextForm.Written] {
        guard let first = writings.first else { return [] }
        let script = script(of: text)
        return writings.dropFirst().filter { $0.script == nil || $0.script == script }.map { writing in
            TextForm.Written(
                from: first.name, to: writing.name,
                text: TextForm.rewriting(text, signs: first.group + first.decimal + "-") { run in
                    // Without a sign it may be a year or a telephone: only other digits say the same.
                    guard let parts = first.parts(of: run),
                        writing.zero != 0x30 || run.contains(where: { !$0.isNumber })
                    else { return nil }
                    return run.contains(where: { !$0.isNumber })
                        ? writing.written(parts.whole, fraction: parts.fraction)
                        : NumberWriting(group: "", decimal: ".", zero: writing.zero).written(run, fraction: nil)
                })
        }
    }

    private func currency(_ text: String) -> [TextForm.Written] {
        let longest = amounts.map(\.writing).sorted { $0.pattern.count > $1.pattern.count }
        let script = Self.script(of: text)
        return amounts.filter { $0.script == nil || $0.script == script }.map(\.writing).compactMap { writing in
            var from: String?
            let text = TextForm.replacing(in: text) { characters, place in
                for own in longest {
                    guard let found = own.found(in: characters, at: place) else { continue }
                    if own != writing { from = from ?? own.pattern }
                    return (own == writing ? nil : writing.written(found.number), found.length)
                }
                return nil
            }
            return from.map { TextForm.Written(from: $0, to: writing.pattern, text: text) }
        }
    }

    private func days(_ text: String) -> [TextForm.Written] {
        let script = Self.script(of: text)
        let usual = dates.filter(\.isNumeric).map { (writing: $0, isEthiopic: false) }
        let targets =
            usual
            + ethiopic.filter { $0.script == nil || $0.script == script }.map {
                (writing: $0.writing, isEthiopic: true)
            }
        return targets.compactMap { target in
            var from: String?
            let text = TextForm.replacing(in: text) { characters, place in
                if Self.goesOnBefore(characters, place) { return nil }
                for own in dates {
                    guard let found = own.found(in: characters, at: place, months: months),
                        !Self.goesOn(characters, place + found.length)
                    else { continue }
                    if own == target.writing { return (nil, found.length) }
                    from = from ?? own.pattern
                    guard target.isEthiopic else {
                        return (target.writing.written(found.year, found.month, found.day), found.length)
                    }
                    return EthiopicCalendar.day(ofGregorian: found.year, found.month, found.day).map {
                        (target.writing.written($0.year, $0.month, $0.day), found.length)
                    }
                }
                return nil
            }
            return from.map { TextForm.Written(from: $0, to: target.writing.pattern, text: text) }
        }
    }

    /// Whether digits or letters stand before a day, so that it is none.
    private static func goesOnBefore(_ characters: [Character], _ place: Int) -> Bool {
        guard place > 0 else { return false }
        if WordSpans.isOfWord(characters[place - 1]) { return true }
        return ["/", "-", ".", ","].contains(characters[place - 1]) && place > 1
            && TextForm.digit(characters[place - 2]) != nil
    }

    /// Whether digits or letters follow a day, so that it is none.
    private static func goesOn(_ characters: [Character], _ place: Int) -> Bool {
        guard place < characters.count else { return false }
        if WordSpans.isOfWord(characters[place]) { return true }
        return ["/", "-", ".", ","].contains(characters[place]) && place + 1 < characters.count
            && TextForm.digit(characters[place + 1]) != nil
    }

    /// The script of the first letter that is of a known one.
    static func script(of text: String) -> String? {
        for scalar in text.unicodeScalars where scalar.properties.isAlphabetic {
            if let found = LetterTable.scripts.keys.first(where: { LetterTable.isOf($0, scalar) }) { return found }
        }
        return nil
    }
}

extension DateWriting {
    /// Whether both are digits with the same signs, and day and month stand in other places.
    fileprivate func isMistakable(for other: DateWriting) -> Bool {
        func shape(_ parts: [Part]) -> [Part] {
            parts.map {
                switch $0 {
                case .month, .day: .day(1)
                default: $0
                }
            }
        }
        func order(_ parts: [Part]) -> [Bool] {
            parts.compactMap {
                switch $0 {
                case .day: true
                case .month: false
                default: nil
                }
            }
        }
        return shape(parts) == shape(other.parts) && order(parts) != order(other.parts)
    }
}
