#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The platform's exponential, behind one name.
enum Exponential {
    static func of(_ x: Double) -> Double { exp(x) }
}

/// The platform's natural logarithm, behind one name.
enum Logarithm {
    static func of(_ x: Double) -> Double { log(x) }
}
