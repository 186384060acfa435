package import Interchange

/// A half-open span of time [start, end), told by two days or moments of one zone in ISO 8601.
package struct CubeWindow: Hashable, Sendable {
    package let start: String
    package let end: String

    /// A window written `2026-01-01..2026-02-01`; days, or moments such as `2026-01-01T06:30:00`.
    ///
    /// - Returns: `nil` for anything else, and where the end is not after the start.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard let dots = bytes.indices.dropLast().first(where: { bytes[$0] == 0x2E && bytes[$0 + 1] == 0x2E })
        else { return nil }
        let (start, end) = (bytes[..<dots], bytes[(dots + 2)...])
        guard Self.isMoment(start), Self.isMoment(end), start.lexicographicallyPrecedes(end) else { return nil }
        self.start = String(decoding: start, as: UTF8.self)
        self.end = String(decoding: end, as: UTF8.self)
    }

    /// As it is read.
    package var text: String { start + ".." + end }

    /// Whether some moment lies in both. ISO 8601 of one width sorts as time does, and a day sorts as its midnight.
    package func intersects(_ other: CubeWindow) -> Bool {
        start.utf8.lexicographicallyPrecedes(other.end.utf8) && other.start.utf8.lexicographicallyPrecedes(end.utf8)
    }

    private static func isMoment(_ bytes: ArraySlice<UInt8>) -> Bool {
        let pattern = Array((bytes.count == 10 ? "0000-00-00" : "0000-00-00T00:00:00").utf8)
        guard bytes.count == pattern.count else { return false }
        return zip(bytes, pattern).allSatisfy { byte, wanted in
            wanted == 0x30 ? (0x30...0x39).contains(byte) : byte == wanted
        }
    }
}

/// Some rows that were counted, or taken away: where they come from.
package struct CubeProvenance: Hashable, Sendable {
    package var site: String?
    package var window: CubeWindow?
    /// The condition that the rows had to meet, in canonical spelling.
    package var filter: String?
    /// The SHA-256 of the file they stood in, in lower-case hexadecimal.
    package var sha256: String?
    /// Whether these rows were taken away from the others.
    package var isRemoved: Bool

    package init(
        site: String? = nil, window: CubeWindow? = nil, filter: String? = nil, sha256: String? = nil,
        isRemoved: Bool = false
    ) {
        self.site = site
        self.window = window
        self.filter = filter
        self.sha256 = sha256
        self.isRemoved = isRemoved
    }

    /// Whether a row could have been counted in both.
    ///
    /// What cannot be told apart may overlap: only two declared sites or two windows without a common moment tell rows
    /// apart, and not when they claim to be the same file under the same condition.
    package func mayOverlap(_ other: CubeProvenance) -> Bool {
        func same(_ a: String?, _ b: String?) -> Bool { (a ?? "").utf8.elementsEqual((b ?? "").utf8) }
        if sha256 != nil, same(sha256, other.sha256), same(filter, other.filter) { return true }
        if let window, let theirs = other.window, !window.intersects(theirs) { return false }
        if let site, let theirs = other.site, !same(site, theirs) { return false }
        return true
    }

    /// The same rows on the other side of the account.
    var negated: CubeProvenance {
        var entry = self
        entry.isRemoved.toggle()
        return entry
    }

    /// As it stands in a header.
    package var json: JSONValue {
        func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
        return [
            "filter": text(filter), "removed": .bool(isRemoved), "sha256": text(sha256), "site": text(site),
            "window": text(window?.text),
        ]
    }

    /// An entry of a header; `nil` if it is none.
    init?(json: JSONValue) {
        guard let removed = json["removed"]?.boolean else { return nil }
        self.init(
            site: json["site"]?.text, filter: json["filter"]?.text, sha256: json["sha256"]?.text, isRemoved: removed)
        if let text = json["window"]?.text {
            guard let window = CubeWindow(text) else { return nil }
            self.window = window
        }
    }

    /// In the order of their canonical texts.
    static func sorted(_ entries: [CubeProvenance]) -> [CubeProvenance] {
        guard entries.count > 1 else { return entries }
        return entries.map { (key: Array($0.json.canonicalText(.compact).utf8), entry: $0) }
            .sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.entry)
    }

    /// The entries of both; what one adds and the other takes away cancels, each at most once.
    static func combined(
        _ a: [CubeProvenance], _ b: [CubeProvenance]
    ) -> (a: [CubeProvenance], b: [CubeProvenance]) {
        func key(_ entry: CubeProvenance) -> [UInt8] { Array(entry.json.canonicalText(.compact).utf8) }
        var open: [[UInt8]: [Int]] = [:]
        for (index, entry) in b.enumerated() { open[key(entry.negated), default: []].append(index) }
        var cancelled: Set<Int> = []
        let rest = a.filter { entry in
            guard let index = open[key(entry)]?.popLast() else { return true }
            cancelled.insert(index)
            return false
        }
        return (rest, b.indices.filter { !cancelled.contains($0) }.map { b[$0] })
    }
}

extension CubeProvenance {
    /// The entry in a sentence.
    package var words: String {
        let parts = [
            site.map { "site \($0)" }, window.map { "window \($0.text)" }, filter.map { "where \($0)" },
            sha256.map { "file sha256 \($0.prefix(8))…" },
        ].compactMap { $0 }
        return parts.isEmpty ? "rows of unknown origin" : parts.joined(separator: ", ")
    }
}
