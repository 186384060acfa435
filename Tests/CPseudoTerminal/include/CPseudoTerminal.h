#ifndef KIGEZO_PSEUDO_TERMINAL_H
#define KIGEZO_PSEUDO_TERMINAL_H

#include <sys/types.h>

/// Starts a program in a session of its own on a new terminal, which sends it the signals of its keys and of its size:
/// what Foundation's Process cannot do.
///
/// - Parameters:
///   - arguments: the program and what it is given; ends with NULL.
///   - environment: NAME=VALUE; ends with NULL.
///   - folder: the working folder.
///   - master: where what is typed is written and what is shown is read.
/// - Returns: the process, or -1.
pid_t kigezo_start_on_terminal(
    char *const arguments[], char *const environment[], const char *folder, unsigned short columns,
    unsigned short rows, int *master);

/// Gives the terminal another size; what runs on it is told.
int kigezo_resize_terminal(int master, unsigned short columns, unsigned short rows);

/// Whether the terminal hands over whole lines and echoes them, as it does where no program changed it.
int kigezo_terminal_is_cooked(int master);

#endif
