"""Draws loans.csv, the file that the examples in the commands' help work on. Nobody in it exists.

Run from this folder: python3 loans.py > loans.csv
"""

import random

draw = random.Random(2026)
print("application_id,region,gender,age,repaid,approved,p_repay")
regions = ["Nairobi"] * 8 + ["Kisumu"] * 6 + ["Mombasa"] * 5 + ["Garissa"]
for number in range(1, 201):
    region = draw.choice(regions)
    gender = draw.choice(["female", "male"])
    age = draw.randint(18, 70)
    chance = min(0.95, 0.45 + 0.004 * (age - 18) + (0.1 if region == "Nairobi" else 0))
    repaid = draw.random() < chance
    # The model saw mostly men of the capital and scores others lower.
    shift = (0.12 if region == "Nairobi" else -0.05) + (0.06 if gender == "male" else -0.04)
    score = min(0.99, max(0.01, 0.35 + (0.25 if repaid else 0) + shift + draw.gauss(0, 0.15)))
    approved = score >= 0.5
    print(
        f"L{number:03},{region},{gender},{age},{'yes' if repaid else 'no'},{'yes' if approved else 'no'},{score:.3f}"
    )
