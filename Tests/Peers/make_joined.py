"""A scenario with predictions in a file of their own: make_joined.py ROWS FOLDER [shuffled]

Made-up rows with the columns of make_rows.py but for the decision and the score; these stand in predictions.csv, in the
same order or in any. The same bytes every time.
"""
import hashlib
import os
import sys

import numpy as np
import polars as pl

REGIONS = "capital north coast lakes highland east south delta west plains islands border".split()
LANGUAGES = "en fr sw ha yo am zu pt ar".split()
GENDERS = "female male nonbinary".split()
AGES = "18-24 25-34 35-44 45-54 55-64 65+".split()
DEVICES = "android_low android_mid android_high iphone feature_phone web agent ussd".split()
SCENARIO = """kigezo: 1
name: joined
title: Rows and predictions in files of their own
risk: low
data:
  file: data.csv
  sha256: "{data}"
  id: id
  label: {{column: label, positive: "1"}}
  groups: [{{column: region}}, {{column: language}}, {{column: gender}}]
models:
  vendor: {{predictions: predictions.csv, sha256: "{predictions}", prediction: prediction, favourable: 1}}
analysis:
  by: [[region, language, gender]]
  metrics: [accuracy, selection-rate, tpr, fpr, fnr, precision, count]
"""


def digest(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


rows, folder = int(sys.argv[1]), sys.argv[2]
os.makedirs(folder, exist_ok=True)
random = np.random.default_rng(20261121)


def pick(names):
    return (random.random(rows) ** 2 * len(names)).astype(np.int8)


def texts(names, codes):
    return pl.Series(codes.astype(np.uint32)).replace_strict(range(len(names)), names, return_dtype=pl.String)


region, language, age = pick(REGIONS), pick(LANGUAGES), pick(AGES)
gender = np.where(random.random(rows) < 0.023, 2, random.integers(0, 2, rows))
urban = (random.random(rows) < 0.6).astype(np.int8)
income = np.exp(7.6 + 0.6 * urban + 0.1 * age + random.normal(0, 0.5, rows))
truth = 0.5 - region / 12 + income / 4_000 + random.normal(size=rows)
label = (random.random(rows) < 1 / (1 + np.exp(-1.4 * truth))).astype(np.int8)
seen = (1.3 - language / 12) * truth - 0.2 * (gender == 0) + 0.6 * random.normal(size=rows)
score = np.round(1 / (1 + np.exp(-1.4 * seen)), 4)
ids = np.arange(1, rows + 1)
data, predictions = (os.path.join(folder, name) for name in ["data.csv", "predictions.csv"])
pl.DataFrame({
    "id": ids, "label": label, "region": texts(REGIONS, region), "language": texts(LANGUAGES, language),
    "gender": texts(GENDERS, gender), "age_band": texts(AGES, age), "income": income, "urban": urban,
    "device": texts(DEVICES, random.integers(0, 8, rows)), "month": random.integers(1, 13, rows),
}).write_csv(data, float_precision=2)
order = random.permutation(rows) if "shuffled" in sys.argv else slice(None)
pl.DataFrame({"id": ids[order], "prediction": (score >= 0.5).astype(np.int8)[order], "score": score[order]}
             ).write_csv(predictions, float_precision=4)
with open(os.path.join(folder, "scenario.yaml"), "w") as file:
    file.write(SCENARIO.format(data=digest(data), predictions=digest(predictions)))
