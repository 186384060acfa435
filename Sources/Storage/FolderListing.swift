#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The names in a folder.
package enum FolderListing {
    /// The names in the folder `path`, without `.` and `..`, in the order of their bytes.
    ///
    /// The order does not depend on the file system or the locale. A name that is not valid UTF-8 is listed with
    /// replacement characters, so that opening it fails by name instead of passing it over in silence.
    package static func names(in path: String) throws(StorageError) -> [String] {
        guard !path.utf8.contains(0) else { throw .cannotRead(path: path, errorNumber: EILSEQ) }
        guard let stream = opendir(path) else { throw .cannotRead(path: path, errorNumber: errno) }
        defer { closedir(stream) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                if errno != 0 { throw .failed(path: path, while: "listing the folder", errorNumber: errno) }
                break
            }
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
