import Testing

@testable import Workbench

@Suite("A result is printed in each format")
struct ResultTableTests {
    private let table = ResultTable(
        columns: [
            ResultTable.Column("region", title: "Region"), ResultTable.Column("n", .number),
            ResultTable.Column("true-positive-rate", title: "TPR", .number),
        ],
        rows: [
            [.text("Oromia, =x"), .integer(4_812), .number(0.712345, shown: "0.712")],
            [.text("<b>|العربية"), .integer(41), .number(-0.5, shown: "-0.500")],
            [.text("=1+1"), .integer(0), .empty(shown: "no positives")],
        ],
        footers: ["3 groups"])

    private static let expected: [(OutputFormat, String)] = [
        (
            .csv,
            """
            region,n,true-positive-rate
            "Oromia, =x",4812,0.712345
            <b>|العربية,41,-0.5
            '=1+1,0,

            """
        ),
        (
            .tsv,
            """
            region\tn\ttrue-positive-rate
            "Oromia, =x"\t4812\t0.712345
            <b>|العربية\t41\t-0.5
            '=1+1\t0\t

            """
        ),
        (
            .markdown,
            """
            | Region | n | TPR |
            | :--- | ---: | ---: |
            | Oromia, =x | 4812 | 0.712 |
            | &lt;b&gt;\\|العربية | 41 | -0.500 |
            | \\=1+1 | 0 | no positives |

            """
        ),
        (
            .html,
            """
            <table>
            <thead>
            <tr><th scope="col">Region</th><th scope="col">n</th><th scope="col">TPR</th></tr>
            </thead>
            <tbody>
            <tr><td><bdi>Oromia, =x</bdi></td><td class="number">4812</td><td class="number">0.712</td></tr>
            <tr><td><bdi>&lt;b&gt;|العربية</bdi></td><td class="number">41</td><td class="number">-0.500</td></tr>
            <tr><td><bdi>=1+1</bdi></td><td class="number">0</td><td class="number">no positives</td></tr>
            </tbody>
            </table>

            """
        ),
        (
            .latex,
            """
            \\begin{tabular}{lrr}
            \\hline
            Region & n & TPR \\\\
            \\hline
            Oromia, =x & 4812 & 0.712 \\\\
            \\textless{}b\\textgreater{}\\textbar{}العربية & 41 & -0.500 \\\\
            =1+1 & 0 & no positives \\\\
            \\hline
            \\end{tabular}

            """
        ),
        (
            .jsonl,
            """
            {"n":4812,"region":"Oromia, =x","true-positive-rate":0.712345}
            {"n":41,"region":"\\u003cb\\u003e|العربية","true-positive-rate":-0.5}
            {"n":0,"region":"=1+1","true-positive-rate":null}

            """
        ),
        (
            .json,
            """
            [
              {
                "n": 4812,
                "region": "Oromia, =x",
                "true-positive-rate": 0.712345
              },
              {
                "n": 41,
                "region": "\\u003cb\\u003e|العربية",
                "true-positive-rate": -0.5
              },
              {
                "n": 0,
                "region": "=1+1",
                "true-positive-rate": null
              }
            ]

            """
        ),
    ]

    @Test("Each format for machines and pages has its own text", arguments: expected.map(\.0))
    func formats(format: OutputFormat) throws {
        let expected = try #require(Self.expected.first { $0.0 == format }).1
        #expect(table.text(as: format) == expected)
    }

    @Test("Every format is covered")
    func coverage() { #expect(Set(Self.expected.map(\.0) + [.table]) == Set(OutputFormat.allCases)) }

    @Test("The table for a person has titles, shown numbers, reasons and footers")
    func person() {
        #expect(
            table.text(as: .table) == """
                  Region          n           TPR
                  Oromia, =x   4812         0.712
                  \u{2068}<b>|العربية\u{2069}    41        -0.500
                  =1+1            0  no positives
                  3 groups

                """)
    }

    @Test("Raw separated text leaves formulas as they are, and a number that is not finite is missing")
    func raw() {
        let odd = ResultTable(
            columns: [ResultTable.Column("a"), ResultTable.Column("b", .number)],
            rows: [[.text("=1"), .number(.nan, shown: "?")]])
        #expect(odd.text(as: .csv, isRaw: true) == "a,b\n=1,\n")
        #expect(odd.text(as: .jsonl) == "{\"a\":\"=1\",\"b\":null}\n")
    }

    @Test(
        "A format is found by its name and its file ending",
        arguments: [
            ("table", OutputFormat.table), ("md", .markdown), ("markdown", .markdown), ("ndjson", .jsonl),
            ("htm", .html), ("tex", .latex),
        ])
    func names(name: String, format: OutputFormat) { #expect(OutputFormat(name: name) == format) }
}
