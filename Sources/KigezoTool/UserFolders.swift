#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Places that the system or the user chose.
enum UserFolders {
    /// Where this user's finished work is kept: `$XDG_CACHE_HOME/kigezo`, else `~/.cache/kigezo`; nil without a home.
    ///
    /// What is not absolute is not followed: it would mean another place in every folder.
    /// - Source: XDG Base Directory Specification 0.8.
    static var cache: String? {
        if let folder = variable("XDG_CACHE_HOME"), folder.hasPrefix("/") { return folder + "/kigezo" }
        return variable("HOME").flatMap { $0.hasPrefix("/") ? $0 + "/.cache/kigezo" : nil }
    }

    /// The file this program was started from; nil where the system does not say.
    static var executable: String? {
        #if os(Linux)
            return "/proc/self/exe"
        #elseif canImport(Darwin)
            var size: UInt32 = 0
            _ = _NSGetExecutablePath(nil, &size)
            var path = [CChar](repeating: 0, count: Int(size) + 1)
            guard _NSGetExecutablePath(&path, &size) == 0 else { return nil }
            return String(decoding: path.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        #else
            return nil
        #endif
    }

    private static func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }
}
