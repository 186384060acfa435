#!/usr/bin/env python3
"""Times whole processes side by side on the same file, and checks that they say the same.

    time-peers.py ROWS… [--without fairlearn]

Task A: six rates and the count for each region × language × gender, from a CSV file to JSON, start-up included. Prints
a Markdown table; figures are the best of three, ratios are of user + system seconds. Exit status 1 if the figures differ.
"""
import json
import os
import sys
import tempfile

import surroundings
from cells import GROUP
from processes import RUNS, best, compare, data_file

METRICS = "accuracy,selection-rate,tpr,fpr,fnr,precision,count"


def own_cells(path):
    """Cells as the program tells them: group → metric → (value or None, n, reason)."""
    cells = {}
    for record in json.load(open(path))["estimates"]:
        group = tuple(record["group"][name] for name in GROUP)
        cells.setdefault(group, {})[record["metric"]] = (record["value"], record["n"], record.get("reason"))
    return cells


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
