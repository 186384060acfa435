import Diagnostics

/// What a scorer prints to its standard error: counted, and its end kept.
struct ScorerErrorText {
    private(set) var byteCount = 0
    private var tail: [UInt8] = []
    private static let tailLimit = 8_192
    private static let lineLimit = 200

    mutating func append(_ bytes: ArraySlice<UInt8>) {
        byteCount += bytes.count
        tail += bytes.suffix(Self.tailLimit)
        if tail.count > 2 * Self.tailLimit { tail.removeFirst(tail.count - Self.tailLimit) }
    }

    /// The last lines, made safe to print. What was sent to the scorer and what looks like a password is masked: an
    /// error of another program may hold anything.
    func lines(_ count: Int = 5, masking sent: some Sequence<String>) -> [String] {
        let lines = String(decoding: tail.suffix(Self.tailLimit), as: UTF8.self)
            .split(whereSeparator: \.isNewline).suffix(count).map(String.init)
        guard !lines.isEmpty else { return [] }
        let all = lines.joined(separator: "\n")
        // Short values stand in any text by chance.
        let found = Set(sent.filter { $0.utf8.count >= 4 && all.contains($0) }).sorted { $0.utf8.count > $1.utf8.count }
        return lines.map { line in
            let masked = Self.withoutSecrets(found.reduce(line) { $0.replacing($1, with: "[…]") })
            return TerminalText.safe(String(masked.prefix(Self.lineLimit)) + (masked.count > Self.lineLimit ? "…" : ""))
        }
    }

    private static let names = [
        "password", "passwd", "secret", "token", "api_key", "apikey", "api-key", "bearer", "authorization",
    ]

    /// The line with the words behind such names, and long words of letters and digits mixed, masked.
    static func withoutSecrets(_ line: String) -> String {
        var masked = ""
        var isSecret = false
        var word = ""
        func end(_ word: String) -> String {
            let lower = word.lowercased()
            if let name = names.first(where: { lower.contains($0) }) {
                isSecret = true
                // `token=abc`: the value is in the word itself.
                guard let sign = word.firstIndex(where: { $0 == "=" || $0 == ":" }),
                    word.index(after: sign) < word.endIndex
                else { return lower.count > name.count + 12 ? "[…]" : word }
                isSecret = false
                return word[...sign] + "[…]"
            }
            defer { if !["", "=", ":", "is"].contains(lower) { isSecret = false } }
            if isSecret, !["", "=", ":", "is"].contains(lower) { return "[…]" }
            let hasLetter = word.contains(where: \.isLetter)
            let hasDigit = word.contains { $0.isASCII && $0.isNumber }
            return word.count >= 20 && hasLetter && hasDigit ? "[…]" : word
        }
        for character in line {
            if character.isWhitespace {
                masked += end(word)
                masked.append(character)
                word = ""
            } else {
                word.append(character)
            }
        }
        return masked + end(word)
    }
}
