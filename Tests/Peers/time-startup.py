#!/usr/bin/env python3
"""Times starts side by side: of the program, of a static Swift program that greets and waits, and of sqlite3.

    time-startup.py [RUNS]

From start to end, from start to the prompt on a terminal, and the memory held at the prompt. Programs take turns, so
that a busy machine is busy for all. Prints a Markdown table; aims are those of a static release build, named by
KIGEZO=PATH. Needs swiftc and sqlite3.
"""
import os
import pty
import select
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

import surroundings

GREETING = """
print("> ", terminator: "")
fflush(nil)
if CommandLine.arguments.count == 1 { _ = readLine() }
"""
AIMS = {"help": 20, "prompt": 30, "idle": 25}


def greeter(folder):
    """The smallest Swift program with a prompt, linked as the program is."""
    source, program = os.path.join(folder, "main.swift"), os.path.join(folder, "greeter")
    with open(source, "w") as file:
        file.write("import Glibc\n" + GREETING)
    subprocess.run(["swiftc", "-O", "-static-stdlib", "-Xlinker", "-s", source, "-o", program], check=True)
    return program


def whole(command, environment):
    """Milliseconds of wall and processor time of one process."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                             env=environment)
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"{' '.join(command)} ended with {child.returncode}")
    return wall * 1e3, (usage.ru_utime + usage.ru_stime) * 1e3


def prompt(command, environment):
    """Milliseconds until a prompt stands on a terminal, and resident MiB a little later."""
    start = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.execve(command[0], command, environment)
    shown = b""
    while b"> " not in shown:
        if not select.select([terminal], [], [], 20)[0]:
            sys.exit(f"{command[0]} shows no prompt: {shown!r}")
        shown += os.read(terminal, 4096)
    wall = time.perf_counter() - start
    time.sleep(0.1)
    with open(f"/proc/{child}/status") as file:
        resident = next(int(line.split()[1]) for line in file if line.startswith("VmRSS:"))
    os.kill(child, signal.SIGKILL)
    os.close(terminal)
    os.waitpid(child, 0)
    return wall * 1e3, resident / 1024


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 41
    surroundings.check_program()
    database = shutil.which("sqlite3") or sys.exit("there is no sqlite3")
    with tempfile.TemporaryDirectory(prefix="kigezo-starts-") as folder:
        environment = {"HOME": folder, "PATH": os.environ["PATH"], "TERM": "xterm-256color", "LANG": "C.UTF-8"}
        # Histories of its own: what a person has typed before is not what is timed.
        programs = {"kigezo": surroundings.PROGRAM, "Swift": greeter(folder), "sqlite3": database}
        starts = {"kigezo": ["help"], "Swift": ["end"], "sqlite3": ["-version"]}
        sizes = {name: os.path.getsize(program) / 1e6 for name, program in programs.items()}
        figures = {name: {"wall": [], "processor": [], "prompt": [], "idle": []} for name in programs}
        for run in range(runs + 1):
            for name, program in programs.items():
                wall, processor = whole([program, *starts[name]], environment)
                shown, resident = prompt([program], environment)
                # The first of each fills the page cache.
                if run:
                    for key, value in zip(["wall", "processor", "prompt", "idle"], [wall, processor, shown, resident]):
                        figures[name][key].append(value)
    print(f"{surroundings.machine()}. {runs} runs of each in turn; least, and median in brackets.\n")
    print("| program | size MB | start to end ms | its processor time ms | start to prompt ms | idle MiB |")
    print("|---|---:|---:|---:|---:|---:|")
    titles = {"kigezo": "`kigezo help`, `kigezo`", "Swift": "a static Swift program that greets", "sqlite3": "`sqlite3`"}
    for name in programs:
        cells = [f"{min(values):.1f} ({statistics.median(values):.1f})" for values in figures[name].values()]
        print(f"| {titles[name]} | {sizes[name]:.1f} | " + " | ".join(cells) + " |")
    for other in ["Swift", "sqlite3"]:
        ratios = [min(figures["kigezo"][key]) / min(figures[other][key]) for key in figures[other]]
        print(f"| kigezo ÷ {other} | | " + " | ".join(f"{ratio:.1f} ×" for ratio in ratios) + " |")
    print()
    for words, key, aim, unit in [("`kigezo help`", "wall", AIMS["help"], "ms"),
                                  ("the prompt", "prompt", AIMS["prompt"], "ms"),
                                  ("idle memory", "idle", AIMS["idle"], "MiB")]:
        least = min(figures["kigezo"][key])
        print(f"- {words}: {least:.1f} {unit} at best, {'within' if least <= aim else 'OVER'} {aim} {unit}")


main()
