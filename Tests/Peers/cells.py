"""What the peers' programs share: the names of the columns, and how cells are written."""
import json

GROUP = ["region", "language", "gender"]
RATES = ["accuracy", "selection-rate", "true-positive-rate", "false-positive-rate", "false-negative-rate",
         "positive-predictive-value"]
# The columns that slices are made of.
SLICED = ["region", "language", "gender", "age_band", "device", "urban"]


def share(part, whole):
    """A share as the peers give it: nothing of nothing is 0."""
    return part / whole if whole else 0.0


def of_counts(group, n, tp, fp, fn, tn):
    values = [share(tp + tn, n), share(tp + fp, n), share(tp, tp + fn), share(fp, fp + tn), share(fn, tp + fn),
              share(tp, tp + fp)]
    return dict(zip(GROUP, group)) | {"count": n} | dict(zip(RATES, values))


def write(path, cells):
    cells.sort(key=lambda cell: [cell[name] for name in GROUP])
    with open(path, "w") as file:
        json.dump({"cells": cells}, file)
