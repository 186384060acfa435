#!/usr/bin/env python3
"""Times whole processes side by side on the same file, and checks that they say the same.

    time-peers.py ROWS… [--without fairlearn]

Task A: six rates and the count for each region × language × gender, from a CSV file to JSON, start-up included. Prints
a Markdown table; figures are the best of three, ratios are of user + system seconds. Exit status 1 if the figures differ.
"""
import json
import os
import struct
import subprocess
import sys
import tempfile
import time

import surroundings
from cells import GROUP, RATES

METRICS = "accuracy,selection-rate,tpr,fpr,fnr,precision,count"
RUNS = 3


def run(command, output):
    """Wall and processor seconds and peak MiB of one process."""
    with open(output, "w") as out, open(os.devnull, "w") as nowhere:
        start = time.monotonic()
        child = subprocess.Popen(command, stdout=out, stderr=nowhere, cwd=surroundings.HERE)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.monotonic() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"{' '.join(command)} ended with {child.returncode}")
    return {"wall": wall, "processor": usage.ru_utime + usage.ru_stime, "peak": usage.ru_maxrss / 1024}


def best(command, output):
    """The best of some runs, each figure for itself."""
    runs = [run(command, output) for _ in range(RUNS)]
    return {name: min(one[name] for one in runs) for name in runs[0]}


def own_cells(path):
    """Cells as the program tells them: group → metric → (value or None, n, reason)."""
    cells = {}
    for record in json.load(open(path))["estimates"]:
        group = tuple(record["group"][name] for name in GROUP)
        cells.setdefault(group, {})[record["metric"]] = (record["value"], record["n"], record.get("reason"))
    return cells


def steps(a, b):
    """How many doubles lie between two rates."""
    order = lambda x: struct.unpack("<q", struct.pack("<d", x))[0]
    return abs(order(a) - order(b))


def compare(own, peer, name):
    """A sentence on how far two results agree, and whether they do."""
    other = {tuple(cell[column] for column in GROUP): cell for cell in json.load(open(peer))["cells"]}
    if own.keys() != other.keys():
        return False, f"{name}: other groups, {len(own)} against {len(other)}"
    counts, exact, near, filled, wrong = 0, 0, 0, {}, []
    for group, metrics in own.items():
        if metrics["count"][0] != other[group]["count"]:
            wrong.append((group, "count"))
        counts += 1
        for rate in RATES:
            value, _, reason = metrics[rate]
            theirs = other[group][rate]
            if value is None:
                filled[reason] = filled.get(reason, 0) + 1
                if theirs != 0:
                    wrong.append((group, rate))
            elif value == theirs:
                exact += 1
            elif steps(value, theirs) <= 1:
                near += 1
            else:
                wrong.append((group, rate))
    text = f"{name}: {counts} counts and {exact} rates are the same to the last bit"
    if near:
        text += f", {near} differ in the last bit"
    if filled:
        reasons = ", ".join(f"{number} × {reason}" for reason, number in sorted(filled.items()))
        text += f"; where it says 0 without a row to divide by, kigezo gives a reason instead ({reasons})"
    if wrong:
        text += f"; {len(wrong)} DIFFER, first {wrong[:3]}"
    return not wrong, text


def data_file(rows, folder, interpreter):
    path = os.path.join(folder, f"{rows}.csv")
    generator = surroundings.shared("bench/make_predictions.py")
    probe = [interpreter, "-c", "import pyarrow"]
    if generator and subprocess.run(probe, stderr=subprocess.DEVNULL).returncode == 0:
        subprocess.run([interpreter, generator, str(rows), path], check=True)
    else:
        subprocess.run([interpreter, os.path.join(surroundings.HERE, "make_rows.py"), str(rows), path], check=True)
    return path


def main():
    arguments = sys.argv[1:]
    left_out = []
    while "--without" in arguments:
        place = arguments.index("--without")
        left_out.append(arguments[place + 1])
        del arguments[place:place + 2]
    if not arguments:
        sys.exit(__doc__)
    surroundings.check_program()
    interpreter = surroundings.python()
    peers = [peer for peer in ["polars", "duckdb", "fairlearn"] if peer not in left_out]
    agreed, remarks = True, []
    print(f"{surroundings.machine()}. {surroundings.versions(interpreter, peers)}. Best of {RUNS}.\n")
    print("| rows | program | wall s | user + system s | peak MiB | kigezo takes, of its processor time | of its wall time |")
    print("|---:|---|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory(prefix="kigezo-peers-") as folder:
        for rows in map(int, arguments):
            path = data_file(rows, folder, interpreter)
            output = os.path.join(folder, "kigezo.json")
            own = best([surroundings.PROGRAM, "metrics", METRICS, "--in", path, "--label", "label", "--positive", "1",
                        "--prediction", "prediction", "--by", ",".join(GROUP), "-o", "json"], output)
            print(f"| {rows:,} | kigezo | {own['wall']:.2f} | {own['processor']:.2f} | {own['peak']:.0f} | | |",
                  flush=True)
            for peer in peers:
                result = os.path.join(folder, f"{peer}.json")
                script = os.path.join(surroundings.HERE, f"with_{peer}.py")
                other = best([interpreter, script, path, result], os.devnull)
                print(f"| {rows:,} | {peer} | {other['wall']:.2f} | {other['processor']:.2f} | {other['peak']:.0f} "
                      f"| {own['processor'] / other['processor']:.2f} × | {own['wall'] / other['wall']:.2f} × |",
                      flush=True)
            cells = own_cells(output)
            for peer in peers:
                same, text = compare(cells, os.path.join(folder, f"{peer}.json"), peer)
                agreed = agreed and same
                remarks.append(f"- {rows:,} rows, {text}.")
            os.remove(path)
    print("\n" + "\n".join(remarks))
    sys.exit(0 if agreed else 1)


main()
