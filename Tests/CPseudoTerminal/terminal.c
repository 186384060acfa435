#include "CPseudoTerminal.h"

#include <signal.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#ifdef __APPLE__
#include <util.h>
#else
#include <pty.h>
#endif

pid_t kigezo_start_on_terminal(
    char *const arguments[], char *const environment[], const char *folder, unsigned short columns,
    unsigned short rows, int *master)
{
    struct winsize size = {.ws_row = rows, .ws_col = columns};
    pid_t process = forkpty(master, NULL, NULL, &size);
    if (process != 0) return process;
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    for (int number = 1; number < 32; number++) signal(number, SIG_DFL);
    for (int descriptor = 3; descriptor < 256; descriptor++) close(descriptor);
    if (chdir(folder) == 0) execve(arguments[0], arguments, environment);
    _exit(127);
}

int kigezo_resize_terminal(int master, unsigned short columns, unsigned short rows)
{
    struct winsize size = {.ws_row = rows, .ws_col = columns};
    return ioctl(master, TIOCSWINSZ, &size);
}

int kigezo_terminal_is_cooked(int master)
{
    struct termios mode;
    if (tcgetattr(master, &mode) != 0) return 0;
    return (mode.c_lflag & (ICANON | ECHO | ISIG)) == (ICANON | ECHO | ISIG);
}
