/// A scenario as it is proposed: what `ScenarioText` writes down.
struct ScenarioDraft: Sendable {
    struct Group: Sendable {
        let column: String
        let kind: String?
        let why: String
    }

    var name: String
    var title: String
    var place: String?
    var languages: [String]
    var file: String
    var sha256: String
    var model: String
    /// The file of decisions or scores, if it is another one, with its digest and its column of ids.
    var predictions: (file: String, sha256: String, identifier: String)?
    var identifier: RoleProposal.Choice?
    var label: RoleProposal.Choice
    /// The values of the label with their rows.
    var labelSample: String
    var positive: String?
    /// Classes where the label has several.
    var classes: [String] = []
    var prediction: RoleProposal.Choice?
    var score: RoleProposal.Choice?
    var scoreIsProbability = true
    var threshold: Double?
    var favourable: String?
    var groups: [Group]
    var time: RoleProposal.Choice?
    var cluster: RoleProposal.Choice?
    var personal: [RoleProposal.Choice]
    /// Remarks for the author, each a line of the file.
    var remarks: [String] = []

    var isBinary: Bool { positive != nil }
}
