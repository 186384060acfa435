package import Storage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A folder of its own for one test, removed with all it holds when released.
package final class ScratchFolder {
    package let path: String

    package init() throws(StorageError) {
        var template = Array("/tmp/kigezo-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw .cannotCreate(path: "/tmp", errorNumber: errno) }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { Self.remove(path) }

    /// The path of a name in the folder.
    package func file(_ name: String) -> String { path + "/" + name }

    /// Writes a file into the folder.
    ///
    /// - Returns: its path.
    @discardableResult
    package func write(_ bytes: [UInt8], as name: String) throws(StorageError) -> String {
        try AtomicFile.write(bytes, to: file(name), replaceExisting: true, creatingFolders: true)
        return file(name)
    }

    /// Writes a text file into the folder.
    ///
    /// - Returns: its path.
    @discardableResult
    package func write(_ text: String, as name: String) throws(StorageError) -> String {
        try write(Array(text.utf8), as: name)
    }

    private static func remove(_ path: String) {
        if FileKind.at(path, followingLinks: false) == .folder {
            chmod(path, 0o700)
            for name in (try? FolderListing.names(in: path)) ?? [] { remove(path + "/" + name) }
            rmdir(path)
        } else {
            unlink(path)
        }
    }
}
