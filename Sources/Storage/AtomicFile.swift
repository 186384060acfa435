#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Writing a file so that a reader finds the old content or the new, never a part.
///
/// The bytes go to a temporary in the same folder (private until it has its final name), are made durable, and take the
/// final name in one step; then the folder is made durable too. Any failure removes the temporary and leaves what was
/// there. Temporaries that a killed process left are named `.kigezo-PID-N.tmp`.
package enum AtomicFile {
    /// Writes `bytes` as the whole content of `path`.
    ///
    /// - Parameters:
    ///   - replaceExisting: whether a file of that name may be replaced; a folder or device never is.
    ///   - creatingFolders: whether missing folders above it are made.
    ///   - mode: the permissions it ends up with, less those the process masks.
    package static func write(
        _ bytes: UnsafeRawBufferPointer, to path: String, replaceExisting: Bool = false, creatingFolders: Bool = false,
        mode: UInt32 = 0o644
    ) throws(StorageError) {
        try write(to: path, replaceExisting: replaceExisting, creatingFolders: creatingFolders, mode: mode) {
            (descriptor) throws(StorageError) in
            try writeAll(bytes, to: descriptor, path: path)
        }
    }

    /// Copies the content of `source`, piece by piece.
    ///
    /// - Parameters: as for the raw form of `write`.
    /// - Returns: the SHA-256 of what was copied, in hexadecimal.
    package static func copy(
        _ source: String, to path: String, replaceExisting: Bool = false, creatingFolders: Bool = false
    ) throws(StorageError) -> String {
        let reader = try FileReader(path: source)
        var hash = SHA256()
        try write(to: path, replaceExisting: replaceExisting, creatingFolders: creatingFolders, mode: 0o644) {
            (descriptor) throws(StorageError) in
            let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
            defer { piece.deallocate() }
            while true {
                let count = try reader.read(into: piece)
                if count == 0 { return }
                let bytes = UnsafeRawBufferPointer(rebasing: piece[..<count])
                hash.update(bytes)
                try writeAll(bytes, to: descriptor, path: path)
            }
        }
        return SHA256.hexadecimal(hash.finalize())
    }

    /// Writes what `produce` puts into the descriptor it is given.
    private static func write(
        to path: String, replaceExisting: Bool, creatingFolders: Bool, mode: UInt32,
        _ produce: (Int32) throws(StorageError) -> Void
    ) throws(StorageError) {
        guard !path.utf8.contains(0) else { throw .cannotCreate(path: path, errorNumber: EILSEQ) }
        let folder = self.folder(of: path)
        if creatingFolders { try createFolders(folder) }
        if let kind = FileKind.at(path, followingLinks: false), kind != .link {
            guard kind == .regular else {
                throw .cannotCreate(path: path, errorNumber: kind == .folder ? EISDIR : EINVAL)
            }
            guard replaceExisting else { throw .exists(path: path) }
        }
        let (descriptor, temporary) = try createTemporary(in: folder, for: path)
        var isOpen = true
        do throws(StorageError) {
            try produce(descriptor)
            guard fchmod(descriptor, mode_t(mode) & ~processMask) == 0 else {
                throw .failed(path: path, while: "setting permissions", errorNumber: errno)
            }
            // A failed fsync leaves unknown pages behind: the data counts as unwritten and is not tried again.
            guard retryingWhenInterrupted({ fsync(descriptor) }) == 0 else {
                throw .failed(path: path, while: "making the file durable", errorNumber: errno)
            }
            isOpen = false
            guard close(descriptor) == 0 else { throw .failed(path: path, while: "closing", errorNumber: errno) }
            try giveFinalName(temporary, path, replaceExisting: replaceExisting)
        } catch {
            if isOpen { close(descriptor) }
            unlink(temporary)
            throw error
        }
        try synchronise(folder: folder, path: path)
    }

    /// Writes `bytes` as the whole content of `path`; see the raw form.
    package static func write(
        _ bytes: [UInt8], to path: String, replaceExisting: Bool = false, creatingFolders: Bool = false
    ) throws(StorageError) {
        let outcome = bytes.withUnsafeBytes { (buffer) -> Result<Void, StorageError> in
            Result { () throws(StorageError) in
                try write(buffer, to: path, replaceExisting: replaceExisting, creatingFolders: creatingFolders)
            }
        }
        try outcome.get()
    }

    /// Writes `text` in UTF-8 as the whole content of `path`; see the raw form.
    package static func write(
        _ text: String, to path: String, replaceExisting: Bool = false, creatingFolders: Bool = false
    ) throws(StorageError) {
        try write(Array(text.utf8), to: path, replaceExisting: replaceExisting, creatingFolders: creatingFolders)
    }

    /// Makes the folder `path` and the missing ones above it.
    package static func createFolders(_ path: String) throws(StorageError) {
        var prefix = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            prefix += prefix.isEmpty || prefix.hasSuffix("/") ? String(part) : "/" + part
            if mkdir(prefix, 0o777) != 0, errno != EEXIST { throw .cannotCreate(path: path, errorNumber: errno) }
        }
        guard FileKind.isFolder(path.isEmpty ? "." : path) else {
            throw .cannotCreate(path: path, errorNumber: ENOTDIR)
        }
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func createTemporary(
        in folder: String, for path: String
    ) throws(StorageError) -> (descriptor: Int32, path: String) {
        for number in 0..<10_000 {
            let temporary = "\(folder)/.kigezo-\(getpid())-\(number).tmp"
            let descriptor = retryingWhenInterrupted { open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600) }
            if descriptor >= 0 { return (descriptor, temporary) }
            guard errno == EEXIST else { throw .cannotCreate(path: path, errorNumber: errno) }
        }
        throw .cannotCreate(path: path, errorNumber: EEXIST)
    }

    private static func writeAll(
        _ bytes: UnsafeRawBufferPointer, to descriptor: Int32, path: String
    ) throws(StorageError) {
        guard let base = bytes.baseAddress else { return }
        var offset = 0
        while offset < bytes.count {
            let count = platformWrite(descriptor, base + offset, bytes.count - offset)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .failed(path: path, while: "writing", errorNumber: errno) }
            offset += count
        }
    }

    private static func giveFinalName(
        _ temporary: String, _ path: String, replaceExisting: Bool
    ) throws(StorageError) {
        if !replaceExisting {
            // A hard link fails when the name is taken meanwhile; a rename would replace it.
            if link(temporary, path) == 0 {
                unlink(temporary)
                return
            }
            if errno == EEXIST { throw .exists(path: path) }
            // Some file systems have no hard links.
            if FileKind.at(path, followingLinks: false) != nil { throw .exists(path: path) }
        }
        guard rename(temporary, path) == 0 else { throw .cannotCreate(path: path, errorNumber: errno) }
    }

    private static func synchronise(folder: String, path: String) throws(StorageError) {
        let descriptor = retryingWhenInterrupted { open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        // A folder one may write to but not read cannot be synchronised; the file itself is durable already.
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        if retryingWhenInterrupted({ fsync(descriptor) }) != 0, errno != EINVAL {
            throw .failed(path: path, while: "making the folder durable", errorNumber: errno)
        }
    }

    /// The permissions this process takes away, asked for once: asking means setting it for a moment, and two threads
    /// that asked at once could leave the wrong one.
    private static let processMask: mode_t = {
        let mask = umask(0o077)
        umask(mask)
        return mask
    }()
}

/// `write` under a name that a method called `write` does not hide.
private func platformWrite(_ descriptor: Int32, _ base: UnsafeRawPointer, _ count: Int) -> Int {
    write(descriptor, base, count)
}

extension AtomicFile {
    /// Takes a file away that this program wrote; nothing happens where there is none.
    package static func remove(_ path: String) { unlink(path) }

    /// Whether a name is that of a temporary of ours.
    package static func isTemporary(_ name: String) -> Bool { processNumber(ofTemporary: name) != nil }

    private static func processNumber(ofTemporary name: String) -> pid_t? {
        guard name.hasPrefix(".kigezo-"), name.hasSuffix(".tmp") else { return nil }
        let parts = name.dropFirst(8).dropLast(4).split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, Int(parts[1]) != nil, let number = pid_t(parts[0]), number > 0 else { return nil }
        return number
    }

    /// Takes away the temporaries that processes left in a folder that were killed; those of living ones stay.
    package static func removeTemporaries(in folder: String) {
        for name in (try? FolderListing.names(in: folder)) ?? [] {
            guard let number = processNumber(ofTemporary: name), number != getpid(), kill(number, 0) != 0,
                errno == ESRCH
            else { continue }
            unlink(folder + "/" + name)
        }
    }

    /// Takes an empty folder away; one that holds anything stays.
    package static func removeFolder(_ path: String) { rmdir(path) }
}
