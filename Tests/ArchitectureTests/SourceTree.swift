import Foundation

/// The package's own source files, found from this file's place.
enum SourceTree {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// One Swift file of a target.
    struct File: Sendable {
        /// From the package root.
        let path: String
        /// The lines with comments and the insides of strings taken out.
        let code: [String]
    }

    /// Every Swift file below `folder`, sorted by path.
    static func files(below folder: String) throws -> [File] {
        try texts(below: folder).map { File(path: $0.path, code: code(of: $0.text)) }
    }

    /// Every Swift file below `folder` as it is written, sorted by path.
    static func texts(below folder: String) throws -> [(path: String, text: String)] {
        let base = root.appending(path: folder)
        guard let walker = FileManager.default.enumerator(atPath: base.path()) else { return [] }
        return try walker.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.sorted().map {
            (folder + "/" + $0, try String(contentsOf: base.appending(path: $0), encoding: .utf8))
        }
    }

    /// The names of the folders directly below `folder`.
    static func folders(below folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path()).filter { name in
            var isFolder: ObjCBool = false
            let path = root.appending(path: folder).appending(path: name).path()
            return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
        }.sorted()
    }

    /// The lines of Swift text without comments and without what stands in string literals.
    ///
    /// Good enough for lints: it knows line comments, nested block comments, escapes and multi-line strings; code inside
    /// an interpolation is taken out together with its string.
    static func code(of text: String) -> [String] {
        var lines: [String] = []
        var blockDepth = 0
        var inLongString = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            var output = ""
            var inString = false
            var rest = Array(line)[...]
            while let character = rest.first {
                if blockDepth > 0 {
                    if rest.starts(with: "*/") { blockDepth -= 1 } else if rest.starts(with: "/*") { blockDepth += 1 }
                    rest = rest.dropFirst(rest.starts(with: "*/") || rest.starts(with: "/*") ? 2 : 1)
                } else if rest.starts(with: "\"\"\"") {
                    inLongString.toggle()
                    rest = rest.dropFirst(3)
                } else if inLongString || inString {
                    if character == "\\" { rest = rest.dropFirst() } else if character == "\"" { inString = false }
                    rest = rest.dropFirst()
                } else if rest.starts(with: "//") {
                    break
                } else if rest.starts(with: "/*") {
                    blockDepth += 1
                    rest = rest.dropFirst(2)
                } else {
                    if character == "\"" { inString = true } else { output.append(character) }
                    rest = rest.dropFirst()
                }
            }
            lines.append(output)
        }
        return lines
    }
}
