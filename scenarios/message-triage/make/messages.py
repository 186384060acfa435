"""Draws the messages: which template, who writes, where, when and how."""

import datetime
import re
import unicodedata

from draws import Draws
from stock import Stock, fill
from style import styled

SEED = 2026
LANGUAGES = ["en", "sw", "ha", "am", "hi", "pt"]
# Messages to assess and to train on; unequal on purpose.
EVALUATION = {"en": 340, "sw": 300, "hi": 240, "pt": 210, "ha": 190, "am": 170}
TRAINING = {"en": 300, "sw": 230, "hi": 170, "pt": 160, "ha": 130, "am": 110}
HOME = {"training": 600, "held-out": 240}
COUNTRIES = {
    "en": {"KE": 0.32, "NG": 0.32, "IN": 0.18, "TZ": 0.1, "ET": 0.08}, "sw": {"KE": 0.6, "TZ": 0.4},
    "ha": {"NG": 0.88, "NE": 0.12}, "am": {"ET": 1}, "hi": {"IN": 1}, "pt": {"BR": 0.65, "MZ": 0.35},
    "home": {"GB": 0.7, "IE": 0.3},
}
LABELS = {"routine": 0.45, "soon": 0.37, "emergency": 0.18}
GENDERS = {"female": 0.45, "male": 0.41, "": 0.14}
AGES = {"15-24": 0.22, "25-39": 0.36, "40-59": 0.24, "60+": 0.11, "": 0.07}
FIRST_MONTH, MONTHS = (2025, 10), 13
CHANNELS = {"sms": 0.44, "whatsapp": 0.36, "web": 0.2}
# The documented change: from the eighth month on a call centre writes down what callers say.
CALLS_FROM, CALLS, CALL_LABELS = 8, 0.3, {"routine": 0.3, "soon": 0.38, "emergency": 0.32}
COLUMNS = ["id", "language", "country", "channel", "gender", "age_band", "topic", "template", "received_on", "urgency",
           "urgency_second", "text"]


def normal(text):
    """What is left of a text when case, marks, digits, punctuation and spaces are taken away."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in folded if unicodedata.category(c)[0] == "L" or unicodedata.category(c) == "Mc")


def shingles(text):
    return {text[k:k + 4] for k in range(max(len(text) - 3, 1))}


class Seen:
    """Texts so far, so that no two are the same or nearly so."""

    def __init__(self, nearness=0.85):
        self.texts, self.by_template, self.nearness = set(), {}, nearness

    def takes(self, text, template):
        plain = normal(text)
        if plain in self.texts:
            return False
        own = shingles(plain)
        for other in self.by_template.get(template, []):
            if len(own & other) > self.nearness * len(own | other):
                return False
        self.texts.add(plain)
        self.by_template.setdefault(template, []).append(own)
        return True


def day(month, draws):
    year, first = FIRST_MONTH[0], FIRST_MONTH[1] - 1 + month
    start = datetime.date(year + first // 12, first % 12 + 1, 1)
    following = datetime.date(year + (first + 1) // 12, (first + 1) % 12 + 1, 1)
    return start + datetime.timedelta(days=draws.below((following - start).days))


def second_reading(template, draws):
    """The second annotator's label where there is one: of doubtful templates mostly the other reading, else a slip in 25."""
    if template.second:
        return template.second if draws.chance(0.7) else template.label
    if draws.chance(0.04):
        return "soon" if template.label != "soon" else draws.one(["routine", "emergency"])
    return template.label


def drawn(stock, purpose, count, seen):
    """So many messages of one stock, each a dictionary of COLUMNS with its slots beside them."""
    name, rows = stock.name, []
    language = "en" if name == "home" else name
    templates = {
        label: Draws(SEED, "turns", purpose, name, label).shuffled([t for t in stock.templates if t.label == label])
        for label in LABELS
    }
    used = {label: 0 for label in LABELS}
    for index in range(count):
        for attempt in range(400):
            draws = Draws(SEED, purpose, name, index, attempt)
            # A month brings four hundredths of the first one's messages more.
            month = draws.weighted({m: 25 + m for m in range(MONTHS)})
            called = name != "home" and month + 1 >= CALLS_FROM and draws.chance(CALLS)
            channel = "call" if called else draws.weighted(CHANNELS)
            label = draws.weighted(CALL_LABELS if called else LABELS)
            # Templates take turns, so that none is worn out; after many attempts any may help.
            own = templates[label]
            template = own[(used[label] + attempt) % len(own)]
            country, gender = draws.weighted(COUNTRIES[name]), draws.weighted(GENDERS)
            if template.of_women and gender:
                gender = "female"
            age = draws.weighted({**AGES, "60+": 0.25} if called else AGES)
            text, slots = fill(template, stock, country, gender, draws)
            text = styled(text, template.label, language, channel, country, age, stock, draws)
            if seen.takes(text, template.id):
                break
        else:
            raise RuntimeError(f"{name}: no further text for {label} after {index} messages")
        used[label] += 1
        second = second_reading(template, draws) if draws.chance(0.35) else ""
        rows.append({
            "language": language, "country": country, "channel": channel, "gender": gender, "age_band": age,
            "topic": template.topic, "template": template.id, "received_on": day(month, draws).isoformat(),
            "urgency": template.label, "urgency_second": second, "text": text, "slots": slots})
    return rows


def numbered(rows, letter):
    """Rows in the order of their days, with names."""
    ordered = sorted(enumerate(rows), key=lambda e: (e[1]["received_on"], e[0]))
    return [{"id": f"{letter}{number:05d}", **row} for number, (_, row) in enumerate(ordered, 1)]


def everything():
    """Messages to assess, the local model's to train on, the imported model's, and those it reports its figures on."""
    seen, evaluation, training = Seen(), [], []
    for name in LANGUAGES:
        evaluation += drawn(Stock(name), "evaluation", EVALUATION[name], seen)
        training += drawn(Stock(name, learning=True), "training", TRAINING[name], seen)
    home = drawn(Stock("home"), "training", HOME["training"], seen)
    held_out = drawn(Stock("home"), "held-out", HOME["held-out"], seen)
    return numbered(evaluation, "M"), numbered(training, "T"), numbered(home, "H"), numbered(held_out, "V")
