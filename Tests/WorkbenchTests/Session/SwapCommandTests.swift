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
        for name in ["loans.csv", "tweets.csv", "templates.csv"] {
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
