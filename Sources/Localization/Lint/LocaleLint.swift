package import Diagnostics
internal import Foundation

/// Something in a language or place pack that must be mended before it is used.
package struct LocaleLintFinding: Hashable, Sendable {
    package enum Rule: Hashable, Sendable {
        case unreadable(String)
        case syntax(FluentSyntaxError)
        case notNormalized
        case missingMessage
        case unknownMessage
        case variablesDiffer(missing: [String], unknown: [String])
        case missingPluralForms([String])
        case unknownPluralForm(String)
        case digitInText(Character)
        case percentInText
        case directionControl(String)
        case unresolved(String)
        case badStatus(String)
        case badFact(String)
    }

    package let rule: Rule
    package let location: SourceLocation
    /// The message or fact it is about, if it is about one.
    package let id: String?

    /// The finding as something to print.
    package var diagnostic: Diagnostic {
        let subject = id.map { "\($0): " } ?? ""
        switch rule {
        case .syntax(let error): return error.diagnostic
        case .unreadable(let reason): return Diagnostic("E510", at: location, reason)
        case .notNormalized: return Diagnostic("E511", at: location, "the text is not in Unicode form NFC")
        case .missingMessage: return Diagnostic("E512", at: location, subject + "is missing; English has it")
        case .unknownMessage: return Diagnostic("E513", at: location, subject + "English has no such message")
        case .variablesDiffer(let missing, let unknown):
            let parts = [
                missing.isEmpty ? nil : "lacks \(missing.map { "$" + $0 }.joined(separator: ", "))",
                unknown.isEmpty
                    ? nil : "has \(unknown.map { "$" + $0 }.joined(separator: ", ")), which English has not",
            ]
            return Diagnostic("E514", at: location, subject + parts.compactMap { $0 }.joined(separator: " and "))
        case .missingPluralForms(let forms):
            return Diagnostic(
                "E515", at: location, subject + "lacks the forms \(forms.joined(separator: ", "))",
                help: ["write them, or mark [other] with '*' to use it for them"])
        case .unknownPluralForm(let form):
            return Diagnostic("E516", at: location, subject + "the language has no form [\(form)]")
        case .digitInText(let digit):
            return Diagnostic(
                "E517", at: location, subject + "the digit '\(digit)' stands in the text",
                help: ["numbers come as $variables; names with digits stand in quotes: { \"F1\" }"])
        case .percentInText: return Diagnostic("E518", at: location, subject + "a percent sign stands in the text")
        case .directionControl(let code):
            return Diagnostic("E519", at: location, "the invisible direction control \(code) stands in the file")
        case .unresolved(let reference): return Diagnostic("E520", at: location, subject + "there is no \(reference)")
        case .badStatus(let reason): return Diagnostic("E521", at: location, reason)
        case .badFact(let reason): return Diagnostic("E522", at: location, subject + reason)
        }
    }
}

/// Checks packs without using them: what `kigezo locale check` prints and what the tests demand of every pack.
package enum LocaleLint {
    /// Everything that is wrong with the language pack `tag`, compared with English.
    ///
    /// - Returns: findings in the order of files and entries; empty when the pack is sound.
    package static func check(language tag: String, in folder: LocaleFolder) -> [LocaleLintFinding] {
        let base = "languages/\(tag)"
        var findings: [LocaleLintFinding] = []
        for file in LanguagePack.messageFiles {
            findings += checkBytes(of: "\(base)/\(file)", in: folder)
        }
        let pack: LanguagePack
        let english: LanguagePack
        do {
            pack = try LanguagePack.load(tag, from: folder, digest: { _ in "" }, isStrict: false)
            english =
                tag == "en" ? pack : try LanguagePack.load("en", from: folder, digest: { _ in "" }, isStrict: false)
        } catch {
            return findings + [unreadable(error, at: base)]
        }
        findings += pack.errors.map { LocaleLintFinding(rule: .syntax($0), location: $0.location, id: nil) }
        findings += checkDescription(pack)
        for reference in pack.order {
            if let entry = pack.entries[reference] { findings += checkEntry(entry, of: pack, english: english) }
        }
        for reference in english.order where !reference.hasPrefix("-") {
            guard let source = english.entries[reference] else { continue }
            let entry = pack.entries[reference]
            // Where the message should stand: the file of the same name.
            let file = base + "/" + (source.location.file.split(separator: "/").last.map(String.init) ?? "")
            let place = entry?.location ?? SourceLocation(file: file)
            for name in [String?.none] + source.attributes.map({ $0.name }) where pattern(name, of: source) != nil {
                guard entry.flatMap({ pattern(name, of: $0) }) == nil else { continue }
                let id = reference + (name.map { "." + $0 } ?? "")
                findings.append(LocaleLintFinding(rule: .missingMessage, location: place, id: id))
            }
        }
        return findings
    }

    private static func pattern(_ attribute: String?, of entry: FluentEntry) -> FluentPattern? {
        attribute.map { entry.attribute($0) } ?? entry.value
    }

    static func unreadable(_ error: LocalizationError, at path: String) -> LocaleLintFinding {
        let diagnostic = error.diagnostics.first
        return LocaleLintFinding(
            rule: .unreadable(diagnostic?.message ?? "cannot be read"),
            location: diagnostic?.location ?? SourceLocation(file: path), id: nil)
    }

    // MARK: Files

    private static func checkBytes(of path: String, in folder: LocaleFolder) -> [LocaleLintFinding] {
        guard folder.has(path) else {
            return [
                LocaleLintFinding(
                    rule: .unreadable("the file is missing"), location: SourceLocation(file: path), id: nil)
            ]
        }
        let bytes: [UInt8]
        do { bytes = try folder.bytes(of: path) } catch { return [unreadable(error, at: path)] }
        guard let text = String(validating: bytes, as: UTF8.self) else { return [] }
        var findings: [LocaleLintFinding] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let place = SourceLocation(file: path, line: index + 1)
            if !line.utf8.elementsEqual(String(line).precomposedStringWithCanonicalMapping.utf8) {
                findings.append(LocaleLintFinding(rule: .notNormalized, location: place, id: nil))
            }
            for scalar in line.unicodeScalars where scalar.isDirectionControl {
                let code = "U+" + String(scalar.value, radix: 16, uppercase: true)
                findings.append(LocaleLintFinding(rule: .directionControl(code), location: place, id: nil))
            }
        }
        return findings
    }

    private static func checkDescription(_ pack: LanguagePack) -> [LocaleLintFinding] {
        let description = pack.description
        var reasons: [String] = []
        if description.status == .reviewed, Set(description.reviewers).count < 2 {
            reasons.append("a reviewed pack names two reviewers")
        }
        if description.status != .reviewed, !description.reviewers.isEmpty {
            reasons.append("a pack that is not reviewed names no reviewers")
        }
        let formats = description.formats ?? description.tag
        if LocaleFormats(language: formats, place: nil, numbering: description.numbering) == nil {
            reasons.append("no number and date formats are known for '\(formats)'")
        }
        let place = SourceLocation(file: "languages/\(pack.tag)/language.json")
        return reasons.map { LocaleLintFinding(rule: .badStatus($0), location: place, id: nil) }
    }

    // MARK: Entries

    private static func checkEntry(
        _ entry: FluentEntry, of pack: LanguagePack, english: LanguagePack
    ) -> [LocaleLintFinding] {
        var findings: [LocaleLintFinding] = []
        let source = english.entries[entry.reference]
        for name in [String?.none] + entry.attributes.map({ $0.name }) {
            guard let pattern = pattern(name, of: entry) else { continue }
            let id = entry.reference + (name.map { "." + $0 } ?? "")
            func add(_ rule: LocaleLintFinding.Rule) {
                findings.append(LocaleLintFinding(rule: rule, location: entry.location, id: id))
            }
            checkText(of: pattern, add: add)
            checkReferences(of: pattern, in: pack, english: english, add: add)
            // Terms belong to the translator: their forms and parameters are the translator's own.
            guard !entry.isTerm else { continue }
            checkPlurals(of: pattern, rules: pack.plurals, add: add)
            guard let original = source.flatMap({ Self.pattern(name, of: $0) }) else {
                add(.unknownMessage)
                continue
            }
            let (mine, theirs) = (variables(of: pattern), variables(of: original))
            if mine != theirs {
                add(
                    .variablesDiffer(
                        missing: theirs.subtracting(mine).sorted(), unknown: mine.subtracting(theirs).sorted()))
            }
        }
        return findings
    }

    private static func checkText(of pattern: FluentPattern, add: (LocaleLintFinding.Rule) -> Void) {
        pattern.forEachText { text in
            if let digit = text.first(where: { ("0"..."9").contains($0) }) { add(.digitInText(digit)) }
            if text.contains("%") { add(.percentInText) }
        }
    }

    private static func checkReferences(
        of pattern: FluentPattern, in pack: LanguagePack, english: LanguagePack, add: (LocaleLintFinding.Rule) -> Void
    ) {
        pattern.forEachExpression { expression in
            switch expression {
            case .term(let id, _):
                if pack.entries["-" + id] == nil { add(.unresolved("-" + id)) }
            case .message(let id, let attribute):
                let target = pack.entries[id] ?? english.entries[id]
                let full = id + (attribute.map { "." + $0 } ?? "")
                if target.flatMap({ Self.pattern(attribute, of: $0) }) == nil { add(.unresolved(full)) }
            case .select(.termAttribute(let id, let attribute, _), _):
                if pack.entries["-" + id]?.attribute(attribute) == nil { add(.unresolved("-\(id).\(attribute)")) }
            case .select, .string, .number, .variable, .list: break
            }
        }
    }

    private static func checkPlurals(
        of pattern: FluentPattern, rules: any PluralRules, add: (LocaleLintFinding.Rule) -> Void
    ) {
        pattern.forEachExpression { expression in
            guard case .select(.variable, let variants) = expression else { return }
            let names = variants.compactMap { if case .name(let name) = $0.key { name } else { nil } }
            let forms = names.compactMap(PluralCategory.init(rawValue:))
            // A choice by words is no plural, even if it has a variant [other].
            guard forms.count == names.count, !forms.isEmpty else { return }
            for form in forms where !rules.categories.contains(form) { add(.unknownPluralForm(form.rawValue)) }
            if variants.contains(where: { $0.isDefault && $0.key == .name("other") }) { return }
            let missing = rules.categories.subtracting(forms)
            if !missing.isEmpty { add(.missingPluralForms(missing.map(\.rawValue).sorted())) }
        }
    }

    private static func variables(of pattern: FluentPattern) -> Set<String> {
        var names: Set<String> = []
        pattern.forEachExpression { expression in
            switch expression {
            case .variable(let name), .list(let name), .select(.variable(let name), _): names.insert(name)
            default: break
            }
        }
        return names
    }
}

extension Unicode.Scalar {
    /// Marks, embeddings, overrides and isolates of the bidirectional algorithm.
    fileprivate var isDirectionControl: Bool {
        switch value {
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
