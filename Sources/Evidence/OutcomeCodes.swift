/// What stands in the place of a class when a row has no label.
package enum LabelState {
    /// The label's code where there is none: unlabelled, never a zero.
    package static let unlabelled: UInt16 = .max
}

/// What stands in the place of a class when a row has no usable prediction.
package enum PredictionState: UInt16, CaseIterable, Sendable {
    /// The field is empty, or the row has no prediction at all.
    case missing = 0xFFFF
    /// The value is none of the declared classes.
    case invalid = 0xFFFE
    /// The model declined to decide.
    case abstained = 0xFFFD

    /// The name in machine output.
    package var name: String {
        switch self {
        case .missing: "(missing)"
        case .invalid: "(invalid)"
        case .abstained: "(abstained)"
        }
    }

    /// Position after the classes in a table of counts.
    var offset: Int {
        switch self {
        case .missing: 0
        case .invalid: 1
        case .abstained: 2
        }
    }
}
