extension String {
    /// The text between two marks, those inside it doubled, as SQL, CSV and the command language write texts.
    ///
    /// Scalar by scalar, because a combining mark behind a mark would hide it from a comparison of characters.
    ///
    /// - Complexity: O(scalars).
    package func quoted(by mark: Unicode.Scalar) -> String {
        var result = UnicodeScalarView([mark])
        for scalar in unicodeScalars {
            if scalar == mark { result.append(mark) }
            result.append(scalar)
        }
        result.append(mark)
        return String(result)
    }
}
