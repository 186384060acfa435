package import Diagnostics
package import Storage

/// One fault of a table and its place.
package struct TableProblem: Sendable, Hashable {
    package let fault: TableFault
    package let location: SourceLocation
    package let excerpt: Diagnostic.Excerpt?

    init(_ fault: TableFault, at location: SourceLocation, excerpt: Diagnostic.Excerpt? = nil) {
        self.fault = fault
        self.location = location
        self.excerpt = excerpt
    }

    /// The fault as a diagnostic.
    package var diagnostic: Diagnostic {
        Diagnostic(fault.code, at: location, fault.message, help: fault.help, excerpt: excerpt)
    }
}

/// Why a table could not be read or matched. Nothing of it was loaded.
package enum TableError: Diagnosable, Hashable {
    /// The file could not be opened or read.
    case storage(StorageError)
    /// What is wrong in the file, in its order, and how many more faults were found beyond the limit.
    case malformed([TableProblem], more: Int)

    package var diagnostics: [Diagnostic] {
        switch self {
        case .storage(let error): return error.diagnostics
        case .malformed(let problems, let more):
            var diagnostics = problems.map(\.diagnostic)
            if more > 0, let last = problems.last {
                diagnostics.append(
                    Diagnostic(
                        TableFault.moreCode, severity: .note, at: SourceLocation(file: last.location.file),
                        "and \(more.grouped) more"))
            }
            return diagnostics
        }
    }

    package var exitStatus: ExitStatus {
        switch self {
        case .storage(let error): error.exitStatus
        case .malformed(let problems, _): problems.allSatisfy(\.isUsage) && !problems.isEmpty ? .usage : .input
        }
    }

    /// The problems, if the file could be read at all.
    package var problems: [TableProblem] {
        if case .malformed(let problems, _) = self { problems } else { [] }
    }
}

extension TableProblem {
    /// Whether the question was wrong rather than the file.
    var isUsage: Bool {
        switch fault {
        case .unknownColumn, .badDelimiter, .notForJSONLines, .momentNeedsZone, .nameTaken, .unknownSheet,
            .notForWorkbook, .noWorkbook:
            true
        default: false
        }
    }
}
