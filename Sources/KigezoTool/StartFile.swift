import Diagnostics
import Storage
import Workbench

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What a person wants to be set in every session: lines of `set` and `alias`, in `$XDG_CONFIG_HOME/kigezo/rc.kigezo`.
///
/// Only how answers look can be said there, and words of their own, never what answers are; a script does not read it.
enum StartFile {
    /// The file, `~/.config/kigezo/rc.kigezo` where XDG says nothing; `nil` without a home.
    static var path: String? {
        func folder(_ variable: String) -> String? {
            getenv(variable).map { String(cString: $0) }.flatMap { $0.hasPrefix("/") ? $0 : nil }
        }
        return (folder("XDG_CONFIG_HOME") ?? folder("HOME").map { $0 + "/.config" }).map { $0 + "/kigezo/rc.kigezo" }
    }

    /// Runs its lines; one that is neither is told of and left out.
    static func run(in session: Session, _ frontEnd: FrontEnd) async {
        guard let path, FileKind.isRegularFile(path) else { return }
        let text: String
        do { text = String(decoding: try FileReader.contents(of: path, limit: 1 << 16), as: UTF8.self) } catch {
            frontEnd.show(CommandFailure(error))
            return
        }
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            if let failure = await session.apply(
                setting: String(line), origin: SourceLocation(file: path, line: index + 1))
            {
                frontEnd.show(failure)
            }
        }
    }
}
