import Diagnostics
import Evidence
import Foundation
import Interchange
import Storage
import TestSupport
import Testing

@testable import Workbench

@Suite("Counting where the rows live")
struct CubeSQLTests {
    // MARK: Statements

    static let golden = PackageFolder.root + "/Tests/WorkbenchTests/Examples/sql.txt"

    /// Lines whose statements are kept for every dialect.
    static let lines = [
        "from loans label repaid prediction approved",
        "from credit.loans label repaid positive yes prediction approved score p by region, gender by region",
        "from loans label repaid positive yes score p threshold 0.5 by region site 'O''Brien \\ Sons' window"
            + " 2026-01-01..2026-02-01 zone Africa/Nairobi as-of 2026-03-01 model 'm$1' favourable yes",
        "from '\"a.b\".\"c\"\"d\"' label 'is \"it\"' prediction '`x`' by \"select\", \"--\", \"é\", \"e\u{301}\"",
        "from kigezo_rows label repaid prediction approved by region where age >= 25 and region != 'Wajir' or age is null",
        "from loans label repaid positive yes score p by region weight w weights sampling where region != 'Wajir'",
        "from loans label repaid positive yes prediction approved score p by a, b, c weight w weights frequency"
            + " score-grid floor3",
        "from loans label repaid prediction approved where name like 'O''%\\_!' and not (name in ('a', 'b') or"
            + " income between 10 and 20.5) and name = 'K' and 1 < 2 and name not in (1, 'x') and name <= other",
        "from texts substitutions s deletions d insertions i length words by language weight times weights frequency"
            + " where source = 'radio'",
        "from loans label repaid positive yes prediction approved against human by region",
        "from triage label risk prediction said class-scores low=p_low, high=p_high by region",
    ]

    @Test("Statements read as they did; renew with UPDATE_GOLDENS=1")
    func statements() async throws {
        var text = ""
        for line in Self.lines {
            for dialect in SQLDialect.allCases {
                let (reports, failure) = await Session().run(line: "cube sql dialect \(dialect.rawValue) \(line)")
                #expect(failure == nil, "\(failure?.diagnostics.first?.message ?? "")")
                text += "> \(dialect.rawValue) \(line)\n" + reports.map(\.output).joined() + "\n"
            }
        }
        let (reports, _) = await Session().run(line: "cube sql dialect duckdb in a'b.csv label repaid prediction p")
        text += reports.map(\.output).joined()
        if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" {
            try AtomicFile.write(text, to: Self.golden, replaceExisting: true)
        }
        #expect(text == String(decoding: try FileReader.contents(of: Self.golden), as: UTF8.self))
    }

    static let refused: [(line: String, code: String)] = [
        ("from loans label y", "E750"), ("dialect duckdb label y", "E750"),
        ("dialect postgres in loans.csv label y", "E750"), ("dialect duckdb from a in b.csv label y", "E750"),
        ("dialect duckdb in 'a*.csv' label y", "E751"), ("dialect duckdb from 'a..b' label y", "E750"),
        ("dialect duckdb from '\"a' label y", "E750"), ("dialect duckdb from a.b.c.d label y", "E750"),
        ("dialect duckdb from loans", "E601"), ("dialect duckdb from loans label 'a\u{1B}b'", "E751"),
        ("dialect spark from loans label '${x}'", "E751"), ("dialect duckdb from loans label y by a, a", "E604"),
        ("dialect duckdb from loans label y sha256 12", "E753"), ("dialect duckdb from loans label y window x", "E746"),
        ("dialect duckdb from loans label y where a like 'ቆ%'", "E752"),
        ("dialect spark from loans label y where a = 'ቆላ'", "E752"),
        ("dialect spark from loans label y where a < 'ቆላ'", "E752"),
        ("dialect duckdb from loans label y out x", "E745"),
        ("dialect spark from loans label y prediction p outcome number", "E750"),
        ("dialect spark from loans errors e length n weight w", "E750"),
        ("dialect spark from loans label y prediction d score s against o against-score t", "E750"),
        ("dialect duckdb from loans label y prediction d score s against-score t", "E760"),
        ("dialect duckdb from loans label y prediction d score s against o against-score t weight w", "E762"),
        ("dialect duckdb from loans label y prediction d class-scores a=s, b=t weight w", "E829"),
        ("dialect duckdb from loans label y prediction d class-scores a=s, a=t", "E829"),
    ]

    @Test("What cannot be written is refused", arguments: refused)
    func refusals(_ test: (line: String, code: String)) async {
        let (reports, failure) = await Session().run(line: "cube sql \(test.line)")
        #expect(failure?.diagnostics.first?.code == test.code)
        #expect(failure?.exitStatus == .usage)
        #expect(reports.isEmpty)
    }

    // MARK: Answers

    private static let texts: [String?] = [
        "Nairobi", "", nil, "(missing)", "\u{E9}", "e\u{301}", "a,\"b\"", " x ", "NULL", "=1+1", "a\nb", "007",
    ]

    private static func rows(_ count: Int, seed: UInt64) -> [CountingTwin.Row] {
        var random = SeededRandom(seed: seed)
        return (0..<count).map { _ in
            let decision: String? = ["yes", "no", "yes", "no", nil, "", "maybe"].randomElement(using: &random) ?? nil
            let label: String? = ["yes", "no", "no", nil].randomElement(using: &random) ?? nil
            let score: String? =
                ["0.5", "0.50", "5e-1", "1", "-0", "0", nil, "0.1", "0.7"].randomElement(using: &random) ?? nil
            return [
                "region": texts.randomElement(using: &random) ?? nil,
                "gender": ["f", "m"].randomElement(using: &random),
                "kind": texts.randomElement(using: &random) ?? nil,
                "w": ["1", "0", "2.5", "0.1", "4.547473508864641e-13"].randomElement(using: &random),
                "times": ["1", "0", "3"].randomElement(using: &random), "label": label, "decision": decision,
                "score": score, "other": ["yes", "no", nil].randomElement(using: &random) ?? nil,
            ]
        }
    }

    private static let columns = ["region", "gender", "kind", "w", "times", "label", "decision", "score", "other"]

    private static func csv(_ rows: [CountingTwin.Row]) -> String {
        let form = CSVText(isRaw: true)
        let lines = rows.map { row in form.row(columns.map { (row[$0] ?? nil).map { .text($0) } ?? .empty }) }
        return form.row(columns.map { .text($0) }) + lines.joined()
    }

    private struct Row: PredicateRow {
        let cells: [String?]
        func cell(_ column: Int) -> PredicateCell { cells[column].map { .text($0) } ?? .missing }
    }

    /// What the statement of a line answers over some rows.
    static func answer(_ line: String, _ rows: [CountingTwin.Row], quotesEmpty: Bool = false) throws -> String {
        let call = try #require(
            try CommandRegistry.standard.parse(line: "cube sql dialect duckdb from t \(line)").first)
        let expression = call.expression("where")?.value
        let declaration = try CubeCommand.declaration(call)
        let twin = CountingTwin(declaration: declaration) { row in
            expression.map { $0.holds(for: Row(cells: $0.columns.map { row[$0.value] ?? nil })) == true } ?? true
        }
        return twin.csv(rows, quotesEmpty: quotesEmpty)
    }

    static let questions = [
        "label label positive yes prediction decision score score favourable yes by region, gender by kind",
        "label label prediction decision by region", "label label positive yes score score threshold 0.5 by kind",
        "label label positive yes prediction decision score score by region, gender, kind weight w",
        "label label positive yes score score threshold 0.5 by kind weight w weights importance where gender = 'f'",
        "label label positive yes prediction decision score score by kind weight times weights frequency",
        "label label positive yes prediction decision score score by region, kind scores-by kind score-grid floor2",
        "label label positive yes score score", "label label positive no prediction decision",
        "label label positive yes prediction decision score score by gender where region = 'Nairobi' or kind is null",
        "label label positive yes prediction decision by region where label = 'yes' model m site s zone UTC",
        "label label prediction decision by region, kind where label != 'no' as-of 2026-01-01",
        "label label prediction decision class-scores yes=score, no=w by region, gender, kind by gender",
        "label label prediction decision class-scores no=w, yes=score where gender = 'f'",
        "label label positive yes prediction decision score score against other against-score w by region",
        "label label positive yes score score threshold 0.3 against other against-score w weight times weights frequency",
    ]

    @Test("Counts imported are the cube of the rows, byte for byte", arguments: questions, [1 as UInt64, 2])
    func sameBytes(question: String, seed: UInt64) async throws {
        let scratch = try ScratchFolder()
        let rows = Self.rows(160, seed: seed)
        try scratch.write(Self.csv(rows), as: "rows.csv")
        let digest = SHA256.hexadecimal(SHA256.digest(of: try FileReader.contents(of: scratch.file("rows.csv"))))
        let answer = try Self.answer("\(question) sha256 \(digest)", rows, quotesEmpty: seed == 2)
        try scratch.write(answer, as: "counts.csv")
        for line in [
            "cube build in @rows.csv \(question) out @a.cube", "cube import @counts.csv out @b.cube",
        ] {
            let (_, failure) = await Session().run(line: line.replacing("@", with: scratch.path + "/"))
            #expect(failure == nil, "\(failure?.diagnostics.first?.message ?? "")")
        }
        let built = try FileReader.contents(of: scratch.file("a.cube"))
        #expect(built == (try FileReader.contents(of: scratch.file("b.cube"))))
    }

    @Test("More scores than a grid of values holds are binned as they are from rows")
    func binned() async throws {
        let scratch = try ScratchFolder()
        let count = ScoreGrid.valueLimit + 100
        var (rows, counts) = ("label,score\n", "")
        for index in 0..<count {
            let (label, score) = (index % 3 == 0 ? "1" : "0", "0.\(100_000 + index)7")
            rows += "\(label),\(score)\n"
            counts += "score,v.v,\(label),,\(score),1,\n"
        }
        let call = try #require(
            try CommandRegistry.standard.parse(
                line: "cube sql dialect duckdb from t label label positive 1 score score"
            ).first)
        let text = CSVText(isRaw: true).field(try CubeCommand.declaration(call).json.canonicalText(.compact))
        let thirds = (count + 2) / 3
        let answer =
            "part,states,label,prediction,score,n,spec\ntotal,,,,,\(count),\(text)\n"
            + "decision,v..,1,,,\(thirds),\ndecision,v..,0,,,\(count - thirds),\n" + counts
        try scratch.write(rows, as: "rows.csv")
        try scratch.write(answer, as: "counts.csv")
        let digest = SHA256.hexadecimal(SHA256.digest(of: Array(rows.utf8)))
        try scratch.write(
            answer.replacing("\"\"sha256\"\":null", with: "\"\"sha256\"\":\"\"\(digest)\"\""), as: "counts.csv")
        for line in [
            "cube build in @rows.csv label label positive 1 score score out @a.cube",
            "cube import @counts.csv out @b.cube",
        ] {
            let (_, failure) = await Session().run(line: line.replacing("@", with: scratch.path + "/"))
            #expect(failure == nil, "\(failure?.diagnostics.first?.message ?? "")")
        }
        let built = try FileReader.contents(of: scratch.file("a.cube"))
        #expect(built == (try FileReader.contents(of: scratch.file("b.cube"))))
        #expect(try CubeFile.read(scratch.file("b.cube")).header.scoreGrid == .fallback)
    }

    @Test("The counts in the examples are those of the rows in the examples")
    func example() async throws {
        let scratch = try ScratchFolder()
        for line in [
            "cube import \(KigezoProcess.counts) out @a.cube; cube show @a.cube cells to csv",
            "cube build in \(KigezoProcess.loans) label repaid positive yes prediction approved by region out @b.cube;"
                + " cube show @b.cube cells to csv",
        ] {
            let (_, failure) = await Session().run(line: line.replacing("@", with: scratch.path + "/"))
            #expect(failure == nil)
        }
        let (a, b) = (try CubeFile.read(scratch.file("a.cube")), try CubeFile.read(scratch.file("b.cube")))
        #expect(a.cells.decisions == b.cells.decisions)
        #expect(a.specHash == b.specHash)
    }
}
