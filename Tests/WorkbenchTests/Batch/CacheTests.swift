import Foundation
import Storage
import TestSupport
import Testing

@testable import Workbench

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite("Finished work is kept, and killed runs go on")
struct CacheTests {
    private static func run(_ scratch: ScratchFolder, _ arguments: [String], out: String = "results") throws
        -> KigezoProcess.Outcome
    {
        try KigezoProcess.run(
            ["run", "suite", "--out", out] + arguments, folder: scratch.path,
            environment: ["XDG_CACHE_HOME": scratch.file("cache")])
    }

    private static func entries(_ scratch: ScratchFolder) throws -> [String] {
        FileKind.isFolder(scratch.file("cache")) ? try KigezoProcess.files(below: scratch.file("cache")) : []
    }

    /// Every file below a folder with its bytes.
    private static func tree(_ folder: String) throws -> [String: [UInt8]] {
        var tree: [String: [UInt8]] = [:]
        for file in try KigezoProcess.files(below: folder) {
            tree[file] = try FileReader.contents(of: folder + "/" + file)
        }
        return tree
    }

    @Test("What was worked out is found again, and gives the same bytes and words")
    func found() throws {
        let scratch = try ScratchFolder()
        try SuiteTests.write(into: scratch)
        let first = try Self.run(scratch, ["--junit", "one.xml"])
        #expect(!first.errors.contains("cache"))
        #expect(try Self.entries(scratch).count == 3)
        let second = try Self.run(scratch, ["--junit", "two.xml"], out: "again")
        #expect(second.errors.contains("3 of 3 were found in the cache"), "\(second.errors)")
        #expect(second.status == first.status)
        #expect(
            second.output.replacing("again/", with: "results/").replacing("two.xml", with: "one.xml") == first.output)
        #expect(try Self.tree(scratch.file("again")) == Self.tree(scratch.file("results")))
        #expect(
            try FileReader.contents(of: scratch.file("one.xml")) == FileReader.contents(of: scratch.file("two.xml")))
        // Nobody else may read what tells of groups of people.
        for entry in try Self.entries(scratch) {
            var status = stat()
            #expect(stat(scratch.file("cache/" + entry), &status) == 0 && status.st_mode & 0o077 == 0)
        }
    }

    @Test(
        "Anything that the answer depends on makes it be worked out again; nothing else does",
        arguments: ["rows", "scenario", "date", "locale", "touch", "other", "no-cache"])
    func keys(change: String) throws {
        let scratch = try ScratchFolder()
        try SuiteTests.write(into: scratch, with: ["pass"])
        _ = try Self.run(scratch, [])
        var arguments: [String] = []
        var isFound = false
        switch change {
        case "rows":
            let path = scratch.file("suite/c/passes/rows.csv")
            let text = String(decoding: try FileReader.contents(of: path), as: UTF8.self)
            try AtomicFile.write(text.replacing("r0-1,Coast,0", with: "r0-1,Coast,1"), to: path, replaceExisting: true)
        case "scenario":
            let path = scratch.file("suite/c/passes/scenario.yaml")
            try AtomicFile.write(
                try FileReader.contents(of: path) + Array("# x\n".utf8), to: path, replaceExisting: true)
        case "date": arguments = ["--date", "2026-11-21"]
        case "locale": arguments = ["--locale", "sw"]
        case "touch":
            // Other times, same bytes.
            for name in ["rows.csv", "scenario.yaml", "model.csv"] {
                let path = scratch.file("suite/c/passes/" + name)
                try AtomicFile.write(try FileReader.contents(of: path), to: path, replaceExisting: true)
            }
            isFound = true
        case "other":
            try scratch.write("x", as: "suite/c/passes/notes.txt")
            arguments = ["--jobs", "4", "--timeout", "1h"]
            isFound = true
        default: arguments = ["--no-cache"]
        }
        let outcome = try Self.run(scratch, arguments)
        #expect(outcome.errors.contains("found in the cache") == isFound, "\(outcome.errors)")
        #expect(try Self.entries(scratch).count == (isFound || change == "no-cache" ? 1 : 2))
    }

    @Test("A damaged entry counts as absent and is replaced; a cache that cannot be written is told and no more")
    func damaged() throws {
        let scratch = try ScratchFolder()
        try SuiteTests.write(into: scratch, with: ["pass"])
        _ = try Self.run(scratch, [])
        let expected = try Self.tree(scratch.file("results"))
        let entry = scratch.file("cache/" + (try #require(Self.entries(scratch).first)))
        let good = try FileReader.contents(of: entry)
        for position in [0, good.count / 3, good.count / 2, good.count - 2] {
            var bad = good
            bad[position] ^= 1
            try AtomicFile.write(bad, to: entry, replaceExisting: true)
            let outcome = try Self.run(scratch, [])
            #expect(outcome.status == 0 && !outcome.errors.contains("found in the cache"), "\(outcome.errors)")
            #expect(try FileReader.contents(of: entry) == good)
            #expect(try Self.tree(scratch.file("results")) == expected)
        }
        try AtomicFile.write(Array(good.prefix(good.count / 2)), to: entry, replaceExisting: true)
        #expect(try !Self.run(scratch, []).errors.contains("found in the cache"))
        let outcome = try KigezoProcess.run(
            ["run", "suite", "--out", "results", "--cache", "suite/c/passes/rows.csv/x"], folder: scratch.path)
        #expect(outcome.status == 0 && outcome.errors.contains("the cache could not be written"), "\(outcome.errors)")
    }

    @Test("Errors are never kept")
    func errors() throws {
        let scratch = try ScratchFolder()
        try SuiteTests.write(into: scratch, with: ["pass"])
        let path = scratch.file("suite/c/passes/rows.csv")
        let good = try FileReader.contents(of: path)
        try AtomicFile.write(good + Array("x,y,z,w\n".utf8), to: path, replaceExisting: true)
        #expect(try Self.run(scratch, []).status == 3)
        #expect(try Self.entries(scratch).isEmpty)
        #expect(try Self.run(scratch, []).status == 3)
        try AtomicFile.write(good, to: path, replaceExisting: true)
        #expect(try Self.run(scratch, []).status == 0)
    }

    @Test(
        "A run killed at any time goes on when it is started again, and ends with the same bytes",
        arguments: [SIGKILL, SIGTERM])
    func killed(signal: Int32) throws {
        let scratch = try ScratchFolder()
        try SuiteTests.write(into: scratch, with: ["pass", "fail", "open"])
        let start = Date()
        let whole = try Self.run(scratch, ["--no-cache"], out: "whole")
        let duration = Date().timeIntervalSince(start)
        let expected = try Self.tree(scratch.file("whole"))
        var random = SeededRandom(seed: UInt64(signal))
        for point in 0..<8 {
            let out = "out\(point)"
            let process = Process()
            process.executableURL = URL(fileURLWithPath: KigezoProcess.path)
            process.arguments = ["run", "suite", "--out", out, "--jobs", "\(1 + point % 3)"]
            process.currentDirectoryURL = URL(fileURLWithPath: scratch.path)
            var environment = ProcessInfo.processInfo.environment
            environment["XDG_CACHE_HOME"] = scratch.file("cache\(point)")
            process.environment = environment
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            pause(microseconds: Int(Double.random(in: 0..<1.05, using: &random) * duration * 1_000_000))
            kill(process.processIdentifier, signal)
            process.waitUntilExit()
            let again = try KigezoProcess.run(
                ["run", "suite", "--out", out], folder: scratch.path,
                environment: ["XDG_CACHE_HOME": scratch.file("cache\(point)")])
            #expect(again.status == whole.status, "\(again.errors)")
            #expect(try Self.tree(scratch.file(out)) == expected)
        }
    }

    @Test("Temporaries of dead processes are known and taken away, those of living ones are not")
    func temporaries() throws {
        let scratch = try ScratchFolder()
        // No process has this number: it is above the largest that systems give.
        for name in [
            ".kigezo-2147483646-0.tmp", ".kigezo-\(getpid())-3.tmp", ".kigezo-1-0.tmp", ".kigezo-x-0.tmp",
            "kigezo-9-9.tmp", ".kigezo-9.tmp",
        ] {
            try scratch.write("", as: name)
        }
        AtomicFile.removeTemporaries(in: scratch.path)
        #expect(try FolderListing.names(in: scratch.path).count == 5)
        #expect(!FileKind.isRegularFile(scratch.file(".kigezo-2147483646-0.tmp")))
    }
}
