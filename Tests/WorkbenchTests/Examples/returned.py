"""Scores exported.csv as an owner of a model would, with the faults that such files have on their way back.

exported.csv is what this writes: probe counterfactual in loans.csv id application_id features gender, age flip gender
out exported.csv. Run from this folder: python3 returned.py > returned.csv
"""

import csv

print("id,decision,p,age")
for row in csv.DictReader(open("exported.csv")):
    # Two rows are lost, one original is scored otherwise the second time, and one row comes back with another age.
    if row["id"] in ("c7", "c9"):
        continue
    score = 0.25 + 0.005 * int(row["age"]) + (0.08 if row["gender"] == "male" else 0)
    if row["id"] == "o11b":
        score += 0.2
    age = "99" if row["id"] == "c30" else row["age"]
    print(f"{row['id']},{'yes' if score >= 0.5 else 'no'},{score:.3f},{age}")
