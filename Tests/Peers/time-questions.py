#!/usr/bin/env python3
"""Times questions about rows that are loaded, as a session answers them.

    time-questions.py ROWS…

Loads a generated file once and asks one question after another through the program's standard input; a question is
timed from its line to the whole of its answer, a table for a person. Prints a Markdown table. The first question by some
columns counts rows, each later one by these or fewer takes what was counted.
"""
import subprocess
import sys
import tempfile
import time

import surroundings
from processes import data_file

RATES = "accuracy,selection-rate,tpr,fpr,fnr,precision,count"
GROUPS = "region,language,gender"
# What is declared when the file is loaded, and what is asked then.
SESSIONS = [
    ("prediction prediction", [
        ("first, by three columns", f"metrics {RATES} by {GROUPS}"),
        ("again", f"metrics {RATES} by {GROUPS}"),
        ("other rates", f"metrics npv,fdr,for by {GROUPS}"),
        ("by one of the columns", f"metrics {RATES} by region"),
        ("a gap", "compare tpr by region,language"),
        ("first, by three other columns", f"metrics {RATES} by age_band,device,urban"),
        ("again", f"metrics {RATES} by age_band,device,urban"),
        ("first, with a condition", f"metrics {RATES} by {GROUPS} where device = 'web'"),
    ]),
    ("score score threshold 0.5", [
        ("first, of scores from a threshold up", f"metrics {RATES} by {GROUPS}"),
        ("again", f"metrics {RATES} by {GROUPS}"),
        ("first, of the scores themselves", "metrics roc-auc by region"),
        ("again", "metrics roc-auc by region"),
    ]),
]


class Session:
    def __init__(self):
        self.process = subprocess.Popen([surroundings.PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.STDOUT, bufsize=0)

    def processor(self):
        """Milliseconds that all threads have computed: the processor clock of another process, as Linux names it."""
        return time.clock_gettime(~self.process.pid << 3 | 2) * 1e3

    def ask(self, line):
        """Milliseconds from a line to its whole answer, and of processor time."""
        start, computed = time.perf_counter(), self.processor()
        self.process.stdin.write(f"{line}\nversion\n".encode())
        answer = b""
        # The version of the program ends it.
        while not answer.endswith(b"\n") or not answer.splitlines()[-1].startswith(b"kigezo "):
            piece = self.process.stdout.read(1 << 20)
            if not piece:
                sys.exit(f"{line}: {answer.decode()}")
            answer += piece
        return (time.perf_counter() - start) * 1e3, self.processor() - computed

    def end(self):
        self.process.stdin.close()
        self.process.wait()

    def memory(self):
        with open(f"/proc/{self.process.pid}/status") as file:
            return next(int(row.split()[1]) for row in file if row.startswith("VmRSS:")) / 1024


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    surroundings.check_program()
    print(f"{surroundings.machine()}.\n")
    print("| rows | question | ms | processor ms | resident MiB after it |")
    print("|---:|---|---:|---:|---:|")
    with tempfile.TemporaryDirectory(prefix="kigezo-questions-") as folder:
        for rows in map(int, sys.argv[1:]):
            path = data_file(rows, folder, surroundings.python())
            for roles, questions in SESSIONS:
                session = Session()
                wall, processor = session.ask(
                    f"load '{path}' as rows label label positive 1 {roles} id id limit groups=100000000")
                print(f"| {rows:,} | *loading, all columns, {roles}* | {wall:.0f} | {processor:.0f} "
                      f"| {session.memory():.0f} |", flush=True)
                for words, line in questions:
                    wall, processor = session.ask(line)
                    print(f"| {rows:,} | {words}: `{line}` | {wall:.1f} | {processor:.1f} | {session.memory():.0f} |",
                          flush=True)
                session.end()


main()
