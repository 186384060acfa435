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
    var identifier: String?
    /// The decision people want: a label value.
    var favourable: String?
    /// The column that holds what each row weighs.
    var weight: String?
    /// What the weights are; `none` without a column of them.
    var weightKind: CubeHeader.WeightKind

    /// The roles a call declares; what it leaves out comes from `earlier`.
    init(_ call: Call, earlier: Roles? = nil) {
        label = call.text("label")?.value ?? earlier?.label
        positive = call.text("positive")?.value ?? earlier?.positive
        prediction = call.text("prediction")?.value ?? earlier?.prediction
        score = call.text("score")?.value ?? earlier?.score
        threshold = call.number("threshold")?.value ?? earlier?.threshold
        identifier = call.text("id")?.value ?? earlier?.identifier
        favourable = call.text("favourable")?.value ?? earlier?.favourable
        weight = call.text("weight")?.value ?? earlier?.weight
        let kind = call.text("weights").flatMap { CubeHeader.WeightKind(rawValue: $0.value) } ?? earlier?.weightKind
        weightKind = weight == nil ? .none : kind.flatMap { $0 == .none ? nil : $0 } ?? .sampling
    }

    /// What the model is called when nobody named it.
    var modelName: String { prediction ?? score ?? "model" }
}
