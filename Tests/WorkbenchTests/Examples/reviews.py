"""What two made-up reviewers say of the pairs of swaps.csv: a stand-in for people who know the language.

Run from this folder: python3 reviews.py > reviews.csv
"""

import csv

print("pair,accepted,reviewer")
for number, row in enumerate(csv.DictReader(open("swaps.csv"))):
    # One rejects every fifth pair, the other every tenth and has not looked at the last ones.
    print(f"{row['pair']},{'no' if number % 5 == 4 else 'yes'},first")
    if number < 100:
        print(f"{row['pair']},{'no' if number % 10 == 9 else 'yes'},second")
