#!/usr/bin/env python3
"""Makes every data file of this folder again: messages, training rows, models, predictions, pairs. Standard library only.

    python3 make/make.py            writes the files and prints the digests that scenario.yaml states
    python3 make/make.py --check    writes nothing; names files that would differ, and digests not stated; ends with 1 then
"""

import csv
import hashlib
import io
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
import messages
import pairs
from training import stored

FOLDER = Path(__file__).parent.parent
MODELS = ["imported-en", "local"]


def table(columns, rows):
    text = io.StringIO()
    written = csv.DictWriter(text, columns, extrasaction="ignore", lineterminator="\n")
    written.writeheader()
    written.writerows(rows)
    return text.getvalue()


def scored(model, rows):
    """What models/score.py prints for a table, from the two files' texts."""
    with tempfile.TemporaryDirectory() as scratch:
        paths = [Path(scratch) / "model.json", Path(scratch) / "rows.csv"]
        for path, text in zip(paths, (model, rows)):
            path.write_bytes(text.encode())
        command = [sys.executable, FOLDER / "models" / "score.py", paths[0], "--csv", paths[1]]
        return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout.decode()


def files():
    """The text of each file by its path below the folder."""
    evaluation, training, home, held_out = messages.everything()
    plain = [c for c in messages.COLUMNS if c != "urgency_second"]
    made = {
        "messages.csv": table(messages.COLUMNS, evaluation),
        "train/local.csv": table(plain, training),
        "train/imported-en.csv": table(plain, home),
        "train/imported-en-held-out.csv": table(plain, held_out),
        "counterfactuals/pairs.csv": table(pairs.COLUMNS, pairs.pairs(evaluation)),
        "models/imported-en.json": stored("imported-en", home, ["en"], messages.SEED),
        "models/local.json": stored("local", training, messages.LANGUAGES, messages.SEED),
    }
    for model in MODELS:
        weights = made[f"models/{model}.json"]
        made[f"predictions/{model}.csv"] = scored(weights, made["messages.csv"])
        made[f"counterfactuals/{model}.csv"] = scored(weights, made["counterfactuals/pairs.csv"])
    made["train/imported-en-held-out-predictions.csv"] = scored(
        made["models/imported-en.json"], made["train/imported-en-held-out.csv"])
    return made


def main(arguments):
    if arguments not in ([], ["--check"]):
        sys.exit(__doc__)
    made = {path: text.encode() for path, text in files().items()}
    digests = {p: hashlib.sha256(made[p]).hexdigest() for p in ["messages.csv", *(f"predictions/{m}.csv" for m in MODELS)]}
    if not arguments:
        for path, contents in made.items():
            (FOLDER / path).parent.mkdir(exist_ok=True)
            (FOLDER / path).write_bytes(contents)
        for path, digest in digests.items():
            print(digest, path)
        return 0
    scenario = (FOLDER / "scenario.yaml").read_text(encoding="utf-8")
    wrong = [p for p in made if not (FOLDER / p).is_file() or (FOLDER / p).read_bytes() != made[p]]
    wrong += [f"scenario.yaml: digest of {p}" for p, digest in digests.items() if digest not in scenario]
    print("\n".join(f"differs: {w}" for w in wrong) or "the files are what make.py makes")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
