/// What is summed over the rows of a cell beside their number (METHODS §1.1, M1 to M4).
///
/// Of a number, y is the label, p the prediction and e = p − y; a sum that can be negative is kept as that of the rows
/// where it is positive and that of the others, so that no sum ever falls.
///
/// The raw value is the name in machine output.
package enum CubeQuantity: String, Hashable, Sendable, CaseIterable {
    /// Σw.
    case weight
    /// Σw².
    case squaredWeight = "squared-weight"
    /// Σs, or Σws where rows have weights.
    case score
    /// Σs², or Σws².
    case squaredScore = "squared-score"
    /// Σℓ with ℓ = −ln p of the row's own label, or Σwℓ.
    case loss
    /// Σℓ², or Σwℓ².
    case squaredLoss = "squared-loss"

    /// Rows that both models of a pair give a score.
    case scoredPairs = "scored-pairs"
    /// Σ(s_B − s_A) over them: the score of the model less that of the one it is compared with (METHODS §1.1, M7).
    case shift = "score-shift"
    /// Σ(s_B − s_A)².
    case squaredShift = "squared-score-shift"

    /// Σy over rows with a label.
    case label
    /// Σp over rows with a prediction.
    case prediction
    /// Σe over rows with both, as all that follow but the two squares.
    case error
    /// Σy² over rows with a label.
    case squaredLabel = "squared-label"
    /// Σp² over rows with a prediction.
    case squaredPrediction = "squared-prediction"
    /// Σe·|e|: the squares of positive errors less those of negative ones.
    case squaredError = "signed-squared-error"
    /// Σye.
    case labelError = "label-error"
    /// Σy³.
    case cubedLabel = "cubed-label"
    /// Σy²e.
    case squaredLabelError = "squared-label-error"
    /// Σye².
    case labelSquaredError = "label-squared-error"
    /// Σe³.
    case cubedError = "cubed-error"
    /// Σy⁴.
    case fourthLabel = "fourth-label"
    /// Σy³e.
    case cubedLabelError = "cubed-label-error"
    /// Σy²e².
    case squaredLabelSquaredError = "squared-label-squared-error"
    /// Σye³.
    case labelCubedError = "label-cubed-error"
    /// Σe⁴.
    case fourthError = "fourth-error"

    /// ΣS, words or characters that were replaced.
    case substitutions
    /// ΣD.
    case deletions
    /// ΣI.
    case insertions
    /// ΣE over texts with both errors and a length, as all that follow but the length.
    case errors
    /// ΣN, the words or characters of the reference.
    case referenceLength = "reference-length"
    /// ΣE².
    case squaredErrors = "squared-errors"
    /// ΣEN.
    case errorsByLength = "errors-by-length"
    /// ΣN².
    case squaredLength = "squared-length"
}
