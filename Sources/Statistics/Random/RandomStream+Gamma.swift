#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension RandomStream {
    /// A gamma number with this shape and scale 1.
    ///
    /// - Parameter shape: above 0 and finite.
    /// - Returns: 0 or more; for tiny shapes it may underflow to 0.
    /// - Source: Marsaglia and Tsang 2000; shapes below 1 as Gamma(shape+1)·U^(1/shape).
    package mutating func gamma(shape: Double) -> Double {
        precondition(shape > 0 && shape.isFinite, "the shape of a gamma distribution is positive")
        if shape < 1 {
            let boost = pow(uniform(), 1 / shape)
            return gamma(shape: shape + 1) * boost
        }
        let d = shape - 1.0 / 3
        let c = 1 / (9 * d).squareRoot()
        while true {
            let x = normal()
            let root = 1 + c * x
            if root <= 0 { continue }
            let v = root * root * root
            let u = uniform()
            let square = x * x
            // The squeeze spares most logarithms.
            if u < 1 - 0.0331 * square * square { return d * v }
            if log(u) < square / 2 + d * (1 - v + log(v)) { return d * v }
        }
    }
}
