"""Writes agreement.json: agreement on ratings.csv as krippendorff, statsmodels and scikit-learn compute it.

    python3 agreement.py > agreement.json
"""

import csv
import itertools
import json

import krippendorff
import numpy
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import fleiss_kappa

rows = list(csv.DictReader(open("ratings.csv")))
PEOPLE = ["first", "second", "third"]
ORDER = ["low", "medium", "high"]
result = []
for language in ["", "am", "en", "ha"]:
    own = [row for row in rows if not language or row["language"] == language]
    data = [[ORDER.index(row[p]) if row[p] else numpy.nan for row in own] for p in PEOPLE]
    for scale in ["nominal", "ordinal"]:
        value = krippendorff.alpha(reliability_data=data, level_of_measurement=scale)
        result.append({"group": language, "figure": f"krippendorff-alpha {scale}", "value": value})
    full = [[sum(row[p] == c for p in PEOPLE) for c in ORDER] for row in own if all(row[p] for p in PEOPLE)]
    result.append({"group": language, "figure": "fleiss-kappa", "value": fleiss_kappa(numpy.array(full))})
    for a, b in itertools.combinations(PEOPLE, 2):
        both = [row for row in own if row[a] and row[b]]
        value = cohen_kappa_score([row[a] for row in both], [row[b] for row in both])
        result.append({"group": language, "figure": f"cohen-kappa {a}, {b}", "value": value})
print(json.dumps(result, indent=1))
