package import Evidence
package import Statistics

/// The mean of how much higher one model scores a row than another.
package enum ScoreShift {
    /// The mean shift with Student's t limits; over blocks of clusters where rows were counted by them.
    ///
    /// - Returns: `nil` where shifts were not summed.
    package static func estimate(_ evidence: GroupEvidence, level: Double) -> Estimate? {
        guard let own = evidence.shifts else { return nil }
        guard own.count > 0 else { return Estimate(notEstimable: evidence.rows == 0 ? .emptyGroup : .noScores) }
        let count = Double(own.count)
        let mean = own.sum / count
        guard evidence.blocks.isEmpty else {
            let jackknife = BlockJackknife(
                evidence.blocks.compactMap { block in
                    guard let part = block.shifts, part.count > 0 else { return nil }
                    let rest = count - Double(part.count)
                    return rest > 0 ? (own.sum - part.sum) / rest : .nan
                })
            let interval = jackknife.interval(
                mean, level: level, range: -.greatestFiniteMagnitude ... .greatestFiniteMagnitude)
            return Estimate(
                mean, n: own.count, interval: interval,
                flags: jackknife.blockCount < BlockJackknife.fewestBlocks ? [.tooFewClusters] : [])
        }
        // Squares are told to 2^−50: a smaller spread is none.
        let squares = max(0, own.squares - own.sum * mean)
        let variance = squares > count * 0x1p-50 && own.count > 1 ? squares / (count - 1) : 0
        guard own.count > 1, variance > 0 else { return Estimate(mean, n: own.count, interval: nil) }
        let reach =
            StudentT(degreesOfFreedom: count - 1).twoSidedQuantile(level: level) * (variance / count).squareRoot()
        return Estimate(
            mean, n: own.count,
            interval: Interval(lower: mean - reach, upper: mean + reach, level: level, method: .studentT))
    }
}
