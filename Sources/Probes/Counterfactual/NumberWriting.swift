import Interchange

/// A way to write numbers: the signs between groups of digits and before the fraction, and which digits.
package struct NumberWriting: Sendable, Hashable {
    let group: String
    let decimal: String
    /// Digits in the last group and in those before it: 3 and 3, or 3 and 2 as in 12,34,567.
    let last: Int
    let others: Int
    /// The code point of zero; 0x30 of most.
    let zero: UInt32
    /// Only texts of this script are written so; `nil` for all.
    let script: String?

    init(group: String, decimal: String, last: Int = 3, others: Int = 3, zero: UInt32 = 0x30, script: String? = nil) {
        (self.group, self.decimal, self.last, self.others) = (group, decimal, last, others)
        (self.zero, self.script) = (zero, script)
    }

    /// How English writes them, and how many other languages do.
    static let english = NumberWriting(group: ",", decimal: ".")
    static let otherwise = [
        NumberWriting(group: ".", decimal: ","), NumberWriting(group: "\u{202F}", decimal: ","),
    ]

    /// Zeros by ISO 15924 of the digits.
    private static let zeros: [String: UInt32] = [
        "latn": 0x30, "deva": 0x966, "beng": 0x9E6, "arab": 0x660, "arabext": 0x6F0,
    ]

    init(_ document: PlacedJSON) throws(PackError) {
        try document.only(["group", "decimal", "sizes", "digits", "script"])
        func sign(_ name: String) throws(PackError) -> String {
            guard let member = document[name] else { throw document.error("'\(name)' is missing") }
            guard let text = member.string, text.count < 2, !text.contains(where: \.isNumber) else {
                throw member.error("'\(name)' is one sign or none")
            }
            return text
        }
        (group, decimal) = (try sign("group"), try sign("decimal"))
        guard !decimal.isEmpty, group != decimal else {
            throw document.error("the sign before a fraction is another one than that between groups")
        }
        let sizes = document["sizes"]?.elements?.compactMap(\.value.integerValue) ?? [3]
        guard (1...2).contains(sizes.count), sizes.allSatisfy({ (1...9).contains($0) }) else {
            throw (document["sizes"] ?? document).error("'sizes' is one size of groups, or the last one and the others")
        }
        (last, others) = (sizes[0], sizes.count > 1 ? sizes[1] : sizes[0])
        let digits = document["digits"]?.string ?? "latn"
        guard let zero = Self.zeros[digits] else {
            throw (document["digits"] ?? document).error(
                "'\(digits)' is none of the digits " + Self.zeros.keys.sorted().joined(separator: ", "))
        }
        self.zero = zero
        script = try document.script()
    }

    /// An example of itself.
    package var name: String { written("1234567", fraction: "5") }

    /// Whole part and fraction of a number that is grouped so, or has a fraction; `nil` of anything else.
    func parts(of run: String) -> (whole: String, fraction: String?)? {
        guard zero == 0x30 else { return nil }
        let parts = run.split(separator: decimal, omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), !(parts.count == 2 && parts[1].isEmpty) else { return nil }
        let groups = group.isEmpty ? [parts[0]] : parts[0].split(separator: group, omittingEmptySubsequences: false)
        guard let first = groups.first, !first.isEmpty, groups.count == 1 || first.count <= max(others, last),
            groups.count == 1 || groups[groups.count - 1].count == last,
            groups.dropFirst().dropLast().allSatisfy({ $0.count == others }),
            (groups + parts.dropFirst()).allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
        else { return nil }
        return (groups.joined(), parts.count == 2 ? String(parts[1]) : nil)
    }

    /// A number of ASCII digits, written so.
    func written(_ whole: String, fraction: String?) -> String {
        var groups: [String] = []
        var rest = whole[...]
        while rest.count > (groups.isEmpty ? last : others), !group.isEmpty {
            let size = groups.isEmpty ? last : others
            groups.insert(String(rest.suffix(size)), at: 0)
            rest = rest.dropLast(size)
        }
        groups.insert(String(rest), at: 0)
        return inDigits(groups.joined(separator: group) + (fraction.map { decimal + $0 } ?? ""))
    }

    private func inDigits(_ text: String) -> String {
        guard zero != 0x30 else { return text }
        var view = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let digit = (0x30...0x39).contains(scalar.value) ? Unicode.Scalar(zero + scalar.value - 0x30) : nil
            view.append(digit ?? scalar)
        }
        return String(view)
    }
}

extension PlacedJSON {
    /// The script that something is for; `nil` for all.
    func script() throws(PackError) -> String? {
        guard let member = self["script"] else { return nil }
        guard let code = member.string, LetterTable.scripts[code] != nil else {
            throw member.error(
                "'script' is one of " + LetterTable.scripts.keys.sorted().joined(separator: ", "))
        }
        return code
    }
}
