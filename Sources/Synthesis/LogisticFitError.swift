/// Why a logistic regression could not be fitted.
package enum LogisticFitError: Error, Hashable {
    case noRows
    /// The rows do not have one label each, or not all the same number of features.
    case shapesDiffer
    /// A feature is a combination of others, or the rows are too few for the features.
    case singular
    /// The deviance did not settle: the features tell the two labels apart completely, or nearly.
    case separation
}
