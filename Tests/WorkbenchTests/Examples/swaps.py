"""Gives every applicant of loans.csv the other gender, and scores them as the model of loans.py would.

Run from this folder: python3 swaps.py > swaps.csv
"""

import csv

print("pair,application_id,attribute,from,to,approved,p_repay")
for number, row in enumerate(csv.DictReader(open("loans.csv")), 1):
    other = {"female": "male", "male": "female"}[row["gender"]]
    # The model adds 0.06 for men and takes 0.04 off for women; all else stays as it is.
    score = min(0.99, max(0.01, float(row["p_repay"]) + (0.10 if other == "male" else -0.10)))
    print(
        f"P{number:03},{row['application_id']},gender,{row['gender']},{other},"
        f"{'yes' if score >= 0.5 else 'no'},{score:.3f}"
    )
