/// What the evidence says about a gate.
public enum Verdict: Hashable, Sendable {
    /// Shown within tolerance.
    case pass
    /// Shown outside tolerance.
    case fail
    /// Neither; says which of two things it is.
    case inconclusive(Undecided)

    /// The two kinds of not knowing.
    public enum Undecided: String, Hashable, Sendable {
        /// The interval excludes no gap: there is one, its size is undecided.
        case gapShown
        /// The interval includes no gap: nothing is shown.
        case nothingShown
    }

    /// The name in machine output: `pass`, `fail` or `inconclusive`.
    public var name: String {
        switch self {
        case .pass: "pass"
        case .fail: "fail"
        case .inconclusive: "inconclusive"
        }
    }
}

/// Why a gate cannot be better than inconclusive, whatever its interval says.
public enum VerdictCap: String, Hashable, Sendable, CaseIterable, Comparable {
    /// Fewer than 95 % of the rows carry a label (selective labels).
    case labelCoverage
    /// A group has fewer rows than `minimum-group`.
    case minimumGroup
    /// A group's figure is not estimable.
    case notEstimable
    /// An aggregate leaves out groups that are not estimable.
    case partial
    /// Rows of one person stand together in the data, but the interval takes them for independent.
    case assumesIndependence
    /// Who belongs to a group was inferred, not asked or recorded.
    case imputedGroup
    /// Of many rows only one of two models that are compared says anything.
    case unpairedRows
    /// There is no earlier assessment that a change could be measured from.
    case nothingEarlier
    /// An earlier assessment may rest on some of the same rows, but the interval takes the two for independent.
    case sharedRows

    /// By name in machine output.
    public static func < (a: VerdictCap, b: VerdictCap) -> Bool { a.rawValue < b.rawValue }
}
