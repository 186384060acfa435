import Diagnostics
import Evidence
import Scenarios

/// What the columns of a file of rows mean, as a line declares it.
struct Roles: Sendable, Hashable {
    var label: String?
    var positive: String?
    var prediction: String?
    var score: String?
    var threshold: Double?
    /// The scores of another model that this one is compared with.
    var againstScore: String?
    var identifier: String?
    /// The decision people want: a label value.
    var favourable: String?
    /// The column that holds what each row weighs.
    var weight: String?
    /// What the weights are; `none` without a column of them.
    var weightKind: CubeHeader.WeightKind
    /// The kind of outcome; `nil` for whatever the columns say.
    var outcome: String?
    /// No label and no prediction is larger.
    var largest: Double?
    /// The column of errors of texts.
    var errors: String?
    /// Those of substitutions, deletions and insertions, in this order.
    var edits: [String?]
    /// The column of the lengths of their references.
    var length: String?
    /// What they are counted in.
    var unit: CubeHeader.TextUnit?

    /// The roles a call declares; what it leaves out comes from `earlier`.
    init(_ call: Call, earlier: Roles? = nil) {
        label = call.text("label")?.value ?? earlier?.label
        positive = call.text("positive")?.value ?? earlier?.positive
        prediction = call.text("prediction")?.value ?? earlier?.prediction
        score = call.text("score")?.value ?? earlier?.score
        threshold = call.number("threshold")?.value ?? earlier?.threshold
        againstScore = call.text("against-score")?.value ?? earlier?.againstScore
        identifier = call.text("id")?.value ?? earlier?.identifier
        favourable = call.text("favourable")?.value ?? earlier?.favourable
        weight = call.text("weight")?.value ?? earlier?.weight
        outcome = call.text("outcome")?.value ?? earlier?.outcome
        largest = call.number("largest")?.value ?? earlier?.largest
        errors = call.text("errors")?.value ?? earlier?.errors
        edits = MeasuredRoles.edits.enumerated().map { call.text($1)?.value ?? earlier?.edits[$0] }
        length = call.text("length")?.value ?? earlier?.length
        unit = call.text("unit").flatMap { CubeHeader.TextUnit(rawValue: $0.value) } ?? earlier?.unit
        let kind = call.text("weights").flatMap { CubeHeader.WeightKind(rawValue: $0.value) } ?? earlier?.weightKind
        weightKind = weight == nil ? .none : kind.flatMap { $0 == .none ? nil : $0 } ?? .sampling
    }

    /// What the model is called when nobody named it.
    var modelName: String { prediction ?? score ?? "model" }
}
