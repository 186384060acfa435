import Diagnostics
import Testing

@testable import Workbench

@Suite("A line that is wrong is explained")
struct LanguageErrors {
    struct Case: Sendable, CustomTestStringConvertible {
        let line: String
        let code: String
        let column: Int
        let length: Int
        /// A part of the message or help.
        let says: String
        var testDescription: String { line }

        init(_ line: String, _ code: String, _ column: Int, _ length: Int, says: String) {
            self.line = line
            self.code = code
            self.column = column
            self.length = length
            self.says = says
        }
    }

    static let cases = [
        Case("metrisc tpr", "E101", 1, 7, says: "did you mean 'metrics'?"),
        Case("help; METRICS tpr", "E101", 7, 7, says: "did you mean 'metrics'?"),
        Case("metrics tpr lable y", "E103", 13, 5, says: "did you mean 'label'?"),
        Case("metrics tpr --lable y", "E103", 13, 7, says: "did you mean 'label'?"),
        Case("metrics tpr -z y", "E103", 13, 2, says: "no option '-z'"),
        Case("metrics", "E104", 8, 1, says: "needs LIST"),
        Case("compare tpr", "E104", 12, 1, says: "the clause 'by COLS'"),
        Case("metrics tpr by", "E106", 15, 1, says: "COLS"),
        Case("metrics tpr by where a = 1", "E106", 16, 5, says: "'by' needs COLS"),
        Case("metrics tpr by --where a = 1", "E106", 16, 7, says: "'by' needs COLS"),
        Case("metrics tpr fpr", "E105", 13, 3, says: "a comma is missing before 'fpr'"),
        Case("version one", "E105", 9, 3, says: "more than 'version' takes"),
        Case("metrics tpr label a label b", "E109", 21, 5, says: "at column 19"),
        Case("probe drift --all=yes", "E109", 13, 5, says: "takes no value"),
        Case("metrics tpr threshold 0,5", "E108", 23, 3, says: "write 0.5"),
        Case("metrics tpr where age > 0,5", "E108", 25, 3, says: "decimal comma"),
        Case("metrics tpr threshold half", "E107", 23, 4, says: "'half' is not a number"),
        Case("metrics tpr threshold ٠٫٥", "E110", 24, 1, says: "double quotes"),
        Case("metrics tpr seed ١٢", "E107", 18, 2, says: "whole number"),
        Case("metrics tpr seed -1", "E107", 18, 2, says: "whole number"),
        Case("metrics tpr seed 99999999999999999999", "E107", 18, 20, says: "whole number"),
        Case("metrics tpr level 1e999", "E107", 19, 5, says: "not a number"),
        Case("metrics tpr to jsn", "E115", 16, 3, says: "did you mean 'json'?"),
        Case("compare tpr by a as ration", "E115", 21, 6, says: "did you mean 'ratio'?"),
        Case("compare tpr by a reference larges", "E115", 28, 6, says: "did you mean 'largest'?"),
        Case("run a out b date 2026-02-29", "E117", 18, 10, says: "not a date"),
        Case("metrics tpr | srot n", "E116", 15, 4, says: "did you mean 'sort'?"),
        Case("metrics tpr |", "E106", 14, 1, says: "a filter"),
        Case("metrics tpr where age >", "E113", 24, 1, says: "expected a column, text or number"),
        Case("metrics tpr where age", "E113", 22, 1, says: "expected a comparison"),
        Case("metrics tpr where (a = 1", "E113", 25, 1, says: "expected ')'"),
        Case("metrics tpr where a in 1", "E113", 24, 1, says: "expected '('"),
        Case("metrics tpr where a is 1", "E113", 24, 1, says: "expected null"),
        Case("metrics tpr where 18+ = a", "E107", 19, 3, says: "not a number"),
        Case("metrics tpr )", "E105", 13, 1, says: "not expected"),
        Case("describe 'abc", "E111", 10, 1, says: "never closed"),
        Case("describe “abc”", "E110", 10, 1, says: "typographic"),
        Case("!ls", "E110", 1, 1, says: "shell"),
        Case("describe a&b", "E110", 11, 1, says: "double quotes"),
        Case("describe a#b", "E110", 11, 1, says: "double quotes"),
        Case("describe a\u{202E}b", "E110", 11, 1, says: "double quotes"),
        Case("describe a\u{0}b", "E110", 11, 1, says: "double quotes"),
        Case("= version", "E105", 1, 1, says: "a command is missing"),
        // Columns are characters: ክልል is three, काठमाडौं four, e + acute one.
        Case("metrics tpr by ክልል, ቋንቋ lable y", "E103", 25, 5, says: "did you mean 'label'?"),
        Case("metrics tpr by काठमाडौं threshold 0,5", "E108", 31, 3, says: "write 0.5"),
        Case("metrics tpr of e\u{301}te\u{301} thresold 1", "E103", 20, 8, says: "did you mean 'threshold'?"),
    ]

    @Test("Each mistake has its code, its place in characters and a hint", arguments: cases)
    func mistakes(example: Case) throws {
        let error = try #require(languageError(example.line), "the line was understood")
        let diagnostic = try #require(error.diagnostics.first)
        #expect(diagnostic.code == example.code)
        #expect(error.span == TextSpan(column: example.column, length: example.length))
        #expect(error.exitStatus == .usage)
        let words = ([diagnostic.message] + diagnostic.help).joined(separator: "\n")
        #expect(words.contains(example.says), "\(words)")
    }

    @Test("The caret stands below the mistake on the screen, in every script", arguments: cases)
    func carets(example: Case) throws {
        let error = try #require(languageError(example.line))
        let lines = DiagnosticRenderer().text(of: error).split(separator: "\n").map(String.init)
        #expect(lines.count <= DiagnosticRenderer.lineLimit)
        let caretLine = try #require(lines.first { $0.contains("^") && $0.allSatisfy { $0 == " " || $0 == "^" } })
        let before = TerminalText.safe(String(example.line.prefix(example.column - 1)))
        #expect(caretLine.prefix { $0 == " " }.count == 2 + DisplayWidth.of(before))
    }

    @Test("A caret below a name with combining marks is where the reader sees it")
    func amharic() throws {
        let error = try #require(languageError("metrics tpr by ክልል, ቋንቋ lable y"))
        let text = DiagnosticRenderer().text(of: error).split(separator: "\n").prefix(3).joined(separator: "\n")
        #expect(
            text == """
                error[E103] 'metrics' has no clause 'lable'
                  metrics tpr by ክልል, ቋንቋ lable y
                                          ^^^^^
                """)
        let nepali = try #require(languageError("describe काठमाडौं x"))
        #expect(
            DiagnosticRenderer().text(of: nepali).split(separator: "\n").prefix(3).joined(separator: "\n")
                == """
                error[E105] 'x' is more than 'describe' takes
                  describe काठमाडौं x
                                   ^
                """)
    }

    @Test("An error in an argument of a process points into the joined line")
    func shellErrors() throws {
        func error(_ arguments: [String]) -> LanguageError? {
            do {
                _ = try testRegistry.parse(arguments: arguments)
                return nil
            } catch { return error }
        }
        let comma = try #require(error(["metrics", "tpr", "--threshold", "0,5"]))
        #expect(comma.line == "metrics tpr --threshold 0,5" && comma.span == TextSpan(column: 25, length: 3))
        let expression = try #require(error(["metrics", "tpr", "--where", "it = 'a' und b"]))
        #expect(expression.line == "metrics tpr --where 'it = '\\''a'\\'' und b'")
        #expect(expression.span == TextSpan(column: 37, length: 3))
        #expect(error(["metrics", "tpr", "--by"])?.problem == .missingValue(after: "--by", hint: "COLS"))
        #expect(error(["metrics", "tpr", "--by", "--label", "x"])?.span == TextSpan(column: 18, length: 7))
        #expect(error([])?.problem == .missingCommand)
        #expect(error(["metrics", "tpr", "--where", ""])?.span == TextSpan(column: 21, length: 2))
    }

    @Test("A script's place is carried into the error")
    func origin() throws {
        let origin = SourceLocation(file: "a.kigezo", line: 7)
        let error = try #require(throws: LanguageError.self) {
            try testRegistry.parse(line: "metrics tpr to x", origin: origin)
        }
        #expect(error.diagnostics.first?.location == SourceLocation(file: "a.kigezo", line: 7, column: 16))
    }

    @Test("Limits on length, nesting, size and patterns are errors")
    func limits() throws {
        let deep = String(repeating: "(", count: 10_000)
        #expect(languageError("metrics tpr where \(deep)")?.problem == .expressionTooDeep(limit: 64))
        let nots = String(repeating: "not ", count: 10_000)
        #expect(languageError("metrics tpr where \(nots)")?.problem == .expressionTooDeep(limit: 64))
        let ors = Array(repeating: "a=1", count: 3_000).joined(separator: " or ")
        #expect(languageError("metrics tpr where \(ors)")?.problem == .expressionTooLarge(limit: 2_000))
        let list = Array(repeating: "a", count: 1_001).joined(separator: ",")
        #expect(languageError("metrics \(list)")?.problem == .listTooLong(limit: 1_000))
        let pattern = String(repeating: "%a", count: 200)
        #expect(languageError("metrics tpr where a like '\(pattern)'")?.problem == .patternTooLong(limit: 256))
        let long = String(repeating: "a", count: Lexer.lengthLimit + 1)
        #expect(languageError(long)?.problem == .lineTooLong(limit: Lexer.lengthLimit))
    }

    @Test("A hostile argument is refused in time in proportion to its length")
    func longArguments() {
        func problem(_ arguments: [String]) -> LanguageError.Problem? {
            do {
                _ = try testRegistry.parse(arguments: arguments)
                return nil
            } catch { return error.problem }
        }
        let commas = String(repeating: "a,", count: 30_000)
        #expect(problem(["metrics", commas]) == .listTooLong(limit: 1_000))
        #expect(problem(["metrics"] + Array(repeating: "a,", count: 20_000)) == .listTooLong(limit: 1_000))
        #expect(problem(["metrics", "a", "--reference", commas]) != nil)
        #expect(problem(["metrics", String(repeating: "a", count: 70_000)]) == .lineTooLong(limit: Lexer.lengthLimit))
        let cells = String(repeating: "a=b,", count: 10_000)
        #expect(problem(["compare", "a", "--by", "b", "--reference", cells]) == .listTooLong(limit: 1_000))
    }
}
