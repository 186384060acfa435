"""Writes ratings.csv: 180 short texts in three languages, each labelled by up to three people and by a model.

    python3 ratings.py > ratings.csv
"""

import random

random.seed(7)
CLASSES = ["low", "medium", "high"]
CARE = {"en": 0.9, "ha": 0.75, "am": 0.6}
print("id,language,first,second,third,model")
for row in range(180):
    language = ["en", "ha", "am"][row % 3]
    truth = random.choices(range(3), [5, 3, 2])[0]

    def rated(care):
        if random.random() < care:
            return CLASSES[truth]
        return CLASSES[min(2, max(0, truth + random.choice([-1, 1])))]

    people = [rated(CARE[language]) for _ in range(3)]
    if random.random() < 0.1:
        people[2] = ""
    print(",".join([str(row + 1), language] + people + [rated(CARE[language] - 0.1)]))
