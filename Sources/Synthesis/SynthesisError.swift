/// Why the files of a scenario could not be drawn.
package enum SynthesisError: Error, Hashable {
    /// Fewer rows than one, or more than there are customer numbers.
    case rowsOutOfRange(Int, allowed: ClosedRange<Int>)
    /// There is nothing to fit a model to, or to measure it on.
    case noRows
    /// The rows do not have one label each, or not all the same number of features.
    case shapesDiffer
    /// A feature is a combination of others, or the rows are too few for the features.
    case singular
    /// The deviance did not settle: the features tell the two labels apart completely, or nearly.
    case separation
}
