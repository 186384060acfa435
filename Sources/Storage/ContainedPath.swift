#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Paths that a scenario, a locale pack or another received file names, held below its own folder.
package enum ContainedPath {
    /// The path of `relative` below the folder `root`.
    ///
    /// Refused are absolute paths, a leading `~`, backslashes, NUL, more `..` than parts before it, and symbolic links
    /// that lead outside. What does not exist yet is judged by the part of its path that exists.
    ///
    /// - Returns: `root` and the path joined, with `.` and `..` removed; links inside are left in it.
    /// - Note: the check and a later opening are two steps: it guards against hostile files, not against somebody who
    ///   can change the folder meanwhile.
    package static func resolve(_ relative: String, under root: String) throws(StorageError) -> String {
        guard !relative.isEmpty else { throw .outside(path: relative, reason: "is empty") }
        guard !relative.utf8.contains(0) else { throw .outside(path: relative, reason: "holds a NUL character") }
        guard !relative.utf8.contains(UInt8(ascii: "\\")) else {
            throw .outside(path: relative, reason: "holds a backslash")
        }
        guard !relative.hasPrefix("/") else { throw .outside(path: relative, reason: "is absolute") }
        guard !relative.hasPrefix("~") else { throw .outside(path: relative, reason: "starts with ~") }
        var parts: [Substring] = []
        for part in relative.split(separator: "/") where part != "." {
            if part == ".." {
                guard parts.popLast() != nil else {
                    throw .outside(path: relative, reason: "leads out of its folder by ..")
                }
            } else {
                parts.append(part)
            }
        }
        let folder = root.isEmpty ? "." : root
        guard let realRoot = realPath(of: folder) else { throw .cannotRead(path: folder, errorNumber: errno) }
        var existing = parts
        while true {
            let candidate = ([folder] + existing.map(String.init)).joined(separator: "/")
            if FileKind.at(candidate, followingLinks: false) != nil {
                // A link that points nowhere exists and has no real path: nobody can say where it would lead.
                guard let real = realPath(of: candidate), isInside(real, realRoot) else {
                    throw .outside(path: relative, reason: "leads out of its folder by a symbolic link")
                }
                break
            }
            if existing.popLast() == nil { break }
        }
        return ([folder] + parts.map(String.init)).joined(separator: "/")
    }

    private static func isInside(_ path: String, _ folder: String) -> Bool {
        path == folder || path.hasPrefix(folder.hasSuffix("/") ? folder : folder + "/")
    }

    private static func realPath(of path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
