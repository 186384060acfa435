import Foundation
import TestSupport
import Testing

@testable import Statistics

@Suite("The tables of simulations")
struct CoverageTableTests {
    private static let folder = PackageFolder.root + "/Tests/Simulations"

    /// The rows of each table of a file, as texts without emphasis.
    private func tables(_ name: String) throws -> [[[String]]] {
        let text = try String(contentsOfFile: Self.folder + "/" + name, encoding: .utf8)
        var tables: [[[String]]] = []
        var isInTable = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            guard line.hasPrefix("|") else {
                isInTable = false
                continue
            }
            if !isInTable { tables.append([]) }
            isInTable = true
            let cells = line.split(separator: "|").map {
                $0.trimmingCharacters(in: CharacterSet(charactersIn: " *"))
            }
            if !cells.allSatisfy({ $0.hasPrefix("---") }) { tables[tables.count - 1].append(cells) }
        }
        return tables
    }

    private func number(_ text: String) -> Double? { Double(text.hasPrefix(".") ? "0" + text : text) }

    @Test("Coverage of one proportion is what enumeration gives here and now")
    func proportions() throws {
        let rows = try #require(try tables("COVERAGE.md").first)
        #expect(rows.count == 10)
        for row in rows.dropFirst() {
            let n = try #require(Int(row[0]))
            let p = try #require(number(row[1]))
            let binomial = BinomialDistribution(trials: n, probability: p)
            let intervals: [(Double) -> Interval?] = [
                { Proportion.wilson(successes: $0, trials: Double(n), level: 0.95) },
                { Proportion.clopperPearson(successes: $0, trials: Double(n), level: 0.95) },
                { Proportion.jeffreys(successes: $0, trials: Double(n), level: 0.95) },
            ]
            for (interval, written) in zip(intervals, row.dropFirst(2)) {
                let coverage = (0...n).reduce(0.0) {
                    $0 + (interval(Double($1))?.contains(p) == true ? binomial.pmf($1) : 0)
                }
                #expect(abs(coverage - (number(written) ?? 0)) <= 5e-4, "\(row)")
            }
        }
    }

    /// Runs that have too few rows to say anything have no interval and are told apart.
    @Test("No interval that is given for most runs falls far short of its level")
    func short() throws {
        for table in try tables("COVERAGE.md") {
            for row in table.dropFirst() {
                let refused = table[0].last == "refused" ? number(row[row.count - 1]) ?? 0 : 0
                let figures = table[0].last == "refused" ? row.dropLast() : row[...]
                let first = table[0].contains("p₀") ? 3 : 2
                for (name, cell) in zip(table[0], figures).dropFirst(first) where cell != "—" {
                    let coverage = try #require(number(cell))
                    #expect(coverage >= (refused < 0.5 ? 0.92 : 0.85), "\(name) in \(row)")
                }
            }
        }
    }

    @Test("A model at its tolerance passes and fails in one audit of twenty at most, within the error of the runs")
    func audits() throws {
        let rows = try #require(try tables("AUDITS.md").first)
        #expect(rows.count == 1 + 3 * 2 * 2 * 4 * 3)
        var above = 0
        for row in rows.dropFirst() {
            for cell in [row[6], row[7]] {
                let share = try #require(number(cell))
                #expect(share <= 0.075, "\(row)")
                if share > 0.064 { above += 1 }
            }
        }
        // A chance of .05 shows more than .064 in two of a hundred cells.
        #expect(above <= 5)
    }

    /// Shares of runs in bold are above what is promised.
    private func isBold(_ file: String, where holds: (String) -> Bool) throws -> [String] {
        let text = try String(contentsOfFile: Self.folder + "/" + file, encoding: .utf8)
        return text.split(separator: "\n").map(String.init).filter {
            $0.hasPrefix("|") && $0.contains("**") && holds($0)
        }
    }

    @Test("No test of the probes finds more where nothing is than it says, but for those that are told as examples")
    func probes() throws {
        let tables = try tables("PROBES.md")
        #expect(tables.count == 9)
        var tests = 0
        for table in tables {
            #expect(table[0] == ["test", "runs", "nominal", "found where nothing is", "effect", "found"])
            for row in table.dropFirst() {
                let (size, power) = (try #require(number(row[3])), number(row.count > 5 ? row[5] : ""))
                tests += 1
                // The power of a test is more than its size, or nothing was told of it.
                if let power { #expect(power > size, "\(row)") }
            }
        }
        #expect(tests >= 60)
        let bold = try isBold("PROBES.md") { !$0.contains("in hindsight") && !$0.contains("(alone)") }
        #expect(bold == [])
    }

    @Test("No monitor raises more false alarms than it promises, and limits for one look do")
    func monitors() throws {
        let tables = try tables("MONITORS.md")
        #expect(tables.count == 6)
        for row in tables[0].dropFirst() {
            #expect(try #require(number(row[3])) > 0.3 && #require(number(row[4])) <= 0.064, "\(row)")
        }
        for row in tables[1].dropFirst() { #expect(try #require(number(row[4])) <= 0.064, "\(row)") }
        for row in tables[2].dropFirst() where row[0] == row[1] {
            #expect(try #require(number(row[4])) > 0.3 && #require(number(row[5])) <= 0.064, "\(row)")
        }
        for row in tables[3].dropFirst() { #expect(try #require(number(row[2])) >= 100, "\(row)") }
        for row in tables[4].dropFirst() {
            #expect(try #require(number(row[1])) <= 0.064 && #require(number(row[3])) <= 0.064, "\(row)")
        }
        let quiet = tables[5].dropFirst().filter { $0[4] != "" }
        #expect(quiet.count == 2)
        for row in quiet { #expect(try #require(number(row[4])) >= 20 && #require(number(row[9])) <= 0.075, "\(row)") }
    }
}
