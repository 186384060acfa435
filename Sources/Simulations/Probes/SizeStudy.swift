import Statistics

/// One row of the table of probes: how often a test finds what is not there, and what is.
struct SizeStudy: Sendable {
    /// What is tested, on how many rows, and how.
    let question: String
    /// What is there where power is told.
    let effect: String
    var runs = 4_000
    /// What is promised to be found at most where nothing is.
    var nominal = 0.05
    /// What one drawn set of rows finds: 1 or 0, or a share of what is found.
    let found: @Sendable (_ hasEffect: Bool, _ random: inout RandomStream) -> Double

    static let columns = ["test", "runs", "nominal", "found where nothing is", "effect", "found"]

    /// What is found in one run of a hundred, if the size is the nominal one.
    var limit: Double { nominal + 2.326 * (nominal * (1 - nominal) / Double(runs)).squareRoot() }

    /// Both shares, each of draws of its own.
    ///
    /// - Parameter section: names the draws.
    func cells(_ section: String) -> [String] {
        func mean(_ hasEffect: Bool, runs: Int) -> Double {
            let key = RandomStream.Key(seed: 16, name: "\(section) \(question) \(hasEffect)")
            var sum = 0.0
            for run in 0..<runs {
                var random = key.stream(replicate: UInt32(run), cell: 0)
                sum += found(hasEffect, &random)
            }
            return sum / Double(runs)
        }
        let size = mean(false, runs: runs)
        let power = effect.isEmpty ? "—" : share(mean(true, runs: max(1, runs / 4)))
        return [
            question, "\(runs)", share(nominal), size > limit ? "**\(share(size))**" : share(size),
            effect.isEmpty ? "—" : effect, power,
        ]
    }
}

/// The tests of one probe.
struct SizeSection: Sendable {
    let title: String
    let words: String
    let studies: [SizeStudy]
}

extension SizeStudy {
    /// Whether limits leave a value outside: 1 or 0; limits that do not exist find nothing.
    static func misses(_ value: Double, _ interval: Interval?) -> Double {
        interval.map { $0.contains(value) ? 0 : 1 } ?? 0
    }

    /// Whether a p-value is .05 or less; none finds nothing.
    static func rejects(_ pValue: Double?, at alpha: Double = 0.05) -> Double { (pValue ?? 1) <= alpha ? 1 : 0 }

    /// Codes drawn by weights.
    static func codes(_ count: Int, _ weights: [Double], _ random: inout RandomStream) -> [UInt32] {
        let total = weights.reduce(0, +)
        return (0..<count).map { _ in
            var rest = random.uniform() * total
            for (code, weight) in weights.enumerated() {
                rest -= weight
                if rest < 0 { return UInt32(code) }
            }
            return UInt32(weights.count - 1)
        }
    }

    /// Rows by code.
    static func counts(_ codes: [UInt32], of count: Int) -> [Int] {
        var counts = [Int](repeating: 0, count: count)
        for code in codes { counts[Int(code)] += 1 }
        return counts
    }
}
