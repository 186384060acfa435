import Diagnostics
import Storage
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The error a call throws; `nil` when it throws none.
private func failure(_ call: () throws(StorageError) -> Void) -> StorageError? {
    do {
        try call()
        return nil
    } catch {
        return error
    }
}

@Suite("Reading files")
struct FileReaderTests {
    private let scratch: ScratchFolder
    init() throws { scratch = try ScratchFolder() }

    @Test("A file is read whole whatever the size of the pieces", arguments: [1, 2, 7, 4096])
    func pieces(size: Int) throws {
        let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0) }
        let reader = try FileReader(path: scratch.write(bytes, as: "a"))
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 1)
        defer { buffer.deallocate() }
        var read: [UInt8] = []
        while true {
            let count = try reader.read(into: buffer)
            if count == 0 { break }
            read += buffer[..<count]
        }
        #expect(read == bytes)
        #expect(reader.byteCount == 1000)
        #expect(reader.expectedByteCount == 1000)
    }

    @Test("A missing file is an input error that says so")
    func missing() {
        let error = failure { () throws(StorageError) in
            _ = try FileReader.contents(of: scratch.file("none"), as: "none")
        }
        #expect(error == .cannotRead(path: "none", errorNumber: ENOENT))
        #expect(error?.exitStatus == .input)
        #expect(error?.diagnostics.first?.message == "cannot read the file: there is no such file or folder")
    }

    @Test("Folders, pipes and devices are refused without waiting", arguments: ["folder", "pipe", "device"])
    func irregular(kind: String) throws {
        let path = kind == "device" ? "/dev/zero" : scratch.file(kind)
        if kind == "folder" { try AtomicFile.createFolders(path) }
        if kind == "pipe" { #expect(mkfifo(path, 0o600) == 0) }
        let error = failure { () throws(StorageError) in _ = try FileReader(path: path, as: "x") }
        #expect(error == .notRegular(path: "x", kind: "a \(kind)"))
        #expect(error?.exitStatus == .input)
    }

    @Test("A symbolic link is followed, or refused when links are not wanted")
    func links() throws {
        let target = try scratch.write("text", as: "target")
        #expect(symlink(target, scratch.file("link")) == 0)
        #expect(try FileReader.contents(of: scratch.file("link")) == Array("text".utf8))
        let error = failure { () throws(StorageError) in
            _ = try FileReader(path: scratch.file("link"), as: "link", followingLinks: false)
        }
        #expect(error == .cannotRead(path: "link", errorNumber: ELOOP))
    }

    @Test("A path with NUL is not cut at it")
    func nul() throws {
        let path = try scratch.write("text", as: "a")
        #expect(failure { () throws(StorageError) in _ = try FileReader(path: path + "\0.csv", as: "n") } != nil)
    }

    @Test("The standard input may be a pipe, and - names it")
    func standardInput() throws {
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        let saved = dup(0)
        dup2(ends[0], 0)
        defer {
            dup2(saved, 0)
            for descriptor in [saved, ends[0]] { close(descriptor) }
        }
        #expect(Array("a,b\n".utf8).withUnsafeBytes { write(ends[1], $0.baseAddress, $0.count) } == 4)
        close(ends[1])
        #expect(try FileReader.contents(of: "-") == Array("a,b\n".utf8))
    }

    @Test("A file over the limit is refused")
    func limit() throws {
        let path = try scratch.write("12345", as: "a")
        #expect(try FileReader.contents(of: path, limit: 5).count == 5)
        let error = failure { () throws(StorageError) in _ = try FileReader.contents(of: path, as: "a", limit: 4) }
        #expect(error == .tooLarge(path: "a", limit: 4))
    }
}

@Suite("Writing files")
struct AtomicFileTests {
    private let scratch: ScratchFolder
    init() throws { scratch = try ScratchFolder() }

    @Test("A written file has the bytes, the usual permissions, and no temporary beside it")
    func written() throws {
        let path = scratch.file("a/b/c.txt")
        try AtomicFile.write("ሰላም", to: path, creatingFolders: true)
        #expect(try FileReader.contents(of: path) == Array("ሰላም".utf8))
        #expect(try FolderListing.names(in: scratch.file("a/b")) == ["c.txt"])
        var status = stat()
        #expect(stat(path, &status) == 0)
        let mask = umask(0o022)
        umask(mask)
        #expect(status.st_mode & 0o777 == 0o644 & ~mask)
    }

    @Test("An existing file stays unless it may be replaced")
    func existing() throws {
        let path = try scratch.write("old", as: "a")
        let error = failure { () throws(StorageError) in try AtomicFile.write("new", to: path) }
        #expect(error == .exists(path: path))
        #expect(error?.exitStatus == .cannotCreate)
        #expect(try FileReader.contents(of: path) == Array("old".utf8))
        try AtomicFile.write("new", to: path, replaceExisting: true)
        #expect(try FileReader.contents(of: path) == Array("new".utf8))
        #expect(try FolderListing.names(in: scratch.path) == ["a"])
    }

    @Test("A folder is never replaced, a missing folder is not made unasked")
    func folders() throws {
        try AtomicFile.createFolders(scratch.file("d"))
        let onFolder = failure { () throws(StorageError) in
            try AtomicFile.write("x", to: scratch.file("d"), replaceExisting: true)
        }
        #expect(onFolder == .cannotCreate(path: scratch.file("d"), errorNumber: EISDIR))
        let missing = failure { () throws(StorageError) in try AtomicFile.write("x", to: scratch.file("no/x")) }
        #expect(missing == .cannotCreate(path: scratch.file("no/x"), errorNumber: ENOENT))
        let below = failure { () throws(StorageError) in
            try scratch.write("f", as: "f")
            try AtomicFile.write("x", to: scratch.file("f/x"), creatingFolders: true)
        }
        #expect(below?.exitStatus == .cannotCreate)
    }

    @Test("A folder that takes no files is an error of creating", .enabled(if: FileKind.isFolder("/proc/self")))
    func refusing() {
        let error = failure { () throws(StorageError) in try AtomicFile.write("x", to: "/proc/self/x") }
        #expect(error?.exitStatus == .cannotCreate)
    }

    @Test("A full disk is an input-output error, told in words")
    func words() {
        let error = StorageError.failed(path: "a", while: "writing", errorNumber: ENOSPC)
        #expect(error.exitStatus == .inputOutput)
        #expect(error.diagnostics.first?.message == "writing failed: no space is left on the disk")
    }

    @Test("Names are listed in the order of their bytes")
    func listing() throws {
        for name in ["b", "a", "B", "é", "ሀ", ".hidden"] { try scratch.write("", as: name) }
        #expect(try FolderListing.names(in: scratch.path) == [".hidden", "B", "a", "b", "é", "ሀ"])
        let error = failure { () throws(StorageError) in _ = try FolderListing.names(in: scratch.file("none")) }
        #expect(error == .cannotRead(path: scratch.file("none"), errorNumber: ENOENT))
    }
}

@Suite("Paths held in a folder")
struct ContainedPathTests {
    private let scratch: ScratchFolder
    init() throws {
        scratch = try ScratchFolder()
        try scratch.write("in", as: "root/sub/in.csv")
        try scratch.write("out", as: "out.csv")
        _ = symlink("../out.csv", scratch.file("root/leak.csv"))
        _ = symlink("..", scratch.file("root/up"))
        _ = symlink("sub", scratch.file("root/inside"))
        _ = symlink("/nowhere/at/all", scratch.file("root/dangling"))
        _ = symlink("loop", scratch.file("root/loop"))
    }

    @Test(
        "Paths inside are joined and cleaned",
        arguments: [
            ("sub/in.csv", "sub/in.csv"), ("./sub//in.csv", "sub/in.csv"), ("sub/../sub/in.csv", "sub/in.csv"),
            ("inside/in.csv", "inside/in.csv"), ("new/folder/file", "new/folder/file"), (".", ""), ("sub/", "sub"),
            ("..csv", "..csv"), ("a..b", "a..b"), ("ሀ/ለ", "ሀ/ለ"),
        ])
    func inside(path: String, joined: String) throws {
        let root = scratch.file("root")
        #expect(try ContainedPath.resolve(path, under: root) == (joined.isEmpty ? root : root + "/" + joined))
    }

    @Test(
        "Paths that lead outside are refused",
        arguments: [
            "", "/etc/passwd", "~/x", "~root", "..", "../out.csv", "sub/../../out.csv", "./../out.csv", "leak.csv",
            "up/out.csv", "up", "dangling", "dangling/x", "loop", "a\0b", "\\\\host\\share", "sub\\in.csv",
            "//host/share",
            "up/root/sub/../../out.csv",
        ])
    func outside(path: String) {
        let error = failure { () throws(StorageError) in
            _ = try ContainedPath.resolve(path, under: scratch.file("root"))
        }
        guard case .outside(path, _)? = error else {
            Issue.record("\(path.debugDescription) was not refused as outside: \(String(describing: error))")
            return
        }
        #expect(error?.exitStatus == .input)
    }

    @Test("A root that does not exist is an error of reading")
    func noRoot() {
        let error = failure { () throws(StorageError) in
            _ = try ContainedPath.resolve("a", under: scratch.file("none"))
        }
        #expect(error == .cannotRead(path: scratch.file("none"), errorNumber: ENOENT))
    }
}
