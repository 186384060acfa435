import Diagnostics
import Interchange
import Probes
import Statistics

/// Pairs whose both sides are known, and what is to be told of where they came from.
struct MeasuredPairs: Sendable {
    /// A group of pairs.
    struct Group: Sendable {
        let key: GroupKey
        var members: [Int]
    }

    let pairs: ChangedPairs
    let classes: [String]
    var groups: [Group]
    let model: String
    let notes: [String]
    /// The names of pairs.
    var ids: [String] = []
    /// What reviewers said of the pairs, if they were asked.
    var review: ReviewedPairs?
    /// Of each pair, the id of its original.
    var originals: [String] = []
    /// What was decided of originals, by id; of those without a pair too where it is known.
    var decisions: [String: String] = [:]
    /// Of each pair, the decision that its changed row should get, where a column tells.
    var expected: [String?] = []
    /// How much the model flips by itself, if it was asked twice.
    var noise: NoiseFloor?
    /// What else the document holds.
    var members: [JSONValue.Member] = []
    var exitStatus = ExitStatus.success

    /// Everybody, then each grouping, in the order of its levels.
    static func groups(by groupings: [[String]], count: Int, level: (String, Int) -> String?) -> [Group] {
        var groups = [Group(key: .overall, members: Array(0..<count))]
        for grouping in groupings {
            var members: [GroupKey: [Int]] = [:]
            for pair in 0..<count {
                let key = GroupKey(grouping.map { GroupLevel(dimension: $0, value: level($0, pair)) })
                members[key, default: []].append(pair)
            }
            groups += members.sorted { $0.key < $1.key }.map { Group(key: $0.key, members: $0.value) }
        }
        return groups
    }
}
