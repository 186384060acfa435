#!/usr/bin/env python3
"""Makes counterfactuals/otherwise/: messages in other letters, spellings, languages and forms, and the models' answers.

    python3 make/otherwise.py KIGEZO            KIGEZO: the program; its packs make the changes that make/otherwise.txt asks for

At most MOST originals of a line of that file are kept, the first ones. The file of pairs is as the program writes it to
be scored, each original twice, so that `scenario.yaml` sees how much a model flips by itself.
"""

import csv
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent
MOST = 30


def exported(program, line):
    """The header and rows that the program writes for one line."""
    swap, _, condition = line.partition(" where ")
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "pairs.csv"
        command = f"probe counterfactual in messages.csv features text, language text text where {condition} swap {swap} out {out}"
        subprocess.run([program, "-c", command], check=True, cwd=FOLDER, stdout=subprocess.DEVNULL)
        with open(out, encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
    return rows[0], rows[1:]


def main(program):
    originals, changes, header = {}, [], None
    for line in (FOLDER / "make" / "otherwise.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        header, rows = exported(program, line)
        kept = [row[1] for row in rows if row[0].endswith("a") and row[3] == "original"][:MOST]
        cells = {row[1]: row[len(header) - 2:] for row in rows if row[3] == "original"}
        for row in rows:
            if row[3] != "original" and row[1] in kept:
                originals.setdefault(row[1], cells[row[1]])
                changes.append(row)
    empty = [""] * (len(header) - 6)
    with open(FOLDER / "counterfactuals" / "otherwise" / "pairs.csv", "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(header)
        for copy in "ab":
            for number, (name, cells) in enumerate(originals.items(), 1):
                table.writerow([f"o{number}{copy}", name, "", "original", "", ""] + empty[:-2] + cells)
        for number, row in enumerate(changes, 1):
            table.writerow([f"c{number}"] + row[1:])
    for model in ("imported-en", "local"):
        command = [sys.executable, FOLDER / "models" / "score.py", FOLDER / "models" / f"{model}.json",
                   "--csv", FOLDER / "counterfactuals" / "otherwise" / "pairs.csv"]
        answers = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
        (FOLDER / "counterfactuals" / "otherwise" / f"{model}.csv").write_bytes(answers)
    print(f"{len(changes)} pairs of {len(originals)} originals")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
