import Storage

/// A path with wildcards, as shells have them: `*` and `?` within one part of a path, `**` for any folders.
///
/// Hidden names are found only by a part that starts with a point itself, and symbolic links to folders are not followed
/// by `**`, so that a search always ends.
struct PathPattern {
    /// How deep `**` and a search through folders go.
    static let depthLimit = 64

    private let isAbsolute: Bool
    private let parts: [String]

    /// `nil` if `source` has no wildcard.
    init?(_ source: String) {
        guard source.contains(where: { $0 == "*" || $0 == "?" }) else { return nil }
        isAbsolute = source.hasPrefix("/")
        var parts: [String] = []
        // Two of them in a row mean no more than one and would find everything many times over.
        for part in source.split(separator: "/") where part != "**" || parts.last != "**" { parts.append(String(part)) }
        self.parts = parts
    }

    /// What is there and fits, in the order of bytes, part by part.
    func matches() throws(StorageError) -> [String] {
        var found: [String] = []
        try search(isAbsolute ? "/" : "", parts[...], depth: 0, into: &found)
        return found
    }

    private func search(
        _ base: String, _ rest: ArraySlice<String>, depth: Int, into found: inout [String]
    ) throws(StorageError) {
        guard let part = rest.first else {
            if !base.isEmpty, !found.contains(base) { found.append(base) }
            return
        }
        let others = rest.dropFirst()
        guard part != "**" else {
            try search(base, others, depth: depth, into: &found)
            guard depth < Self.depthLimit else { return }
            for name in try Self.folders(in: base) {
                try search(Self.path(base, name), rest, depth: depth + 1, into: &found)
            }
            return
        }
        guard let pattern = Self.pattern(part) else {
            let path = Self.path(base, part)
            if FileKind.at(path) != nil { try search(path, others, depth: depth, into: &found) }
            return
        }
        guard FileKind.isFolder(base.isEmpty ? "." : base) else { return }
        for name in try FolderListing.names(in: base.isEmpty ? "." : base) where pattern.matches(name) {
            guard !name.hasPrefix(".") || part.hasPrefix(".") else { continue }
            let path = Self.path(base, name)
            if others.isEmpty || FileKind.isFolder(path) { try search(path, others, depth: depth, into: &found) }
        }
    }

    /// The part as a pattern; `nil` if it has no wildcard or is longer than patterns may be.
    private static func pattern(_ part: String) -> LikePattern? {
        part.contains { $0 == "*" || $0 == "?" } ? LikePattern(wildcards: part) : nil
    }

    /// The folders in a folder that are neither hidden nor links.
    static func folders(in path: String) throws(StorageError) -> [String] {
        try FolderListing.names(in: path.isEmpty ? "." : path).filter { name in
            !name.hasPrefix(".") && FileKind.at(Self.path(path, name), followingLinks: false) == .folder
        }
    }

    /// `name` below `base`, which may be empty.
    static func path(_ base: String, _ name: String) -> String {
        base.isEmpty || base.hasSuffix("/") ? base + name : base + "/" + name
    }
}

extension LikePattern {
    /// The pattern that means what `*` and `?` mean in names of files; `nil` if it is longer than patterns may be.
    init?(wildcards: String) {
        var like = ""
        for character in wildcards {
            switch character {
            case "*": like.append("%")
            case "?": like.append("_")
            case "%", "_", "\\":
                like.append("\\")
                like.append(character)
            default: like.append(character)
            }
        }
        self.init(like)
    }
}
