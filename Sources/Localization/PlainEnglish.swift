/// The English messages inside the program that are one line of plain text, found without reading the others: a program
/// that shows a few words of a table need not understand all of a dossier first.
package enum PlainEnglish {
    private static let texts: [String: String] = {
        var texts: [String: String] = [:]
        for file in EmbeddedEnglish.files { collect(file.text, into: &texts) }
        return texts
    }()

    /// What a message says; `nil` for one that is not there, that is longer than its line, or that holds anything but
    /// plain text.
    ///
    /// - Complexity: O(1) after the first one, which looks at every line once.
    package static func text(_ id: String) -> String? { texts[id] }

    private static func collect(_ text: String, into texts: inout [String: String]) {
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            guard let first = line.first, (0x61...0x7A).contains(first),
                let mark = line.firstIndex(of: UInt8(ascii: "="))
            else { continue }
            // What goes on in the next line is more than this; attributes, which start with a full stop, are not its text.
            let next = index + 1 < lines.count ? lines[index + 1].drop { $0 == 0x20 } : ""[...].utf8
            let isIndented = index + 1 < lines.count && lines[index + 1].first == 0x20
            let own = trimmed(line[line.index(after: mark)...])
            guard !isIndented || next.first == UInt8(ascii: "."), !own.isEmpty,
                !own.contains(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}") })
            else { continue }
            texts[String(decoding: trimmed(line[..<mark]), as: UTF8.self)] = String(decoding: own, as: UTF8.self)
        }
    }

    private static func trimmed(_ bytes: Substring.UTF8View.SubSequence) -> Substring.UTF8View.SubSequence {
        var bytes = bytes
        while bytes.first == 0x20 { bytes.removeFirst() }
        while bytes.last == 0x20 || bytes.last == 0x0D { bytes.removeLast() }
        return bytes
    }
}
