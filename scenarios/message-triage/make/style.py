"""How a text looks in each channel: greetings, shortenings, slips of the finger, lost marks, emoji, transcripts."""

import re
import unicodedata

SHORT = {
    "en": {"please": "pls", "you": "u", "your": "ur", "tomorrow": "tmrw", "because": "bcoz", "people": "ppl", "are": "r",
           "before": "b4", "what": "wat", "the": "d"},
    "sw": {"sasa": "ss", "asante": "asnt", "hapa": "hpa", "lakini": "lkn", "watu": "wtu",
           "maji": "maj", "kwenye": "kwny", "yangu": "yng", "naomba": "nomba"},
    "ha": {"kuma": "kma", "don": "dn", "amma": "ama", "wata": "wta", "ruwa": "rwa", "yana": "yna", "wuta": "wta"},
    "pt": {"não": "n", "você": "vc", "vocês": "vcs", "que": "q", "por": "p", "quando": "qdo", "porque": "pq",
           "também": "tb", "está": "tá", "estou": "tô", "para": "pra", "mandem": "manda"},
    "am": {}, "hi": {},
}
ETHIOPIC = str.maketrans("ሐሠዐፀጸሃኀ", "ሀሰአጸፀሀሀ")
HOOKED = {"ɓ": ("b", "'b"), "ɗ": ("d", "'d"), "ƙ": ("k", "'k"), "ƴ": ("y", "'y")}
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u0253\u0257\u0199]+")


def unmarked(text, apostrophes=False):
    """Without accents, hooks, nuktas and the finer letters; what people type on a keyboard that lacks them."""
    for letter, (plain, marked) in HOOKED.items():
        text = text.replace(letter, marked if apostrophes else plain)
        text = text.replace(letter.upper(), (marked if apostrophes else plain).upper())
    text = text.translate(ETHIOPIC).replace("ँ", "ं")
    lost = {0x93c, *range(0x300, 0x370)}
    return unicodedata.normalize("NFC", "".join(c for c in unicodedata.normalize("NFD", text) if ord(c) not in lost))


def slip(word, draws):
    """One slip of the finger in a word of Latin letters: two letters exchanged, one lost, or one twice."""
    at = 1 + draws.below(len(word) - 2)
    kind = draws.below(3)
    if kind == 0:
        return word[:at] + word[at + 1] + word[at] + word[at + 2:]
    return word[:at] + word[at + 1:] if kind == 1 else word[:at] + word[at] + word[at:]


def words(text, change):
    """The text with each run of Latin letters replaced; [bracketed] marks stay."""
    parts = re.split(r"(\[\w+\])", text)
    return "".join(p if p.startswith("[") else LATIN.sub(lambda m: change(m.group()), p) for p in parts)


def shortened(text, language, rate, draws):
    table = SHORT.get(language, {})
    return words(text, lambda w: table[w.lower()] if w.lower() in table and draws.chance(rate) else w)


def slipped(text, rate, draws):
    return words(text, lambda w: slip(w, draws) if len(w) > 3 and draws.chance(rate) else w)


def spoken(word):
    """A word without the punctuation and signs around it; apostrophes, dots and hyphens within stay."""
    silent = [k for k, c in enumerate(word) if unicodedata.category(c)[0] not in "PSC"]
    return word[silent[0]:silent[-1] + 1].lower() if silent else ""


def transcript(text, fillers, draws):
    """As a person wrote down a call: no punctuation, small letters, filler words, a gap now and then."""
    heard = []
    for word in text.replace("፣", " ").replace("።", " ").split():
        if draws.chance(0.07):
            heard.append(draws.one(fillers))
        plain = word if word.startswith("[") else spoken(word)
        heard.append("[unclear]" if draws.chance(0.02) else plain)
    return " ".join(word for word in heard if word)


def styled(text, label, language, channel, country, age, stock, draws):
    """The text as this channel and age make it look."""
    hello, bye, fillers = (stock.choices(kind, country)[0][1] for kind in ("hello", "bye", "filler"))
    if channel == "call":
        if draws.chance(0.5):
            text = f"{draws.one(hello)} {text}"
        text = transcript(text, fillers, draws)
        if draws.chance(0.35):
            text += f" {draws.one(bye).lower()}"
        return text
    greeting = {"sms": 0.18, "whatsapp": 0.3, "web": 0.5}[channel]
    if draws.chance(greeting):
        text = draws.one(hello) + draws.one([", ", ". ", "! ", "\n\n" if channel == "web" else " "]) + text
    if draws.chance({"sms": 0.12, "whatsapp": 0.2, "web": 0.45}[channel]):
        text += ("\n" if channel == "web" and draws.chance(0.5) else draws.one([" ", ". ", ", "])) + draws.one(bye)
    young = age in ("15-24", "25-39")
    if channel == "sms":
        text = shortened(text, language, 0.6 if young else 0.25, draws)
    if draws.chance({"sms": 0.5, "whatsapp": 0.3, "web": 0.1}[channel]):
        text = unmarked(text, apostrophes=draws.chance(0.3))
    text = slipped(text, {"sms": 0.05, "whatsapp": 0.035, "web": 0.015}[channel], draws)
    if channel != "web" and draws.chance(0.12 if age == "60+" else 0.04):
        text = text.upper()
    elif channel != "web" and draws.chance(0.35):
        text = text.lower()
    if channel == "whatsapp" and draws.chance(0.5 if young else 0.25):
        marks = {group: words for group, words in stock.choices("emoji", country)}
        text += " " + draws.one(marks[label[0].upper()])
    if draws.chance(0.05):
        text = draws.one(["“" + text + "”", text + " >>> fwd", "Fwd: " + text, text + " <END>", "- " + text, text + "..."])
    return text
