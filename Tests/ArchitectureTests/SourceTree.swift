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

    /// Every Swift file below `folder`, which is below Sources or Tests, sorted by path.
    static func files(below folder: String) throws -> [File] {
        try all.get().filter { $0.path.hasPrefix(folder + "/") }
    }

    /// Read once for all tests.
    private static let all = Result {
        try ["Sources", "Tests"].flatMap { try texts(below: $0) }.map { File(path: $0.path, code: code(of: $0.text)) }
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
    /// an interpolation is taken out together with its string. Works on bytes, because it reads the whole tree.
    static func code(of text: String) -> [String] {
        let bytes = Array(text.utf8)
        let quote = UInt8(ascii: "\"")
        let slash = UInt8(ascii: "/")
        let star = UInt8(ascii: "*")
        let newline = UInt8(ascii: "\n")
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var blockDepth = 0
        var inLongString = false
        var inString = false
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            let next = index + 1 < bytes.count ? bytes[index + 1] : 0
            if byte == newline {
                output.append(byte)
                inString = false
                index += 1
            } else if blockDepth > 0 {
                if byte == star, next == slash {
                    blockDepth -= 1
                    index += 1
                } else if byte == slash, next == star {
                    blockDepth += 1
                    index += 1
                }
                index += 1
            } else if !inString, byte == quote, next == quote, index + 2 < bytes.count, bytes[index + 2] == quote {
                inLongString.toggle()
                index += 3
            } else if inLongString || inString {
                if byte == UInt8(ascii: "\\"), next != newline { index += 1 }
                if byte == quote { inString = false }
                index += 1
            } else if byte == slash, next == slash {
                while index < bytes.count, bytes[index] != newline { index += 1 }
            } else if byte == slash, next == star {
                blockDepth = 1
                index += 2
            } else {
                if byte == quote { inString = true } else { output.append(byte) }
                index += 1
            }
        }
        return String(decoding: output, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            .map(String.init)
    }
}
