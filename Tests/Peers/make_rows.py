"""Predictions of a made-up credit model: make_rows.py ROWS OUT.csv

Used where the shared generator is not at hand: the same columns, other numbers, the same bytes every time.
"""
import sys

import numpy as np
import pandas as pd

REGIONS = "capital north coast lakes highland east south delta west plains islands border".split()
LANGUAGES = "en fr sw ha yo am zu pt ar".split()
GENDERS = "female male nonbinary".split()
AGES = "18-24 25-34 35-44 45-54 55-64 65+".split()
DEVICES = "android_low android_mid android_high iphone feature_phone web agent ussd".split()
BLOCK = 100_000

rows, path = int(sys.argv[1]), sys.argv[2]
with open(path, "w", newline="") as file:
    for start in range(0, rows, BLOCK):
        random = np.random.default_rng([20240607, start])
        pick = lambda names: (random.random(BLOCK) ** 2 * len(names)).astype(int)
        region, language, age = pick(REGIONS), pick(LANGUAGES), pick(AGES)
        language = np.where(random.random(BLOCK) < 0.4, region % len(LANGUAGES), language)
        gender = np.where(random.random(BLOCK) < 0.023, 2, random.integers(0, 2, BLOCK))
        urban = (random.random(BLOCK) < 0.6).astype(int)
        income = np.round(np.exp(7.6 + 0.6 * urban + 0.1 * age + random.normal(0, 0.5, BLOCK)), 2)
        truth = 0.5 - region / 12 + income / 4_000 + random.normal(size=BLOCK)
        label = (random.random(BLOCK) < 1 / (1 + np.exp(-1.4 * truth))).astype(int)
        seen = (1.3 - language / 12) * truth - 0.2 * (gender == 0) + 0.6 * random.normal(size=BLOCK)
        score = np.round(1 / (1 + np.exp(-1.4 * seen)), 4)
        block = pd.DataFrame({
            "id": np.arange(start + 1, start + BLOCK + 1), "label": label, "score": score,
            "prediction": (score >= 0.5).astype(int), "region": np.array(REGIONS)[region],
            "language": np.array(LANGUAGES)[language], "gender": np.array(GENDERS)[gender],
            "age_band": np.array(AGES)[age], "income": income, "urban": urban,
            "device": np.array(DEVICES)[random.integers(0, 8, BLOCK)], "month": random.integers(1, 13, BLOCK)})
        block.head(rows - start).to_csv(file, index=False, header=start == 0)
