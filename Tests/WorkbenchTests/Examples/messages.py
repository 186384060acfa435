"""Writes messages.csv: short messages in English and Amharic, and what a model that knows English only said of them.

    python3 messages.py > messages.csv

Words are drawn from a few; the model counts English words it knows, so that all Amharic messages look alike to it.
"""

import random

draw = random.Random(20261122)
words = {
    "en": (["help", "pain", "blood", "fast", "urgent"], ["thanks", "later", "form", "hours", "where"]),
    "am": (["እርዳታ", "ህመም", "ደም", "ፈጣን", "አስቸኳይ"], ["አመሰግናለሁ", "በኋላ", "ቅጽ", "ሰዓት", "የት"]),
}
print("id,language,script,text,label,decision,score,reason")
for row in range(240):
    language = "en" if row % 2 else "am"
    urgent = draw.random() < 0.4
    pain, other = words[language]
    text = " ".join(draw.choice(pain if draw.random() < (0.7 if urgent else 0.2) else other) for _ in range(5))
    known = sum(word in words["en"][0] for word in text.split())
    score = round(0.15 + 0.15 * known + (row / 10_000 if language == "en" else 0), 4)
    decision = "urgent" if score >= 0.5 else "routine"
    reason = draw.choice(["words", "length", "other"] if language == "en" else ["other", "other", ""])
    script = "Latn" if language == "en" else "Ethi"
    print(f"{row},{language},{script},{text},{'urgent' if urgent else 'routine'},{decision},{score},{reason}")
