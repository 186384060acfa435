import Interchange
import Testing

@testable import Workbench

@Suite("A condition chooses rows")
struct LanguagePredicates {
    struct Row: PredicateRow {
        let cells: [PredicateCell]

        init(_ values: [String: PredicateCell], for expression: WhereExpression) {
            cells = expression.columns.map { values[$0.value] ?? .missing }
        }

        func cell(_ column: Int) -> PredicateCell { cells.indices.contains(column) ? cells[column] : .missing }
    }

    static let row: [String: PredicateCell] = [
        "age": .number(25), "region": .text("Oromia"), "code": .text("007"), "income": .missing, "name": .text("naïve"),
        "age group": .text("18-25"), "ክልል": .text("አማራ"), "note": .text("100% sure_ly"),
    ]

    private func holds(_ text: String) throws -> Bool? {
        let call = try parsed("metrics tpr where \(text)")
        let expression = try #require(call.expression("where")).value
        return expression.holds(for: Row(Self.row, for: expression))
    }

    @Test(
        "Conditions that hold",
        arguments: [
            "age = 25", "age != 24", "age <> 24", "age < 26", "age <= 25", "age > 24", "age >= 25", "25 = age",
            "age = '25'", "code = 7", "code = '007'", "region = 'Oromia'", "region != 'oromia'", "region > 'Amhara'",
            "region in ('Afar', 'Oromia')", "age not in (1, 2)", "age between 18 and 25", "age not between 1 and 2",
            "income is null", "age is not null", "not age = 1", "age = 1 or age = 25", "age = 25 and region = 'Oromia'",
            "age = 1 and age = 2 or age = 25", "age = 25 or age = 1 and age = 2", "not (age = 1 or age = 2)",
            "region like 'O%'", "region like '%mia'", "region like '%o%i%'", "region like 'Oro___'",
            "region not like 'A%'", "note like '100\\% %'", "note like '%sure\\_ly'", "name = 'nai\u{308}ve'",
            "name like 'na_ve'", "\"age group\" = '18-25'", "ክልል = 'አማራ'", "region != 5",
            "income = 1 or age = 25", "\"age\" = 25", "missing is null", "age like '2%'",
        ])
    func truths(text: String) throws {
        #expect(try holds(text) == true)
    }

    @Test(
        "Conditions that do not hold",
        arguments: [
            "age = 24", "region = 'oromia'", "region = 5", "age in (1, 2)", "region like 'o%'", "region like 'Oromia_'",
            "region like ''", "income is not null", "income = 1 and age = 1", "not age = 25", "age between 26 and 30",
            "region like '%x%'", "region like 'Oromia%a'",
        ])
    func untruths(text: String) throws {
        #expect(try holds(text) == false)
    }

    @Test(
        "What depends on a missing cell, or orders a text among numbers, is unknown",
        arguments: [
            "income = 1", "income != 1", "not income = 1", "income in (1, 2)", "income like '%'",
            "income between 1 and 2",
            "age = 25 and income = 1", "age = 1 or income = 1", "region < 5", "age > region",
        ])
    func unknowns(text: String) throws {
        #expect(try holds(text) == nil)
    }

    @Test("A column is listed once, with the place of its first mention")
    func columns() throws {
        let call = try parsed("metrics tpr where a = 1 and b = 2 and a = 3")
        let columns = try #require(call.expression("where")).value.columns
        #expect(columns.map(\.value) == ["a", "b"])
        #expect(columns.map(\.span.column) == [19, 29])
    }

    @Test("A pattern that drives backtracking mad costs no more than its length times the text's")
    func likeIsLinear() throws {
        let pattern = try #require(LikePattern(String(repeating: "%a", count: 120) + "%b"))
        #expect(!pattern.matches(String(repeating: "a", count: 20_000)))
        #expect(LikePattern(String(repeating: "a", count: 257)) == nil)
    }

    @Test("LIKE agrees with an obvious recursive matcher on random patterns")
    func likeAgainstSlowTwin() throws {
        func slow(_ pattern: ArraySlice<Character>, _ text: ArraySlice<Character>) -> Bool {
            guard let head = pattern.first else { return text.isEmpty }
            if head == "%" {
                return slow(pattern.dropFirst(), text) || (!text.isEmpty && slow(pattern, text.dropFirst()))
            }
            guard let first = text.first, head == "_" || head == first else { return false }
            return slow(pattern.dropFirst(), text.dropFirst())
        }
        var generator = LanguageGenerator(seed: 5)
        var matches = 0
        for _ in 0..<5_000 {
            let pattern = String(
                (0..<Int.random(in: 0...6, using: &generator)).compactMap { _ in "ab%_".randomElement(using: &generator)
                })
            let text = String(
                (0..<Int.random(in: 0...7, using: &generator)).compactMap { _ in "ab".randomElement(using: &generator) }
            )
            let expected = slow(Array(pattern)[...], Array(text)[...])
            #expect(LikePattern(pattern)?.matches(text) == expected, "\(pattern) \(text)")
            if expected { matches += 1 }
        }
        #expect(matches > 500)
    }

    @Test(
        "Only plain decimal numbers are numbers",
        arguments: [
            ("1", 1.0), ("-0.5", -0.5), ("1e3", 1_000), ("2E-2", 0.02), ("007", 7),
        ])
    func numbers(text: String, value: Double) { #expect(PlainNumber.value(of: text) == value) }

    @Test(
        "Everything else is no number",
        arguments: [
            "", "-", "+1", ".5", "1.", "1e", "0x1", "1_000", "1,5", "inf", "nan", "1e400", "١", " 1", "1 ", "１",
        ])
    func notNumbers(text: String) { #expect(PlainNumber.value(of: text) == nil) }
}
