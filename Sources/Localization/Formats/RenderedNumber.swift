/// A number as it was found in a text written for people.
package struct RenderedNumber: Hashable, Sendable, CustomStringConvertible {
    /// ASCII digits, `.` before fractions, `-` before negatives, no grouping; as many digits as were shown.
    package let text: String
    /// Whether a percent sign follows or precedes it.
    package let isPercent: Bool

    package init(_ text: String, isPercent: Bool = false) {
        self.text = text
        self.isPercent = isPercent
    }

    package var description: String { isPercent ? text + "%" : text }
}

extension LocaleFormats {
    /// The numbers in `text`, in its order, read back by the separators of this locale.
    ///
    /// For checking one rendering against another: marks of direction are ignored, isolates end a number, digits of all
    /// scripts count. Digits that touch an ASCII letter (a digest, `F1`, a version `v2`) are words, not numbers; a hyphen
    /// after a letter or digit is no sign; a group separator counts as one only between groups of two or three digits.
    ///
    /// - Complexity: O(length).
    package func numbers(in text: String) -> [RenderedNumber] {
        let separators = separators
        let marks: Set<Unicode.Scalar> = ["\u{200E}", "\u{200F}", "\u{061C}"]
        let scalars = text.unicodeScalars.filter { !marks.contains($0) }
        let source = Array(scalars)
        var found: [RenderedNumber] = []
        var index = 0
        while index < source.count {
            guard source[index].isWordScalar else {
                index += 1
                continue
            }
            let start = index
            var digits = ""
            var isWord = false
            scan: while index < source.count {
                let scalar = source[index]
                if let digit = scalar.decimalDigit {
                    digits += String(digit)
                } else if scalar.isASCIILetter {
                    isWord = true
                } else if separators.decimal == scalar, !digits.contains("."), Self.isDigit(source, index + 1),
                    !digits.isEmpty
                {
                    digits += "."
                } else if separators.grouping.contains(scalar), !digits.isEmpty, !digits.contains("."),
                    Self.isGroup(source, index + 1, grouping: separators.grouping)
                {
                    // Left out: only the digits count.
                } else {
                    break scan
                }
                index += 1
            }
            guard !isWord, !digits.isEmpty else { continue }
            let isNegative =
                start > 0 && separators.minus.contains(source[start - 1])
                && !(start > 1 && (source[start - 2].properties.isAlphabetic || source[start - 2].decimalDigit != nil))
            found.append(
                RenderedNumber((isNegative ? "-" : "") + digits, isPercent: Self.isPercent(source, start, index)))
        }
        return found
    }

    /// The separators that this locale really writes.
    private var separators: (decimal: Unicode.Scalar?, grouping: Set<Unicode.Scalar>, minus: Set<Unicode.Scalar>) {
        let decimal = number(0.5, digits: 1).unicodeScalars.first { $0.decimalDigit == nil && !$0.isMark }
        let grouping = number(1_234_567, digits: 0).unicodeScalars.filter { $0.decimalDigit == nil && !$0.isMark }
        return (decimal, Set(grouping), ["-", "\u{2212}"])
    }

    private static func isDigit(_ source: [Unicode.Scalar], _ index: Int) -> Bool {
        index < source.count && source[index].decimalDigit != nil
    }

    /// Whether two or three digits stand at `index`, then none, or another separator.
    private static func isGroup(_ source: [Unicode.Scalar], _ index: Int, grouping: Set<Unicode.Scalar>) -> Bool {
        var length = 0
        while isDigit(source, index + length), length < 4 { length += 1 }
        return length == 3 || (length == 2 && index + 2 < source.count && grouping.contains(source[index + 2]))
    }

    private static func isPercent(_ source: [Unicode.Scalar], _ start: Int, _ end: Int) -> Bool {
        let signs: Set<Unicode.Scalar> = ["%", "\u{066A}"]
        var after = end
        while after < source.count, source[after] == "\u{00A0}" || source[after] == "\u{202F}" { after += 1 }
        if after < source.count, signs.contains(source[after]) { return true }
        return start > 0 && signs.contains(source[start - 1])
    }
}

extension Unicode.Scalar {
    fileprivate var decimalDigit: Int? {
        properties.numericType == .decimal ? properties.numericValue.map { Int($0) } : nil
    }
    fileprivate var isASCIILetter: Bool { ("a"..."z").contains(self) || ("A"..."Z").contains(self) }
    fileprivate var isWordScalar: Bool { isASCIILetter || decimalDigit != nil }
    fileprivate var isMark: Bool { ["\u{200E}", "\u{200F}", "\u{061C}"].contains(self) }
}

extension RenderedNumber {
    /// What two texts that should show the same numbers do not share, each number as often as it is short, sorted.
    ///
    /// - Complexity: O(numbers).
    package static func differences(
        between first: [RenderedNumber], and second: [RenderedNumber]
    ) -> (onlyFirst: [RenderedNumber], onlySecond: [RenderedNumber]) {
        var counts: [RenderedNumber: Int] = [:]
        for number in first { counts[number, default: 0] += 1 }
        for number in second { counts[number, default: 0] -= 1 }
        let sorted = counts.sorted { $0.key.description < $1.key.description }
        return (
            sorted.flatMap { Array(repeating: $0.key, count: max(0, $0.value)) },
            sorted.flatMap { Array(repeating: $0.key, count: max(0, -$0.value)) }
        )
    }
}
