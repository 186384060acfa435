import Storage
import TestSupport
import Testing

@testable import Tables
@testable import Workbench

@Suite("What completion offers")
struct CompletionTests {
    let folder: ScratchFolder
    let vocabulary: Vocabulary

    init() throws {
        folder = try ScratchFolder()
        let path = try folder.write(
            """
            id,region,gender,repaid,Date of birth,label,p
            1,Nairobi,male,yes,1990,a,0.5
            2,Nairobi,female,yes,1991,b,0.25
            3,Kisumu,male,no,1992,a,0.1
            4,O'Brien's,male,no,1993,a,0.2
            5,አማራ,male,yes,1994,a,0.7

            """, as: "loans.csv")
        try folder.write("", as: "sub folder/x.csv")
        try folder.write("{\"colour\": \"red\"}\n", as: "rows.jsonl")
        try folder.write("", as: ".hidden")
        let table = try TableReader.read(path: path, columns: .all)
        var roles = Roles(try #require(try CommandRegistry.standard.parse(line: "load x as y label repaid").first))
        roles.label = "repaid"
        vocabulary = Vocabulary([Dataset(name: "loans", table: table, roles: roles)])
    }

    /// The suggestions where `|` stands in the line; `@` is the folder.
    private func suggestions(_ marked: String) throws -> Suggestions? {
        let line = marked.replacing("@", with: folder.path)
        let place = try #require(line.lastIndex(of: "¦"))
        let cursor = line.distance(from: line.startIndex, to: place)
        return Completer(vocabulary: vocabulary).suggestions(
            for: line.replacing("¦", with: ""), at: cursor)
    }

    private func texts(_ marked: String) throws -> [String] { try suggestions(marked)?.entries.map(\.text) ?? [] }

    struct Case: Sendable, CustomTestStringConvertible {
        let line: String
        let texts: [String]
        var testDescription: String { line }

        init(_ line: String, _ texts: String...) {
            self.line = line
            self.texts = texts
        }
    }

    /// Lines and all that is offered there.
    static let exact = [
        Case("me¦", "metrics"), Case("metr¦ tpr", "metrics"), Case("version; des¦", "describe"),
        Case("MET¦", "metrics"),
        Case("metrcis¦", "metrics"), Case("zzz¦"),
        Case("metrics sel¦", "selection-rate"), Case("metrics tpr, fp¦", "fpr"),
        Case("metrics tpr of ¦", "loans"), Case("metrics tpr of l¦ by region", "loans"),
        Case("metrics tpr by re¦", "region", "repaid"), Case("metrics tpr by region, ge¦", "gender"),
        Case("metrics tpr by region, re¦", "repaid"), Case("metrics tpr --by ge¦", "gender"),
        Case("metrics tpr --b¦", "--by", "--bins"),
        Case("metrics tpr by Dat¦", "\"Date of birth\""), Case("metrics tpr by \"Da¦", "\"Date of birth\""),
        Case("metrics tpr by lab¦", "label"),
        Case("metrics tpr weights ¦", "sampling", "importance", "frequency"),
        Case("metrics tpr to js¦", "json", "jsonl"), Case("metrics tpr -o js¦", "json", "jsonl"),
        Case("metrics tpr positive ¦", "yes", "no"), Case("metrics tpr label gender positive f¦", "female"),
        Case("metrics tpr where ge¦", "gender"),
        Case(
            "metrics tpr where region ¦", "=", "!=", "<", "<=", ">", ">=", "in", "not in", "between", "like", "is null",
            "is not null"),
        Case("metrics tpr where region = ¦", "'Nairobi'", "'Kisumu'", "'O''Brien''s'", "'አማራ'"),
        Case("metrics tpr where region = 'K¦", "'Kisumu'"), Case("metrics tpr where region = 'o¦", "'O''Brien''s'"),
        Case("metrics tpr where region = አ¦", "'አማራ'"), Case("metrics tpr where region in ('Kisumu', 'N¦", "'Nairobi'"),
        Case("metrics tpr where \"Date of birth\" = 199¦", "1990", "1991", "1992", "1993", "1994"),
        Case("metrics tpr where region between 'a' ¦", "and"),
        Case("metrics tpr where region is ¦", "null", "not null"),
        Case("metrics tpr where region = 'x' an¦", "and"), Case("metrics tpr where region = 'x' and ge¦", "gender"),
        Case("metrics tpr where (region = 'x' or gen¦", "gender"),
        Case("metrics tpr where region = 'x' by ge¦", "gender"),
        Case(
            "compare tpr by region reference ¦", "complement", "largest", "overall", "best", "pairwise", "id=",
            "region=", "gender=", "repaid=", "\"Date of birth\"=", "label=", "p="),
        Case("compare tpr by region reference region=N¦", "Nairobi"),
        Case("compare tpr by region reference region=o¦", "\"O'Brien's\""),
        Case("metrics tpr by region | ¦", "sort", "head", "cols", "where", "to", "save", "plot"),
        Case("metrics tpr by region | so¦", "sort"), Case("metrics tpr by region | sort re¦", "region", "reason"),
        Case("metrics tpr by region | to cs¦", "csv"), Case("metrics tpr by region | cols region, val¦", "value"),
        Case("metrics tpr by region | sort value ¦", "desc"),
        Case("fairness disparate-i¦", "disparate-impact"), Case("help equalized-odds-r¦", "equalized-odds-ratio"),
        Case("help desc¦", "describe"), Case("probe sli¦", "slices"), Case("probe proxy of gen¦", "gender"),
        Case("describe loa¦", "loans"), Case("metrics tpr in loa¦", "loans"),
        Case("load @/lo¦", "@/loans.csv"), Case("load @/su¦", "\"@/sub folder/"),
        Case("load \"@/sub folder/¦", "\"@/sub folder/x.csv\""), Case("load @/.h¦", "@/.hidden"),
        Case("load @/loans.csv as x label re¦", "region", "repaid"),
        Case("load @/loans.csv as x label repaid positive ¦", "yes", "no"),
        Case("metrics tpr in @/rows.jsonl by ¦", "colour"),
        Case("load @/loans.csv as x encoding utf-16¦", "utf-16", "utf-16le", "utf-16be"),
        Case("metrics tpr limit fi¦", "field="),
        // What an earlier command of the line will have loaded.
        Case("load @/rows.jsonl as more; metrics tpr of mo¦", "more"),
        Case("load @/rows.jsonl as more; metrics tpr of more by ¦", "colour"),
        Case("load @/loans.csv as more label gender; metrics tpr of more positive f¦", "female"),
        // What is read in another way has other columns.
        Case("load @/rows.jsonl as x input-format csv label ¦"), Case("cube project x.cube by re¦"),
        Case("metrics tpr by region | plot ¦", "dots", "heatmap"), Case("metrics tpr by region | plot h¦", "heatmap"),
        Case("derive x = ge¦", "gender"), Case("derive x = p + ge¦", "gender"),
        Case("derive x = (p > 1 or ge¦", "gender"),
        Case("derive x = gender = ¦", "'male'", "'female'"), Case("band ge¦", "gender"), Case("band p into [1, ¦"),
        Case("reference region=N¦", "Nairobi"), Case("compare tpr vs lo¦", "loans"), Case("set as¦", "ascii"),
        Case("import model @/loans.csv on i¦", "id"), Case("derive young = p > 0; metrics tpr by yo¦", "young"),
        Case("band p into [0, 1] as half; metrics tpr by ha¦", "half"),
        Case("import model @/loans.csv as new on id score p; metrics tpr of ne¦", "new"),
        // Nothing where nothing is known, where it would disturb, and where the line is wrong already.
        Case("metrics tpr # by re¦"), Case("metrics tpr by \"region\"¦"), Case("metrics tpr level ¦"),
        Case("drop lo¦", "loans"), Case("load @/loans.csv as ¦"), Case("boo by re¦"), Case("metrics tpr by region “¦"),
    ]

    @Test("At this place of the line", arguments: exact)
    func exactly(_ test: Case) throws {
        let got = try texts(test.line)
        #expect(got == test.texts.map { $0.replacing("@", with: folder.path) })
    }

    @Test("Clauses that are not given yet are offered, required ones first; given ones are not, unless they may repeat")
    func clauses() throws {
        let first = try texts("load x.csv ¦")
        #expect(first.first == "as" && first.contains("label") && !first.contains("by"))
        let second = try texts("metrics tpr by region label repaid ¦")
        #expect(second.contains("by") && second.contains("positive") && !second.contains("label"))
        #expect(try texts("metrics tpr in l by region ¦").contains("where"))
        #expect(try texts("metrics tpr where region = 'x' ¦").starts(with: ["and", "or"]))
        #expect(try texts("describe ¦").first == "loans")
    }

    @Test("What is replaced is the word up to the cursor, with its quote")
    func range() throws {
        #expect(try suggestions("metrics tpr by re¦gion")?.range == 15..<17)
        #expect(try suggestions("metrics tpr by \"Da¦")?.range == 15..<18)
        #expect(try suggestions("metrics tpr by ¦")?.range == 15..<15)
        #expect(try suggestions("metrics tpr where አማራ = 'x' and re¦")?.range == 32..<34)
    }

    @Test("Whatever is offered is taken by the parser in that place")
    func parses() throws {
        let registry = CommandRegistry.standard
        for line in [
            "metrics ¦", "metrics tpr by ¦", "metrics tpr of ¦", "metrics tpr to ¦", "metrics tpr where region = ¦",
            "metrics tpr where ¦ = 'x'", "compare tpr by region reference region=¦", "metrics tpr positive ¦",
            "fairness ¦ by region", "help ¦", "load ¦ as x", "metrics tpr | to ¦", "metrics tpr | sort ¦", "cube ¦",
            "probe ¦",
        ] {
            let entries = try #require(try suggestions(line)?.entries, "\(line)")
            #expect(!entries.isEmpty)
            for entry in entries where entry.isWhole && entry.kind != .clause {
                let whole = line.replacing("¦", with: entry.text)
                #expect(throws: Never.self) { try registry.parse(line: whole) }
            }
        }
    }

    @Test("Every place that a declaration has is known: words to offer, or free on purpose")
    func declarations() {
        let free: Set<String> = [
            "A..B", "CC", "D", "DIR", "E", "EXPR", "GRID", "HEX", "I/N", "L", "N", "NAME", "P", "R", "S", "T", "TABLE",
            "TAG", "TAGS", "TEXT", "= COMMAND", "TIME", "V", "C", "G", "VALUES",
            "YYYY-MM-DD", "ZONE", "VALUE", "", "COL = EXPR", "[EDGES]", "WORD",
        ]
        for declaration in CommandRegistry.standard.declarations {
            let slots =
                declaration.parameters.map {
                    LineOutline.Slot(kind: $0.kind, word: $0.name, hint: $0.hint, isParameter: true)
                } + declaration.clauses.map { LineOutline.Slot(kind: $0.kind, word: $0.word, hint: $0.hint) }
            for slot in slots where NameSource(slot, of: declaration.name) == .free {
                #expect(free.contains(slot.hint), "\(declaration.name) \(slot.word) \(slot.hint)")
            }
        }
    }

    @Test("Of a hundred thousand values the fifty commonest that fit are offered")
    func many() throws {
        var codes: [UInt32] = []
        for level in 0..<100_000 { codes += Array(repeating: UInt32(level), count: level % 1_000 == 7 ? 3 : 1) }
        let column = CategoryColumn(name: "place", levels: (0..<100_000).map { "Place \($0)" }, codes: codes)
        let offered = CommonestValues.of(column, matching: "pla")
        #expect(offered.count == 50 && offered.allSatisfy { $0.count == 3 })
        #expect(offered.first?.level == "Place 7")
        #expect(CommonestValues.of(column, matching: "place 9999").map(\.level).first == "Place 9999")
        #expect(CommonestValues.of(column, matching: "99999").map(\.level) == ["Place 99999"])
        #expect(CommonestValues.of(column, matching: "nowhere").isEmpty)
        // The slow twin.
        let counts = column.counts().ofLevels
        let twin = column.levels.indices.filter { column.levels[$0].lowercased().hasPrefix("place 12") }
            .sorted { counts[$0] == counts[$1] ? $0 < $1 : counts[$0] > counts[$1] }.prefix(50)
        #expect(CommonestValues.of(column, matching: "PLACE 12").map(\.level) == twin.map { column.levels[$0] })
    }

    @Test("A file that is a pipe, a folder or damaged is not waited for and offers nothing")
    func files() throws {
        try folder.write("a,b\n1\n", as: "short.csv")
        try folder.write([0x1F, 0x8B, 0x08, 0x00], as: "cut.csv.gz")
        #expect(try texts("load @/cut.csv.gz as x label ¦").isEmpty)
        #expect(try texts("load @/nowhere.csv as x label ¦").isEmpty)
        #expect(try texts("load @ as x label ¦").isEmpty)
        #expect(try texts("load @/short.csv as x label ¦") == ["a", "b"])
    }

    @Test(
        "Any beginning of any example, and any noise, is completed without a fault",
        arguments: CommandRegistry.standard.declarations.map(\.name))
    func robust(name: String) throws {
        let completer = Completer(vocabulary: vocabulary)
        let highlighter = Highlighter(vocabulary: vocabulary)
        for example in CommandRegistry.standard[name]?.examples ?? [] {
            let count = example.line.count
            for cursor in 0...count {
                let range = completer.suggestions(for: example.line, at: cursor)?.range
                #expect(range.map { $0.upperBound == cursor } ?? true)
                for noise in ["'", "\"", "(", "|", "\\", ",", "=", "\u{301}", "“"] {
                    let line = example.line.prefix(cursor) + noise
                    _ = completer.suggestions(for: String(line), at: cursor + 1)
                    for span in highlighter.spans(of: String(line), cursor: cursor) {
                        #expect(span.range.upperBound <= line.count)
                    }
                }
            }
        }
    }
}

@Suite("The colours of a line")
struct HighlightTests {
    private func kinds(_ line: String, cursor: Int? = nil, _ vocabulary: Vocabulary = Vocabulary()) -> [String] {
        Highlighter(vocabulary: vocabulary).spans(of: line, cursor: cursor).map { span in
            "\(span.kind) " + String(Array(line)[span.range])
        }
    }

    @Test("Commands, clauses, texts, numbers, comments")
    func parts() {
        #expect(
            kinds("metrics tpr where age >= 18 and region = 'x' to json # why")
                == [
                    "comment # why", "command metrics", "clause where", "clause >=", "number 18", "clause and",
                    "text 'x'", "clause to",
                ]
                .filter { $0 != "clause >=" })
        #expect(kinds("version; describe 'open") == ["command version", "command describe", "text 'open"])
        #expect(kinds("metrics “tpr”").contains("unknown “"))
    }

    @Test("Names nobody knows are marked once they can become none that is known")
    func unknown() throws {
        #expect(kinds("metrisc tpr") == ["unknown metrisc"])
        #expect(kinds("metri", cursor: 5).isEmpty && kinds("metri", cursor: nil) == ["unknown metri"])
        #expect(kinds("metrics acuracy") == ["command metrics", "unknown acuracy"])
        #expect(kinds("metrics accur", cursor: 13) == ["command metrics"])
        #expect(kinds("metrics recall:no, f3, all, pinball-0.9") == ["command metrics"])
        #expect(
            kinds("fairness four-fifths, four-fiths by x") == ["command fairness", "unknown four-fiths", "clause by"])
        #expect(kinds("metrics tpr lable x") == ["command metrics", "unknown lable", "unknown x"])
        #expect(kinds("metrics tpr of loans") == ["command metrics", "clause of", "unknown loans"])
        let table = try TableReader.read(bytes: Array("region,age\nx,1\n".utf8), as: "rows.csv", columns: .all)
        let roles = Roles(try #require(try CommandRegistry.standard.parse(line: "load x as y").first))
        let vocabulary = Vocabulary([Dataset(name: "loans", table: table, roles: roles)])
        #expect(
            kinds("metrics tpr of loans by region, regoin where agee > 1", cursor: nil, vocabulary)
                == [
                    "command metrics", "clause of", "clause by", "unknown regoin", "clause where", "unknown agee",
                    "number 1",
                ])
        #expect(kinds("metrics tpr by reg", cursor: 18, vocabulary) == ["command metrics", "clause by"])
        #expect(
            kinds("load rows.csv as more; drop more; drop mroe", cursor: nil, vocabulary).suffix(1) == ["unknown mroe"])
        // Nothing is known of these columns.
        #expect(kinds("metrics tpr in /nowhere.csv by x") == ["command metrics", "clause in", "clause by"])
    }

    @Test("No example of the help has a name nobody knows, where the columns are not at hand")
    func examples() {
        for declaration in CommandRegistry.standard.declarations {
            for example in declaration.examples {
                let unknown = kinds(example.line).filter { $0.hasPrefix("unknown") }
                #expect(unknown.isEmpty, "\(example.line)")
            }
        }
    }

    @Test("The prompt tells what is loaded, safely")
    func prompt() throws {
        let table = try TableReader.read(bytes: Array("a\n1\n".utf8), as: "rows.csv", columns: .all)
        let roles = Roles(try #require(try CommandRegistry.standard.parse(line: "load x as y").first))
        func prompt(_ names: String...) -> String {
            Vocabulary(names.map { Dataset(name: $0, table: table, roles: roles) }).prompt
        }
        #expect(prompt() == "> " && prompt("loans") == "loans > " && prompt("a", "b") == "a, b > ")
        #expect(prompt("a", "b", "c", "d", "e") == "+2, c, d, e > ")
        #expect(prompt("x\u{1B}[2J") == #"x\x1b[2J > "#)
        #expect(prompt(String(repeating: "long", count: 40)).count == 27)
    }
}
