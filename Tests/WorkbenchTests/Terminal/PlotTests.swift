import Diagnostics
import Statistics
import TestSupport
import Testing

@testable import Workbench

@Suite("Drawings in the terminal")
struct PlotTests {
    /// What a line draws of the example file.
    private func drawn(_ line: String, isASCII: Bool = false) async throws -> [String] {
        var environment = Session.Environment(width: 80)
        environment.isASCII = isASCII
        let session = Session(environment: environment)
        let load = "load '\(KigezoProcess.loans)' as loans label repaid positive yes prediction approved score p_repay"
        #expect(await session.run(line: load).failure == nil)
        let (reports, failure) = await session.run(line: line)
        if let failure { Issue.record("\(line): \(DiagnosticRenderer().text(of: failure))") }
        return reports.map(\.output).joined().split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    private func codes(_ line: String) async -> [String] {
        let session = Session()
        let load = "load '\(KigezoProcess.loans)' as loans label repaid positive yes prediction approved"
        _ = await session.run(line: load)
        return await session.run(line: line).failure?.diagnostics.map(\.code) ?? []
    }

    // MARK: Places

    /// Where each figure should be drawn, said again without the code that draws: columns from 0.
    private static func place(_ value: Double, low: Double, high: Double, columns: Int) -> Int {
        var best = 0
        var least = Double.infinity
        for column in 0..<columns {
            let here = low + (high - low) * Double(column) / Double(columns - 1)
            // Of two that are equally near, the upper one.
            if abs(here - value) <= least + 1e-12 { (best, least) = (column, abs(here - value)) }
        }
        return best
    }

    @Test("Every mark stands in the column nearest to its value", arguments: 0..<60)
    func twin(seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        let isASCII = seed.isMultiple(of: 2)
        let ink = PlotInk.of(isASCII: isASCII)
        let scale = seed.isMultiple(of: 3) ? PlotScale(within: -1...1) : PlotScale(within: 0...1)
        let least = scale.bounds.lowerBound
        let rows = (0..<8).map { _ -> PlotRow in
            let sides = (0..<3).map { _ in Double.random(in: least...1, using: &random) }.sorted()
            return PlotRow(
                labels: ["x"], panel: "m", value: sides[1], lower: sides[0], upper: sides[2], n: 40, reference: nil,
                reason: nil)
        }
        let axis = scale.axis(over: rows.flatMap { [$0.lower ?? 0, $0.value ?? 0, $0.upper ?? 0] })
        let (low, high) = (try #require(axis.ticks.first), try #require(axis.ticks.last))
        let columns = 20 + seed
        let lines = DotPlot.Lines(ink: ink, axis: axis, columns: columns)
        for row in rows {
            let cells = Array(lines.row(row, common: nil, band: nil))
            func column(_ value: Double?) throws -> Int {
                Self.place(try #require(value), low: low, high: high, columns: columns)
            }
            let (lower, value, upper) = (try column(row.lower), try column(row.value), try column(row.upper))
            #expect(cells.count == columns)
            #expect(cells[value] == ink.dot)
            if lower < value { #expect(cells[lower] == ink.lowerEnd) }
            if upper > value { #expect(cells[upper] == ink.upperEnd) }
            for place in cells.indices where ![lower, value, upper].contains(place) {
                #expect(cells[place] == (place > lower && place < upper ? ink.line : " "))
            }
        }
        let (axisLine, numbers) = lines.axisRows
        #expect(axisLine.count == columns && numbers.count == columns)
        for tick in axis.ticks.dropFirst().dropLast() {
            #expect(Array(axisLine)[Self.place(tick, low: low, high: high, columns: columns)] == ink.axisTick)
        }
    }

    @Test("Ratios are equally far apart where they are equally large")
    func ratios() throws {
        let axis = PlotScale.ratios.axis(over: [0.5, 2, 0.8])
        #expect(axis.ticks == [0.5, 1, 2])
        let half = try #require(axis.position(of: 0.5))
        let one = try #require(axis.position(of: 1))
        let double = try #require(axis.position(of: 2))
        #expect(half == 0 && abs(one - 0.5) < 1e-12 && double == 1)
        #expect(axis.position(of: 0) == nil && axis.isBefore(0))
        #expect(axis.position(of: .infinity) == nil && !axis.isBefore(.infinity))
        #expect(axis.ticks.map(axis.label) == ["0.5", "1", "2"])
    }

    @Test("Limits beyond the axis end in arrows, at both sides and in both inks", arguments: [false, true])
    func beyond(isASCII: Bool) throws {
        let ink = PlotInk.of(isASCII: isASCII)
        let lines = DotPlot.Lines(ink: ink, axis: PlotScale.ratios.axis(over: [1]), columns: 21)
        let row = PlotRow(
            labels: [], panel: "", value: 1, lower: 0, upper: .infinity, n: 30, reference: nil, reason: nil)
        let cells = Array(lines.row(row, common: nil, band: nil))
        #expect(cells.first == ink.beforeAxis && cells.last == ink.behindAxis && cells[10] == ink.dot)
        #expect(isASCII == lines.row(row, common: 1, band: (0.8, 1.25)).allSatisfy(\.isASCII))
    }

    // MARK: Questions

    @Test("Groups without a figure keep a row and say why; the reference and the rows stand beside them")
    func dots() async throws {
        let lines = try await drawn("metrics tpr by region | plot")
        #expect(lines.first?.contains("true-positive-rate") == true)
        let garissa = try #require(lines.first { $0.contains("Garissa") })
        #expect(garissa.contains("too few rows") && garissa.contains("—") && garissa.hasSuffix("8"))
        let nairobi = try #require(lines.first { $0.contains("Nairobi") })
        #expect(nairobi.contains("●") && nairobi.contains("├") && nairobi.contains("0.948"))
        // Fewer than thirty rows: an interval without a point.
        let kisumu = try #require(lines.first { $0.contains("Kisumu") })
        #expect(kisumu.contains("├") && !kisumu.contains("●"))
        #expect(lines.contains { $0.contains("┊ everybody 0.802") })
        #expect(lines.contains { $0.contains("200 rows · 95 % intervals · no filter") })
    }

    @Test("Filters choose and order what is drawn, and the last answer can be drawn later")
    func filters() async throws {
        let lines = try await drawn("metrics accuracy by region | where n >= 50 | sort value desc | plot")
        let order = lines.compactMap { line in ["Nairobi", "Mombasa", "Kisumu", "Garissa"].first(where: line.contains) }
        #expect(order == ["Nairobi", "Mombasa", "Kisumu"])
        let later = try await drawn("metrics accuracy by region; last | plot")
        #expect(later.filter { $0.contains("●") }.count >= 3)
    }

    @Test("Gaps are drawn about none, with the tolerance as a band; ratios about 1")
    func gaps() async throws {
        let lines = try await drawn("compare fpr by gender tipping tolerance 0.1 | plot")
        #expect(lines.contains { $0.contains("┊ no gap 0.000") })
        #expect(lines.contains { $0.contains("░ within tolerance: -0.100 to 0.100") })
        let ratios = try await drawn("compare selection-rate by gender as ratio | plot")
        #expect(ratios.contains { $0.contains("┊ no gap 1.000") })
        let measures = try await drawn(
            "fairness demographic-parity-difference, demographic-parity-ratio by gender | plot")
        #expect(measures.contains { $0.contains("differences") } && measures.contains { $0.contains("ratios") })
    }

    @Test("A heat map has a cell a group with its number, the same ends whatever the data, and hatching for too few")
    func heatmap() async throws {
        let lines = try await drawn("metrics accuracy by region, gender | plot heatmap")
        let nairobi = try #require(lines.first { $0.contains("Nairobi") })
        #expect(nairobi.contains("0."))
        let garissa = try #require(lines.first { $0.contains("Garissa") })
        #expect(garissa.contains("╱╱ n "))
        #expect(lines.contains { $0.contains("▁ 0 to █ 1, whatever the data are") })
        #expect(lines.contains { $0.contains("╱╱") && $0.contains("cells") })
        let ascii = try await drawn("metrics accuracy by region, gender | plot heatmap", isASCII: true)
        #expect(ascii.contains { $0.contains("// n ") } && !ascii.joined().contains("╱"))
    }

    @Test("The shade of a cell is its place between the ends", arguments: 0...20)
    func shades(step: Int) {
        let value = Double(step) / 20
        #expect(PlotScale(within: 0...1).shade(of: value) == value)
        #expect(abs(PlotScale.differences(of: 0...1).shade(of: value - 0.5) - value) < 1e-12)
        #expect(
            abs(PlotScale.ratios.shade(of: LogScale.exponential((value * 2 - 1) * LogScale.logarithm(2))) - value)
                < 1e-12)
        #expect(PlotScale.ratios.shade(of: 0) == 0 && PlotScale.ratios.shade(of: 100) == 1)
    }

    @Test("Scores are drawn bin by bin against what they promise")
    func calibration() async throws {
        let lines = try await drawn("calibration bins 4 | plot")
        #expect(lines.first?.contains("share of positives") == true)
        #expect(lines.contains { $0.hasPrefix("  0.750 to 1.000") })
        #expect(lines.contains { $0.contains("┊ mean score of the bin") })
        let grouped = try await drawn("calibration by gender bins 4 | plot")
        // Never two groups in one drawing.
        #expect(grouped.filter { $0.hasPrefix("  scores") }.count == 2)
    }

    @Test(
        "What cannot be drawn is told, with the place",
        arguments: [
            ("describe loans | plot", "E191"), ("metrics tpr by region | plot | to json", "E191"),
            ("metrics tpr by region to csv | plot", "E191"), ("metrics tpr by region | plot pie", "E115"),
            ("metrics tpr by region | plot heatmap", "E840"), ("metrics tpr by region | head 0 | plot", "E841"),
            ("metrics tpr by region | cols region | plot", "E191"),
        ])
    func refused(line: String, code: String) async { #expect(await codes(line) == [code]) }

    // MARK: Scripts

    @Test("Names of twelve scripts leave the drawing in the same columns", arguments: [40, 60, 80, 120])
    func scripts(width: Int) throws {
        let rows = TextTableTests.words.map { word in
            PlotRow(
                labels: [word.0], panel: "m", value: 0.5, lower: 0.25, upper: 0.75, n: 100, reference: 0.6, reason: nil)
        }
        let panel = PlotForm.Panel(name: "m", scale: PlotScale(within: 0...1), reference: "everybody")
        let text = DotPlot(ink: .blocks, width: width).text(panel, rows, titles: ["region"], tolerance: 0.1)
        let lines = text.split(separator: "\n").map(String.init)
        let marks: [Character] = ["├", "●", "┊", "┤"]
        let places = lines.dropFirst().prefix(rows.count).map { line in
            marks.map { mark in line.firstIndex(of: mark).map { DisplayWidth.of(String(line[..<$0])) } }
        }
        #expect(places.count == rows.count && Set(places).count == 1 && !places[0].contains(nil))
        // The axis stands below.
        let axis = try #require(lines.dropFirst(rows.count + 1).first)
        #expect(axis.contains("└") && axis.contains("┘"))
        #expect(lines.allSatisfy { DisplayWidth.of($0) <= max(width, 48) })
    }

    @Test("Hostile names and reasons cannot act, and heat maps stay straight")
    func hostile() {
        let evil = "a\u{1B}[2J\n\u{202E}b|┤"
        let rows = ["x", evil, "አማራ"].flatMap { a in
            ["u", evil].map { b in
                PlotRow(
                    labels: [a, b], panel: "m", value: 0.5, lower: nil, upper: nil, n: 9, reference: nil, reason: evil)
            }
        }
        let panel = PlotForm.Panel(name: "m", scale: PlotScale(within: 0...1), reference: nil)
        for text in [
            DotPlot(ink: .blocks, width: 60).text(panel, rows, titles: [evil, "b"], tolerance: nil),
            HeatMap(ink: .blocks, width: 60).text(panel, rows, titles: [evil, evil]),
        ] {
            #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0 == "\u{202E}" })
        }
    }
}
