"""Counterfactual pairs: messages to assess with one thing changed that should not change how urgent they are."""

from draws import Draws
from messages import LANGUAGES, SEED
from stock import Stock
from style import unmarked

COLUMNS = ["id", "original", "template", "language", "kind", "from", "to", "from_term", "to_term", "text"]
MOST = 36
SLOTS = {"given name": "name", "place": "place", "language name": "lang", "channel word": "chan"}
GREETINGS = {
    "en": {"KE": ("sw", "Habari, "), "TZ": ("sw", "Habari, "), "NG": ("ha", "Sannu, "), "IN": ("hi", "नमस्ते, "),
           "ET": ("am", "ሰላም፣ ")},
    "other": ("en", "Hello, "),
}


def one_for(slot, row, stock, draws):
    """(from, to, word, other word) of a slot: another group's name of the same sex, the other kind of place, another word."""
    group, word = row["slots"][slot]
    choices = []
    for other, words in stock.choices(slot, row["country"]):
        same_sex = slot != "name" or other.rpartition("-")[2] == group.rpartition("-")[2]
        if same_sex and (other != group or group == "*"):
            choices += [(other, w) for w in words if w != word]
    other, replacement = draws.one(choices)
    if group == "*":
        return word, replacement, word, replacement
    return group, other, word, replacement


def changed(row, kind, stock, draws):
    """(from, to, from term, to term, text), or nothing where the change leaves the text as it is."""
    text = row["text"]
    if kind == "greeting":
        to, words = GREETINGS["en"][row["country"]] if row["language"] == "en" else GREETINGS["other"]
        return "none", to, "", words.strip(), words + text
    if kind == "spelling":
        plain = unmarked(text)
        return ("with-marks", "without", "", "", plain) if plain != text else None
    if kind == "repeat":
        return "same", "same", "", "", text
    slot = SLOTS[kind]
    if slot not in row["slots"]:
        return None
    start, to, word, other = one_for(slot, row, stock, draws)
    # Slips, capitals and lost marks may have changed the word; such a message has no pair of this kind.
    for form in (lambda w: w, str.lower, str.upper, unmarked):
        if form(word) in text:
            return start, to, form(word), form(other), text.replace(form(word), form(other))
    return None


def pairs(rows):
    """At most MOST pairs of a language and kind, a third as many repeats, in the order of languages, kinds and rows."""
    result = []
    for language in LANGUAGES:
        stock = Stock(language)
        own = [row for row in rows if row["language"] == language]
        for kind in [*SLOTS, "greeting", "spelling", "repeat"]:
            found = 0
            for row in Draws(SEED, "pairs", language, kind).shuffled(own):
                change = changed(row, kind, stock, Draws(SEED, "pair", kind, row["id"]))
                if change and found < (MOST // 3 if kind == "repeat" else MOST):
                    found += 1
                    result.append(dict(zip(COLUMNS, [
                        f"C{len(result) + 1:05d}", row["id"], row["template"], language, kind, *change])))
    return result
