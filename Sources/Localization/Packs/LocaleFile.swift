internal import Foundation

/// One file of a pack that a text was made with.
package struct LocaleFile: Hashable, Sendable, Comparable {
    /// Below the folder `locales`, with slashes; `embedded:` before it where the copy inside the program was used.
    package let path: String
    /// What the injected digest made of its bytes.
    package let digest: String

    package static func < (a: LocaleFile, b: LocaleFile) -> Bool { a.path.utf8.lexicographicallyPrecedes(b.path.utf8) }
}

/// How bytes are digested: the caller brings SHA-256 along.
package typealias Digest = @Sendable (_ bytes: [UInt8]) -> String

/// Reads files of a pack and remembers their digests.
struct PackReader {
    let folder: LocaleFolder
    let digest: Digest
    private(set) var files: [LocaleFile] = []

    init(folder: LocaleFolder, digest: @escaping Digest) {
        self.folder = folder
        self.digest = digest
    }

    /// The text of a file, which must be UTF-8.
    mutating func text(_ path: String) throws(LocalizationError) -> String {
        let bytes = try folder.bytes(of: path)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .malformedFile(path, at: "", reason: "not UTF-8")
        }
        files.append(LocaleFile(path: path, digest: digest(bytes)))
        return text
    }

    /// The contents of a JSON file.
    mutating func json<Contents: Decodable>(_ path: String, as type: Contents.Type) throws(LocalizationError)
        -> Contents
    {
        let bytes = try folder.bytes(of: path)
        files.append(LocaleFile(path: path, digest: digest(bytes)))
        do {
            return try JSONDecoder().decode(Contents.self, from: Data(bytes))
        } catch let error as DecodingError {
            let (place, reason) = Self.describe(error)
            throw .malformedFile(path, at: place, reason: reason)
        } catch {
            throw .malformedFile(path, at: "", reason: error.localizedDescription)
        }
    }

    private static func describe(_ error: DecodingError) -> (place: String, reason: String) {
        func place(_ context: DecodingError.Context) -> String {
            context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
        }
        switch error {
        case .keyNotFound(let key, let context): return (place(context), "'\(key.stringValue)' is missing")
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            return (place(context), context.debugDescription)
        case .dataCorrupted(let context): return (place(context), context.debugDescription)
        @unknown default: return ("", "cannot be read as JSON")
        }
    }
}
