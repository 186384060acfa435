@testable import Dossiers
import Localization
import Scenarios
import Statistics
import Testing

@Suite("Markdown dossiers and summaries")
struct MarkdownTests {
    private func markdown(_ sample: Sample, _ language: String) throws -> String {
        try Dossier.markdown(assessment: sample.assessment, localizer: localizer(language), evidence: sampleEvidence)
    }

    @Test("Tables have as many cells in each row as in their head", arguments: Sample.allCases, ["en", "sw"])
    func tables(sample: Sample, language: String) throws {
        var columns = 0
        var rows = 0
        for line in try markdown(sample, language).split(separator: "\n", omittingEmptySubsequences: false) {
            guard line.hasPrefix("|") else {
                columns = 0
                continue
            }
            let cells = line.replacing("\\|", with: "").count { $0 == "|" }
            if columns == 0 { columns = cells }
            #expect(cells == columns, "\(line.prefix(120))")
            rows += 1
        }
        #expect(rows > 5)
    }

    @Test("Hostile names can format, link and start nothing")
    func hostile() throws {
        let text = try markdown(.hostile, "en")
        #expect(!text.contains("<script") && !text.contains("<img") && !text.contains("http://"))
        #expect(!text.contains("[e](") && !text.contains("*d*"))
        #expect(text.contains("&lt;script&gt;alert"))
        for scalar in text.unicodeScalars where scalar != "\n" {
            #expect(
                scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value)
                    && !(0x202A...0x202E).contains(scalar.value))
        }
        for line in text.split(separator: "\n") { #expect(!line.hasPrefix("::")) }
    }

    @Test("Headings are in order and every section of the page is there")
    func headings() throws {
        let levels = try markdown(.credit, "en").split(separator: "\n").filter { $0.hasPrefix("#") }.map {
            $0.prefix { $0 == "#" }.count
        }
        #expect(levels.first == 1)
        for (before, after) in zip(levels, levels.dropFirst()) { #expect(after <= before + 1) }
        #expect(levels.count(where: { $0 == 2 }) >= 10)
    }

    @Test("That tables are left to the page is said once, however many in a row", arguments: ["en", "sw"])
    func folded(language: String) throws {
        let notice = Wording(try localizer(language)).plain(.words("folded-elsewhere"))
        let parts = try markdown(.credit, language).split(separator: "\n\n").map(String.init)
        #expect(parts.contains(notice))
        for (before, after) in zip(parts, parts.dropFirst()) { #expect(before != notice || after != notice) }
    }

    @Test("A summary begins with the verdict and lists what needs attention")
    func summary() throws {
        let assessment = SampleAssessment.mobileCredit
        let text = try Summary.markdown(assessment: assessment)
        let first = try #require(text.split(separator: "\n").first)
        #expect(first == "**✗ fail: 1 of 6 gates fails**")
        let open = assessment.gates.count { $0.verdict != .pass }
        #expect(text.split(separator: "\n").count { $0.hasPrefix("- ") } == open)
        #expect(text.contains("- ✗ fail: equal chance for good payers; vendor; Turkana is worse off"))
        #expect(text.components(of: "<details>") == 1 && text.components(of: "</details>") == 1)
        #expect(text.contains("**-14.6** (-17.7 to -11.6) percentage points"))
        #expect(text == (try Summary.markdown(assessment: assessment)))
    }

    @Test("A summary without gates says so and judges nothing")
    func bareSummary() throws {
        let text = try Summary.markdown(assessment: SampleAssessment.bare)
        #expect(text.hasPrefix("**No gate was declared"))
        #expect(!text.contains("details") && !text.contains("pass"))
    }

    @Test("A summary lists at most twenty gates")
    func manyGates() throws {
        var assessment = SampleAssessment.mobileCredit
        let failed = try #require(assessment.gates.first { $0.verdict == .fail })
        assessment.gates = Array(repeating: failed, count: 33)
        let text = try Summary.markdown(assessment: assessment)
        #expect(text.split(separator: "\n").count { $0.hasPrefix("- ") } == 20)
        #expect(text.contains("13 more are"))
    }
}

extension String {
    fileprivate func components(of part: String) -> Int { ranges(of: part).count }
}
