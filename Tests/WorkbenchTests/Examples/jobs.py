"""Writes jobs.csv: 60 searches for work in three languages, each with eight offers of people put in order by a score.

    python3 jobs.py > jobs.csv
"""

import random

random.seed(11)
NOISE = {"en": 0.5, "fr": 0.8, "wo": 1.6}
print("search,language,person,gender,experience,relevance,rating,shown")
person = 0
for search in range(60):
    language = ["en", "fr", "wo"][search % 3]
    offers = []
    for _ in range(8):
        person += 1
        gender = random.choice(["female", "male"])
        experience = random.randint(0, 20)
        relevance = random.choices(range(4), [5, 3, 2, 1])[0]
        score = relevance + random.gauss(0, NOISE[language]) + (0.4 if gender == "male" else 0)
        offers.append((person, gender, experience, relevance, round(min(1, max(0, 0.2 * score + 0.2)), 2)))
    bar = sorted((offer[4] for offer in offers), reverse=True)[2]
    for person, gender, experience, relevance, score in offers:
        shown = "yes" if score >= bar else "no"
        print(f"{search + 1},{language},{person},{gender},{experience},{relevance},{score},{shown}")
