/// Why there is no estimate: nothing is ever filled in for an undefined one.
public enum NotEstimable: String, Sendable, Hashable, CaseIterable {
    case emptyGroup, noPositives, noNegatives, noPredictedPositives, noPredictedNegatives, singleClass
    case degenerateMargins
    /// x / 0.
    case zeroReference
    /// 0 / 0.
    case bothZero
    case unlabelled, noScores, constantTarget, separation
    /// A stratum has rows but no labels.
    case positivity
    case tooFewRows, tooFewClusters, suppressed, notInCube, gridMismatch, invalidWeights
}
