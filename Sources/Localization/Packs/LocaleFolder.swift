internal import Diagnostics
internal import Foundation

/// The folder `locales` with its languages and places.
package struct LocaleFolder: Hashable, Sendable {
    /// The path of the folder that holds `languages` and `places`.
    package let path: String

    /// Files larger than this are refused: no pack comes near.
    package static let maximumFileSize = 4 << 20

    package init(path: String) { self.path = path }

    // MARK: Finding it

    /// Looks for the folder: the explicit choice; `KIGEZO_HOME`; beside the executable; `../share/kigezo` from it; the
    /// nearest ancestor of the executable that holds `Package.swift` and `locales`.
    ///
    /// The current folder is never searched: a hostile folder must not rewrite the word for *fail*. A wrong explicit
    /// choice is an error, not a reason to look elsewhere.
    ///
    /// - Parameters:
    ///   - explicit: `locales` itself or a folder that holds it.
    ///   - environment: the variables of the process.
    ///   - executable: the program's real path; by default that of this process.
    package static func find(
        explicit: String? = nil, environment: [String: String] = ProcessInfo.processInfo.environment,
        executable: String? = Self.executablePath()
    ) throws(LocalizationError) -> LocaleFolder {
        var searched: [String] = []
        func folder(at path: String) -> LocaleFolder? {
            searched.append(path)
            return isFolder(path + "/languages") ? LocaleFolder(path: path) : nil
        }
        if let explicit {
            if let found = folder(at: explicit) ?? folder(at: explicit + "/locales") { return found }
            throw .localesNotFound(searched: searched)
        }
        if let home = environment["KIGEZO_HOME"], !home.isEmpty, let found = folder(at: home + "/locales") {
            return found
        }
        if let executable, executable.hasPrefix("/") {
            let beside = parent(of: executable)
            if let found = folder(at: beside + "/locales") { return found }
            if let found = folder(at: parent(of: beside) + "/share/kigezo/locales") { return found }
            var ancestor = beside
            while ancestor != "" {
                ancestor = parent(of: ancestor)
                if FileManager.default.fileExists(atPath: ancestor + "/Package.swift"),
                    let found = folder(at: ancestor + "/locales")
                {
                    return found
                }
            }
            searched.append("the folders above \(beside) with Package.swift and locales")
        }
        throw .localesNotFound(searched: searched)
    }

    /// The real path of the running program, if the system tells it.
    package static func executablePath() -> String? {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? Bundle.main.executablePath
    }

    private static func parent(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    }

    private static func isFolder(_ path: String) -> Bool {
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
    }

    // MARK: Reading it

    /// The tags of the language packs, sorted; none if the folder cannot be read.
    package var languages: [String] { (try? languageTags()) ?? [] }

    /// The codes of the place packs, sorted; none if the folder cannot be read.
    package var places: [String] { (try? placeCodes()) ?? [] }

    /// The tags of the language packs, sorted.
    package func languageTags() throws(LocalizationError) -> [String] {
        try folders(below: "languages", holding: "language.json")
    }

    /// The codes of the place packs, sorted.
    package func placeCodes() throws(LocalizationError) -> [String] {
        try folders(below: "places", holding: "place.json")
    }

    private func folders(below name: String, holding file: String) throws(LocalizationError) -> [String] {
        let folder = "\(path)/\(name)"
        guard Self.isFolder(folder) else { return [] }
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch {
            throw .unreadableFile(folder, reason: error.localizedDescription)
        }
        return names.filter { FileManager.default.fileExists(atPath: "\(folder)/\($0)/\(file)") }.sorted()
    }

    /// Whether the pack has this file; `relative` is below the folder.
    package func has(_ relative: String) -> Bool { FileManager.default.fileExists(atPath: "\(path)/\(relative)") }

    /// The bytes of a file below the folder.
    package func bytes(of relative: String) throws(LocalizationError) -> [UInt8] {
        let full = "\(path)/\(relative)"
        do {
            let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: full))
            let data = try handle.read(upToCount: Self.maximumFileSize + 1) ?? Data()
            try handle.close()
            guard data.count <= Self.maximumFileSize else {
                throw LocalizationError.unreadableFile(full, reason: "larger than \(Self.maximumFileSize) bytes")
            }
            return Array(data)
        } catch let error as LocalizationError {
            throw error
        } catch {
            throw .unreadableFile(full, reason: has(relative) ? "\(error.localizedDescription)" : "no such file")
        }
    }

    /// The tag among `known` that a user means: case and underscores do not matter.
    static func match(_ wanted: String, among known: [String]) -> String? {
        let folded = wanted.replacing("_", with: "-").lowercased()
        return known.first { $0.lowercased() == folded }
    }
}
