import Testing

@testable import Statistics

@Suite("Independence of two classifications")
struct IndependenceTestTests {
    @Test("Rows drawn without replacement are hypergeometric, few or many", arguments: [5, 40, 65, 200])
    func hypergeometric(drawn: Int) {
        let (marked, all) = (120, 400)
        var random = RapidStream(UInt64(drawn))
        let runs = 20_000
        var counts = [Int](repeating: 0, count: drawn + 1)
        for _ in 0..<runs { counts[random.hypergeometric(marked, of: all, drawing: drawn)] += 1 }
        func logChoose(_ n: Int, _ k: Int) -> Double {
            GammaFunction.logarithm(Double(n + 1)) - GammaFunction.logarithm(Double(k + 1))
                - GammaFunction.logarithm(Double(n - k + 1))
        }
        // χ² over values that are expected five times or more, the rest together.
        var (statistic, cells, restFound, restExpected) = (0.0, 0, 0, 0.0)
        for k in 0...min(drawn, marked) {
            let p = LogScale.exponential(
                logChoose(marked, k) + logChoose(all - marked, drawn - k) - logChoose(all, drawn))
            let expected = p * Double(runs)
            if expected >= 5 {
                statistic += (Double(counts[k]) - expected) * (Double(counts[k]) - expected) / expected
                cells += 1
            } else {
                restFound += counts[k]
                restExpected += expected
            }
        }
        if restExpected > 0 {
            statistic += (Double(restFound) - restExpected) * (Double(restFound) - restExpected) / restExpected
        }
        let p = ChiSquared(degreesOfFreedom: Double(cells)).tails(statistic).upper
        #expect(p > 1e-4, "\(statistic) of \(cells)")
        #expect(random.hypergeometric(0, of: 5, drawing: 3) == 0 && random.hypergeometric(5, of: 5, drawing: 3) == 3)
        #expect(random.hypergeometric(2, of: 5, drawing: 5) == 2 && random.hypergeometric(2, of: 5, drawing: 0) == 0)
    }

    @Test(
        "χ² under permutation has the mean and the variance that are said",
        arguments: [[[5, 2, 0], [1, 3, 4]], [[9, 1, 1, 1, 0, 0], [2, 1, 0, 1, 1, 1], [1, 0, 0, 0, 1, 1]]])
    func moments(counts: [[Int]]) throws {
        let table = ContingencyTable(counts)
        let (mean, variance) = table.permutedMoments
        // Every row of the data shuffled: the slow way.
        var rows: [Int] = []
        var columns: [Int] = []
        for (row, cells) in counts.enumerated() {
            for (column, count) in cells.enumerated() {
                rows += Array(repeating: row, count: count)
                columns += Array(repeating: column, count: count)
            }
        }
        var random = RapidStream(3)
        var (sum, squares) = (0.0, 0.0)
        let runs = 8_000
        for _ in 0..<runs {
            random.shuffle(&rows)
            var drawn = counts.map { $0.map { _ in 0 } }
            for (row, column) in zip(rows, columns) { drawn[row][column] += 1 }
            let value = ContingencyTable(drawn).chiSquare
            sum += value
            squares += value * value
        }
        let (m, v) = (sum / Double(runs), squares / Double(runs) - sum / Double(runs) * (sum / Double(runs)))
        #expect(abs(m - mean) < 4 * (variance / Double(runs)).squareRoot(), "\(m), \(mean)")
        #expect(abs(v / variance - 1) < 0.12, "\(v), \(variance)")
    }

    @Test("Each method where it belongs, and permutations agree with χ² where both may be used")
    func methods() throws {
        func test(_ counts: [[Int]], _ permutations: Int = 9_999) throws -> IndependenceTest {
            try #require(IndependenceTest([counts], permutations: permutations, seed: 1, stream: "t"))
        }
        #expect(try test([[30, 10, 5], [12, 25, 18]]).method == .chiSquare)
        #expect(try test([[3, 1], [1, 3]]).method == .permutation)
        // Of C(12, 6) = 924 tables 2 · 37 are as far out as [[5, 1], [1, 5]]; 100 of them were drawn.
        let exact = try test([[5, 1], [1, 5]])
        #expect(abs(exact.pValue - 74.0 / 924) < 0.03 && exact.draws < 9_999)
        // 3,000 levels of four rows each that tell the class.
        let names = (0..<3_000).map { $0 % 2 == 0 ? [4, 0] : [0, 4] }
        let told = try test([names.map { $0[0] }, names.map { $0[1] }])
        #expect(told.method == .bound && told.pValue == 1e-4 && told.draws == 0)
        #expect(IndependenceTest([[[5, 0], [3, 0]]], permutations: 9, seed: 1, stream: "t") == nil)
        // Strata of one value say nothing; two tables together are worth more than each.
        let table = [[6, 2, 1], [2, 6, 1]]
        let both = try #require(
            IndependenceTest([table, [[4, 4, 4]], table], permutations: 9_999, seed: 1, stream: "t"))
        let one = try test(table)
        #expect(both.degreesOfFreedom == 2 * one.degreesOfFreedom && both.pValue < one.pValue)
    }

    @Test("P is no smaller than chance makes it, by few rows a level and in strata", arguments: [false, true])
    func size(isStratified: Bool) throws {
        var small = 0
        let runs = 400
        for run in 0..<runs {
            var random = RandomStream(seed: UInt64(run), name: "size")
            // The class depends on the stratum and so does the level: at equal stratum neither tells the other.
            var strata = (0..<(isStratified ? 2 : 1)).map { _ in
                [[Int](repeating: 0, count: 25), [Int](repeating: 0, count: 25)]
            }
            for row in 0..<80 {
                let stratum = isStratified ? row % 2 : 0
                let shift = Double(stratum) * 0.4
                let level = min(24, Int((random.uniform() * (0.6 + shift)) * 25))
                strata[stratum][random.uniform() < 0.3 + shift ? 1 : 0][level] += 1
            }
            let test = try #require(IndependenceTest(strata, permutations: 199, seed: UInt64(run), stream: "t"))
            if test.pValue <= 0.05 { small += 1 }
        }
        // .05 of 400 and three standard errors.
        #expect(small <= 33, "\(small)")
    }
}
