import Diagnostics
import Localization
import Storage
import Tables

/// `locale`: which languages and places there are, how far each has come, and whether its files are sound.
enum LocaleCommand {
    /// The most findings that are told.
    private static let limit = 50

    static func run(
        _ call: Call, _ state: inout SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        let folder: LocaleFolder
        let (languages, places): ([String], [String])
        do {
            folder = try LocaleFolder.find(explicit: call.text("locales")?.value ?? environment.localesOption)
            (languages, places) = (try folder.languageTags(), try folder.placeCodes())
        } catch { throw CommandFailure(error) }
        let wanted = call.texts("pack")
        for pack in wanted where !(languages + places).contains(pack.value) {
            throw CommandFailure(
                "E123", call, at: pack.span, "there is no language or place '\(pack.value)'",
                help: (NearMatch.nearest(to: pack.value, among: languages + places).map { ["did you mean '\($0)'?"] }
                    ?? [])
                    + ["languages: " + languages.joined(separator: ", "), "places: " + places.joined(separator: ", ")])
        }
        func chosen(_ names: [String]) -> [String] {
            wanted.isEmpty ? names : names.filter { name in wanted.contains { $0.value == name } }
        }
        if call.text("action")?.value == "check" {
            return try check(chosen(languages), chosen(places), in: folder)
        }
        return try list(chosen(languages), chosen(places), in: folder, call, environment)
    }

    private static func list(
        _ languages: [String], _ places: [String], in folder: LocaleFolder, _ call: Call,
        _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        var rows: [[ResultTable.Cell]] = []
        do throws(LocalizationError) {
            for tag in languages {
                let pack = try LanguagePack.load(tag, from: folder, digest: digest, isStrict: false).description
                rows.append([
                    .text("language"), .text(tag), .text(pack.name), .text(pack.englishName),
                    .text(pack.status.rawValue),
                    .text(pack.reviewers.joined(separator: ", ")),
                ])
            }
            for code in places {
                let pack = try PlacePack.load(code, from: folder, digest: digest)
                let name = pack.description.names["en"] ?? code
                let facts = pack.law.count
                rows.append([
                    .text("place"), .text(code), .text(name), .text(name),
                    .text("\(facts) legal \(facts == 1 ? "fact" : "facts"), \(pack.regions.count) regions"), .empty,
                ])
            }
        } catch { throw CommandFailure(error) }
        let table = ResultTable(
            columns: [
                .init("kind"), .init("tag"), .init("name"), .init("english-name", title: "in English"), .init("state"),
                .init("reviewers"),
            ], rows: rows, footers: ["draft: nobody has reviewed the words; every dossier says so"])
        return try Answer(table: table).report(call, environment)
    }

    private static func check(
        _ languages: [String], _ places: [String], in folder: LocaleFolder
    ) throws(CommandFailure) -> Report {
        let findings =
            languages.flatMap { LocaleLint.check(language: $0, in: folder) }
            + places.flatMap { LocaleLint.check(place: $0, in: folder) }
        guard findings.isEmpty else {
            var diagnostics = findings.prefix(limit).map(\.diagnostic)
            if findings.count > limit {
                diagnostics.append(
                    Diagnostic("E124", "\((findings.count - limit).grouped) more findings are not told"))
            }
            throw CommandFailure(diagnostics, exitStatus: .input)
        }
        func count(_ count: Int, _ one: String, _ many: String) -> String { "\(count) \(count == 1 ? one : many)" }
        return Report(
            "  sound: \(count(languages.count, "language", "languages")), \(count(places.count, "place", "places"))")
    }

    private static let digest: @Sendable ([UInt8]) -> String = { SHA256.hexadecimal(SHA256.digest(of: $0)) }
}

extension CommandDeclaration {
    /// `locale list|check [TAG…]`.
    package static let locale = CommandDeclaration(
        "locale", summary: "List the languages and places there are, or check their files",
        parameters: [
            Parameter("action", .choice(["list", "check"]), hint: "list|check", summary: "what to do"),
            Parameter(
                "pack", .string, hint: "TAG", required: false, repeated: true,
                summary: "a language such as sw, or a place such as KE; all if not said"),
        ],
        clauses: [
            Clause("locales", .path, hint: "DIR", summary: "the folder of languages and places"), DataClauses.format,
        ],
        examples: [Example("locale list"), Example("locale check en sw KE")])
}
