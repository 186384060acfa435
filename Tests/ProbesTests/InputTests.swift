import Metrics
import Statistics
import Tables
import TestSupport
import Testing

@testable import Probes

@Suite("Inputs")
struct InputTests {
    private static func key(_ name: String) -> GroupKey { GroupKey([GroupLevel(dimension: "l", value: name)]) }

    @Test("Faults are counted row by row, each among the rows that could have it")
    func faults() throws {
        let levels = ["smart", "basic", "fax", "ab\u{FFFD}", "ሰላም ok", "hello there"]
        var random = SeededRandom(seed: 1)
        let codes = (0..<300).map { _ in UInt32(Int.random(in: 0...6, using: &random)) }
        let scripts = (0..<300).map { $0 % 3 == 0 ? ["Ethi"] : $0 % 3 == 1 ? ["Latn", "Ethi"] : [] }
        let groups = [
            (key: Self.key("a"), rows: Array(0..<120)), (key: Self.key("b"), rows: Array(120..<300)),
        ]
        let column = InputQuality.Column(
            "c", levels: levels, codes: codes, home: ["smart", "basic"], longest: 5, scripts: scripts)
        let quality = InputQuality([column], rows: 300, groups: groups, level: 0.95)
        #expect(quality.figures.count == 12)
        func isFaulty(_ fault: InputQuality.Fault, _ row: Int) -> Bool? {
            let value = codes[row] < 6 ? levels[Int(codes[row])] : nil
            guard let value else { return fault == .missing ? true : nil }
            switch fault {
            case .missing: return false
            case .unseen: return !["smart", "basic"].contains(value)
            case .truncated: return value.count >= 5
            case .unreadable:
                if value.contains("\u{FFFD}") { return true }
                // Every other value is Latin by its letters; the greeting is mostly Ethiopic.
                return row % 3 == 0 && !value.hasPrefix("ሰ")
            }
        }
        for figure in quality.figures {
            let own = figure.group.isOverall ? Array(0..<300) : groups.first { $0.key == figure.group }?.rows ?? []
            let known = own.compactMap { isFaulty(figure.fault, $0) }
            #expect(figure.share.n == known.count)
            let share = Double(known.count { $0 }) / Double(known.count)
            #expect(agree(figure.share.number, share, within: 1e-12), "\(figure.fault) \(figure.group)")
            guard !figure.group.isOverall else { continue }
            let rest = (0..<300).filter { !own.contains($0) }.compactMap { isFaulty(figure.fault, $0) }
            #expect(agree(figure.gap?.number, share - Double(rest.count { $0 }) / Double(rest.count), within: 1e-12))
        }
        let tested = quality.figures.compactMap(\.pValue)
        #expect(Multiplicity.benjaminiHochberg(tested) == quality.figures.compactMap(\.adjustedPValue))
        let empty = InputQuality([column], rows: 300, groups: [(key: Self.key("z"), rows: [])], level: 0.95)
        #expect(empty.figures[1].share.reason == .emptyGroup && empty.figures[1].gap?.reason == .emptyGroup)
    }

    @Test(
        "Letters are of their scripts",
        arguments: [
            ("a", "Latn"), ("ñ", "Latn"), ("ƙ", "Latn"), ("ሰ", "Ethi"), ("م", "Arab"), ("ह", "Deva"), ("я", "Cyrl"),
            ("ⵣ", "Tfng"), ("ߒ", "Nkoo"), ("𞤀", "Adlm"), ("字", "Hani"), ("ก", "Thai"),
        ])
    func scripts(letter: String, code: String) throws {
        #expect(WritingSystem.script(of: try #require(letter.unicodeScalars.first)) == code)
        #expect(WritingSystem.codes.contains(code))
    }

    @Test("What is no letter has no script, and names of several scripts are read")
    func names() throws {
        for other in ["1", " ", "😀", "×", "።"] {
            #expect(WritingSystem.script(of: try #require(other.unicodeScalars.first)) == nil)
        }
        #expect(WritingSystem.scripts(named: "Arab+Latn") == ["Arab", "Latn"])
        #expect(WritingSystem.scripts(named: "Klingon") == [] && WritingSystem.scripts(named: "Latn, Xxxx") == [])
        #expect(WritingSystem.letters("abc ሰላም 12", of: ["Ethi"]) == (6, 3))
    }

    // MARK: Reasons

    @Test("Reasons are counted, and dealt at random they lie apart as seldom as is said")
    func reasons() throws {
        let levels = ["income", "history", "other"]
        func codes(_ seed: UInt64, lean: Double) -> [UInt32] {
            var random = SeededRandom(seed: seed)
            return (0..<200).map { row in
                let draw = Double.random(in: 0..<1, using: &random)
                let first = row < 80 ? 0.4 + lean : 0.4
                return draw < 0.1 ? 3 : draw < 0.1 + 0.9 * first ? 0 : draw < 0.75 ? 1 : 2
            }
        }
        let groups = [(key: Self.key("a"), rows: Array(0..<80)), (key: Self.key("b"), rows: Array(80..<200))]
        let own = codes(1, lean: 0.3)
        let found = ReasonCodes(levels: levels, codes: own, others: ["other"], groups: groups, level: 0.95, seed: 1)
        for (group, rows) in zip(found.groups, [Array(0..<200)] + groups.map(\.rows)) {
            let given = rows.filter { own[$0] < 3 }
            #expect(agree(group.coverage.number, Double(given.count) / Double(rows.count), within: 1e-12))
            #expect(
                agree(group.others.number, Double(given.count { own[$0] == 2 }) / Double(given.count), within: 1e-12))
        }
        func part(_ rows: [Int], _ code: UInt32) -> Double {
            Double(rows.count { own[$0] == code }) / Double(rows.count { own[$0] < 3 })
        }
        let distance =
            (0..<3 as Range<UInt32>).reduce(0) {
                $0 + abs(part(groups[0].rows, $1) - part(groups[1].rows, $1))
            } / 2
        #expect(agree(found.groups[1].distance, distance, within: 1e-12))
        #expect(agree(found.groups[2].distance, distance, within: 1e-12) && found.groups[0].distance == nil)
        #expect((found.groups[1].pValue ?? 1) < 0.01)
        var rejected = 0
        for seed in 10..<70 as Range<UInt64> {
            let quiet = ReasonCodes(
                levels: levels, codes: codes(seed, lean: 0), others: [], groups: [groups[0]], level: 0.95, seed: seed)
            if (quiet.groups[1].pValue ?? 1) < 0.05 { rejected += 1 }
            #expect((quiet.groups[1].distanceByChance ?? 0) > 0.02)
        }
        // 60 runs at 0.05: 3 expected, 9 at three standard errors.
        #expect(rejected <= 9, "\(rejected)")
    }

    // MARK: Legibility

    @Test("A model that cannot read is told from one that can, and few rows find nothing", arguments: [400, 12])
    func legibility(rows: Int) {
        var random = SeededRandom(seed: 5)
        let texts = (0..<rows).map { "text \($0) " + ($0 % 2 == 0 ? "ሰላም ነው" : "hello there") }
        let labels = (0..<rows).map { _ in Int.random(in: 0..<2, using: &random) }
        // Of Ethiopic texts the model sees the number of words only.
        let scores = (0..<rows).map { row -> Double in
            let own = 0.25 + 0.5 * Double(labels[row]) + Double(row) / 4000
            return row % 2 == 0 ? 0.3 : min(0.99, max(0.01, own))
        }
        let decisions = scores.map { score -> Int? in score >= 0.5 ? 1 : 0 }
        let groups = [
            (key: Self.key("am"), rows: (0..<rows).filter { $0 % 2 == 0 }),
            (key: Self.key("en"), rows: (0..<rows).filter { $0 % 2 == 1 }),
        ]
        let found = Legibility(
            .init(
                texts: texts, codes: (0..<rows).map { UInt32($0) }, scores: scores,
                decisions: decisions, labels: labels, classCount: 2),
            groups: groups, homeCharacters: Set("abcdefghijklmnopqrstuvwxyz".unicodeScalars),
            context: EstimationContext(model: "m"))
        let (am, en) = (found.groups[1], found.groups[2])
        #expect(am.sharedScores.number == 1 && am.constantScore.number == 1 && en.sharedScores.number == 0)
        // "text" is Latin: 4 of 9 letters.
        #expect(agree(am.unseenCharacters?.number, 5.0 / 9, within: 1e-12) && en.unseenCharacters?.number == 0)
        #expect(am.distinctTexts == rows / 2 && am.commonestDecision.number == 1)
        let cannotRead = found.findings.filter { $0.key == .cannotRead }.map(\.group)
        #expect(cannotRead == (rows > 100 ? [Self.key("am")] : []))
        #expect(!found.findings.contains { $0.group == Self.key("en") })
    }

    @Test(
        "The imported sentiment model cannot read Amharic and Tigrinya, and the local one can",
        .enabled(if: SharedFiles.exists("data/afrisenti/expected.json")), arguments: ["imported-en", "local-afri"])
    func afrisenti(model: String) throws {
        let table = try TableReader.read(
            path: try SharedFiles.path("data/afrisenti/data.csv.gz"),
            columns: .only([
                ColumnRequest("id", .identifier), ColumnRequest("language_name", .category),
                ColumnRequest("label", .category), ColumnRequest("text", .text),
            ]))
        let other = try TableReader.read(
            path: try SharedFiles.path("data/afrisenti/predictions/\(model).csv"),
            columns: .only([
                ColumnRequest("id", .identifier), ColumnRequest("prediction", .category),
                ColumnRequest("score_positive", .number),
            ]))
        let places = try other.rows(byIdentifier: "id")
        let (ids, language) = (try #require(table.identifier("id")), try #require(table.category("language_name")))
        let (label, text) = (try #require(table.category("label")), try #require(table.text("text")))
        let (prediction, score) = (
            try #require(other.category("prediction")), try #require(other.number("score_positive"))
        )
        let classes = ["negative", "neutral", "positive"]
        let rows = Array(0..<table.rowCount)
        let found = try rows.map { try #require(places[ids[$0]]) }
        let groups = language.levels.enumerated().map { place, name in
            (key: Self.key(name), rows: rows.filter { language.codes[$0] == UInt32(place) })
        }
        let legibility = Legibility(
            .init(
                texts: rows.map { text[$0] ?? "" }, codes: rows.map { UInt32($0) },
                scores: found.map { score.values[$0] },
                decisions: found.map { classes.firstIndex(of: prediction.level(ofRow: $0) ?? "") },
                labels: rows.map { classes.firstIndex(of: label.level(ofRow: $0) ?? "") }, classCount: 3),
            groups: groups, context: EstimationContext(model: model, replicates: 300))
        let unread = legibility.findings.filter { $0.key == .cannotRead }.map { $0.group.levels[0].name }
        guard model == "imported-en" else {
            #expect(unread.isEmpty)
            return
        }
        #expect(unread.contains("Amharic") && unread.contains("Tigrinya") && !unread.contains("Nigerian Pidgin"))
        // Languages in the Latin script get scores of their own, though hardly better than guesses.
        #expect(!unread.contains("Hausa") && !unread.contains("Swahili"))
        #expect(legibility.findings.contains { $0.key == .noSkill && $0.group == Self.key("Swahili") })
        let oromo = legibility.findings.filter { $0.group.levels[0].name.hasPrefix("Oromo") }
        #expect(oromo.contains { $0.key == .noSkill })
    }
}
