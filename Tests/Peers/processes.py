"""What the scripts that time whole processes share: running one, and holding its figures against a peer's."""
import json
import os
import struct
import subprocess
import sys
import time

import surroundings
from cells import GROUP, RATES

RUNS = 3


def data_file(rows, folder, interpreter):
    """A generated file of predictions; by the shared generator where that can run."""
    path = os.path.join(folder, f"{rows}.csv")
    generator = surroundings.shared("bench/make_predictions.py")
    probe = [interpreter, "-c", "import pyarrow"]
    if generator and subprocess.run(probe, stderr=subprocess.DEVNULL).returncode == 0:
        subprocess.run([interpreter, generator, str(rows), path], check=True)
    else:
        subprocess.run([interpreter, os.path.join(surroundings.HERE, "make_rows.py"), str(rows), path], check=True)
    return path


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
    return {"wall": wall, "user": usage.ru_utime, "processor": usage.ru_utime + usage.ru_stime,
            "peak": usage.ru_maxrss / 1024}


def best(command, output):
    """The best of some runs, each figure for itself."""
    runs = [run(command, output) for _ in range(RUNS)]
    return {name: min(one[name] for one in runs) for name in runs[0]}


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
