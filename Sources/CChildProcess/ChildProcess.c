#define _GNU_SOURCE
#define _DARWIN_C_SOURCE

#include "include/ChildProcess.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

// Everything below `guard` runs between a fork of a process with threads and an exec, or without any exec: system calls
// only, no allocation, no locks.

static void pauseFor(long milliseconds) {
    struct timespec time = {milliseconds / 1000, (milliseconds % 1000) * 1000000};
    nanosleep(&time, NULL);
}

/// Closes all files but those in `kept`, which is sorted.
static void closeOthers(const int *kept, int count, int fileLimit) {
    int first = 0;
    for (int index = 0; index <= count; index++) {
        int last = index < count ? kept[index] - 1 : fileLimit;
        if (first <= last) {
            int isDone = 0;
#if defined(__linux__) && defined(SYS_close_range)
            isDone = syscall(SYS_close_range, first, index < count ? (unsigned)last : ~0u, 0) == 0;
#endif
            for (int file = first; !isDone && file <= last; file++) close(file);
        }
        if (index < count) first = kept[index] + 1;
    }
}

static void resetSignals(void) {
    for (int number = 1; number < NSIG; number++) {
        if (number == SIGKILL || number == SIGSTOP) continue;
        signal(number, SIG_DFL);
    }
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static void noteChild(int number) { (void)number; }

#ifdef __linux__
/// The parent of a process, from its line in /proc; 0 if it is gone.
static int parentOf(const char *name) {
    char path[32] = "/proc/";
    size_t length = strlen(name);
    if (length > 12) return 0;
    memcpy(path + 6, name, length);
    memcpy(path + 6 + length, "/stat", 6);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return 0;
    char line[512];
    ssize_t count = read(file, line, sizeof line - 1);
    close(file);
    if (count <= 0) return 0;
    line[count] = 0;
    // pid (any name) state parent
    char *end = strrchr(line, ')');
    if (end == NULL || strlen(end) < 5) return 0;
    int parent = 0;
    for (char *digit = end + 4; *digit >= '0' && *digit <= '9'; digit++) parent = parent * 10 + (*digit - '0');
    return parent;
}

/// Kills every process whose parent this one is.
static void killChildren(void) {
    struct entry {
        uint64_t inode;
        int64_t offset;
        unsigned short length;
        unsigned char type;
        char name[];
    };
    int own = getpid();
    int folder = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) return;
    _Alignas(8) char bytes[16384];
    long count;
    while ((count = syscall(SYS_getdents64, folder, bytes, sizeof bytes)) > 0) {
        for (long place = 0; place < count;) {
            struct entry *entry = (struct entry *)(bytes + place);
            place += entry->length;
            if (entry->name[0] < '1' || entry->name[0] > '9' || parentOf(entry->name) != own) continue;
            int process = 0;
            for (char *digit = entry->name; *digit >= '0' && *digit <= '9'; digit++) {
                process = process * 10 + (*digit - '0');
            }
            kill(process, SIGKILL);
        }
    }
    close(folder);
}
#else
static void killChildren(void) {}
#endif

/// Ends all that is left of a program; whose parents die becomes ours (Linux), until there is nothing more.
///
/// Returns whether all is gone.
static int endAll(pid_t program) {
    for (int attempt = 0; attempt < 1000; attempt++) {
        kill(-program, SIGKILL);
        killChildren();
        pid_t ended;
        while ((ended = waitpid(-1, NULL, WNOHANG)) > 0) {}
        if (ended < 0 && errno == ECHILD) return 1;
        pauseFor(2);
    }
    return 0;
}

static void limit(int kind, uint64_t most) {
    if (most == 0) return;
    struct rlimit current;
    if (getrlimit(kind, &current) == 0 && current.rlim_max != RLIM_INFINITY && current.rlim_max < most) {
        most = current.rlim_max;
    }
    struct rlimit wanted = {(rlim_t)most, (rlim_t)most};
    setrlimit(kind, &wanted);
}

static void become(
    const char *path, char *const arguments[], char *const environment[], const struct CChildLimits *limits,
    const int ends[3], int status) {
    setsid();
    for (int index = 0; index < 3; index++) {
        if (dup2(ends[index], index) < 0) _exit(127);
    }
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    limit(RLIMIT_CPU, limits->cpuSeconds);
    limit(RLIMIT_AS, limits->memoryBytes);
    limit(RLIMIT_NOFILE, limits->openFiles);
    resetSignals();
    // A file that was just written may still be open in another fork.
    for (int attempt = 0; attempt < 50; attempt++) {
        execve(path, arguments, environment);
        if (errno != ETXTBSY) break;
        pauseFor(10);
    }
    struct CChildEnd end = {cChildNotStarted, errno};
    (void)!write(status, &end, sizeof end);
    _exit(127);
}

static void guard(
    const char *path, char *const arguments[], char *const environment[], const struct CChildLimits *limits,
    const int ends[3], int control, int status, int fileLimit) {
    // The ends are in no order: few enough to be sorted by hand.
    int kept[5] = {ends[0], ends[1], ends[2], control, status};
    for (int index = 1; index < 5; index++) {
        for (int place = index; place > 0 && kept[place - 1] > kept[place]; place--) {
            int higher = kept[place - 1];
            kept[place - 1] = kept[place];
            kept[place] = higher;
        }
    }
    closeOthers(kept, 5, fileLimit);
    resetSignals();
    int ignored[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGTTOU, SIGTTIN, SIGTSTP};
    for (size_t index = 0; index < sizeof ignored / sizeof *ignored; index++) signal(ignored[index], SIG_IGN);
    // A group of its own, so that the terminal's signals are ours to hand on.
    setpgid(0, 0);
#ifdef __linux__
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
#endif
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = noteChild;
    sigaction(SIGCHLD, &action, NULL);
    sigset_t blocked, open;
    sigemptyset(&open);
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGCHLD);
    sigprocmask(SIG_SETMASK, &blocked, NULL);

    pid_t program = fork();
    if (program == 0) become(path, arguments, environment, limits, ends, status);
    if (program < 0) {
        struct CChildEnd end = {cChildNotStarted, errno};
        (void)!write(status, &end, sizeof end);
        _exit(0);
    }
    for (int index = 0; index < 3; index++) close(ends[index]);

    int hasEnded = 0;
    int isKilled = 0;
    while (!hasEnded) {
        int how;
        pid_t ended;
        while ((ended = waitpid(-1, &how, WNOHANG)) > 0) {
            if (ended != program) continue;
            hasEnded = 1;
            struct CChildEnd end = {
                WIFSIGNALED(how) ? cChildSignalled : cChildExited, WIFSIGNALED(how) ? WTERMSIG(how) : WEXITSTATUS(how)};
            (void)!write(status, &end, sizeof end);
        }
        if (hasEnded) break;
        fd_set files;
        FD_ZERO(&files);
        FD_SET(control, &files);
        if (pselect(control + 1, &files, NULL, NULL, NULL, &open) < 0) continue;
        char order = 'K';
        ssize_t count = read(control, &order, 1);
        if (count < 0) continue;
        if (count == 1 && order == 'T') {
            kill(-program, SIGTERM);
        } else {
            kill(program, SIGKILL);
            kill(-program, SIGKILL);
            // Closed means that it is said once; the end of the program comes by its signal.
            int how;
            if (waitpid(program, &how, 0) == program) {
                struct CChildEnd end = {cChildSignalled, WIFSIGNALED(how) ? WTERMSIG(how) : 0};
                (void)!write(status, &end, sizeof end);
            }
            hasEnded = 1;
            isKilled = 1;
        }
    }
    // What only lags behind may end by itself; what stays was left.
    int isAlone = 0;
    for (int attempt = 0; !isKilled && !isAlone && attempt < 50; attempt++) {
        if (attempt > 0) pauseFor(4);
        pid_t ended;
        while ((ended = waitpid(-1, NULL, WNOHANG)) > 0) {}
        isAlone = ended < 0 && errno == ECHILD && kill(-program, 0) != 0;
    }
    if (!endAll(program)) _exit(cChildGuardianGaveUp);
    _exit(isKilled || isAlone ? cChildGuardianDone : cChildGuardianKilled);
}

/// A pipe whose ends no program inherits and that are none of the three standard files.
static int makePipe(int ends[2]) {
    int made[2];
    if (pipe(made) != 0) return errno;
    for (int index = 0; index < 2; index++) {
        ends[index] = fcntl(made[index], F_DUPFD_CLOEXEC, 3);
        int error = errno;
        close(made[index]);
        if (ends[index] >= 0) continue;
        if (index == 1) close(ends[0]);
        if (index == 0) close(made[1]);
        return error;
    }
    return 0;
}

int cChildStart(
    const char *path, char *const arguments[], char *const environment[], const struct CChildLimits *limits,
    struct CChild *child) {
    int pipes[5][2];
    int error = 0;
    int made = 0;
    while (made < 5 && (error = makePipe(pipes[made])) == 0) made++;
    // Waiting for orders needs a file that a set holds.
    if (error == 0 && pipes[3][0] >= FD_SETSIZE) error = EMFILE;
    pid_t guardian = -1;
    if (error == 0) {
        int fileLimit = (int)sysconf(_SC_OPEN_MAX);
        if (fileLimit < 0 || fileLimit > 65536) fileLimit = 65536;
        int ends[3] = {pipes[0][0], pipes[1][1], pipes[2][1]};
        // No signal may reach the fork while it has the handlers of this process.
        sigset_t all, former;
        sigfillset(&all);
        pthread_sigmask(SIG_SETMASK, &all, &former);
        guardian = fork();
        if (guardian == 0) {
            guard(path, arguments, environment, limits, ends, pipes[3][0], pipes[4][1], fileLimit);
            _exit(0);
        }
        if (guardian < 0) error = errno;
        pthread_sigmask(SIG_SETMASK, &former, NULL);
    }
    // Their ends: of the first pipe to read, of the next two to write, orders to read, the end to write.
    for (int index = 0; index < made; index++) {
        int own = index == 0 || index == 3 ? 1 : 0;
        close(pipes[index][1 - own]);
        if (error != 0) {
            close(pipes[index][own]);
        } else {
            fcntl(pipes[index][own], F_SETFL, fcntl(pipes[index][own], F_GETFL) | O_NONBLOCK);
        }
    }
    if (error != 0) return error;
    child->guardian = guardian;
    child->input = pipes[0][1];
    child->output = pipes[1][0];
    child->errors = pipes[2][0];
    child->control = pipes[3][1];
    child->status = pipes[4][0];
    return 0;
}

ssize_t cChildWrite(int file, const void *bytes, size_t count) {
    sigset_t pipeSignal, former, pending;
    sigemptyset(&pipeSignal);
    sigaddset(&pipeSignal, SIGPIPE);
    sigpending(&pending);
    int wasPending = sigismember(&pending, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipeSignal, &former);
    ssize_t written = write(file, bytes, count);
    int error = errno;
    if (written < 0 && error == EPIPE && !wasPending) {
        // The signal waits for this thread; taken here, it reaches nobody.
        sigpending(&pending);
        int number;
        if (sigismember(&pending, SIGPIPE)) sigwait(&pipeSignal, &number);
    }
    pthread_sigmask(SIG_SETMASK, &former, NULL);
    return written < 0 ? -error : written;
}

int cChildWait(pid_t guardian, int milliseconds) {
    int how = 0;
    for (int waited = 0; waited < milliseconds; waited += 2) {
        pid_t ended = waitpid(guardian, &how, WNOHANG);
        if (ended == guardian) return WIFEXITED(how) ? WEXITSTATUS(how) : cChildGuardianGaveUp;
        if (ended < 0 && errno != EINTR) return cChildGuardianGaveUp;
        pauseFor(2);
    }
    kill(guardian, SIGKILL);
    while (waitpid(guardian, &how, 0) < 0 && errno == EINTR) {}
    return cChildGuardianGaveUp;
}
