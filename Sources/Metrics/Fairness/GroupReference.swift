package import Statistics

/// What the groups of a comparison are compared with.
package enum GroupReference: Hashable, Sendable {
    /// A group that somebody named.
    case named(GroupKey)
    /// Everybody but the group.
    case complement
    /// The group with most rows.
    case largest
    /// Everybody, the group included: a large group shows only part of its gap.
    case overall
    /// The group that is best off, chosen from the data: only simultaneous limits hold.
    case best
    /// Every other group.
    case pairwise

    /// The name in machine output.
    package var name: String {
        switch self {
        case .named: "named"
        case .complement: "complement"
        case .largest: "largest"
        case .overall: "overall"
        case .best: "best"
        case .pairwise: "pairwise"
        }
    }

    /// What must be said of every figure that rests on it.
    package var flags: [EstimateFlag] {
        switch self {
        case .named, .complement, .pairwise: []
        case .largest, .best: [.referenceFromData]
        case .overall: [.referenceIncludesGroup]
        }
    }
}
