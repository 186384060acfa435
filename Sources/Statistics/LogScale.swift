#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The scale of logarithms, where ratios are differences.
package enum LogScale {
    /// ln x, for x above 0.
    package static func logarithm(_ ratio: Double) -> Double { log(ratio) }
    /// e^x.
    package static func exponential(_ difference: Double) -> Double { exp(difference) }
}
