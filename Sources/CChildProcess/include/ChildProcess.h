#pragma once

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// What a program may use; 0 leaves the system's own limit.
struct CChildLimits {
    /// Processor seconds of each of its processes.
    uint64_t cpuSeconds;
    /// Bytes of address space of each of its processes.
    uint64_t memoryBytes;
    /// Files that each of its processes may have open.
    uint64_t openFiles;
};

/// How a program ended, as its guardian writes it to the `status` pipe.
struct CChildEnd {
    /// One of the kinds below.
    int32_t kind;
    /// The exit code, the signal's number, or the error number.
    int32_t value;
};

enum { cChildExited = 0, cChildSignalled = 1, cChildNotStarted = 2 };

/// What a guardian found once the program had ended: nothing more, processes that it then killed, or ones it could not.
enum { cChildGuardianDone = 0, cChildGuardianKilled = 2, cChildGuardianGaveUp = 3 };

/// A running program: our ends of its pipes, none of which blocks.
struct CChild {
    /// The process that watches over the program; it ends after everything that the program started.
    pid_t guardian;
    /// To its standard input, from its standard output, from its standard error.
    int input;
    int output;
    int errors;
    /// `T` written here sends SIGTERM to the program's group; `K`, or closing it, kills everything that it started.
    int control;
    /// One `CChildEnd` comes from here.
    int status;
};

/// Starts a program in a session and process group of its own, with nothing open but its three pipes.
///
/// Between us and it stands a guardian, a fork of this process that does nothing but wait: it adopts what the program
/// leaves behind (Linux), kills that when the program ends, and kills all when this process dies.
///
/// Returns 0, or the number of the error. A program that cannot be executed is told of by the `status` pipe.
int cChildStart(
    const char *path, char *const arguments[], char *const environment[], const struct CChildLimits *limits,
    struct CChild *child);

/// Writes as `write` does, but raises no SIGPIPE. Returns the bytes written, or an error number less than 0.
ssize_t cChildWrite(int file, const void *bytes, size_t count);

/// Waits for the guardian, which ends soon after the program; kills it when it does not within `milliseconds`.
///
/// Returns what the guardian found.
int cChildWait(pid_t guardian, int milliseconds);
