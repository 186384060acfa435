package import Diagnostics

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Why a file or folder could not be read or written.
package enum StorageError: Diagnosable, Hashable {
    /// A file or folder cannot be opened or read; the number is the system's `errno`.
    case cannotRead(path: String, errorNumber: Int32)
    /// A folder, pipe, socket or device stands where a file was expected.
    case notRegular(path: String, kind: String)
    /// A file is larger than the reader allows.
    case tooLarge(path: String, limit: Int)
    /// An output cannot be created; the number is the system's `errno`.
    case cannotCreate(path: String, errorNumber: Int32)
    /// An output exists already and may not be replaced.
    case exists(path: String)
    /// Reading, writing or making durable failed midway; the number is the system's `errno`.
    case failed(path: String, while: String, errorNumber: Int32)
    /// A path leads, or tries to lead, out of the folder it must stay in.
    case outside(path: String, reason: String)
    /// The work was asked to stop, while it read a file if one is named.
    case stopped(StopRequest, path: String?)

    package var diagnostics: [Diagnostic] {
        switch self {
        case .cannotRead(let path, let number):
            [
                Diagnostic(
                    "E251", at: SourceLocation(file: path), "cannot read the file: \(Self.words(for: number))",
                    help: number == ENOENT ? ["check the spelling and the folder the path starts from"] : [])
            ]
        case .notRegular(let path, let kind):
            [
                Diagnostic(
                    "E252", at: SourceLocation(file: path), "this is \(kind), not a file",
                    help: ["give a regular file, or - for the standard input"])
            ]
        case .tooLarge(let path, let limit):
            [
                Diagnostic(
                    "E253", at: SourceLocation(file: path), "the file is larger than \(limit) bytes, the limit here")
            ]
        case .cannotCreate(let path, let number):
            [Diagnostic("E254", at: SourceLocation(file: path), "cannot create the file: \(Self.words(for: number))")]
        case .exists(let path):
            [
                Diagnostic(
                    "E255", at: SourceLocation(file: path), "the file exists already and was left as it is",
                    help: ["choose another name, or add --force to replace it"])
            ]
        case .failed(let path, let action, let number):
            [
                Diagnostic(
                    "E256", at: SourceLocation(file: path), "\(action) failed: \(Self.words(for: number))",
                    help: number == ENOSPC ? ["free some space, or write to another disk"] : [])
            ]
        case .outside(let path, let reason):
            [
                Diagnostic(
                    "E257", at: SourceLocation(file: path), "the path \(reason)",
                    help: ["name a file below this folder, with / between its parts"])
            ]
        case .stopped(let request, let path):
            [
                Diagnostic(
                    "E258", at: path.map { SourceLocation(file: $0) },
                    (path == nil ? "stopped" : "stopped while reading")
                        + (request == .interrupted ? ", as was asked" : ", as the system asked"),
                    help: ["nothing of it was kept; the same command starts again"])
            ]
        }
    }

    package var exitStatus: ExitStatus {
        switch self {
        case .cannotRead, .notRegular, .tooLarge, .outside: .input
        case .cannotCreate, .exists: .cannotCreate
        case .failed: .inputOutput
        case .stopped(let request, _): request.exitStatus
        }
    }

    /// The system's error number in English words, the same on every machine and in every locale.
    package static func words(for errorNumber: Int32) -> String {
        switch errorNumber {
        case ENOENT: "there is no such file or folder"
        case EACCES: "permission denied"
        case EPERM: "operation not permitted"
        case EEXIST: "it exists already"
        case EISDIR: "it is a folder"
        case ENOTDIR: "a part of the path is not a folder"
        case ELOOP: "it is a symbolic link, or links in the path go round in a circle"
        case ENAMETOOLONG: "the name is too long"
        case ENOSPC: "no space is left on the disk"
        case EDQUOT: "the disk quota is used up"
        case EROFS: "the disk is read-only"
        case EFBIG: "the file would be too large"
        case EIO: "the disk reported an error"
        case EMFILE, ENFILE: "too many files are open"
        case ENXIO, ENODEV: "no such device"
        case EBUSY, ETXTBSY: "it is in use"
        case EINVAL: "the name or the operation is not valid here"
        case EILSEQ: "the path holds a NUL character"
        default: "system error \(errorNumber)"
        }
    }
}
