import Interchange
import Tables

/// What can be seen of a column without knowing what it is for.
struct ColumnProfile: Sendable {
    let name: String
    /// Its different values, the commonest first; of equals, in the order of their bytes.
    let values: [(text: String, count: Int)]
    /// Rows without a value.
    let missing: Int
    let rows: Int
    /// The smallest and largest, where all values are numbers.
    let range: ClosedRange<Double>?

    /// - Parameter decimalComma: whether 0,85 is a number here.
    init(_ column: CategoryColumn, decimalComma: Bool = false) {
        name = column.name
        let counts = column.counts()
        values = zip(column.levels, counts.ofLevels).map { (text: $0, count: $1) }.sorted {
            $0.count == $1.count ? $0.text.utf8.lexicographicallyPrecedes($1.text.utf8) : $0.count > $1.count
        }
        missing = counts.missing
        rows = column.codes.count
        var range: ClosedRange<Double>?
        var isNumber = !values.isEmpty
        for value in values {
            let text = decimalComma ? value.text.replacing(",", with: ".") : value.text
            guard let number = PlainNumber.value(of: text) else {
                isNumber = false
                break
            }
            range = min(range?.lowerBound ?? number, number)...max(range?.upperBound ?? number, number)
        }
        self.range = isNumber ? range : nil
    }

    /// Whether its values are numbers with a comma before their decimals, as in 0,85.
    var hasDecimalCommas: Bool {
        range == nil && values.contains { PlainNumber.hasDecimalComma($0.text) }
            && values.allSatisfy { PlainNumber.hasDecimalComma($0.text) || PlainNumber.value(of: $0.text) != nil }
    }

    var isNumber: Bool { range != nil }
    /// Whether each row has a value of its own.
    var isUnique: Bool { rows > 1 && missing == 0 && values.count == rows }
    /// Whether most values stand once, as names and numbers of people do.
    var isMostlyDistinct: Bool { rows > 0 && values.count * 2 > rows - missing }
    /// Whether all values are numbers from 0 to 1, and more than two of them.
    var looksLikeProbability: Bool {
        guard let range, values.count > 2 else { return false }
        return range.lowerBound >= 0 && range.upperBound <= 1
    }

    /// Whether all values start with a day: 2026-01-31.
    var looksLikeTime: Bool {
        !values.isEmpty
            && values.allSatisfy { value in
                let bytes = Array(value.text.utf8.prefix(10))
                return bytes.count == 10
                    && bytes.enumerated().allSatisfy { index, byte in
                        index == 4 || index == 7
                            ? byte == UInt8(ascii: "-") : (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    }
            }
    }

    /// What the values say that people should not: an address of electronic mail, a number of a telephone.
    var personalLook: String? {
        guard values.count > 2 else { return nil }
        let sample = values.prefix(200)
        func most(_ isSo: (String) -> Bool) -> Bool { sample.count { isSo($0.text) } * 10 >= sample.count * 8 }
        if most({ text in
            let parts = text.split(separator: "@", omittingEmptySubsequences: false)
            return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".") && !text.contains(" ")
        }) {
            return "its values look like e-mail addresses"
        }
        if most({ text in
            let digits = text.filter(\.isNumber).count
            let isPlain = text.allSatisfy { $0.isNumber || " +-()".contains($0) }
            return isPlain && (9...15).contains(digits) && (text.hasPrefix("+") || text.hasPrefix("0"))
        }) {
            return "its values look like telephone numbers"
        }
        return nil
    }

    /// Whether its values are words for women and men.
    var looksLikeGender: Bool {
        let words: Set<String> = [
            "female", "male", "f", "m", "woman", "man", "women", "men", "femme", "homme", "mulher", "homem", "mujer",
            "hombre", "mwanamke", "mwanaume", "mwanamume", "ሴት", "ወንድ", "महिला", "पुरुष", "أنثى", "ذكر", "mace", "namiji",
            "perempuan", "laki-laki", "other", "non-binary", "x",
        ]
        let known = values.filter { words.contains($0.text.lowercased()) }
        return (2...6).contains(values.count) && known.count >= 2 && known.count + 1 >= values.count
    }

    /// Up to four values with their rows: `yes 121, no 79`.
    var sample: String {
        values.prefix(4).map { "\(ColumnProfile.clipped($0.text)) \($0.count)" }.joined(separator: ", ")
            + (values.count > 4 ? ", …" : "")
    }

    private static func clipped(_ text: String) -> String { text.count > 24 ? text.prefix(23) + "…" : text }
}
