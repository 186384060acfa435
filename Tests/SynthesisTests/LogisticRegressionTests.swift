import Foundation
import Testing

@testable import Synthesis

@Suite("Logistic regression")
struct LogisticRegressionTests {
    /// Rows with two features, and labels drawn from known coefficients.
    private func sample(_ count: Int, seed: UInt64, _ truth: [Double]) -> (rows: [[Double]], labels: [Bool]) {
        var rows: [[Double]] = []
        var labels: [Bool] = []
        for row in 0..<count {
            var stream = SeededStream(seed: seed, sample: "regression", row: row)
            let features = [stream.normal(), stream.happens(0.3) ? 1 : 0]
            rows.append(features)
            labels.append(stream.happens(logisticProbability(LogisticRegression.logit(truth, features))))
        }
        return (rows, labels)
    }

    @Test("The coefficients that drew the labels are found again", arguments: [1, 2, 3] as [UInt64])
    func recovery(seed: UInt64) throws {
        let truth = [-0.4, 1.1, -0.7]
        let count = 5000
        let (rows, labels) = sample(count, seed: seed, truth)
        let fit = try LogisticRegression(features: rows, labels: labels, ridge: 1e-6)
        // Variance times n, from the inverse information of one row at the truth, by Gauss-Hermite quadrature.
        for (found, (known, unit)) in zip(fit.coefficients, zip(truth, [7.41, 7.96, 27.3])) {
            #expect(abs(found - known) < 4.5 * (unit / Double(count)).squareRoot(), "seed \(seed)")
        }
    }

    @Test("A slow descent along the gradient ends at the same coefficients", arguments: [0, 0.5, 5])
    func slowTwin(ridge: Double) throws {
        let (rows, labels) = sample(120, seed: 9, [0.3, -0.9, 0.6])
        let fit = try LogisticRegression(features: rows, labels: labels, ridge: ridge)
        var twin = [0.0, 0.0, 0.0]
        for _ in 0..<4000 {
            var gradient = [0.0, -ridge * twin[1], -ridge * twin[2]]
            for (row, label) in zip(rows, labels) {
                let residual = (label ? 1 : 0) - 1 / (1 + exp(-(twin[0] + twin[1] * row[0] + twin[2] * row[1])))
                gradient[0] += residual
                gradient[1] += residual * row[0]
                gradient[2] += residual * row[1]
            }
            for index in 0..<3 { twin[index] += 0.02 * gradient[index] }
        }
        for (found, known) in zip(fit.coefficients, twin) { #expect(abs(found - known) < 1e-6) }
    }

    @Test("Without features the intercept is the logarithm of the odds")
    func interceptOnly() throws {
        let labels = [true, true, true, false]
        let fit = try LogisticRegression(features: labels.map { _ in [] }, labels: labels, ridge: 0)
        #expect(fit.coefficients.count == 1)
        #expect(abs(fit.coefficients[0] - log(3)) < 1e-9)
    }

    @Test("What cannot be fitted is refused with its reason")
    func refusals() {
        let labels = [true, false, true, false]
        func fit(_ rows: [[Double]], _ labels: [Bool]) throws(SynthesisError) -> LogisticRegression {
            try LogisticRegression(features: rows, labels: labels, ridge: 0)
        }
        #expect(throws: SynthesisError.noRows) { try fit([], []) }
        #expect(throws: SynthesisError.shapesDiffer) { try fit([[1], [2]], labels) }
        #expect(throws: SynthesisError.shapesDiffer) { try fit([[1], [2, 3], [4], [5]], labels) }
        #expect(throws: SynthesisError.singular) { try fit([[1, 2], [3, 6], [2, 4], [5, 10]], labels) }
        #expect(throws: SynthesisError.separation) { try fit([[2], [-1], [3], [-2]], labels) }
        #expect(throws: SynthesisError.separation) { try fit([[2], [-1], [3], [-2]], [true, true, true, true]) }
    }

    @Test("A symmetric system is solved, and one without a definite matrix is not")
    func systems() throws {
        // [[4, 2], [2, 3]] x = [8, 7] has x = [1.25, 1.5].
        var matrix = SymmetricMatrix(size: 2)
        matrix.add([2, 1], weight: 1)
        matrix.addToDiagonal(at: 1, 2)
        let solution = try #require(matrix.solve([8, 7]))
        #expect(abs(solution[0] - 1.25) < 1e-14 && abs(solution[1] - 1.5) < 1e-14)
        matrix.addToDiagonal(at: 1, -2)
        #expect(matrix.solve([8, 7]) == nil)
    }

    @Test("The area counts pairs in order, and ties by half")
    func rankedPairs() {
        // Positives 0.9 and 0.4, negatives 0.4 and 0.1: of four pairs three are in order and one is tied.
        #expect(rankArea(scores: [0.9, 0.4, 0.4, 0.1], labels: [true, true, false, false]) == 0.875)
        #expect(rankArea(scores: [1, 1, 1], labels: [true, false, true]) == 0.5)
        #expect(rankArea(scores: [0.2, 0.8], labels: [true, false]) == 0)
        #expect(rankArea(scores: [0.2, 0.8], labels: [true, true]) == nil)
    }
}
