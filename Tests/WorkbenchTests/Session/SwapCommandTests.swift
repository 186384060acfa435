import Diagnostics
import Interchange
import Storage
import TestSupport
import Testing

@testable import Workbench

@Suite("probe counterfactual with swaps, templates and matches")
struct SwapCommandTests {
    private let scratch: ScratchFolder

    init() throws {
        scratch = try ScratchFolder()
        for name in ["loans.csv", "tweets.csv", "templates.csv", "notes.csv"] {
            try scratch.write(try FileReader.contents(of: KigezoProcess.examples + name), as: name)
        }
        let people = (1...8).map { "p\($0),Wanjiru Kamau" }.joined(separator: "\n")
        try scratch.write("id,customer\n\(people)\n", as: "people.csv")
    }

    private func run(_ line: String) async -> (reports: [Report], failure: CommandFailure?) {
        await Session().run(line: "probe counterfactual " + line.replacing("@", with: scratch.path + "/"))
    }

    private func written(_ name: String) throws -> String {
        String(decoding: try FileReader.contents(of: scratch.file(name)), as: UTF8.self)
    }

    @Test("Words of a place are swapped in texts, in their case; the lexicon says who has looked at it")
    func places() async throws {
        let (reports, failure) = await run("in @tweets.csv features text swap place-names lexicon KE out @pairs.csv")
        #expect(failure == nil, "\(failure?.diagnostics.map(\.message) ?? [])")
        let notes = reports.flatMap(\.notes).joined(separator: "\n")
        #expect(notes.contains("a draft that nobody has reviewed") && notes.contains("validity unknown"))
        #expect(notes.contains("1 of 6 rows hold nothing"))
        let text = try written("pairs.csv")
        #expect(text.contains("I lost my phone in NIGERIA and nobody helps!"))
        #expect(text.contains("nigeria and Nigeria's neighbours signed the paper."))
        #expect(text.contains(",place-names,KE,NG,"))
        #expect(!text.contains("Thank you for the quick answer."))
    }

    @Test("Templates give texts whose units are templates")
    func templates() async throws {
        let line = "template @templates.csv swap names lexicon KE purpose 'a test' out @pairs.csv"
        let (reports, failure) = await run(line)
        #expect(failure == nil, "\(failure?.diagnostics.map(\.message) ?? [])")
        #expect(reports.flatMap(\.notes).contains("purpose: a test"))
        // Three templates, two sexes, five names: originals; four other groups each.
        #expect(reports.first?.output.contains("120 pairs of 30 originals") == true, "\(reports.first?.output ?? "")")
        let score =
            "template @templates.csv swap names lexicon KE purpose 'a test' by from, to to json wire csv prediction prediction allow-scorer using awk"
        let (scored, second) = await run(
            score
                + #" 'BEGIN { FS = ","; print "id,prediction" } NR > 1 { print $1 "," ($0 ~ /Otieno|Achieng/ ? "no" : "yes") }'"#
        )
        #expect(second == nil, "\(second?.diagnostics.map(\.message) ?? [])")
        let answer = try JSONValue.parse(scored.map(\.output).joined())
        let rate = answer["estimates"]?.elements?.first {
            $0["metric"]?.text == "flip-rate" && $0["group"]?["to"]?.text == "Luo"
        }
        // One of five names, of men and of women.
        #expect(rate?["value"]?.double == 0.2 && rate?["originals"]?.integerValue == 3)
    }

    @Test(
        "Swaps that must not be, or cannot be, are refused",
        arguments: [
            ("in @tweets.csv features text swap names lexicon KE", "E880"),
            ("in @people.csv features customer swap names lexicon KE purpose 'x'", "E881"),
            ("in @tweets.csv features text swap names lexicon QQ", "E879"),
            ("in @tweets.csv features text swap names lexicon ../KE", "E879"),
            ("in @tweets.csv features text swap words lexicon TZ", "E879"),
            ("in @tweets.csv features text swap names", "E872"),
            ("in @tweets.csv features text swap names lexicon KE purpose x vary faith", "E872"),
            ("in @tweets.csv features text, language swap place-names lexicon KE", "E872"),
            ("in @tweets.csv features text flip text swap dates", "E872"),
            ("template @templates.csv", "E872"), ("template @templates.csv swap dates", "E875"),
            ("template @templates.csv swap names lexicon TZ fills 0", "E673"),
            ("in @people.csv features customer swap numbers", "E875"),
        ])
    func refusals(rest: String, code: String) async throws {
        let (_, failure) = await run(rest + " out @pairs.csv")
        #expect(failure?.diagnostics.first?.code == code, "\(failure?.diagnostics.first?.message ?? "nothing")")
        #expect(!FileKind.isRegularFile(scratch.file("pairs.csv")))
    }

    @Test("Rwanda's names differ in sex only")
    func rwanda() async throws {
        let (_, failure) = await run("template @templates.csv swap names lexicon RW vary group out @pairs.csv")
        #expect(failure?.diagnostics.first?.help.contains("vary sex") == true)
    }

    @Test("Numbers and days are written as others write them")
    func forms() async throws {
        for (kind, wanted) in [("numbers", "1.250,50"), ("dates", "31/01/2026")] {
            let (_, failure) = await run("in @tweets.csv features text swap \(kind) out @\(kind).csv")
            #expect(failure == nil)
            #expect(try written(kind + ".csv").contains(wanted))
        }
    }

    @Test(
        "Letters, amounts, numbers, days, languages and spellings of a place are written otherwise",
        arguments: [
            (
                "script lexicon ET", "selam, ke 2026-11-22 jemro br 1,200 Tefa::",
                "script,Ethi,sera,,,ET/scripts/sera draft"
            ),
            ("script lexicon ET vary plain", "selami, ke 2026-11-22", "script,Ethi,plain"),
            ("script lexicon IN", "namaste, ₹12,500 naheen mile, mera ghar panee men hai.", "IN/scripts/plain draft"),
            ("script lexicon NG vary apostrophes", "ya 'bata a asibiti", "Latn,apostrophes"),
            ("currency lexicon KE", "I paid 1,500/= on", "KSh {},{}/=,,,KE/formats draft"),
            ("numbers lexicon BR", "R$ 1200,50", "numbers,\"1.234.567,5\",\"1234567,5\""),
            ("dates lexicon ET", "13/03/2019 ዓ.ም.", "dates,yyyy-mm-dd,dd/mm/yyyy ዓ.ም."),
            ("code-switch lexicon KE", "the ofisi took my pesa", "code-switch,en,sw"),
            ("spellings lexicon BR", "Ola, você não mandou R$ 1.200,50 ate amanhã?", "spellings,plain,marked"),
        ])
    func places(swap: String, text: String, columns: String) async throws {
        let (reports, failure) = await run("in @notes.csv features text swap \(swap) out @pairs.csv")
        #expect(failure == nil, "\(failure?.diagnostics.map(\.message) ?? [])")
        let notes = reports.flatMap(\.notes).joined(separator: "\n")
        #expect(notes.contains("a draft that nobody has reviewed"), "\(notes)")
        let pairs = try written("pairs.csv")
        #expect(pairs.contains(text), "\(pairs)")
        #expect(pairs.contains(columns), "\(pairs)")
    }

    @Test("Templates say which words were filled in, so that one odd name is seen")
    func eachName() async throws {
        let (_, failure) = await run(
            "template @templates.csv swap names lexicon TZ out @pairs.csv review-sheet @sheet.csv")
        #expect(failure == nil, "\(failure?.diagnostics.map(\.message) ?? [])")
        let (reports, second) = await run(
            "template @templates.csv swap names lexicon TZ by to-text to csv wire csv prediction prediction allow-scorer using awk"
                + #" 'BEGIN { FS = ","; print "id,prediction" } NR > 1 { print $1 ",yes" }'"#)
        #expect(second == nil, "\(second?.diagnostics.map(\.message) ?? [])")
        #expect(reports.map(\.output).joined().hasPrefix("to-text,metric,"))
        let sheet = try written("sheet.csv").split(separator: "\n")
        #expect(sheet.first == "id,kind,from,to,before,after,accepted,reviewer,comment")
        #expect(
            sheet.count > 10
                && sheet.allSatisfy { $0.split(separator: ",", omittingEmptySubsequences: false).count >= 9 })
    }

    @Test("A damaged pack is refused with line and column, and nothing is written")
    func damaged() async throws {
        let packs = PackageFolder.root + "/locales"
        try scratch.write("", as: "locales/languages/en/none.ftl")
        for file in ["places/ET/scripts.json", "places/ET/formats.json", "places/ET/names.json"] {
            let text = String(decoding: try FileReader.contents(of: packs + "/" + file), as: UTF8.self)
            try scratch.write(
                text.replacing("\"review\": \"draft\"", with: "\"review\": \"reviewed\""), as: "locales/" + file)
        }
        try scratch.write("{\"place\": \"KE\",\n \"kind\" \"scripts\"}", as: "locales/places/KE/scripts.json")
        let faults: [(swap: String, code: String, line: Int?)] = [
            ("script lexicon ET", "E930", 13), ("dates lexicon ET", "E930", 7),
            ("names lexicon ET purpose x", "E930", 7),
            ("script lexicon KE", "E240", 2), ("script lexicon TZ", "E879", nil),
        ]
        for (swap, code, line) in faults {
            let (_, failure) = await Session(environment: .init(localesOption: scratch.file("locales"))).run(
                line:
                    "probe counterfactual in \(scratch.file("notes.csv")) features text swap \(swap) out \(scratch.file("p.csv"))"
            )
            let first = failure?.diagnostics.first
            #expect(
                first?.code == code && first?.location?.line == line, "\(swap): \(first.map { "\($0)" } ?? "nothing")")
            #expect(!FileKind.isRegularFile(scratch.file("p.csv")))
        }
    }

    @Test("Results are over the pairs that reviewers accept, with the counts of all")
    func reviewed() async throws {
        try scratch.write("id,p,s\na,yes,0.8\nb,yes,0.6\nc,no,0.1\n", as: "original.csv")
        try scratch.write("id,original\n1,a\n2,a\n3,b\n4,b\n5,c\n", as: "pairs.csv")
        try scratch.write("id,p,s\n1,yes,0.8\n2,no,0.2\n3,no,0.4\n4,yes,0.6\n5,no,0.1\n", as: "changed.csv")
        try scratch.write("id,accepted,reviewer\n1,yes,N\n2,no,N\n3,yes,N\n4,yes,N\n4,no,M\n", as: "review.csv")
        let line =
            "pairs @pairs.csv original @original.csv changed @changed.csv prediction p score s review @review.csv"
        let (reports, failure) = await run(line + " expect invariance to json")
        #expect(failure == nil, "\(failure?.diagnostics.map(\.message) ?? [])")
        let answer = try JSONValue.parse(reports.map(\.output).joined())
        let flips = answer["estimates"]?.elements?.first { $0["metric"]?.text == "flip-rate" }
        #expect(flips?["value"]?.double == 0.5 && flips?["n"]?.integerValue == 2)
        let failures = answer["estimates"]?.elements?.first { $0["metric"]?.text == "failure-rate" }
        #expect(failures?["n"]?.integerValue == 2 && failures?["failures"]?.integerValue == 1)
        let review = try #require(answer["review"])
        let all = review["all-pairs"]?.elements?.first { $0["metric"]?.text == "flip-rate" }
        #expect(all?["value"]?.double == 0.4 && all?["n"]?.integerValue == 5)
        let counts = try #require(review["groups"]?.elements?.first)
        #expect(
            ["accepted", "rejected", "disputed", "unreviewed", "pairs"].map { counts[$0]?.integerValue } == [
                2, 1, 1, 1, 5,
            ])
        #expect(counts["acceptance"]?["value"]?.double == 0.5 && counts["acceptance"]?["n"]?.integerValue == 4)
        let (shown, _) = await run(line)
        let table = shown.map(\.output).joined()
        #expect(
            table.contains(
                "results are over the 2 of 5 pairs that 2 reviewers accept (1 rejected, 1 disputed, 1 not reviewed)"),
            "\(table)")
        for (text, code) in [
            ("id,accepted\n1,perhaps\n", "E931"), ("id,accepted\n1,no\n", "E932"), ("id,reviewer\n1,N\n", "E212"),
        ] {
            try scratch.write(text, as: "review.csv")
            let (_, failure) = await run(line)
            #expect(failure?.diagnostics.first?.code == code, "\(failure?.diagnostics.first?.message ?? "nothing")")
        }
    }

    @Test("Real rows that are alike are compared, with the share that has a like")
    func matched() async throws {
        let (reports, failure) = await run(
            "match gender in @loans.csv prediction approved favourable yes given region, age numbers age to json")
        #expect(failure == nil, "\(failure?.diagnostics.map(\.message) ?? [])")
        let record = try #require(
            try JSONValue.parse(reports.map(\.output).joined())["estimates"]?.elements?.first)
        #expect(record["metric"]?.text == "matched-gap" && record["n"]?.integerValue ?? 0 > 20)
        let share = try #require(record["matched-share"]?.double)
        #expect(share > 0 && share <= 1)
        let (before, after) = (
            try #require(record["imbalance-before"]?.double), try #require(record["imbalance-after"]?.double)
        )
        #expect(after < before)
    }

    @Test(
        "Matches that cannot be are refused",
        arguments: [
            ("match gender prediction approved favourable yes given age", "E872"),
            ("match gender in @loans.csv prediction approved favourable yes", "E872"),
            ("match gender in @loans.csv given age", "E674"),
            ("match sex in @loans.csv score p_repay given age", "E102"),
        ])
    func unmatched(rest: String, code: String) async throws {
        let (_, failure) = await run(rest)
        #expect(failure?.diagnostics.first?.code == code, "\(failure?.diagnostics.first?.message ?? "nothing")")
    }
}
