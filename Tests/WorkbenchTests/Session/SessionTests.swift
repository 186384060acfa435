import Diagnostics
import Storage
import TestSupport
import Testing

@testable import Workbench

@Suite("A session")
struct SessionTests {
    private static let roles = "label repaid positive yes prediction approved"
    private static let load = "load '\(KigezoProcess.loans)' as loans \(roles)"

    /// What a line answers; an issue if it fails.
    private func answer(_ line: String, in session: Session) async -> String {
        let (reports, failure) = await session.run(line: line)
        if let failure { Issue.record("\(line): \(DiagnosticRenderer().text(of: failure))") }
        return reports.map(\.output).joined()
    }

    /// The codes with which a line fails.
    private func codes(_ line: String, in session: Session) async -> [String] {
        await session.run(line: line).failure?.diagnostics.map(\.code) ?? []
    }

    @Test("What is loaded can be described, measured and compared by its name, or without it if it is the only one")
    func works() async {
        let session = Session()
        #expect(await answer("describe", in: session).contains("nothing is loaded"))
        #expect(await answer(Self.load, in: session).contains("200 rows read, 200 used, 0 refused"))
        #expect(await answer("describe", in: session).contains("loans"))
        #expect(await answer("describe loans", in: session).contains("Nairobi 80"))
        let named = await answer("metrics tpr of loans by region", in: session)
        #expect(named.contains("Garissa"))
        #expect(await answer("metrics recall by region", in: session) == named)
        #expect(await answer("metrics tpr in loans by region", in: session) == named)
        #expect(await answer("compare tpr by region", in: session).contains("everybody else"))
    }

    @Test("An error changes nothing and says what to try")
    func errors() async {
        let session = Session()
        #expect(await codes("metrics tpr", in: session) == ["E607"])
        _ = await answer(Self.load, in: session)
        let before = await answer("describe", in: session)
        for (line, code) in [
            ("load /nowhere.csv as loans label x", "E251"), ("\(Self.load) score repaid", "E214"),
            ("load '\(KigezoProcess.loans)' as loans label rapaid", "E102"),
            ("load '\(KigezoProcess.loans)' as loans label repaid positive ja", "E701"),
            ("metrics tpr of laons", "E606"), ("metrics tpr by regoin", "E102"), ("metrics nonsense", "E610"),
            ("metrics tpr by region, region", "E604"), ("metrics favourable-rate", "E612"),
            ("metrics tpr by region | sort nothing", "E192"), ("describe loans | plot", "E191"),
            ("compare tpr by region reference gender=male", "E620"),
            ("compare tpr by region where region = 'Garissa'", "E621"),
            ("compare selection-rate by region as worst", "E622"), ("kept = load x as y", "E118"),
            ("metrics accuracy prediction gender", "E614"), ("metrics tpr where region = 'Wajir'", "E609"),
            ("describe nothing", "E251"), ("help nothing", "E650"),
        ] {
            let found = await codes(line, in: session)
            // One fault may be told for many rows.
            #expect(found.first == code, "\(line): \(found)")
        }
        #expect(await answer("describe", in: session) == before)
        #expect(await answer("metrics tpr", in: session).contains("0.802"))
    }

    @Test("Several datasets are told apart; a name that is taken is replaced and says so")
    func several() async {
        let session = Session()
        _ = await answer(Self.load, in: session)
        _ = await answer("load '\(KigezoProcess.loans)' as others label repaid positive yes score p_repay", in: session)
        #expect(await codes("metrics tpr", in: session) == ["E607"])
        let failure = await session.run(line: "metrics tpr").failure
        #expect(failure?.diagnostics.first?.help == ["add of NAME: loans, others"])
        // A clause of the question goes before what was declared at loading.
        #expect(await codes("metrics tpr of others", in: session) == ["E603"])
        let strict = await answer("metrics selection-rate of others threshold 0.9", in: session)
        let lax = await answer("metrics selection-rate of others threshold 0.1", in: session)
        #expect(strict != lax)
        #expect(await answer("load '\(KigezoProcess.loans)' as others label repaid", in: session).contains("replaces"))
        #expect(await answer("describe", in: session).split(separator: "\n").count == 3)
    }

    @Test("where keeps rows, and the table says which question it answers")
    func conditions() async {
        let session = Session()
        _ = await answer(Self.load, in: session)
        let (reports, _) = await session.run(line: "metrics count by gender where region = 'Garissa' and age >= 18")
        #expect(reports.first?.notes == ["where keeps 14 of 200 rows"])
        #expect(
            reports.first?.output.contains("14 rows · 95 % intervals · where region = 'Garissa' and age >= 18") == true)
        #expect(await answer("metrics count where age < 0 or region like 'Gar%'", in: session).contains(" 14"))
    }

    @Test("Filters sort, cut, select and convert what is shown")
    func filters() async throws {
        let session = Session()
        _ = await answer(Self.load, in: session)
        let regions = { (text: String) in
            text.split(separator: "\n").dropFirst().map { String($0.split(separator: " ").first ?? "") }.filter {
                ["Garissa", "Kisumu", "Mombasa", "Nairobi"].contains($0)
            }
        }
        let question = "metrics accuracy by region"
        #expect(regions(await answer(question, in: session)) == ["Garissa", "Kisumu", "Mombasa", "Nairobi"])
        #expect(
            regions(await answer(question + " | sort acc desc | head 2", in: session)) == ["Nairobi", "Mombasa"])
        #expect(await answer(question + " | head 3", in: session).contains("1 more row not shown"))
        #expect(regions(await answer(question + " | where n > 52", in: session)) == ["Kisumu", "Nairobi"])
        #expect(
            await answer(question + " | cols n, region | head 1 | to csv", in: session) == "n,region\n14,Garissa\n")
        // The last format counts for every filter of the line.
        #expect(
            await answer(question + " | sort value desc | cols region, method | to csv", in: session)
                == "region,method\nNairobi,wilson\nMombasa,wilson\nKisumu,wilson\nGarissa,wilson\n")
        let scratch = try ScratchFolder()
        let path = scratch.file("saved.csv")
        let (reports, failure) = await session.run(line: question + " to csv | save '\(path)'")
        #expect(failure == nil && reports.first?.output == "" && reports.first?.notes == ["wrote \(path)"])
        #expect(
            String(decoding: try FileReader.contents(of: path), as: UTF8.self)
                == (await answer(question + " to csv", in: session)))
    }

    @Test("Empty lines and remarks do nothing; a line may hold several commands, up to the first that fails")
    func lines() async {
        let session = Session()
        for line in ["", "   ", "# a remark", "  # another"] {
            let (reports, failure) = await session.run(line: line)
            #expect(reports.isEmpty && failure == nil)
        }
        #expect(await answer("version; version # twice", in: session) == String(repeating: "kigezo 0.1.0\n", count: 2))
        let (reports, failure) = await session.run(line: "version; metrics tpr; version")
        #expect(reports.count == 1 && failure?.diagnostics.first?.code == "E607")
        // A line that cannot be understood is not begun.
        let (none, syntax) = await session.run(line: "version; boo")
        #expect(none.isEmpty && syntax?.diagnostics.first?.code == "E101")
        let (quit, _) = await session.run(line: "version; quit; version")
        #expect(quit.count == 2 && quit.last?.quits == true)
    }

    @Test("A question without a figure says why in words for a person and in a code for a script")
    func reasons() async throws {
        let scratch = try ScratchFolder()
        let path = try scratch.write("g,y,p\na,1,1\na,0,1\nNA,0,0\nNA,0,1\n,1,1\n", as: "rows.csv")
        let session = Session()
        let question = "metrics tpr in '\(path)' label y prediction p by g"
        let table = await answer(question, in: session)
        #expect(table.contains("nobody in this group truly has the outcome") && table.contains("(missing)"))
        let csv = await answer(question + " to csv", in: session)
        // A group called NA is a group.
        #expect(csv.contains("NA,true-positive-rate,,,,,0,,noPositives,\n"))
        #expect(await answer("metrics count in '\(path)' label y prediction p", in: session).contains("\n      5"))
    }

    @Test("Decisions that are no value of the label are told, never dropped in silence")
    func invalidDecisions() async throws {
        let scratch = try ScratchFolder()
        let path = try scratch.write("y,p\nyes,yes\nno,no\nyes,maybe\nno,maybe\nyes,\n", as: "rows.csv")
        let (reports, failure) = await Session().run(
            line: "metrics accuracy in '\(path)' label y positive yes prediction p to csv")
        #expect(failure == nil)
        #expect(
            reports.first?.notes.last == "p: 2 rows hold 'maybe', no value of the label: counted as invalid decisions")
        #expect(reports.first?.output.contains("\naccuracy,1,") == true)
    }

    @Test("A person sees no figure of few people; a script sees every one")
    func displayFloors() async {
        let session = Session()
        _ = await answer(Self.load, in: session)
        let lines = await answer("metrics tpr by region", in: session).split(separator: "\n").map(String.init)
        // 8, 26, 29 and 58 rows in the denominator.
        #expect(lines[1].contains("—  too few rows") && !lines[1].contains("0.5"))
        #expect(lines[2].contains("—  [0.425, 0.776]") && lines[3].contains("—  [0.578, 0.878]"))
        #expect(lines[4].contains("0.948  [0.858, 0.983]"))
        #expect(lines.contains { $0.contains("below 30 rows only the interval is shown, below 10 only the count") })
        let page = await answer("metrics tpr by region to markdown", in: session)
        #expect(page.contains("too few rows") && !page.contains("| 0.500 |"))
        #expect(await answer("metrics tpr by region to csv", in: session).contains("Garissa,true-positive-rate,0.5,"))
        // A gap is no better founded than its smaller side.
        let gaps = await answer("compare tpr by region reference region=Nairobi", in: session)
        #expect(gaps.contains("0.948") && !gaps.contains("0.615") && gaps.contains("too few rows"))
        #expect(await answer("metrics count by region", in: session).contains("14"))
    }

    @Test("On a terminal, machine formats cannot drive it; elsewhere they are exact")
    func terminal() async throws {
        let scratch = try ScratchFolder()
        let path = try scratch.write("g,y,p\n\u{1B}[2J,1,1\n\u{1B}[2J,0,0\n", as: "rows.csv")
        for format in ["csv", "tsv", "json", "table", "markdown", "html"] {
            let line = "metrics accuracy in '\(path)' label y prediction p by g to \(format)"
            let shown = await answer(line, in: Session(environment: .init(width: 80)))
            #expect(HostileNames.dangerous(in: shown.replacing("\t", with: "")).isEmpty)
            let piped = await answer(line, in: Session())
            #expect(piped.contains("\u{1B}") == ["csv", "tsv"].contains(format))
        }
    }

    @Test("Predictions in a file of their own are joined by id, with every row accounted for")
    func joinedPredictions() async throws {
        let scratch = try ScratchFolder()
        let rows = try scratch.write("id,g,y\n7,a,1\n007,a,0\n9,b,1\n11,b,0\n", as: "rows.csv")
        let predictions = try scratch.write("id,p\n11,0\n9,0\n7,1\n12,1\n", as: "predictions.csv")
        let session = Session()
        let line = "load '\(rows)' as d label y positive 1 id id prediction p predictions '\(predictions)'"
        let loaded = await answer(line, in: session)
        #expect(loaded.contains("4 rows read, 4 used, 0 refused · 4 predictions, 3 matched"))
        #expect(loaded.contains("1 without a row (\(predictions):5)"))
        #expect(loaded.contains("1 rows without a prediction (\(rows):3)"))
        let csv = await answer("metrics accuracy by g to csv", in: session)
        #expect(csv.contains("a,accuracy,1,"))
        #expect(csv.contains("b,accuracy,0.5,"))
        #expect(
            await codes("load '\(rows)' as e label y prediction p predictions '\(predictions)'", in: session) == [
                "E636"
            ])
        #expect(await codes("load '\(rows)' as e label y id id predictions '\(predictions)'", in: session) == ["E637"])
    }
}
