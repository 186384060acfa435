import Diagnostics
import Foundation
import Interchange
import Storage
import Tables
import TestSupport
import Testing

@testable import Workbench

@Suite("Names from hostile files end to end")
struct HostileValueTests {
    /// The answer to a question by group, in a format.
    private func metrics(_ format: String) throws -> String {
        let scratch = try ScratchFolder()
        try scratch.write(HostileNames.rows, as: "rows.csv")
        let outcome = try KigezoProcess.run(
            [
                "metrics", "accuracy", "--in", "rows.csv", "--label", "label", "--prediction", "prediction", "--by",
                "group", "-o", format,
            ], folder: scratch.path)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(HostileNames.dangerous(in: outcome.errors).isEmpty)
        return outcome.output
    }

    @Test("A table for a person holds no control, no reordering and no line of its own making")
    func table() throws {
        let text = try metrics("table")
        #expect(HostileNames.dangerous(in: text).isEmpty)
        #expect(text.split(separator: "\n").count == 1 + HostileNames.all.count + 4)
        for name in HostileNames.readable + [HostileNames.quotes, HostileNames.long] { #expect(text.contains(name)) }
        #expect(text.contains("\\x1b]0;x\\x07evil") && text.contains("ab‹U+202E›dc"))
        // Build services take lines that begin so, blanks or not, for commands.
        for line in text.split(separator: "\n") {
            let start = line.drop { $0 == " " }
            #expect(!start.hasPrefix("::") && !start.hasPrefix("##["))
        }
    }

    @Test("JSON and JSON Lines give every name back exactly, without markup in their bytes")
    func json() throws {
        let text = try metrics("json")
        let document = try JSONValue.parse(Array(text.utf8))
        let names = document["estimates"]?.elements?.compactMap { $0["group"]?["group"]?.text } ?? []
        #expect(names.count == HostileNames.all.count)
        // Bytes, since texts that are canonically equal are equal.
        #expect(Set(names.map { Array($0.utf8) }) == Set(HostileNames.all.map { Array($0.utf8) }))
        #expect(!text.contains("<script") && !text.contains("\u{1B}") && text.contains("\"\(HostileNames.amharic)\""))
        #expect(text.contains("\"\(HostileNames.family)\""))
        let lines = try metrics("jsonl").split(separator: "\n")
        #expect(lines.count == HostileNames.all.count)
        for line in lines {
            let name = try JSONValue.parse(Array(line.utf8))["group"]?["group"]?.text
            #expect(HostileNames.all.contains(name ?? ""))
        }
    }

    @Test(
        "CSV and TSV come back exactly, and no cell starts a formula or a line of a build log",
        arguments: ["csv", "tsv"])
    func separated(format: String) throws {
        let text = try metrics(format)
        let scratch = try ScratchFolder()
        let path = try scratch.write(text, as: "answer." + format)
        let table = try TableReader.read(path: path, columns: .every(otherwise: .category, except: []))
        let levels = try #require(table.category("group")).levels
        #expect(levels.allSatisfy { !"=+-@".contains($0.prefix(1)) || $0.isEmpty })
        #expect(Set(levels.map(CSVText.unguarded)) == Set(HostileNames.all))
        #expect(text.split(separator: "\n").allSatisfy { !$0.hasPrefix("::") && !$0.hasPrefix("##[") })
        #expect(levels.contains("'" + HostileNames.formula))
    }

    @Test("Markdown keeps its columns and has no markup that acts")
    func markdown() throws {
        let text = try metrics("markdown")
        #expect(HostileNames.dangerous(in: text).isEmpty)
        let bars = text.split(separator: "\n").map { line in
            line.replacing("\\\\", with: "").replacing("\\|", with: "").count { $0 == "|" }
        }
        #expect(Set(bars).count == 1 && bars.count == 2 + HostileNames.all.count)
        #expect(!text.contains("<script") && !text.contains("[a](javascript") && !text.contains("</td>"))
        for name in HostileNames.readable { #expect(text.contains("| \(name) |")) }
    }

    @Test("HTML holds every name as text and nothing else as markup")
    func html() throws {
        let text = try metrics("html")
        #expect(HostileNames.dangerous(in: text).isEmpty)
        #expect(MarkupBalance.problems(in: text) == [])
        #expect(MarkupBalance.elements(in: text).isSubset(of: ["table", "thead", "tbody", "tr", "th", "td", "bdi"]))
        for name in HostileNames.all { #expect(text.contains("<bdi>\(HTMLText.text(name))</bdi>")) }
        #expect(text.contains("&quot;hi&quot;") && text.contains("<bdi>\(HostileNames.amharic)</bdi>"))
    }

    @Test("LaTeX has as many cells as columns, and no command but those of the table and of its signs")
    func latex() throws {
        let text = try metrics("latex")
        let rows = text.split(separator: "\n").filter { $0.hasSuffix("\\\\") }
        #expect(rows.count == HostileNames.all.count + 1)
        let signs = ["&", "%", "$", "#", "_", "{", "}"]
        for row in rows {
            var line = String(row.dropLast(2))
            for sign in signs { line = line.replacing("\\" + sign, with: "") }
            #expect(line.count { $0 == "&" } == 3, "\(row)")
            for sign in ["%", "$", "#", "_", "^", "~"] { #expect(!line.contains(sign), "\(row)") }
            let commands = line.split(separator: "\\").dropFirst().map { $0.prefix { $0.isASCII && $0.isLetter } }
            #expect(commands.allSatisfy { $0.hasPrefix("text") }, "\(row)")
            #expect(!line.hasPrefix("["))
        }
        #expect(text.contains(HostileNames.amharic) && !text.contains("\u{1B}") && !text.contains("\u{202E}"))
    }

    @Test("describe, and the warnings it gives, hold no control")
    func describe() throws {
        let scratch = try ScratchFolder()
        // Look-alikes are named in a warning: two that differ by case only and hold a control.
        let alike = "id,\u{1B}[31mcol\n1,\u{1B}]0;evil\n2,\u{1B}]0;EVIL\n3,na\u{202E}\n4,NA\n"
        try scratch.write(HostileNames.rows, as: "rows.csv")
        try scratch.write(alike, as: "al\u{1B}ike.csv")
        for file in ["rows.csv", "al\u{1B}ike.csv"] {
            let outcome = try KigezoProcess.run(["describe", file], folder: scratch.path)
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(HostileNames.dangerous(in: outcome.output + outcome.errors).isEmpty)
            #expect(outcome.errors.contains("'NA' is a value here"))
        }
        let loaded = try KigezoProcess.run(
            ["-c", "load 'al\u{1B}ike.csv' as \"x\u{202E}\"; load rows.csv as \"x\u{202E}\"; describe"],
            folder: scratch.path)
        #expect(loaded.status == 0, "\(loaded.errors)")
        #expect(HostileNames.dangerous(in: loaded.output + loaded.errors).isEmpty)
    }

    static let wrongLines: [[String]] = [
        ["metrics", "accuracy", "--in", "rows.csv", "--label", "la\u{1B}]0;x\u{7}bel", "--prediction", "prediction"],
        [
            "metrics", "accuracy", "--in", "rows.csv", "--label", "label", "--prediction", "prediction", "--by",
            "\u{202E}",
        ],
        ["metrics", "acc\u{9B}31m", "--in", "rows.csv", "--label", "label", "--prediction", "prediction"],
        ["metrics", "accuracy", "--in", "no\u{1B}c.csv", "--label", "label", "--prediction", "prediction"],
        [
            "metrics", "accuracy", "--in", "rows.csv", "--label", "group", "--positive", "\u{1B}c", "--prediction",
            "group",
        ],
        ["metrics", "roc-auc", "--in", "rows.csv", "--label", "label", "--score", "group"],
        [
            "compare", "accuracy", "--in", "rows.csv", "--label", "label", "--prediction", "prediction", "--by",
            "group",
            "--reference", "group=\u{1B}]0;y\u{7}",
        ],
        ["\u{1B}[2J"], ["run", "\u{1B}[2J", "--out", "x"], ["run", "rows.csv", "--out", "x"],
        ["generate", "scenarios/\u{1B}c"], ["help", "\u{202E}"], ["metrics", "tpr", "-o", "\u{1B}c"],
        ["metrics", "accuracy", "--in", "rows.csv", "--label", "group", "--prediction", "prediction"],
    ]

    @Test("Error messages hold no control, whatever they quote", arguments: wrongLines)
    func errors(arguments: [String]) throws {
        let scratch = try ScratchFolder()
        try scratch.write(HostileNames.rows, as: "rows.csv")
        let outcome = try KigezoProcess.run(arguments, folder: scratch.path)
        #expect(outcome.status != 0)
        #expect(outcome.errors.contains("error["))
        #expect(HostileNames.dangerous(in: outcome.errors + outcome.output).isEmpty)
    }

    @Test("A run prints and writes hostile names as text only: terminal, summary, dossiers, assessment")
    func run() throws {
        let scratch = try ScratchFolder()
        try SmallScenario(
            groups: HostileNames.all,
            gate: "{name: same for all, metric: accuracy, by: region, compare: difference, tolerance: 0.05}"
        ).write(into: scratch)
        let outcome = try KigezoProcess.run(["run", "small", "--out", "results"], folder: scratch.path)
        #expect([0, 1, 5].contains(outcome.status), "\(outcome.errors)")
        #expect(HostileNames.dangerous(in: outcome.output + outcome.errors).isEmpty)
        let folder = scratch.file("results/small")
        func text(_ name: String) throws -> String {
            String(decoding: try FileReader.contents(of: folder + "/" + name), as: UTF8.self)
        }
        let assessment = try text("assessment.json")
        let document = try JSONValue.parse(Array(assessment.utf8))
        let names = document["estimates"]?.elements?.compactMap { $0["group"]?["region"]?.text } ?? []
        #expect(Set(names.map { Array($0.utf8) }) == Set(HostileNames.all.map { Array($0.utf8) }))
        #expect(!assessment.contains("<script") && !assessment.contains("\u{1B}"))
        for tag in ["en", "sw"] {
            let html = try text("dossier.\(tag).html")
            #expect(HostileNames.dangerous(in: html).isEmpty)
            #expect(MarkupBalance.problems(in: html) == [])
            #expect(!MarkupBalance.elements(in: html).contains("script"))
            #expect(!html.contains("onmouseover='") && !html.contains("href=\"javascript"))
            for name in [
                HostileNames.script, HostileNames.amharic, HostileNames.quotes, HostileNames.family, "&lt;b&gt;",
            ] {
                #expect(html.contains(HTMLText.text(name)), "\(name)")
            }
            let markdown = try text("dossier.\(tag).md")
            #expect(HostileNames.dangerous(in: markdown).isEmpty)
            #expect(!markdown.contains("<script") && !markdown.contains("[a](javascript"))
            for name in HostileNames.readable { #expect(markdown.contains(name)) }
        }
        let summary = try text("summary.md")
        #expect(HostileNames.dangerous(in: summary).isEmpty && !summary.contains("<script"))
    }
}
