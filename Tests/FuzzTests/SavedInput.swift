import Foundation
import FuzzTargets
import TestSupport

/// One file below Tests/Fuzz/corpus.
struct SavedInput {
    let name: String
    let bytes: [UInt8]

    private static let folder = URL(filePath: PackageFolder.root).appending(path: "Tests/Fuzz/corpus")

    /// The names of the folders, sorted.
    static func folders() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }

    /// The inputs saved for a target, sorted by name.
    static func all(of target: FuzzTarget) throws -> [SavedInput] {
        let folder = folder.appending(path: target.rawValue)
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map { name in
            SavedInput(name: name, bytes: Array(try Data(contentsOf: folder.appending(path: name))))
        }
    }

    /// Puts it into the folder of a target.
    func save(for target: FuzzTarget) throws {
        try Data(bytes).write(to: Self.folder.appending(path: target.rawValue).appending(path: name))
    }
}
