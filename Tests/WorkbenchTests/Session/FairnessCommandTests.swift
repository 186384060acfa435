import Diagnostics
import Interchange
import Metrics
import Storage
import TestSupport
import Testing

@testable import Workbench

@Suite("Fairness on the command line")
struct FairnessCommandTests {
    private static let roles = "label repaid positive yes prediction approved score p_repay favourable yes"
    private static let load = "load '\(KigezoProcess.loans)' as loans \(roles)"

    private func answer(_ line: String, in session: Session = Session()) async -> String {
        let (reports, failure) = await session.run(line: line)
        if let failure { Issue.record("\(line): \(DiagnosticRenderer().text(of: failure))") }
        return reports.map(\.output).joined()
    }

    private func records(_ line: String, in session: Session = Session()) async throws -> [JSONValue] {
        let document = try JSONValue.parse(Array(await answer(line + " to json", in: session).utf8))
        #expect(document["kind"]?.text == "fairness" && document["kigezo"]?.double == 1)
        return try #require(document["estimates"]?.elements)
    }

    @Test("All measures are the same from rows that are read, rows that are loaded, and their cube")
    func sameBytes() async throws {
        let scratch = try ScratchFolder()
        let question = "fairness all \(Self.roles) by region by region, gender given age minimum-group 20"
        let path = "'\(KigezoProcess.loans)'"
        let read = await answer("\(question) in \(path) to json")
        let session = Session()
        _ = await answer("load \(path) as approved \(Self.roles)", in: session)
        #expect(
            await answer("fairness all by region by region, gender given age minimum-group 20 to json", in: session)
                == read)
        let cube = scratch.path + "/loans.cube"
        _ = await answer(
            "cube build in \(path) \(Self.roles) by region, gender, age scores-by region, gender out '\(cube)'")
        #expect(
            await answer("fairness all in '\(cube)' by region by region, gender given age minimum-group 20 to json")
                == read)
        #expect(FairnessMeasure.all.allSatisfy { read.contains("\"\($0.name)\"") })
    }

    @Test("Each record has all that is needed to read it")
    func shape() async throws {
        for record in try await records("fairness all in '\(KigezoProcess.loans)' \(Self.roles) by gender given region")
        {
            let name = try #require(record["measure"]?.text)
            let measure = try #require(FairnessMeasure.measure(named: name))
            #expect(record["ideal"]?.double == measure.ideal && record["model"]?.text == "approved")
            #expect(record["by"]?.elements?.map(\.text) == ["gender"] && record["comparison"]?.text != nil)
            #expect(record["flags"]?.elements != nil && record["excluded"]?.elements != nil)
            #expect(record["n"]?.double != nil && record["exactness"]?.text == "exact", "\(name)")
            if let value = record["value"]?.double {
                let interval = try #require(record["interval"])
                #expect(try #require(interval["lower"]?.double) <= value)
                #expect(value <= (try #require(interval["upper"]?.double)))
                #expect(interval["method"]?.text != nil && record["reason"] == nil)
            } else {
                #expect(record["reason"]?.text != nil)
            }
            #expect((record["given"] != nil) == measure.needsStrata)
        }
    }

    @Test("Without a list the commonest measures are told, and what the line makes possible")
    func standard() async throws {
        let bare = try await records(
            "fairness in '\(KigezoProcess.loans)' label repaid positive yes prediction approved by gender")
        #expect(bare.compactMap { $0["measure"]?.text } == FairnessMeasure.standard.map(\.name))
        let more = try await records("fairness in '\(KigezoProcess.loans)' \(Self.roles) by gender given region")
        #expect(
            more.compactMap { $0["measure"]?.text }.suffix(2) == [
                "adverse-impact-ratio", "conditional-statistical-parity-difference",
            ])
    }

    @Test("Names of other tools work, and one measure is told once")
    func peers() async throws {
        let found = try await records(
            "fairness demographic_parity_difference, statistical-parity, four-fifths, disparate_impact in "
                + "'\(KigezoProcess.loans)' \(Self.roles) by gender")
        #expect(
            found.compactMap { $0["measure"]?.text } == ["demographic-parity-difference", "adverse-impact-ratio"])
    }

    @Test(
        "References say what groups are compared with",
        arguments: ["gender=male", "complement", "largest", "overall", "best", "pairwise"])
    func references(reference: String) async throws {
        let kind = reference.contains("=") ? "named" : reference
        for record in try await records(
            "fairness demographic-parity-difference, equalized-odds-ratio in '\(KigezoProcess.loans)' \(Self.roles) "
                + "by gender reference \(reference)")
        {
            #expect(record["reference-kind"]?.text == kind)
            let flags = record["flags"]?.elements?.compactMap(\.text) ?? []
            #expect(flags.contains("referenceFromData") == ["largest", "best"].contains(kind))
            #expect(flags.contains("referenceIncludesGroup") == (kind == "overall"))
        }
    }

    @Test("Gaps to the best group, to everybody and of all pairs", arguments: ["difference", "ratio"])
    func compare(kind: String) async throws {
        func gaps(_ metric: String, _ reference: String) async throws -> [JSONValue] {
            let text = await answer(
                "compare \(metric) in '\(KigezoProcess.loans)' \(Self.roles) by region reference \(reference) "
                    + "as \(kind) to json")
            return try #require(try JSONValue.parse(Array(text.utf8))["estimates"]?.elements)
        }
        for (metric, method) in [
            ("selection-rate", kind == "ratio" ? "max-t-ratio" : "max-t"), ("roc-auc", "bonferroni-pairs"),
        ] {
            let best = try await gaps(metric, "best")
            #expect(best.count == 3)
            let values = best.compactMap { $0["value"]?.double }
            #expect(values.allSatisfy { kind == "ratio" ? $0 <= 1 : $0 <= 0 }, "nobody is better than the best")
            #expect(
                best.allSatisfy { $0["interval"]?["method"]?.text == method && $0["reference-kind"]?.text == "best" })
            let pairs = try await gaps(metric, "pairwise")
            #expect(pairs.count == 6)
            // The best group's gaps are those of its pairs, in one direction or the other.
            let widths = Set(
                pairs.compactMap { $0["value"]?.double }.map { kind == "ratio" ? min($0, 1 / $0) : -abs($0) }
                    .map { ($0 * 1e9).rounded() })
            #expect(values.allSatisfy { widths.contains(($0 * 1e9).rounded()) })
        }
        let everybody = try await gaps("selection-rate", "overall")
        #expect(everybody.count == 4)
        for gap in everybody {
            let (own, all) = (try #require(gap["group-value"]?.double), try #require(gap["reference-value"]?.double))
            #expect(agree(gap["value"]?.double, kind == "ratio" ? own / all : own - all, within: 1e-12))
            #expect(gap["interval"]?["method"]?.text == (kind == "ratio" ? "score-ratio" : "newcombe"))
        }
        // No mean over rows: a value, and no interval that would pretend to one.
        #expect(try await gaps("f1-score", "overall").allSatisfy { $0["interval"] == .null })
    }

    @Test("A range says what a model without disparity would show")
    func expected() async throws {
        let text = await answer(
            "compare selection-rate in '\(KigezoProcess.loans)' \(Self.roles) by region as range to json")
        let record = try #require(try JSONValue.parse(Array(text.utf8))["estimates"]?.elements?.first)
        #expect(try #require(record["expected-without-disparity"]?.double) > 0.1)
        #expect(record["interval"]?["method"]?.text == "max-t")
        let shown = await answer("compare selection-rate in '\(KigezoProcess.loans)' \(Self.roles) by region as range")
        #expect(shown.contains("a model with no disparity would show a range of about 0."))
    }

    @Test("An error says what to try")
    func errors() async {
        let session = Session()
        _ = await answer(
            "load '\(KigezoProcess.loans)' as loans label repaid positive yes prediction approved", in: session)
        for (line, code, help) in [
            ("fairness equalised-odd by region", "E624", "did you mean 'equalised-odds'?"),
            ("fairness tpr by region", "E624", "compare true-positive-rate by COLS"),
            ("fairness four-fifths by region", "E612", "favourable 'yes'"),
            ("fairness multicalibration-error by region", "E613", "add score COL"),
            ("fairness cdd by region favourable yes", "E626", "add given COLS"),
            ("fairness cdd by region favourable yes given region", "E604", ""),
            ("fairness conditional-statistical-parity by region given regoin", "E102", "did you mean 'region'?"),
            ("fairness by region where region = 'Garissa'", "E621", ""),
            ("fairness by region reference gender=male", "E620", ""),
            ("fairness by region reference region=Nairoby", "E623", "did you mean 'Nairobi'?"),
            ("fairness", "E104", ""), ("compare selection-rate by region reference best", "E622", "add favourable"),
            ("help equalized-odd", "E650", "did you mean"),
        ] {
            let diagnostics = await session.run(line: line).failure?.diagnostics ?? []
            #expect(diagnostics.first?.code == code, "\(line): \(diagnostics)")
            #expect(help.isEmpty || diagnostics.contains { $0.help.contains { $0.contains(help) } }, "\(diagnostics)")
        }
    }

    @Test("Labels of several classes and numbers have no such measures")
    func otherOutcomes() async throws {
        let scratch = try ScratchFolder()
        try scratch.write("g,y,p,n,m\na,x,y,1,2\nb,z,z,2,1\na,y,y,3,3\nb,x,x,1,1\n", as: "rows.csv")
        for roles in ["label y prediction p", "label n prediction m outcome number"] {
            let found = await Session().run(line: "fairness in '\(scratch.path)/rows.csv' \(roles) by g")
            #expect(found.failure?.diagnostics.first?.code == "E625")
        }
    }

    @Test("Names of groups can do no harm in tables")
    func hostile() async throws {
        let scratch = try ScratchFolder()
        let rows = (0..<80).map {
            "\($0 % 2 == 0 ? "<b>\u{1B}[31m" : "ok"),\($0 % 3 == 0 ? 1 : 0),\($0 % 5 < 2 ? 1 : 0)"
        }
        try scratch.write((["g,y,p"] + rows).joined(separator: "\n") + "\n", as: "rows.csv")
        let line = "fairness in '\(scratch.path)/rows.csv' label y positive 1 prediction p by g"
        for format in ["table", "markdown", "html", "csv"] {
            let text = await answer("\(line) to \(format)")
            #expect(text.contains("demographic-parity-difference"))
            if format != "csv" { #expect(!text.contains("\u{1B}")) }
            if format == "html" { #expect(!text.contains("<b>")) }
        }
    }
}
