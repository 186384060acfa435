#!/usr/bin/env python3
"""Times the search for slices beside DivExplorer, and checks that both find the same.

    time-slices.py ROWS… [--support S]

Every slice of six columns with a support of S (0.01), false positive and false negative rates of each, from a CSV file
to JSON, start-up included. Prints a Markdown table; figures are the best of three, ratios are of user seconds. Exit
status 1 if slices, rates, divergences or t statistics differ.
"""
import json
import math
import os
import sys
import tempfile

import surroundings
from cells import SLICED
from processes import RUNS, best, data_file

RATES = {"false-positive-rate": "fpr", "false-negative-rate": "fnr"}
TOLERANCE = 1e-9


def name(group):
    return tuple(sorted(f"{column}={level}" for column, level in group.items()))


def differences(own, peer):
    """What both say of each slice, and where they differ."""
    # They list everybody, too, as the slice without a level.
    theirs = {tuple(slice["slice"]): slice for slice in json.load(open(peer)) if slice["slice"]}
    ours = {}
    for search in json.load(open(own))["searches"]:
        for record in search["estimates"]:
            ours.setdefault(name(record["group"]), {})[RATES[record["metric"]]] = record
    wrong, checked = [], 0
    if ours.keys() != theirs.keys():
        wrong.append(f"{len(ours)} slices against {len(theirs)}")
    for key in ours.keys() & theirs.keys():
        for rate in RATES.values():
            for member, figure in [("support", "support"), ("value", rate), ("divergence", f"{rate}_divergence"),
                                   ("welch-t", f"{rate}_t")]:
                value, other = ours[key][rate][member], theirs[key][figure]
                checked += 1
                # Where no row is in the denominator they have no number and we have a reason.
                if (value is None) != (other is None or math.isnan(other)) or (
                        value is not None and abs(value - other) > TOLERANCE * max(1, abs(other))):
                    wrong.append(f"{key} {figure}: {value} against {other}")
    return len(ours), checked, wrong


def main():
    arguments, support = sys.argv[1:], "0.01"
    if "--support" in arguments:
        place = arguments.index("--support")
        support = arguments[place + 1]
        del arguments[place:place + 2]
    if not arguments:
        sys.exit(__doc__)
    surroundings.check_program()
    interpreter = surroundings.python()
    agreed, remarks = True, []
    print(f"{surroundings.machine()}. {surroundings.versions(interpreter, ['divexplorer', 'pandas'])}. "
          f"Best of {RUNS}, support {support}.\n")
    print("| rows | program | wall s | user s | user + system s | peak MiB | kigezo takes, of its user time |")
    print("|---:|---|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory(prefix="kigezo-slices-") as folder:
        for rows in map(int, arguments):
            path = data_file(rows, folder, interpreter)
            output, result = os.path.join(folder, "kigezo.json"), os.path.join(folder, "divexplorer.json")
            common = [surroundings.PROGRAM, "probe", "slices", "--in", path, "--label", "label", "--positive", "1",
                      "--prediction", "prediction", "--by", ",".join(SLICED), "--support", support, "--depth",
                      str(len(SLICED)), "--all", "-o", "json"]
            own = best(common + ["--metric", ",".join(RATES)], output)
            one = best(common + ["--metric", "false-positive-rate"], os.path.join(folder, "one.json"))
            script = os.path.join(surroundings.HERE, "with_divexplorer.py")
            peer = best([interpreter, script, path, result, support], os.devnull)
            for program, figures in [("kigezo, both rates", own), ("kigezo, one rate", one),
                                     ("divexplorer, both rates", peer)]:
                ratio = "" if figures is peer else f"{figures['user'] / peer['user']:.4f} ×"
                print(f"| {rows:,} | {program} | {figures['wall']:.2f} | {figures['user']:.3f} "
                      f"| {figures['processor']:.3f} | {figures['peak']:.0f} | {ratio} |", flush=True)
            slices, checked, wrong = differences(output, result)
            agreed = agreed and not wrong
            remarks.append(
                f"- {rows:,} rows: {slices} slices, {checked} figures, "
                + (f"{len(wrong)} DIFFER, first {wrong[:3]}" if wrong else f"all the same to {TOLERANCE}") + ".")
    print("\n" + "\n".join(remarks))
    sys.exit(0 if agreed else 1)


main()
