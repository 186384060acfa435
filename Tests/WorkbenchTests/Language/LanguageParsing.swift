import Diagnostics
import Testing

@testable import Workbench

/// A declaration with every kind of value, so that tests do not depend on which commands exist.
let testRegistry = CommandRegistry([
    .load, .describe, .metrics, .compare, .fairness, .run, .generate, .help, .version, .quit,
    CommandDeclaration(
        "probe", summary: "Try every kind of value",
        parameters: [
            CommandDeclaration.Parameter("kind", .choice(["proxy", "drift"]), hint: "KIND", summary: "which")
        ],
        clauses: [
            CommandDeclaration.Clause("on", .date, hint: "DATE", short: "d", summary: "a day"),
            CommandDeclaration.Clause("share", .number, hint: "S", summary: "a number"),
            CommandDeclaration.Clause("top", .integer, hint: "N", summary: "a count"),
            CommandDeclaration.Clause("named", .string, hint: "TEXT", summary: "a text"),
            CommandDeclaration.Clause("all", .flag, short: "a", summary: "a switch"),
        ]),
])

func parsed(_ line: String) throws -> Call {
    let calls = try testRegistry.parse(line: line)
    return try #require(calls.first)
}

/// The error of a line that must have one.
func languageError(_ line: String) -> LanguageError? {
    do {
        _ = try testRegistry.parse(line: line)
        return nil
    } catch {
        return error
    }
}

@Suite("A line is understood")
struct LanguageParsing {
    @Test("The line of the manual gives each part its value")
    func manualLine() throws {
        let call = try parsed("metrics tpr, fpr of credit_v2 by region, language where age >= 18 minimum-group 30")
        #expect(call.command == "metrics")
        #expect(call.list("metrics").map(\.value) == ["tpr", "fpr"])
        #expect(call.list("metrics").map(\.span) == [TextSpan(column: 9, length: 3), TextSpan(column: 14, length: 3)])
        #expect(call.text("of")?.value == "credit_v2")
        #expect(call.lists("by").map { $0.map(\.value) } == [["region", "language"]])
        #expect(call.expression("where")?.value.description == "age >= 18")
        #expect(call.expression("where")?.span == TextSpan(column: 57, length: 9))
        #expect(call.integer("minimum-group")?.value == 30)
        #expect(call.format("to") == nil)
    }

    @Test("The same command in the shell has the same values")
    func shell() throws {
        let line = try parsed(
            "metrics tpr, fpr of credit_v2 by region, language where age >= 18 minimum-group 30 to json")
        let shell = try testRegistry.parse(arguments: [
            "metrics", "tpr,fpr", "--of", "credit_v2", "--by", "region,language", "--where", "age >= 18",
            "--minimum-group=30", "-o", "json",
        ])
        #expect(shell.description == line.description)
        #expect(
            shell.line
                == "metrics tpr,fpr --of credit_v2 --by region,language --where 'age >= 18' --minimum-group=30 -o json")
        #expect(shell.span(of: "where") == TextSpan(column: 61, length: 11))
        #expect(shell.span(of: "minimum-group") == TextSpan(column: 89, length: 2))
    }

    @Test(
        "What is written differently and means the same is spelled the same",
        arguments: [
            ("metrics tpr by a,b", "metrics tpr --by a, b"),
            ("metrics tpr by a by b", "metrics tpr --by=a --by b"),
            ("metrics tpr to json", "metrics tpr -o json"),
            ("metrics tpr to json", "metrics tpr output json"),
            ("metrics tpr to markdown", "metrics tpr -o md"),
            ("metrics tpr # with a comment; and more | things", "metrics tpr"),
            ("load a.csv as x", "load as x a.csv"),
            ("compare tpr by g reference region='Addis Ababa'", "compare tpr by g --reference region='Addis Ababa'"),
            ("describe \"a b.csv\"", "describe 'a b.csv'"),
            ("help metrics", "metrics ?"),
            ("help", "?"),
            ("probe drift all top 3", "probe drift -a top 3"),
            ("metrics tpr where a = 1 OR b IS NULL", "metrics tpr where a=1 or b is null"),
            ("metrics tpr where a <> 1", "metrics tpr where a != 1"),
        ])
    func synonyms(left: String, right: String) throws {
        #expect(try parsed(left).description == (try parsed(right)).description)
    }

    @Test("Repeated by is several groupings, commas cross one")
    func groupings() throws {
        let call = try parsed("metrics tpr by region, gender by language")
        #expect(call.lists("by").map { $0.map(\.value) } == [["region", "gender"], ["language"]])
    }

    @Test("A column may be called like a clause where only a name can stand")
    func namesLikeClauses() throws {
        let call = try parsed("load f.csv as x label label score score")
        #expect(call.text("label")?.value == "label")
        #expect(call.text("score")?.value == "score")
        #expect(try parsed("describe \"to\"").text("dataset")?.value == "to")
    }

    @Test("Semicolons separate commands and an empty line is none")
    func statements() throws {
        #expect(try testRegistry.parse(line: "help; version ;; quit").map(\.command) == ["help", "version", "quit"])
        #expect(try testRegistry.parse(line: "  # nothing").isEmpty)
        #expect(try testRegistry.parse(line: "").isEmpty)
    }

    @Test("A result can be given a name")
    func assignment() throws {
        let call = try parsed("gaps = compare tpr by region")
        #expect(call.assignment == Located("gaps", at: TextSpan(column: 1, length: 4)))
        #expect(call.description == "gaps = compare tpr by region")
    }

    @Test("Filters follow a bar, in order")
    func filters() throws {
        let call = try parsed(
            "metrics tpr by region | where n > 30 | sort tpr desc | head 5 | cols region, tpr | to csv")
        #expect(call.filters.count == 5)
        guard case .sort(let column, let descending) = call.filters[1].value else {
            Issue.record("the second filter is not sort")
            return
        }
        #expect(column.value == "tpr" && descending)
        #expect(call.filters[2].value == .head(5))
        #expect(call.filters[4].value == .to(.csv))
    }

    @Test("Names and values of every script need no quotes")
    func scripts() throws {
        let call = try parsed("metrics tpr by ክልል, भाषा, اللغة where ክልል = 'አማራ' and naïve = 1")
        #expect(call.list("by").map(\.value) == ["ክልል", "भाषा", "اللغة"])
        #expect(call.expression("where")?.value.columns.map(\.value) == ["ክልል", "naïve"])
    }

    @Test("A value composed differently is the same value")
    func normalization() throws {
        #expect(try parsed("describe nai\u{308}ve").text("dataset")?.value == "naïve")
    }

    @Test("Quotes are doubled to stand inside quotes")
    func quotes() throws {
        #expect(try parsed("probe proxy named 'it''s'").text("named")?.value == "it's")
        #expect(try parsed("describe \"a \"\"b\"\"\"").text("dataset")?.value == "a \"b\"")
    }

    @Test(
        "Paths, dates, negative numbers and globs are bare words",
        arguments: [
            "out/x.html", "./a", "../b", "/tmp/x", "~/d.csv", "data/*.csv", "-3", "1e-3", "2026-03-31", "a:b", "x@2",
        ])
    func bareWords(word: String) throws {
        #expect(try parsed("describe \(word)").text("dataset")?.value == word)
    }

    @Test("In the shell an argument is one value, whatever is in it")
    func shellValues() throws {
        let call = try testRegistry.parse(arguments: [
            "metrics", "accuracy,", "tpr", "--in", "my file.csv", "--label", "what happened; really",
            "--by", "\"a,b\",c", "--positive", "'", "--where", "name = 'O''Brien'",
        ])
        #expect(call.list("metrics").map(\.value) == ["accuracy", "tpr"])
        #expect(call.text("in")?.value == "my file.csv")
        #expect(call.text("label")?.value == "what happened; really")
        #expect(call.list("by").map(\.value) == ["a,b", "c"])
        #expect(call.text("positive")?.value == "'")
        #expect(call.expression("where")?.value.description == "name = 'O''Brien'")
    }

    @Test("In the shell a cell is split at its first equals sign and two dashes end the options")
    func shellCells() throws {
        let call = try testRegistry.parse(arguments: [
            "compare", "tpr", "--by", "region", "--reference", "region=Côte d'Ivoire,gender=a=b",
        ])
        #expect(call.cell("reference")?.map(\.name.value) == ["region", "gender"])
        #expect(call.cell("reference")?.map(\.value.value) == ["Côte d'Ivoire", "a=b"])
        #expect(try testRegistry.parse(arguments: ["describe", "--", "--odd"]).text("dataset")?.value == "--odd")
    }

    @Test("A reference is one of two words or a cell")
    func references() throws {
        #expect(try parsed("compare tpr by a reference largest").text("reference")?.value == "largest")
        let call = try parsed("compare tpr by a reference a=x, b='y z'")
        #expect(call.cell("reference")?.map(\.value.value) == ["x", "y z"])
        #expect(call.text("reference") == nil)
    }

    @Test(
        "Help is asked for in every customary way",
        arguments: [["metrics", "--help"], ["metrics", "tpr", "-h"], ["help", "metrics"], ["--help", "metrics"]])
    func helpOptions(arguments: [String]) throws {
        #expect(try testRegistry.parse(arguments: arguments).description == "help metrics")
    }

    @Test("The program's own options are commands")
    func programOptions() throws {
        #expect(try testRegistry.parse(arguments: ["--help"]).command == "help")
        #expect(try testRegistry.parse(arguments: ["--version"]).command == "version")
    }

    @Test(
        "An open quote, an open bracket or a sign at the end asks for more",
        arguments: [
            "describe 'a", "metrics tpr,", "metrics tpr where (a = 1", "metrics tpr |", "metrics tpr where a =\n",
        ])
    func unfinished(entry: String) { #expect(CommandRegistry.needsMore(entry)) }

    @Test(
        "What is complete or wrong asks for nothing",
        arguments: ["", "help", "metrics tpr where (a = 1)", "help;", "describe a&", "# (", "help; version", "a )"])
    func finished(entry: String) { #expect(!CommandRegistry.needsMore(entry)) }

    @Test("An entry of several lines is one line to the parser")
    func lines() throws {
        #expect(try parsed("metrics tpr,\n  fpr # two\n by region").description == "metrics tpr, fpr by region")
    }

    @Test(
        "Every example of every command is understood as that command", arguments: CommandRegistry.standard.declarations
    )
    func examples(declaration: CommandDeclaration) throws {
        #expect(!declaration.examples.isEmpty)
        for example in declaration.examples {
            // An example may load first what it asks about.
            let call = try #require(
                try CommandRegistry.standard.parse(line: example.line).last {
                    $0.command == declaration.name || $0.command == "help"
                })
            #expect(call.command == (example.line.hasSuffix("?") ? "help" : declaration.name))
        }
    }
}
