"""Fits a multinomial logistic regression over hashed words and n-grams, the same on every machine."""

import json
import math
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "models"))
from draws import Draws
from score import BUCKETS, CLASSES, buckets, probabilities

SCALE = 200
EPOCHS = 14
RATE = 0.9
DECAY = 0.0004


def fitted(rows, seed):
    """Intercepts and weights as whole numbers of 1 / SCALE, by AdaGrad over shuffled rows; weights are drawn to zero."""
    examples = [(buckets(row["text"]), CLASSES.index(row["urgency"])) for row in rows]
    weights = [[0.0] * BUCKETS for _ in CLASSES]
    squares = [[1e-8] * BUCKETS for _ in CLASSES]
    intercepts, squared = [0.0] * len(CLASSES), [1e-8] * len(CLASSES)
    for epoch in range(EPOCHS):
        for found, label in Draws(seed, "epoch", epoch).shuffled(examples):
            length = math.sqrt(max(len(found), 1))
            margins = [b + math.fsum([w[k] for k in found]) / length for b, w in zip(intercepts, weights)]
            for index, p in enumerate(probabilities(margins)):
                error = p - (index == label)
                squared[index] += error * error
                intercepts[index] -= RATE * error / math.sqrt(squared[index]) / 10
                slope, own, sums = error / length, weights[index], squares[index]
                for k in found:
                    gradient = slope + DECAY * own[k]
                    sums[k] += gradient * gradient
                    own[k] -= RATE / 4 * gradient / math.sqrt(sums[k])
    return [round(b * SCALE) for b in intercepts], [[round(w * SCALE) for w in row] for row in weights]


def stored(name, rows, languages, seed):
    """The text of a model's file."""
    intercepts, weights = fitted(rows, seed)
    lines = [
        [" ".join(str(w) for w in row[start:start + 64]) for start in range(0, BUCKETS, 64)] for row in weights
    ]
    return json.dumps({
        "buckets": BUCKETS, "classes": CLASSES, "form": "multinomial logistic regression",
        "features": "words and character 2- to 4-grams within words, CRC-32 modulo buckets, each once, over the root of their number",
        "intercepts": intercepts, "languages": languages, "name": name, "rows": len(rows), "scale": SCALE, "seed": seed,
        "weights": dict(zip(CLASSES, lines)),
    }, indent=0, ensure_ascii=False) + "\n"
