import Diagnostics
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

    /// The roles a call declares; what it leaves out comes from `earlier`.
    init(_ call: Call, earlier: Roles? = nil) {
        label = call.text("label")?.value ?? earlier?.label
        positive = call.text("positive")?.value ?? earlier?.positive
        prediction = call.text("prediction")?.value ?? earlier?.prediction
        score = call.text("score")?.value ?? earlier?.score
        threshold = call.number("threshold")?.value ?? earlier?.threshold
        identifier = call.text("id")?.value ?? earlier?.identifier
        favourable = call.text("favourable")?.value ?? earlier?.favourable
    }

    /// What the model is called when nobody named it.
    var modelName: String { prediction ?? score ?? "model" }
}
