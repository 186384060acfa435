#!/usr/bin/env python3
"""Scores messages with one of the two models of this folder. Standard library only; no network, no file written.

    python3 models/score.py models/local.json                       JSON Lines {"id", "text"} in, answers out, line by line
    python3 models/score.py models/local.json --csv messages.csv    the same of the columns id and text, as CSV

An answer is {"id", "prediction", "scores": {CLASS: probability}}. Probabilities have four decimals and sum to 1. Only
sums, products, quotients and square roots of IEEE 754 are used: every machine and version of Python prints the same.
"""

import csv
import json
import math
import sys
import unicodedata
import zlib

CLASSES = ["routine", "soon", "emergency"]
BUCKETS = 1 << 14


def buckets(text):
    """The numbers of the buckets that a text's words and character n-grams (2 to 4, within words) fall into, ascending."""
    found = set()
    folded = unicodedata.normalize("NFC", text).lower()
    for word in "".join("0" if c.isdigit() else c for c in folded).split():
        padded = f" {word} "
        found.add(zlib.crc32(("w" + word).encode()) % BUCKETS)
        for size in (2, 3, 4):
            for start in range(len(padded) - size + 1):
                found.add(zlib.crc32(padded[start:start + size].encode()) % BUCKETS)
    return sorted(found)


def exponential(x):
    """e to the power of x for x in -700...0, by halving and a series, so that no library's last digit matters."""
    halvings = 0
    while x < -0.5:
        x /= 2
        halvings += 1
    total = term = 1.0
    for k in range(1, 18):
        term *= x / k
        total += term
    for _ in range(halvings):
        total *= total
    return total


def probabilities(margins):
    """The share of each class, from its margin."""
    largest = max(margins)
    powers = [exponential(max(m - largest, -700.0)) for m in margins]
    total = math.fsum(powers)
    return [p / total for p in powers]


class Model:
    """A multinomial logistic regression over buckets; weights are whole numbers of 1 / scale."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            stored = json.load(file)
        if stored["classes"] != CLASSES or stored["buckets"] != BUCKETS:
            raise ValueError(f"{path}: other classes or buckets than this program's")
        self.name, self.scale, self.intercepts = stored["name"], stored["scale"], stored["intercepts"]
        self.weights = [[int(w) for row in stored["weights"][name] for w in row.split()] for name in CLASSES]

    def scores(self, text):
        """Probabilities of the classes in ten-thousandths, in the order of CLASSES; they sum to 10,000."""
        found = buckets(text)
        length = math.sqrt(max(len(found), 1))
        margins = [
            (intercept + sum(weights[b] for b in found) / length) / self.scale
            for intercept, weights in zip(self.intercepts, self.weights)
        ]
        exact = [p * 10_000 for p in probabilities(margins)]
        rounded = [int(e) for e in exact]
        # What rounding down lost goes to the largest remainders; of equal ones, to the earlier class.
        order = sorted(range(len(exact)), key=lambda k: (rounded[k] - exact[k], k))
        for k in order[:10_000 - sum(rounded)]:
            rounded[k] += 1
        return rounded

    def answer(self, text):
        """The class with the largest score, the more urgent of equal ones, and all scores as text."""
        scores = self.scores(text)
        best = max(range(len(scores)), key=lambda k: (scores[k], k))
        return CLASSES[best], [f"{s // 10_000}.{s % 10_000:04d}" for s in scores]


def header():
    return ["id", "prediction"] + [f"score_{name}" for name in CLASSES]


def main(arguments):
    if len(arguments) not in (1, 3) or len(arguments) == 3 and arguments[1] != "--csv":
        sys.exit(__doc__)
    model = Model(arguments[0])
    if len(arguments) == 3:
        with open(arguments[2], encoding="utf-8", newline="") as file:
            rows = csv.writer(sys.stdout, lineterminator="\n")
            rows.writerow(header())
            for row in csv.DictReader(file):
                prediction, scores = model.answer(row["text"])
                rows.writerow([row["id"], prediction] + scores)
        return
    for line in sys.stdin.buffer:
        if not line.strip():
            continue
        asked = json.loads(line)
        prediction, scores = model.answer(asked["text"])
        given = ", ".join(f'"{name}": {score}' for name, score in zip(CLASSES, scores))
        sys.stdout.write(f'{{"id": {json.dumps(asked["id"])}, "prediction": "{prediction}", "scores": {{{given}}}}}\n')
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
