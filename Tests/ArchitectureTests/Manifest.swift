import Foundation

/// What Package.swift declares, as SwiftPM itself reads it.
///
/// SwiftPM is asked rather than the text parsed, so that the layering is held to what is really built. It runs with a
/// scratch folder of its own, because the folder of the running test is locked.
struct Manifest: Decodable, Sendable {
    let targets: [Target]

    struct Target: Decodable, Sendable {
        let name: String
        let type: String
        let path: String?
        let dependencies: [Dependency]

        /// Where its sources are, from the package root.
        var folder: String { path ?? (type == "test" ? "Tests/" : "Sources/") + name }
        /// Modules it may import because it declares them.
        var modules: Set<String> { Set(dependencies.map(\.name)) }
    }

    /// A dependency on a target or on a product of a package; both are written as a list that starts with the name.
    struct Dependency: Decodable, Sendable {
        let name: String
        let isProduct: Bool

        private enum Key: String, CodingKey {
            case byName, product, target
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Key.self)
            for key in [Key.byName, .product, .target] where container.contains(key) {
                var list = try container.nestedUnkeyedContainer(forKey: key)
                name = try list.decode(String.self)
                isProduct = key == .product
                return
            }
            throw DecodingError.dataCorrupted(
                DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "unknown kind of dependency"))
        }
    }

    struct Failure: Error {
        let status: Int32
        let output: String
    }

    /// Read once for all tests.
    private static let loaded = Result { try read() }

    static func load() throws -> Manifest { try loaded.get() }

    private static func read() throws -> Manifest {
        let scratch = FileManager.default.temporaryDirectory.appending(path: "kigezo-manifest-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: scratch) }
        // A file and not a pipe: a pipe that nobody empties would stop the child.
        let output = scratch.appending(path: "package.json")
        guard FileManager.default.createFile(atPath: output.path(), contents: nil) else {
            throw Failure(status: -1, output: "no temporary file")
        }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "swift", "package", "--package-path", SourceTree.root.path(), "--scratch-path",
            scratch.appending(path: "build").path(), "--disable-sandbox", "dump-package",
        ]
        let handle = try FileHandle(forWritingTo: output)
        process.standardOutput = handle
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try handle.close()
        let data = try Data(contentsOf: output)
        guard process.terminationStatus == 0 else {
            throw Failure(status: process.terminationStatus, output: String(decoding: data, as: UTF8.self))
        }
        return try JSONDecoder().decode(Manifest.self, from: data)
    }
}
