import Foundation
import Localization

/// The package's own `locales`, found from this file.
let packageRoot = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path
let packageLocales = LocaleFolder(path: packageRoot + "/locales")

/// A stand-in for SHA-256 that tells contents apart well enough here.
let lengthDigest: Digest = { bytes in
    "\(bytes.count):\(bytes.reduce(UInt64(14_695_981_039)) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 })"
}

/// A folder that is removed with its owner.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "kigezo-locales-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ text: String, to relative: String) throws {
        let full = URL(fileURLWithPath: path + "/" + relative)
        try FileManager.default.createDirectory(at: full.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: full)
    }

    /// A language pack whose message files are empty but for what is given.
    func writeLanguage(_ tag: String, fallback: [String] = [], messages: [String: String] = [:], more: String = "")
        throws
    {
        let list = fallback.map { "\"\($0)\"" }.joined(separator: ",")
        try write(
            """
            {"tag":"\(tag)","name":"\(tag)","english_name":"\(tag)","script":"Latn","direction":"ltr","numbering":"latn",
             "fallback":[\(list)],"status":"draft","translators":[],"reviewers":[]\(more)}
            """, to: "languages/\(tag)/language.json")
        for file in LanguagePack.messageFiles {
            try write(messages[file] ?? "# empty\n", to: "languages/\(tag)/\(file)")
        }
    }

    var locales: LocaleFolder { LocaleFolder(path: path) }
}

/// A scope with given messages, English plurals and plain lists.
struct TestScope: FluentScope {
    let resource: FluentResource
    let rules: any PluralRules

    init(_ source: String, language: String = "en") {
        resource = FluentParser.parse(source, file: "test.ftl")
        rules = Plurals.rules(for: language)
    }

    func entry(_ reference: String) -> FluentEntry? { resource.entries.first { $0.reference == reference } }
    func category(of number: Double) -> PluralCategory { rules.category(of: number) }
    func list(_ items: [String]) -> String { items.joined(separator: "+") }

    func format(_ id: String, _ arguments: [String: FluentValue] = [:]) -> (
        pieces: [FluentPiece], issues: [FluentIssue]
    ) {
        guard let pattern = entry(id)?.value else { return ([], []) }
        return FluentFormatter.format(pattern, of: id, arguments: arguments, scope: self)
    }

    func text(_ id: String, _ arguments: [String: FluentValue] = [:]) -> String {
        format(id, arguments).pieces.joined(isolating: false)
    }
}
