#!/usr/bin/env python3
"""Times a scenario whose predictions stand in a file of their own against the same join and counts in polars.

    time-joins.py ROWS…

Both check the SHA-256 of both files, join by id and count region × language × gender; once with the rows of both files
in the same order, once shuffled. Prints a Markdown table; figures are the best of three, ratios are of user + system
seconds. Exit status 1 if the counts differ.
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile

import surroundings
from cells import GROUP
from processes import RUNS, best, compare


def own_cells(path):
    """Cells as the assessment tells them: group → metric → (value or None, n, reason)."""
    cells = {}
    for record in json.load(open(path))["estimates"]:
        if record["group"].keys() == set(GROUP):
            group = tuple(record["group"][name] for name in GROUP)
            cells.setdefault(group, {})[record["metric"]] = (record["value"], record["n"], record.get("reason"))
    return cells


def main():
    if not sys.argv[1:]:
        sys.exit(__doc__)
    surroundings.check_program()
    interpreter = surroundings.python()
    agreed, remarks = True, []
    print(f"{surroundings.machine()}. {surroundings.versions(interpreter, ['polars'])}. Best of {RUNS}.\n")
    print("| rows | order | program | wall s | user s | user + system s | peak MiB | kigezo takes, of its user time | of all processor time |")
    print("|---:|---|---|---:|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory(prefix="kigezo-joins-") as folder:
        for rows in sys.argv[1:]:
            for order in ["same", "shuffled"]:
                scenario, out, answer = (os.path.join(folder, name) for name in ["joined", "out", "polars.json"])
                subprocess.run([interpreter, os.path.join(surroundings.HERE, "make_joined.py"), rows, scenario, order],
                               check=True)
                own = best([surroundings.PROGRAM, "run", scenario, "--out", out], os.devnull)
                peer = best([interpreter, os.path.join(surroundings.HERE, "joined_polars.py"), scenario, answer],
                            os.devnull)
                name = f"{int(rows):,} | {order}"
                print(f"| {name} | kigezo | {own['wall']:.2f} | {own['user']:.2f} | {own['processor']:.2f} "
                      f"| {own['peak']:.0f} | | |")
                print(f"| {name} | polars | {peer['wall']:.2f} | {peer['user']:.2f} | {peer['processor']:.2f} "
                      f"| {peer['peak']:.0f} | {own['user'] / peer['user']:.2f} × "
                      f"| {own['processor'] / peer['processor']:.2f} × |", flush=True)
                same, text = compare(own_cells(os.path.join(out, "joined", "assessment.json")), answer, "polars")
                agreed = agreed and same
                remarks.append(f"- {int(rows):,} rows, {order}, {text}.")
                shutil.rmtree(scenario)
                shutil.rmtree(out)
    print("\n" + "\n".join(remarks))
    sys.exit(0 if agreed else 1)


main()
