#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Writing to the process's own streams.
enum Output {
    /// Writes all of a text; a reader that went away (`| head`) ends the program quietly through SIGPIPE.
    ///
    /// - Returns: whether all of it was written.
    @discardableResult
    static func write(_ text: String, to descriptor: Int32) -> Bool {
        var text = text
        var written = 0
        return text.withUTF8 { bytes in
            let buffer = UnsafeRawBufferPointer(bytes)
            guard let base = buffer.baseAddress else { return true }
            while written < buffer.count {
                #if canImport(Glibc)
                    let count = Glibc.write(descriptor, base + written, buffer.count - written)
                #elseif canImport(Musl)
                    let count = Musl.write(descriptor, base + written, buffer.count - written)
                #else
                    let count = Darwin.write(descriptor, base + written, buffer.count - written)
                #endif
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                written += count
            }
            return true
        }
    }

    /// Whether the terminal says that it knows more than ASCII: its locale is one of UTF-8, and it is no dumb one.
    static var drawsBlocks: Bool {
        func variable(_ name: String) -> String { getenv(name).map { String(cString: $0) } ?? "" }
        // The first that is set decides, as POSIX has it.
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.map(variable).first { !$0.isEmpty } ?? ""
        let isUTF8 = ["utf-8", "utf8"].contains { locale.lowercased().contains($0) }
        return isUTF8 && variable("TERM") != "dumb"
    }

    /// The columns of the terminal behind standard output; `nil` if there is none or it does not say.
    static var terminalWidth: Int? { width(of: STDOUT_FILENO) }

    /// The columns of the terminal behind a descriptor; `nil` if there is none or it does not say.
    static func width(of descriptor: Int32) -> Int? {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }
}
