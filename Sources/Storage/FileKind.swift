#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What stands at a path.
package enum FileKind: Sendable, Hashable {
    case regular, folder, link, pipe, socket, device, other

    init(mode: mode_t) {
        switch mode & S_IFMT {
        case S_IFREG: self = .regular
        case S_IFDIR: self = .folder
        case S_IFLNK: self = .link
        case S_IFIFO: self = .pipe
        case S_IFSOCK: self = .socket
        case S_IFCHR, S_IFBLK: self = .device
        default: self = .other
        }
    }

    /// The kind of what is at `path`, after following links; `nil` when nothing can be seen there.
    ///
    /// - Parameter followingLinks: whether a link at the end of the path is followed or is itself the answer.
    package static func at(_ path: String, followingLinks: Bool = true) -> FileKind? {
        guard !path.utf8.contains(0) else { return nil }
        var status = stat()
        let result = followingLinks ? stat(path, &status) : lstat(path, &status)
        return result == 0 ? FileKind(mode: status.st_mode) : nil
    }

    /// Whether both paths lead to one and the same file.
    package static func isSameFile(_ first: String, _ second: String) -> Bool {
        guard !first.utf8.contains(0), !second.utf8.contains(0) else { return false }
        var a = stat()
        var b = stat()
        guard stat(first, &a) == 0, stat(second, &b) == 0 else { return false }
        return a.st_dev == b.st_dev && a.st_ino == b.st_ino
    }

    /// Whether `path` is a regular file, or a link to one.
    package static func isRegularFile(_ path: String) -> Bool { at(path) == .regular }

    /// Whether `path` is a folder, or a link to one.
    package static func isFolder(_ path: String) -> Bool { at(path) == .folder }

    /// The kind as it stands in a sentence, with its article.
    package var words: String {
        switch self {
        case .regular: "a file"
        case .folder: "a folder"
        case .link: "a symbolic link"
        case .pipe: "a pipe"
        case .socket: "a socket"
        case .device: "a device"
        case .other: "something else"
        }
    }
}
