package import Diagnostics

/// Why work is to stop before it is done.
package enum StopRequest: Sendable, Hashable {
    /// A person pressed Ctrl-C.
    case interrupted
    /// The system asks the process to end.
    case terminated

    package var exitStatus: ExitStatus {
        switch self {
        case .interrupted: .interrupted
        case .terminated: .terminated
        }
    }
}

/// How far a file has been read.
package struct ReadingProgress: Sendable, Hashable {
    /// The file as the user named it.
    package let name: String
    /// The bytes read so far, as they are stored.
    package let byteCount: Int
    /// The bytes of the whole file, as they are stored; `nil` for the standard input.
    package let expectedByteCount: Int?
    package let rowCount: Int

    package init(name: String, byteCount: Int, expectedByteCount: Int?, rowCount: Int) {
        self.name = name
        self.byteCount = byteCount
        self.expectedByteCount = expectedByteCount
        self.rowCount = rowCount
    }
}

/// Who watches long work: asked whether it is to go on, and told how far it is, about once a chunk.
package protocol Supervisor: AnyObject, Sendable {
    /// Why the work is to stop; `nil` while it may go on. Asked by any thread.
    var stopRequest: StopRequest? { get }
    /// Can be read from once the work is to stop, so that a wait for input ends too; -1 if there is no such thing.
    var wakeDescriptor: Int32 { get }
    /// Told after each chunk of a file, by one thread at a time.
    func note(_ progress: ReadingProgress)
}

/// The supervisor of the work being done; there is none unless the program sets one.
package enum Supervision {
    @TaskLocal package static var current: (any Supervisor)?

    /// Stops the work here if it is to stop.
    ///
    /// - Parameter path: the file that is being read, as the user named it.
    package static func check(path: String? = nil) throws(StorageError) {
        if let request = current?.stopRequest { throw .stopped(request, path: path) }
    }
}
