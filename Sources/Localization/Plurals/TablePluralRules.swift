/// Plural rules from our own table of CLDR's rule texts, for where there is no ICU and to check it against.
///
/// A rule is read as Unicode Technical Standard 35, part 3, section 5 defines it, for numbers written in their shortest
/// decimal form; the compact exponents `c` and `e` are always 0 here.
package struct TablePluralRules: PluralRules {
    /// In the order of CLDR: the first that holds wins, `other` if none does.
    private let rules: [(category: PluralCategory, alternatives: [[Relation]])]

    /// One relation such as `n % 100 = 3..10`.
    private struct Relation {
        let operand: Character
        let modulus: Double?
        let isNegated: Bool
        let ranges: [ClosedRange<Double>]

        func holds(for operands: Operands) -> Bool {
            var value = operands[operand]
            if let modulus { value = value.truncatingRemainder(dividingBy: modulus) }
            // A range holds whole numbers only: 1.5 is not in 0..2.
            return ranges.contains { $0.contains(value) && value == value.rounded() } != isNegated
        }
    }

    /// What a rule can ask about a number.
    private struct Operands {
        let n: Double
        let integer: Double
        let fractionDigits: String

        init(_ number: Double) {
            n = abs(number)
            integer = n.rounded(.towardZero)
            // Shortest decimal form; an exponent form has no digits after its point that a reader would see.
            let text = n.description
            let parts = text.split(separator: ".", maxSplits: 1)
            fractionDigits = n == integer || parts.count < 2 || text.contains("e") ? "" : String(parts[1])
        }

        subscript(operand: Character) -> Double {
            switch operand {
            case "n": n
            case "i": integer
            case "v", "w": Double(fractionDigits.count)
            case "f", "t": Double(fractionDigits) ?? 0
            default: 0
            }
        }
    }

    /// The rules of `language` or of its nearest parent tag in the table.
    package init(language: String) {
        var tag = language.split(whereSeparator: { $0 == "-" || $0 == "_" }).map(String.init)
        while !tag.isEmpty, PluralRuleTable.rules[tag.joined(separator: "_")] == nil { tag.removeLast() }
        let texts = PluralRuleTable.rules[tag.joined(separator: "_")] ?? [:]
        rules = PluralCategory.allCases.compactMap { category in
            texts[category.rawValue].map { (category, Self.parse($0)) }
        }
    }

    package var categories: Set<PluralCategory> { Set(rules.map(\.category)).union([.other]) }

    package func category(of number: Double) -> PluralCategory {
        guard number.isFinite else { return .other }
        let operands = Operands(number)
        return rules.first { rule in
            rule.alternatives.contains { $0.allSatisfy { $0.holds(for: operands) } }
        }?.category ?? .other
    }

    /// `a and b or c` as alternatives of relations that must all hold.
    private static func parse(_ rule: String) -> [[Relation]] {
        split(rule, by: "or").map { split(Array($0), by: "and").compactMap(relation) }
    }

    private static func split(_ rule: String, by word: String) -> [[Substring]] {
        split(rule.split(separator: " "), by: word)
    }

    private static func split(_ words: [Substring], by word: String) -> [[Substring]] {
        words.split(separator: Substring(word)).map(Array.init)
    }

    private static func relation(_ words: [Substring]) -> Relation? {
        guard let operand = words.first?.first, let values = words.last else { return nil }
        let ranges = values.split(separator: ",").compactMap { item -> ClosedRange<Double>? in
            let limits = item.split(separator: ".").compactMap { Double($0) }
            guard let low = limits.first, let high = limits.last, low <= high else { return nil }
            return low...high
        }
        let modulus = words.firstIndex(of: "%").flatMap { $0 + 1 < words.count ? Double(words[$0 + 1]) : nil }
        return Relation(operand: operand, modulus: modulus, isNegated: words.contains("!="), ranges: ranges)
    }
}
