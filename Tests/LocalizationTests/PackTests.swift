import Diagnostics
import Foundation
import Localization
import Testing

@Suite("Packs")
struct PackTests {
    @Test("Every language pack passes the lint", arguments: packageLocales.languages)
    func languages(tag: String) {
        for finding in LocaleLint.check(language: tag, in: packageLocales) {
            Issue.record("\(finding.location): \(finding.diagnostic.message)")
        }
    }

    @Test("Every place pack passes the lint", arguments: packageLocales.places)
    func places(code: String) {
        for finding in LocaleLint.check(place: code, in: packageLocales) {
            Issue.record("\(finding.location): \(finding.diagnostic.message)")
        }
    }

    @Test("There are the packs that we ship")
    func shipped() {
        #expect(packageLocales.languages == ["en", "sw"])
        #expect(packageLocales.places == ["KE"])
    }

    @Test("Every message can be formatted in every language without an issue", arguments: packageLocales.languages)
    func formats(tag: String) throws {
        let localizer = try Localizer(language: tag, folder: packageLocales, digest: lengthDigest, isStrict: true)
        let pack = localizer.chain[0]
        for reference in pack.order where !reference.hasPrefix("-") {
            let entry = try #require(pack.entries[reference])
            let patterns = [(reference, entry.value)] + entry.attributes.map { ("\(reference).\($0.name)", $0.value) }
            for (id, pattern) in patterns {
                var names: Set<String> = []
                pattern?.forEachExpression {
                    if case .variable(let name) = $0 { names.insert(name) }
                    if case .list(let name) = $0 { names.insert(name) }
                    if case .select(.variable(let name), _) = $0 { names.insert(name) }
                }
                for number in [0, 1, 2, 1_000_000] {
                    let text = localizer.text(
                        id, Dictionary(uniqueKeysWithValues: names.map { ($0, localizer.count(number)) }))
                    #expect(pattern == nil || !text.isEmpty)
                    #expect(!text.contains("{"), "\(id): \(text)")
                }
            }
        }
        #expect(localizer.record.issues.isEmpty)
        #expect(localizer.record.fallbacks.isEmpty)
    }

    @Test("No sentence is left in English", arguments: packageLocales.languages.filter { $0 != "en" })
    func translated(tag: String) throws {
        let pack = try LanguagePack.load(tag, from: packageLocales, digest: lengthDigest, isStrict: true)
        func words(_ pattern: FluentPattern?) -> String {
            var text = ""
            pattern?.forEachText { text += $0 }
            return text.filter { $0.isLetter || $0 == " " }
        }
        for (reference, entry) in pack.entries {
            let english = try #require(LanguagePack.embeddedEnglish.entries[reference])
            let pairs = [(entry.value, english.value)] + entry.attributes.map { ($0.value, english.attribute($0.name)) }
            for (mine, theirs) in pairs {
                // A single word may be the same in both languages.
                let text = words(mine)
                #expect(text != words(theirs) || text.split(separator: " ").count < 2, "\(reference): \(text)")
            }
        }
    }

    static let metrics = [
        "accuracy", "selection-rate", "favourable-rate", "base-rate", "true-positive-rate", "false-positive-rate",
        "true-negative-rate", "false-negative-rate", "positive-predictive-value", "negative-predictive-value",
        "false-discovery-rate", "false-omission-rate", "balanced-accuracy", "f1-score", "f2-score", "f0-5-score",
        "jaccard-index", "matthews-correlation", "cohen-kappa", "informedness", "markedness",
        "positive-likelihood-ratio",
        "negative-likelihood-ratio", "diagnostic-odds-ratio", "error-rate", "false-negative-to-false-positive-ratio",
        "count", "share", "label-coverage", "roc-auc", "average-precision", "brier-score", "log-loss", "mean-score",
        "macro-precision", "macro-recall", "macro-f1", "micro-precision", "micro-recall", "micro-f1",
        "weighted-precision",
        "weighted-recall", "weighted-f1", "expected-calibration-error",
        "gini", "kolmogorov-smirnov", "average-precision-at-0-5",
        "brier-skill-score", "brier-reliability", "brier-resolution",
        "brier-uncertainty", "brier-miscalibration", "brier-discrimination", "maximum-calibration-error",
        "adaptive-calibration-error",
        "debiased-calibration-error", "calibration-in-the-large", "observed-to-expected-ratio",
        "calibration-slope", "calibration-intercept", "calibration-offset",
        "spiegelhalter-z", "mean-score-of-positives", "mean-score-of-negatives",
        "coverage", "abstention-rate", "missing-prediction-rate",
        "invalid-prediction-rate", "worst-case-accuracy",
        "quadratic-weighted-kappa", "mean-absolute-level-error",
    ]

    @Test("Every measure has a name of its own and a meaning", arguments: packageLocales.languages)
    func measures(tag: String) throws {
        let localizer = try Localizer(language: tag, folder: packageLocales, digest: lengthDigest, isStrict: true)
        let names = Self.metrics.map { localizer.text("metric-\($0)") }
        #expect(Set(names).count == Self.metrics.count)
        for metric in Self.metrics { #expect(localizer.has("metric-\(metric).meaning"), "\(metric)") }
        #expect(localizer.record.missing.isEmpty)
        #expect(localizer.record.fallbacks.isEmpty)
    }

    @Test("Kenya has its counties with official codes, each in a former province")
    func kenya() throws {
        let place = try PlacePack.load("KE", from: packageLocales, digest: lengthDigest)
        let counties = place.regions.filter { $0.level == "county" }
        #expect(counties.map(\.code) == (1...47).map { String(format: "%03d", $0) })
        #expect(Set(counties.compactMap(\.parent)).count == 8)
        #expect(counties.first?.names["en"] == "Mombasa")
        #expect(counties.last?.names["en"] == "Nairobi City")
        #expect(place.description.currency == "KES")
        #expect(Set(counties.flatMap { $0.names.values }).count >= 47)
    }

    @Test("No fact of the law claims more than was read, and none claims a lawyer")
    func honesty() throws {
        let place = try PlacePack.load("KE", from: packageLocales, digest: lengthDigest)
        #expect(place.law.contains { $0.id == "ke-dpa-35-wording" && $0.status == .unverified })
        #expect(place.law.contains { $0.id == "ke-dpa-35-right" && $0.status == .secondary })
        #expect(!place.law.contains { $0.status == .lawyerReviewed })
        for fact in place.law { #expect(fact.text["sw"] != nil, "\(fact.id)") }
        let localizer = try Localizer(language: "sw", place: "KE", folder: packageLocales, digest: lengthDigest)
        for status in FactStatus.allCases { #expect(localizer.has("fact-status-\(status.rawValue)")) }
        for topic in Set(place.law.map(\.topic)) { #expect(localizer.has("law-topic-\(topic)")) }
    }
}

@Suite("Lint")
struct LintTests {
    struct Fault: Sendable, CustomTestStringConvertible {
        let english: String
        let other: String
        let rule: LocaleLintFinding.Rule
        var testDescription: String { other }
    }

    @Test(
        "Each fault of a translation is found",
        arguments: [
            Fault(english: "a = A", other: "# none", rule: .missingMessage),
            Fault(english: "a = A\n    .m = M", other: "a = A", rule: .missingMessage),
            Fault(english: "a = A", other: "a = A\nb = B", rule: .unknownMessage),
            Fault(english: "a = { $x }", other: "a = { $y }", rule: .variablesDiffer(missing: ["x"], unknown: ["y"])),
            Fault(english: "a = A", other: "a = A 5", rule: .digitInText("5")),
            Fault(english: "a = A", other: "a = A %", rule: .percentInText),
            Fault(english: "a = A", other: "a = A\u{200F}", rule: .directionControl("U+200F")),
            Fault(english: "a = A", other: "a = e\u{301}", rule: .notNormalized),
            Fault(english: "a = A", other: "a = { -t }", rule: .unresolved("-t")),
            Fault(english: "a = A", other: "a = { b.c }", rule: .unresolved("b.c")),
            Fault(
                english: "a = { $n ->\n    [one] x\n   *[other] y\n  }", other: "a = { $n ->\n   *[one] x\n  }",
                rule: .missingPluralForms(["other"])),
            Fault(
                english: "a = { $n ->\n    [one] x\n   *[other] y\n  }",
                other: "a = { $n ->\n    [two] x\n   *[other] y\n  }",
                rule: .unknownPluralForm("two")),
        ])
    func faults(fault: Fault) throws {
        let folder = try TemporaryFolder()
        try folder.writeLanguage("en", messages: ["dossier.ftl": fault.english + "\n"])
        try folder.writeLanguage("sw", messages: ["dossier.ftl": fault.other + "\n"])
        let findings = LocaleLint.check(language: "sw", in: folder.locales)
        #expect(findings.map(\.rule) == [fault.rule])
        #expect(findings.first?.location.file == "languages/sw/dossier.ftl")
        #expect(findings.allSatisfy { !$0.diagnostic.message.isEmpty })
    }

    @Test("Names with digits in quotes, and choices by word, are no faults")
    func sound() throws {
        let folder = try TemporaryFolder()
        let source = "a = { \"F1\" } { $d ->\n    [credit] x\n   *[other] y\n  }\n"
        try folder.writeLanguage("en", messages: ["dossier.ftl": source])
        try folder.writeLanguage("sw", messages: ["dossier.ftl": source])
        #expect(LocaleLint.check(language: "sw", in: folder.locales).isEmpty)
    }

    @Test("A missing file, a syntax error and a status without reviewers are found")
    func files() throws {
        let folder = try TemporaryFolder()
        try folder.writeLanguage("en", messages: ["tool.ftl": "a = }\n"], more: "")
        try FileManager.default.removeItem(atPath: folder.path + "/languages/en/plain.ftl")
        let rules = LocaleLint.check(language: "en", in: folder.locales).map(\.rule)
        #expect(rules.count == 2)
        #expect(rules.first == .unreadable("the file is missing"))
        guard case .syntax(let error)? = rules.last else {
            Issue.record("no syntax error was found")
            return
        }
        #expect(error.location.line == 1)
    }

    @Test("A place with a fact that names no source, or a region without its parent, is found")
    func places() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            #"{"code":"QQ","names":{"en":"Q"},"currency":"ZZY","calendars":["lunar"],"numbering":"latn","languages":[]}"#,
            to: "places/QQ/place.json")
        try folder.write(
            #"{"as_of":"2026-11-31","facts":[{"id":"x","topic":"t","reference":"r","text":{"en":"T"},"source":"none","read_on":"2026","status":"text"}]}"#,
            to: "places/QQ/law.json")
        try folder.write(
            #"{"regions":[{"code":"1","level":"a","parent":"9","names":{"en":"One"}},{"code":"1","level":"a","parent":null,"names":{}}]}"#,
            to: "places/QQ/regions.json")
        #expect(LocaleLint.check(place: "QQ", in: folder.locales).count == 8)
        #expect(LocaleLint.check(place: "ZZ", in: folder.locales).count == 1)
    }
}
