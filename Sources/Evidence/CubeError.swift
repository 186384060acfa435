package import Diagnostics
package import Storage

/// Why a cube could not be read, made or combined. Nothing was changed.
package enum CubeError: Diagnosable, Hashable {
    /// The file could not be opened, read or written.
    case storage(StorageError)
    /// The file does not start as a cube does.
    case notACube(file: String)
    /// The file is of a version that this program does not know.
    case unknownVersion(Int, known: Int, file: String)
    /// The file ends before, or goes on behind, the length it states; counts in bytes.
    case wrongLength(stated: UInt64, found: Int, file: String)
    /// The digest at the end is not that of the bytes before it.
    case digestDiffers(offset: Int, file: String)
    /// The bytes are no cube although nothing was damaged; the offset is from 0.
    case malformed(String, offset: Int, file: String)
    /// More of something than a cube may have.
    case tooMany(String, limit: Int)
    /// Cells that contradict one another or their header.
    case invalid(String)
    /// What two cubes must share, where they differ, and how each tells it.
    case different([Difference])
    /// Rows that may have been counted in both cubes.
    case overlapping(String, String)
    /// A cell of which the part has more rows than the whole.
    ///
    /// With `isSum` it has no more rows, but rows of other weights or scores.
    case notContained(cell: String, whole: Int, part: Int, isSum: Bool)
    /// Scores that are told apart in ways that do not fit.
    case gridMismatch(String)
    case unknownDimension(String, known: [String])
    case unknownLevel(String, dimension: String, known: [String])
    case repeatedDimension(String)

    /// One field that differs between two cubes.
    package struct Difference: Hashable, Sendable {
        package let field: String
        package let first: String
        package let second: String
    }

    package var exitStatus: ExitStatus {
        switch self {
        case .storage(let error): error.exitStatus
        case .unknownDimension, .unknownLevel, .repeatedDimension: .usage
        default: .input
        }
    }

    package var diagnostics: [Diagnostic] {
        switch self {
        case .storage(let error): return error.diagnostics
        case .notACube(let file):
            return [
                Diagnostic(
                    "E730", at: SourceLocation(file: file), "this is no cube file",
                    help: ["make one of rows: cube build in FILE label COL … out X.cube"])
            ]
        case .unknownVersion(let version, let known, let file):
            return [
                Diagnostic(
                    "E731", at: SourceLocation(file: file),
                    "the cube file is of version \(version); this program reads version \(known)",
                    help: ["read it with the program that wrote it, or a later one"])
            ]
        case .wrongLength(let stated, let found, let file):
            return [
                Diagnostic(
                    "E732", at: SourceLocation(file: file),
                    UInt64(found) < stated
                        ? "the cube file is cut off: it states \(stated) bytes and ends at byte offset \(found)"
                        : "the cube file goes on behind its end: it states \(stated) bytes and has \(found)",
                    help: ["copy it again, or build it again from the rows"])
            ]
        case .digestDiffers(let offset, let file):
            return [
                Diagnostic(
                    "E733", at: SourceLocation(file: file),
                    "the cube file is damaged: its bytes do not have the digest at byte offset \(offset)",
                    help: ["copy it again, or build it again from the rows"])
            ]
        case .malformed(let what, let offset, let file):
            return [
                Diagnostic(
                    "E734", at: SourceLocation(file: file),
                    "the cube file is malformed at byte offset \(offset): \(what)",
                    help: ["the program that wrote it is at fault: its digest is right"])
            ]
        case .tooMany(let what, let limit):
            return [Diagnostic("E735", "a cube may have at most \(limit) \(what)")]
        case .invalid(let what): return [Diagnostic("E736", "the cells make no cube: \(what)")]
        case .different(let differences):
            return differences.map {
                Diagnostic(
                    "E737", "the cubes cannot be put together: \($0.field) differs",
                    help: ["one has \($0.first)", "the other has \($0.second)"])
            }
        case .overlapping(let first, let second):
            return [
                Diagnostic(
                    "E738", "some rows may have been counted in both cubes",
                    help: [
                        "one counted \(first)", "the other counted \(second)",
                        "declare site or window when building, or add disjoint if no row is in both",
                    ])
            ]
        case .gridMismatch(let what): return [Diagnostic("E748", "\(what)")]
        case .notContained(let cell, let whole, let part, let isSum):
            return [
                Diagnostic(
                    "E739",
                    "the second cube is no part of the first: \(cell): "
                        + (isSum ? "as many rows, but other ones" : "\(part) rows of \(whole)"),
                    help: ["subtract a cube of rows that were counted in the first one too"])
            ]
        case .unknownDimension(let name, let known):
            return [
                Diagnostic(
                    "E740", "the cube has no dimension '\(name)'",
                    help: (NearMatch.nearest(to: name, among: known).map { ["did you mean '\($0)'?"] } ?? [])
                        + [Self.keys(known)])
            ]
        case .unknownLevel(let level, let dimension, let known):
            return [
                Diagnostic(
                    "E741", "the dimension '\(dimension)' has no level '\(level)'",
                    help: (NearMatch.nearest(to: level, among: known).map { ["did you mean '\($0)'?"] } ?? [])
                        + ["levels: " + known.prefix(12).joined(separator: ", ") + (known.count > 12 ? ", …" : "")])
            ]
        case .repeatedDimension(let name): return [Diagnostic("E742", "the dimension '\(name)' stands twice")]
        }
    }

    /// What a cube can be asked by, in a sentence.
    package static func keys(_ names: [String]) -> String {
        names.isEmpty ? "the cube has no keys: it counts everybody together" : "keys: " + names.joined(separator: ", ")
    }
}

/// How much of each thing a cube may hold, so that a file cannot ask for more memory than its own size justifies.
package enum CubeLimits {
    /// Rows in all: sums stay exact as doubles and far from overflow.
    package static let rows = 1 << 53
    package static let dimensions = 64
    package static let classes = 1_000
    package static let combinations = Int(Int32.max)
    /// Combinations × dimensions.
    package static let codes = 1 << 28
    /// Different scores of a column.
    package static let scoreValues = 1 << 20
    /// Bytes of the header of a file.
    package static let headerBytes = 1 << 24
    /// Combinations × slots of their tables: what figures by every combination would take.
    package static let tableCells = 1 << 27
    /// Bytes of a file.
    package static let fileBytes = 1 << 30
}
