import Foundation
import Storage
import TestSupport

/// The built program as a user starts it.
enum KigezoProcess {
    /// What a process printed and how it ended.
    struct Outcome {
        let status: Int32
        let outputBytes: [UInt8]
        let errors: String

        var output: String { String(decoding: outputBytes, as: UTF8.self) }
    }

    /// The executable beside the test bundle.
    static let path: String = {
        let bundle = URL(fileURLWithPath: CommandLine.arguments.first ?? "").deletingLastPathComponent()
        let candidates = [
            bundle.appendingPathComponent("kigezo").path, Bundle.main.bundlePath + "/kigezo",
            PackageFolder.root + "/.build/debug/kigezo",
        ]
        return candidates.first { FileKind.isRegularFile($0) } ?? candidates[0]
    }()

    /// Runs the program and waits for its end.
    ///
    /// - Parameters:
    ///   - input: what stands on standard input; nothing by default.
    ///   - folder: the working directory.
    ///   - environment: variables beside those of this process; an empty text removes one.
    ///   - output: a file to use as standard output, instead of collecting it.
    static func run(
        _ arguments: [String], input: String = "", folder: String = "/", environment: [String: String] = [:],
        output: String? = nil
    ) throws -> Outcome {
        let scratch = try ScratchFolder()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        var variables = ProcessInfo.processInfo.environment
        // No answer of an earlier test may be found instead of being worked out, and no test may think it is in a build.
        variables["XDG_CACHE_HOME"] = scratch.file("cache")
        variables["GITHUB_ACTIONS"] = nil
        for (name, value) in environment { variables[name] = value.isEmpty ? nil : value }
        process.environment = variables
        // Files rather than pipes: a pipe that nobody empties stops the writer.
        let inputPath = try scratch.write(input, as: "in")
        let outputPath = try scratch.write("", as: "out")
        let errorPath = try scratch.write("", as: "err")
        process.standardInput = FileHandle(forReadingAtPath: inputPath)
        process.standardOutput = FileHandle(forWritingAtPath: output ?? outputPath)
        process.standardError = FileHandle(forWritingAtPath: errorPath)
        try process.run()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
            outputBytes: try FileReader.contents(of: outputPath),
            errors: String(decoding: try FileReader.contents(of: errorPath), as: UTF8.self))
    }

    /// Copies a scenario of the package into a folder, as a user's clone has it.
    static func copyScenario(_ name: String, into scratch: ScratchFolder) throws {
        for file in try files(below: PackageFolder.root + "/scenarios/" + name) {
            try scratch.write(
                try FileReader.contents(of: PackageFolder.root + "/scenarios/" + name + "/" + file),
                as: "scenarios/\(name)/\(file)")
        }
    }

    /// The paths of all files below a folder, relative to it and sorted.
    static func files(below folder: String) throws -> [String] {
        var paths: [String] = []
        for name in try FolderListing.names(in: folder).sorted() {
            if FileKind.isFolder(folder + "/" + name) {
                paths += try files(below: folder + "/" + name).map { name + "/" + $0 }
            } else {
                paths.append(name)
            }
        }
        return paths
    }

    /// The folder of the files that the examples work on.
    static let examples = PackageFolder.root + "/Tests/WorkbenchTests/Examples/"
    /// The file that the examples work on.
    static let loans = PackageFolder.root + "/Tests/WorkbenchTests/Examples/loans.csv"
    /// Persons by region and gender, where the applicants of `loans` come from.
    static let census = PackageFolder.root + "/Tests/WorkbenchTests/Examples/census.csv"
    /// Messages in two languages, and what a model said of them that reads one.
    static let messages = PackageFolder.root + "/Tests/WorkbenchTests/Examples/messages.csv"
    /// Short texts labelled by three people.
    static let ratings = PackageFolder.root + "/Tests/WorkbenchTests/Examples/ratings.csv"
    /// Offers of work in the order of their ratings, a list a search.
    static let jobs = PackageFolder.root + "/Tests/WorkbenchTests/Examples/jobs.csv"
    /// The applicants of `loans` with the other gender, decided again.
    static let swaps = PackageFolder.root + "/Tests/WorkbenchTests/Examples/swaps.csv"
    /// What DuckDB answers to the statement of an example in the help of `cube`, about `loans`.
    static let counts = PackageFolder.root + "/Tests/WorkbenchTests/Examples/counts.csv"
}
