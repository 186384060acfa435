/// A share of rows observed in one of several independent groups.
package struct GroupSample: Hashable, Sendable {
    /// Which group, by its place in a list of the caller.
    package let group: Int
    /// x, in 0...trials.
    package let successes: Double
    /// n, above 0; effective rows where rows have weights.
    package let trials: Double
    /// How much the group counts among several: its rows, or their weight.
    package let mass: Double
    /// Names the draws of this share; every other share of the same question has another name.
    package let stream: String
    /// The probability that a model without disparity would have here, where it does not come from the other groups.
    package let expected: Double?

    /// - Parameter mass: the trials when absent.
    package init(
        group: Int, successes: Double, trials: Double, mass: Double? = nil, stream: String, expected: Double? = nil
    ) {
        precondition(trials > 0 && successes >= 0 && successes <= trials, "successes among trials")
        self.group = group
        self.mass = mass ?? trials
        self.successes = successes
        self.trials = trials
        self.stream = stream
        self.expected = expected
    }

    /// x/n.
    package var value: Double { successes / trials }

    /// (x + ½)/(n + 1): never 0 and never 1, so that no standard error is 0.
    var smoothed: Double { Self.smoothed(successes, trials) }

    static func smoothed(_ successes: Double, _ trials: Double) -> Double { (successes + 0.5) / (trials + 1) }

    /// Rows that a draw has.
    var drawnTrials: Int { max(1, Int(trials.rounded())) }

    /// All of some samples together: Σ mass·x/n over Σ mass, and (Σ mass)²/Σ(mass²/n) effective rows.
    ///
    /// - Returns: `nil` for none.
    package static func together(_ samples: some Collection<GroupSample>) -> (successes: Double, trials: Double)? {
        let mass = samples.reduce(0) { $0 + $1.mass }
        guard mass > 0 else { return nil }
        let share = samples.reduce(0) { $0 + $1.mass * $1.value } / mass
        let trials = mass * mass / samples.reduce(0) { $0 + $1.mass * $1.mass / $1.trials }
        return (min(1, share) * trials, trials)
    }
}

/// Draws of the successes of several independent shares, each a pure function of seed, name and replicate: they do not
/// depend on the order of groups, on other groups or on threads.
struct GroupDraws {
    private let keys: [RandomStream.Key]
    private let trials: [Int]
    private let scales: [Double]
    private let probabilities: [Double]

    /// - Parameters:
    ///   - probabilities: of a success, one for each sample.
    ///   - purpose: tells these draws from others of the same samples.
    init(_ samples: [GroupSample], probabilities: [Double], seed: UInt64, purpose: String) {
        keys = samples.map { RandomStream.Key(seed: seed, name: purpose + ":" + $0.stream) }
        trials = samples.map(\.drawnTrials)
        // Effective rows need not be whole: a draw of whole ones is scaled back.
        scales = samples.map { $0.trials / Double($0.drawnTrials) }
        self.probabilities = probabilities
    }

    /// x* of each sample.
    func draw(_ replicate: Int, into successes: inout [Double]) {
        for index in keys.indices {
            var stream = keys[index].stream(replicate: UInt32(replicate), cell: 0)
            successes[index] =
                Double(stream.binomial(trials: trials[index], probability: probabilities[index])) * scales[index]
        }
    }
}

/// What a statistic of several groups would be if the groups did not differ.
package enum NoDisparity {
    /// The mean of a statistic over draws in which every group has the rate of all groups together.
    ///
    /// Printed beside a range, which is never 0 in data, so that a reader sees how much of it noise explains.
    ///
    /// - Parameters:
    ///   - rates: for each rate, the shares of the groups that have it.
    ///   - replicates: how many draws.
    ///   - statistic: of the shares drawn, one list for each rate; `nil` leaves a draw out.
    /// - Returns: `nil` where no draw has the statistic.
    /// - Complexity: O(draws × groups).
    /// - Source: METHODS §3.5.
    package static func mean(
        _ rates: [[GroupSample]], replicates: Int, seed: UInt64, of statistic: ([[Double]]) -> Double?
    ) -> Double? {
        let draws = rates.map { samples -> GroupDraws in
            let all = GroupSample.together(samples).map { min(1, $0.successes / $0.trials) } ?? 0
            let probabilities = samples.map { $0.expected ?? all }
            return GroupDraws(samples, probabilities: probabilities, seed: seed, purpose: "no disparity")
        }
        var values = rates.map { [Double](repeating: 0, count: $0.count) }
        var sum = CompensatedSum()
        var count = 0
        for replicate in 0..<replicates {
            for (rate, samples) in rates.enumerated() {
                draws[rate].draw(replicate, into: &values[rate])
                for index in samples.indices { values[rate][index] /= samples[index].trials }
            }
            guard let value = statistic(values), value.isFinite else { continue }
            sum.add(value)
            count += 1
        }
        return count > 0 ? sum.value / Double(count) : nil
    }
}
