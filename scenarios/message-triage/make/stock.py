"""The hand-written stock: templates and words of one language (make/stock)."""

import re
from pathlib import Path

FOLDER = Path(__file__).parent / "stock"
LABELS = {"E": "emergency", "S": "soon", "R": "routine"}
CHOICE = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")
GENDERED = re.compile(r"\{g:([^{}|]*)\|([^{}|]*)\}")
SLOT = re.compile(r"\{(\w+)\}")
# Slots of a given name that the grammar of the text makes a woman's or a man's.
SEXES = {"her": "-female", "his": "-male"}
# Stands first in what only a woman would write of herself.
WOMAN = "{woman}"


def lines(path):
    """Numbers and texts of the lines that are no comment."""
    numbered = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    return [(number, line) for number, line in numbered if line and not line.startswith("#")]


class Template:
    """A text with choices and slots, its label and, where a second reader may well differ, that reader's."""

    def __init__(self, identifier, label, second, topic, text):
        self.id, self.label, self.second, self.topic = identifier, label, second, topic
        self.of_women, self.text = text.startswith(WOMAN), text.removeprefix(WOMAN)


class Stock:
    """The words of a language, and its templates: those to assess on, or those of `train/` to learn from."""

    def __init__(self, name, learning=False):
        self.name, self.templates, self.words = name, [], {}
        for number, line in lines(FOLDER / f"{name}.txt"):
            if line.startswith("@"):
                kind, country, group, words = line[1:].split(" ", 3)
                self.words.setdefault(kind, []).append((country, group, [w.strip() for w in words.split("|")]))
        path = FOLDER / "train" / f"{name}.txt" if learning else FOLDER / f"{name}.txt"
        counts = {}
        for number, line in lines(path):
            if line.startswith("@"):
                continue
            head, text = line.split(" | ", 1)
            labels, topic = head.split(" ")
            first, _, second = labels.partition("/")
            if first not in LABELS or second and second not in LABELS:
                raise ValueError(f"{path}:{number}: unknown label {labels}")
            counts[first] = counts.get(first, 0) + 1
            identifier = f"{'train-' if learning else ''}{name}-{first}{counts[first]:02d}"
            self.templates.append(Template(identifier, LABELS[first], LABELS.get(second), topic, text))

    def choices(self, kind, country):
        """Groups of words of a kind that a country uses: [(group, words)]."""
        return [(group, words) for place, group, words in self.words[kind] if place in (country, "*")]


def fill(template, stock, country, gender, draws):
    """One text of a template, and which word stands in each slot: {slot: (group, word)}."""
    man = gender == "male" or not gender and draws.chance(0.5)
    text = GENDERED.sub(lambda m: m.group(1 if man else 2), template.text)
    text = CHOICE.sub(lambda m: draws.one(m.group(1).split("|")), text)
    slots = {}

    def word(match):
        slot = match.group(1)
        sex = SEXES.get(slot, "")
        if sex:
            slot = "name"
        if slot not in slots:
            groups = [(g, words) for g, words in stock.choices(slot, country) if g.endswith(sex)]
            if slot == "place":
                groups = [groups[0 if draws.chance(0.65) else 1]]
            group, words = draws.one(groups)
            slots[slot] = (group, draws.one(words))
        return slots[slot][1]

    return SLOT.sub(word, text), slots
