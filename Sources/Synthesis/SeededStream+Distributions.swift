#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension SeededStream {
    /// A standard normal number, by the cosine half of Box and Muller's transform.
    mutating func normal() -> Double {
        let radius = (-2 * log(uniform())).squareRoot()
        return radius * cos(2 * Double.pi * uniform())
    }

    /// A standard logistic number, by inversion.
    mutating func logistic() -> Double {
        let probability = uniform()
        return log(probability / (1 - probability))
    }
}

/// 1 / (1 + e⁻ˣ), without overflow at either end.
func logisticProbability(_ logit: Double) -> Double {
    guard logit < 0 else { return 1 / (1 + exp(-logit)) }
    let odds = exp(logit)
    return odds / (1 + odds)
}
