import Testing

@testable import Statistics

@Suite("Repeated runs")
struct RepeatedRunsTests {
    @Test("Two runs, by hand")
    func hand() throws {
        let runs = RepeatedRuns(values: [0.6, 0.7], variances: [0.0024, 0.0021])
        #expect(try abs(#require(runs.mean) - 0.65) < 1e-15)
        #expect(try abs(#require(runs.deviation) - 0.005.squareRoot()) < 1e-15)
        let interval = try #require(runs.interval(level: 0.95, rows: 100, range: 0...1))
        let (ofRows, ofRuns) = (0.00225, 0.0025)
        let variance = ofRows + ofRuns
        let freedom = variance * variance / (ofRows * ofRows / 99 + ofRuns * ofRuns / 1)
        let reach = StudentT(degreesOfFreedom: freedom).twoSidedQuantile(level: 0.95) * variance.squareRoot()
        #expect(abs(interval.lower - max(0, 0.65 - reach)) < 1e-12 && interval.method == .repeatedRuns)
    }

    @Test("One run tells nothing, and equal runs leave the variance of rows")
    func ends() throws {
        #expect(RepeatedRuns(values: [0.5], variances: [0.01]).interval(level: 0.95, rows: 50, range: 0...1) == nil)
        #expect(RepeatedRuns(values: [], variances: []).mean == nil)
        let equal = RepeatedRuns(values: [0.5, 0.5], variances: [0.0025, 0.0025])
        let interval = try #require(equal.interval(level: 0.95, rows: 100, range: 0...1))
        #expect(abs(interval.upper - 0.5 - StudentT(degreesOfFreedom: 99).twoSidedQuantile(level: 0.95) * 0.05) < 1e-12)
        #expect(
            RepeatedRuns(values: [0.5, 0.6], variances: [.infinity, 0.1]).interval(level: 0.95, rows: 9, range: 0...1)
                == nil)
    }

    /// Rows have chances of their own, runs move all of them: the mean over all rows and runs there could be is covered.
    @Test("Limits hold the mean over runs and rows", arguments: [(3, 80, 0.0), (5, 200, 0.06)])
    func coverage(runs: Int, rows: Int, spread: Double) throws {
        var random = RandomStream(seed: 9, name: "runs \(runs)")
        var covered = 0
        let rounds = 400
        for _ in 0..<rounds {
            let chances = (0..<rows).map { _ in random.uniform() < 0.5 ? 0.55 : 0.85 }
            var (values, variances): ([Double], [Double]) = ([], [])
            for _ in 0..<runs {
                let shift = random.normal() * spread
                let right = chances.count { random.uniform() < $0 + shift }
                let value = Double(right) / Double(rows)
                values.append(value)
                variances.append(value * (1 - value) / Double(rows))
            }
            let interval = try #require(
                RepeatedRuns(values: values, variances: variances).interval(
                    level: 0.95, rows: Double(rows), range: 0...1))
            if interval.contains(0.7) { covered += 1 }
        }
        // Chances above 1 are cut, which moves the mean by less than a thousandth.
        #expect(Double(covered) / Double(rounds) >= 0.93, "\(covered)")
    }
}
