import Foundation
import Testing

@testable import Statistics

/// Rows of Oracles/distributions.json, which Oracles/distributions.py writes.
private struct OracleTable: Decodable {
    struct Row: Decodable {
        let function: String
        let arguments: [Double]
        let value: Double
    }

    let versions: [String: String]
    let rows: [Row]

    static func read() throws -> OracleTable {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let bytes = try Data(contentsOf: folder.appendingPathComponent("Oracles/distributions.json"))
        return try JSONDecoder().decode(OracleTable.self, from: bytes)
    }
}

/// A function of the table, ours, and how near it has to come.
struct OracleCase: CustomTestStringConvertible, Sendable {
    let name: String
    /// Relative error allowed.
    let tolerance: Double
    /// Absolute error allowed besides, for functions that pass through 0 between their arguments.
    var absolute = 0.0
    let ours: @Sendable ([Double]) -> Double?

    var testDescription: String { name }

    /// Groups as pairs of successes and trials.
    private static func fit(_ pairs: [Double]) -> BetaBinomialFit? {
        let groups = stride(from: 0, to: pairs.count, by: 2)
        return BetaBinomialFit(successes: groups.map { pairs[$0] }, trials: groups.map { pairs[$0 + 1] })
    }

    static let all: [OracleCase] = [
        OracleCase(name: "normal-cdf", tolerance: 1e-12) { NormalDistribution.cdf($0[0]) },
        OracleCase(name: "normal-quantile", tolerance: 1e-12) { NormalDistribution.quantile($0[0]) },
        OracleCase(name: "log-gamma", tolerance: 1e-12) { GammaFunction.logarithm($0[0]) },
        OracleCase(name: "digamma", tolerance: 1e-12, absolute: 1e-13) { GammaFunction.digamma($0[0]) },
        // The optimizer that made the table stops at about 1e-6 in the logarithm of the precision.
        OracleCase(name: "beta-binomial-mean", tolerance: 1e-5) { fit($0)?.mean },
        OracleCase(name: "beta-binomial-precision", tolerance: 2e-4) { fit($0)?.precision },
        OracleCase(name: "log-beta", tolerance: 1e-12, absolute: 1e-13) { BetaFunction.logarithm($0[0], $0[1]) },
        OracleCase(name: "beta-lower", tolerance: 1e-12) { BetaDistribution($0[1], $0[2]).cdf($0[0]) },
        OracleCase(name: "beta-upper", tolerance: 1e-12) { BetaDistribution($0[1], $0[2]).upperTail($0[0]) },
        OracleCase(name: "beta-quantile", tolerance: 1e-10) { BetaDistribution($0[1], $0[2]).quantile($0[0]) },
        OracleCase(name: "t-cdf", tolerance: 1e-12) { StudentT(degreesOfFreedom: $0[1]).cdf($0[0]) },
        OracleCase(name: "t-quantile", tolerance: 1e-10) { StudentT(degreesOfFreedom: $0[1]).quantile($0[0]) },
        OracleCase(name: "chi-squared-lower", tolerance: 1e-12) {
            ChiSquared(degreesOfFreedom: $0[1]).tails($0[0]).lower
        },
        OracleCase(name: "chi-squared-upper", tolerance: 1e-12) {
            ChiSquared(degreesOfFreedom: $0[1]).tails($0[0]).upper
        },
        OracleCase(name: "chi-squared-quantile", tolerance: 1e-10) {
            ChiSquared(degreesOfFreedom: $0[1]).quantile(upperTail: $0[0])
        },
        OracleCase(name: "binomial-pmf", tolerance: 1e-12) {
            BinomialDistribution(trials: Int($0[1]), probability: $0[2]).pmf(Int($0[0]))
        },
        OracleCase(name: "binomial-cdf", tolerance: 1e-11) {
            BinomialDistribution(trials: Int($0[1]), probability: $0[2]).cdf(Int($0[0]))
        },
        OracleCase(name: "wilson-lower", tolerance: 1e-12, absolute: 1e-15) {
            Proportion.wilson(successes: $0[0], trials: $0[1], level: $0[2])?.lower
        },
        OracleCase(name: "wilson-upper", tolerance: 1e-12) {
            Proportion.wilson(successes: $0[0], trials: $0[1], level: $0[2])?.upper
        },
        // SciPy finds these limits by root finding in the binomial, to about 1e-12 absolute.
        OracleCase(name: "clopper-pearson-lower", tolerance: 1e-10, absolute: 1e-11) {
            Proportion.clopperPearson(successes: $0[0], trials: $0[1], level: $0[2])?.lower
        },
        OracleCase(name: "clopper-pearson-upper", tolerance: 1e-10, absolute: 1e-11) {
            Proportion.clopperPearson(successes: $0[0], trials: $0[1], level: $0[2])?.upper
        },
        OracleCase(name: "mean-lower", tolerance: 1e-12) {
            MeanInterval.studentT(mean: $0[0], sampleVariance: $0[1], count: $0[2], level: $0[3])?.lower
        },
        OracleCase(name: "mean-upper", tolerance: 1e-12) {
            MeanInterval.studentT(mean: $0[0], sampleVariance: $0[1], count: $0[2], level: $0[3])?.upper
        },
        OracleCase(name: "kolmogorov-tail", tolerance: 1e-12) { KolmogorovDistribution.upperTail($0[0]) },
        OracleCase(name: "welch-lower", tolerance: 1e-12) { welch($0)?.lower },
        OracleCase(name: "welch-upper", tolerance: 1e-12) { welch($0)?.upper },
    ]

    private static func welch(_ a: [Double]) -> Interval? {
        MeanInterval.welchDifference(
            MeanInterval.Sample(mean: a[0], sampleVariance: a[1], count: a[2]),
            MeanInterval.Sample(mean: a[3], sampleVariance: a[4], count: a[5]), level: a[6])
    }
}

@Suite("Values of SciPy and mpmath")
struct OracleTests {
    @Test("A function has the value SciPy or mpmath gives it", arguments: OracleCase.all)
    func agrees(oracle: OracleCase) throws {
        let rows = try OracleTable.read().rows.filter { $0.function == oracle.name }
        #expect(!rows.isEmpty)
        var worst = 0.0
        for row in rows {
            let value = try #require(oracle.ours(row.arguments), "\(row.arguments)")
            let error = (value - row.value).magnitude
            let allowed = max(oracle.absolute, oracle.tolerance * row.value.magnitude)
            if !(error <= allowed) {
                Issue.record("\(oracle.name)\(row.arguments) is \(value), should be \(row.value), off by \(error)")
            }
            worst = max(worst, error / max(allowed, .leastNormalMagnitude))
        }
        #expect(worst <= 1, "a multiple of the error allowed")
    }

    @Test("Every function of the table is tested, and the table says what made it")
    func tableIsUsed() throws {
        let table = try OracleTable.read()
        #expect(Set(table.rows.map(\.function)) == Set(OracleCase.all.map(\.name)))
        #expect(table.versions["scipy"] != nil && table.versions["mpmath"] != nil)
    }
}
