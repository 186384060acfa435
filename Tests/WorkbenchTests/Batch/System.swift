#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Makes a symbolic link; whether that worked.
func symlinked(_ target: String, at path: String) -> Bool { symlink(target, path) == 0 }

/// Waits.
func pause(microseconds: Int) { usleep(UInt32(microseconds)) }
