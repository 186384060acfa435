import ArgumentParser

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Whether what is typed at the prompt is coloured; colours never say what words do not.
enum ColourChoice: String, CaseIterable, ExpressibleByArgument {
    /// With, unless the environment has NO_COLOR. Entries are edited on terminals only, which are no dumb ones.
    case auto
    case always
    case never

    /// The answer for this process.
    /// - Source: no-color.org.
    var isColoured: Bool {
        switch self {
        case .always: true
        case .never: false
        case .auto: getenv("NO_COLOR").map { $0.pointee == 0 } ?? true
        }
    }
}
