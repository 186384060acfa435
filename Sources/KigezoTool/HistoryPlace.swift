import LineEditor
import Storage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Where histories are kept: one for all workspaces, and one of the working folder's own if it has a `.kigezo` folder.
enum HistoryPlace {
    /// The files, that of the workspace last.
    ///
    /// - Parameter makesFolders: whether the folder of the common one is made if it is not there.
    static func files(makingFolders makesFolders: Bool) -> [HistoryFile] {
        let folder = state.map { $0 + "/kigezo" }
        let common = (makesFolders ? folder.flatMap(made) : folder).map { HistoryFile(path: $0 + "/history") }
        let own = isOwnFolder(".kigezo") ? HistoryFile(path: ".kigezo/history") : nil
        return [common, own].compactMap { $0 }
    }

    /// The entries of the workspace, or of all if it keeps none of its own.
    static func entries() -> [String] { files(makingFolders: false).last?.entries() ?? [] }

    /// `$XDG_STATE_HOME`, else `~/.local/state`; relative paths do not count, as the specification of XDG has it.
    private static var state: String? {
        if let path = absolutePath("XDG_STATE_HOME") { return path }
        return absolutePath("HOME").map { $0 + "/.local/state" }
    }

    private static func absolutePath(_ variable: String) -> String? {
        getenv(variable).map { String(cString: $0) }.flatMap { $0.hasPrefix("/") ? $0 : nil }
    }

    /// The folder, made if it is not there; `nil` if it cannot be.
    private static func made(_ path: String) -> String? {
        var whole = ""
        for part in path.split(separator: "/") {
            whole += "/" + part
            if FileKind.isFolder(whole) { continue }
            guard mkdir(whole, 0o700) == 0 || errno == EEXIST else { return nil }
        }
        return whole
    }

    /// Whether there is a folder of this user's own, and not a link to one.
    private static func isOwnFolder(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR && status.st_uid == geteuid()
    }
}
