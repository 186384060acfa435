import Storage

/// Where the package and its test data are.
package enum PackageFolder {
    /// The folder of the package's manifest.
    package static let root: String = {
        let parts = #filePath.split(separator: "/").dropLast(3)
        return "/" + parts.joined(separator: "/")
    }()

    /// The nearest folder `shared` beside the package or beside one of the folders above it; `nil` where there is none.
    package static let shared: String? = {
        var parts = root.split(separator: "/")
        while !parts.isEmpty {
            parts.removeLast()
            let candidate = "/" + (parts + ["shared"]).joined(separator: "/")
            if FileKind.isFolder(candidate) { return candidate }
        }
        return nil
    }()

    /// The path of a shared data file; `nil` where it is absent.
    package static func sharedFile(_ path: String) -> String? {
        guard let shared, FileKind.isRegularFile(shared + "/" + path) else { return nil }
        return shared + "/" + path
    }
}
