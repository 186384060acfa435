import Diagnostics
import Foundation
import Localization
import Testing

@Suite("Localizer")
struct LocalizerTests {
    @Test("A message comes from the first language of the chain that has it, and the record says so")
    func chain() throws {
        let folder = try TemporaryFolder()
        try folder.writeLanguage(
            "en", messages: ["dossier.ftl": "a = A en\nb = B en\nc = C en\n-t = t en\nd = D { -t }\n"])
        try folder.writeLanguage(
            "sw", fallback: ["en"], messages: ["dossier.ftl": "a = A sw\nb = B sw\nd = D sw { -t }\n"])
        try folder.writeLanguage("sw-KE", messages: ["dossier.ftl": "a = A KE\n"])
        let localizer = try Localizer(language: "sw-ke", folder: folder.locales, digest: lengthDigest)
        #expect(localizer.tag == "sw-KE")
        #expect(localizer.chain.prefix(3).map(\.tag) == ["sw-KE", "sw", "en"])
        #expect(["a", "b", "c"].map { localizer.text($0) } == ["A KE", "B sw", "C en"])
        #expect(localizer.text("d") == "D sw t en")
        #expect(localizer.record.fallbacks == ["b": "sw", "c": "en", "d": "sw"])
        #expect(localizer.record.missing.isEmpty)
    }

    @Test("An identifier that no language has comes back in brackets and is recorded")
    func missing() throws {
        let localizer = try Localizer(language: "sw", folder: packageLocales, digest: lengthDigest)
        #expect(localizer.text("no-such-message") == "⟦no-such-message⟧")
        #expect(localizer.text("metric-accuracy.nothing") == "⟦metric-accuracy.nothing⟧")
        #expect(localizer.text("") == "⟦⟧")
        #expect(localizer.record.missing == ["", "metric-accuracy.nothing", "no-such-message"])
        #expect(!localizer.has("no-such-message"))
        #expect(localizer.has("metric-accuracy.meaning"))
    }

    @Test("Without a folder there is English from inside the program, and nothing else")
    func embedded() throws {
        let localizer = try Localizer(language: "en", folder: nil, digest: lengthDigest)
        #expect(localizer.text("verdict-fail") == "fail")
        #expect(
            localizer.files.map(\.path)
                == ["dossier", "plain", "terms", "tool"].map { "embedded:languages/en/\($0).ftl" })
        #expect(throws: LocalizationError.unknownLanguage("sw", near: nil, known: ["en"])) {
            try Localizer(language: "sw", folder: nil, digest: lengthDigest)
        }
    }

    @Test("An empty folder of English still speaks, out of the program, and that is recorded for other languages")
    func lastResort() throws {
        let folder = try TemporaryFolder()
        try folder.writeLanguage("sw")
        let localizer = try Localizer(language: "sw", folder: folder.locales, digest: lengthDigest)
        #expect(localizer.text("verdict-pass") == "pass")
        #expect(localizer.record.fallbacks == ["verdict-pass": "en"])
    }

    @Test("The embedded English is what stands in the files")
    func embeddedEquals() throws {
        let folder = try LanguagePack.load("en", from: packageLocales, digest: lengthDigest, isStrict: true)
        let embedded = LanguagePack.embeddedEnglish
        #expect(embedded.errors.isEmpty)
        #expect(embedded.order == folder.order, "run locales/embed-english.sh")
        for (reference, entry) in folder.entries {
            #expect(embedded.entries[reference]?.value == entry.value, "\(reference): run locales/embed-english.sh")
            #expect(
                embedded.entries[reference]?.attributes == entry.attributes,
                "\(reference): run locales/embed-english.sh")
        }
        #expect(embedded.description == folder.description)
    }

    @Test("An unknown language or place is told with a near match and what there is")
    func unknown() {
        #expect(throws: LocalizationError.unknownLanguage("sv", near: "sw", known: ["en", "sw"])) {
            try Localizer(language: "sv", folder: packageLocales, digest: lengthDigest)
        }
        #expect(throws: LocalizationError.unknownLanguage("../../etc", near: nil, known: ["en", "sw"])) {
            try Localizer(language: "../../etc", folder: packageLocales, digest: lengthDigest)
        }
        #expect(throws: LocalizationError.unknownPlace("KX", near: "KE", known: ["KE"])) {
            try Localizer(language: "sw", place: "KX", folder: packageLocales, digest: lengthDigest)
        }
        let error = LocalizationError.unknownLanguage("sv", near: "sw", known: ["en", "sw"])
        #expect(error.exitStatus == .usage)
        #expect(error.diagnostics.first?.help == ["Did you mean 'sw'?", "Languages: en, sw"])
    }

    @Test(
        "Tags are found whatever their case, with underscores, by alias, and with a region that has no pack",
        arguments: ["sw", "SW", "sw_KE", "sw-TZ", "swa", "swh"])
    func tags(tag: String) throws {
        let localizer = try Localizer(language: tag, folder: packageLocales, digest: lengthDigest)
        #expect(localizer.tag == "sw")
    }

    @Test("Every file that was used is named with its digest, once and in order")
    func files() throws {
        let localizer = try Localizer(language: "sw", place: "ke", folder: packageLocales, digest: lengthDigest)
        let paths = localizer.files.map(\.path)
        let names = ["dossier.ftl", "language.json", "plain.ftl", "terms.ftl", "tool.ftl"]
        #expect(
            paths == ["en", "sw"].flatMap { tag in names.map { "languages/\(tag)/\($0)" } }
                + ["attributes", "law", "place", "regions"].map { "places/KE/\($0).json" })
        for file in localizer.files {
            #expect(file.digest == lengthDigest(try packageLocales.bytes(of: file.path)))
        }
    }

    @Test("Broken messages are errors when strict, and skipped and told at run time")
    func strictness() throws {
        let folder = try TemporaryFolder()
        try folder.writeLanguage("en", messages: ["dossier.ftl": "a = A\nb = B } B\nc = C\n"])
        #expect(throws: LocalizationError.self) {
            try Localizer(language: "en", folder: folder.locales, digest: lengthDigest, isStrict: true)
        }
        let localizer = try Localizer(language: "en", folder: folder.locales, digest: lengthDigest)
        #expect(localizer.text("c") == "C")
        #expect(localizer.syntaxErrors.map(\.location.line) == [2])
        #expect(localizer.text("b") == "⟦b⟧")
    }

    @Test(
        "A JSON file that is wrong is told with the place in it",
        arguments: [
            ("{", ""), ("[]", ""), (#"{"tag":"en"}"#, ""),
            (
                #"{"tag":"xx","name":"x","english_name":"x","script":"Latn","direction":"ltr","numbering":"latn","fallback":[],"status":"draft","translators":[],"reviewers":[]}"#,
                "tag"
            ),
            (
                #"{"tag":"en","name":"x","english_name":"x","script":"Latn","direction":"up","numbering":"latn","fallback":[],"status":"draft","translators":[],"reviewers":[]}"#,
                "direction"
            ),
        ])
    func malformed(json: String, place: String) throws {
        let folder = try TemporaryFolder()
        try folder.write(json, to: "languages/en/language.json")
        do {
            _ = try Localizer(language: "en", folder: folder.locales, digest: lengthDigest)
            Issue.record("it was read")
        } catch {
            guard case .malformedFile(let path, let found, let reason) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(path == "languages/en/language.json")
            #expect(found == place)
            #expect(!reason.isEmpty)
        }
    }

    @Test("Numbers, dates and plurals work together in a sentence")
    func sentences() throws {
        let sw = try Localizer(language: "sw", place: "KE", folder: packageLocales, digest: lengthDigest)
        #expect(
            sw.text("finding-too-few", ["n": sw.count(1_084), "group": .text("Wajir")], isolating: false)
                == "Tulipima watu 1,084 wa kundi la Wajir; idadi hii ni ndogo mno kuwa na uhakika.")
        #expect(
            sw.text("finding-too-few", ["n": sw.count(0), "group": .text("Wajir")], isolating: false)
                == "Hatukupima mtu yeyote wa kundi la Wajir; hakuna kinachoweza kusemwa juu ya kundi hili.")
        let credit: [String: FluentValue] = [
            "domain": .text("credit"), "model": .text("vendor"), "of": sw.count(100), "group": .text("Wajir"),
            "a": sw.count(17),
            "reference": .text("Mombasa"), "b": sw.count(30), "positive": .text("1"),
        ]
        #expect(
            sw.text("finding-true-positive-rate", credit, isolating: false)
                == "vendor: Kati ya walipaji wazuri 100 wa kundi la Wajir, walioidhinishwa ni 17; katika kundi la Mombasa ni 30."
        )
        #expect(sw.record.issues.isEmpty)
        #expect(sw.record.fallbacks.isEmpty)
        #expect(sw.direction == .leftToRight)
        #expect(sw.translationStatus.state == .draft)
        #expect(sw.translationStatus.reviewers.isEmpty)
    }

    @Test("English and Kiswahili show the same numbers for the same arguments")
    func backRender() throws {
        let packs = try ["en", "sw"].map {
            try Localizer(language: $0, place: "KE", folder: packageLocales, digest: lengthDigest)
        }
        let sentences = packs.map { localizer in
            ["finding-range", "finding-accuracy", "finding-too-few", "rows-needed", "plain-who"].map { id in
                let arguments: [String: FluentValue] = [
                    "of": localizer.count(1_000), "a": localizer.count(17), "b": localizer.count(1),
                    "n": localizer.count(84),
                    "rows": localizer.count(12_345), "lower": localizer.count(0), "upper": localizer.count(30),
                    "group": .text("Wajir"), "reference": .text("Lamu"), "model": .text("local"),
                ]
                return localizer.formats.numbers(in: localizer.text(id, arguments)).map(\.description).sorted()
            }
        }
        #expect(sentences[0] == sentences[1])
        #expect(sentences[0][0] == ["0", "1000", "30"])
        #expect(packs.allSatisfy { $0.record.issues.isEmpty })
    }

    @Test("Regions are named by code or any spelling, and an unknown one stays as it is")
    func regions() throws {
        let sw = try Localizer(language: "sw", place: "KE", folder: packageLocales, digest: lengthDigest)
        #expect(sw.regionName("024") == "Pokot Magharibi")
        #expect(sw.regionName("west pokot") == "Pokot Magharibi")
        #expect(sw.regionName("Muranga") == "Murang'a")
        #expect(sw.regionName("Atlantis") == "Atlantis")
        #expect(sw.place?.region("Nairobi")?.code == "047")
    }

    @Test("The glossary has a name and a meaning for every word, in the reader's language")
    func glossary() throws {
        let sw = try Localizer(language: "sw", folder: packageLocales, digest: lengthDigest)
        #expect(sw.glossary.count >= 20)
        #expect(sw.glossary.contains { $0.id == "term-accuracy" && $0.name == "usahihi" })
        #expect(sw.glossary.allSatisfy { !$0.name.isEmpty && !$0.meaning.isEmpty })
        #expect(sw.record.fallbacks.isEmpty)
        #expect(try Localizer(language: "en", folder: nil, digest: lengthDigest).glossary.count == sw.glossary.count)
    }
}
