"""Writes survey.csv: a stratified sample of villages with weights, and jackknife and half-sample weights beside them.

    python3 make_survey.py > survey.csv
"""

import random

random.seed(20261121)
STRATA = {"north": (6, 2.5), "coast": (4, 1.25), "west": (8, 4.0)}
rows = []
for stratum, (villages, base) in STRATA.items():
    for village in range(villages):
        level = random.gauss(0, 0.7)
        for _ in range(random.randint(6, 14)):
            gender = random.choice(["female", "male"])
            weight = round(base * random.uniform(0.6, 1.6), 3)
            label = random.random() < 1 / (1 + 2.718281828 ** -(0.2 + level))
            decision = random.random() < (0.75 if label else 0.3) - (0.1 if gender == "female" else 0)
            rows.append([stratum, f"{village + 1}", f"{stratum} {village + 1}", gender, weight, "yes" if label else "no",
                         "yes" if decision else "no", round(min(0.99, max(0.01, random.gauss(0.6 if label else 0.4, 0.2))), 2)])
villages = sorted({(row[0], row[1]) for row in rows})
# Replicate r leaves village r out and shares its weight among all others, as in an unstratified jackknife.
factor = len(villages) / (len(villages) - 1)
print(",".join(["stratum", "village", "place", "gender", "weight", "label", "decision", "score"]
               + [f"jk{r + 1}" for r in range(len(villages))]))
for row in rows:
    own = villages.index((row[0], row[1]))
    weights = [0 if r == own else round(row[4] * factor, 6) for r in range(len(villages))]
    print(",".join(map(str, row + weights)))
