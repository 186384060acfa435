"""Writes the lexicons that counterfactual swaps are made from: locales/places/*/{names,place-names,language-names,words}.json.

Country and language names are those of the Unicode CLDR, through Babel 2.18.0. Names of people and words of varieties are
composed from general public knowledge, belong to no one person, and are drafts until two people of the place have reviewed
them. Rwanda has no names by group, and must not get any.

Run from the folder of the package, with Babel installed: python3 Tests/Generators/place_lexicons.py
"""

import json
import os

from babel import Locale

DATE = "2026-11-22"
KNOWN = "general public knowledge, composed for this pack"

# Given names by group and sex; a group of "" holds sex only.
NAMES = {
    "KE": (True, {
        "Kamba": ("Mwende Mumbua Ndinda Syombua Kanini", "Mutua Musyoka Kioko Mutiso Muthama"),
        "Kalenjin": ("Chebet Jepkosgei Cherono Chepkoech Jeptoo", "Kiprono Kipchumba Kiplagat Cheruiyot Kibet"),
        "Kikuyu": ("Wanjiru Wambui Njeri Nyambura Wairimu", "Kamau Njoroge Mwangi Kariuki Kimani"),
        "Luhya": ("Nafula Nekesa Naliaka Nasimiyu Nanjala", "Wafula Wekesa Barasa Simiyu Wanjala"),
        "Luo": ("Achieng Akinyi Atieno Awuor Adhiambo", "Otieno Ochieng Odhiambo Onyango Omondi"),
    }),
    "ET": (True, {
        "Amhara": ("Almaz Tigist Hiwot Meseret Workinesh", "Abebe Kebede Getachew Alemayehu Demeke"),
        "Oromo": ("Chaltu Lalise Bontu Ayantu Hawi", "Gemechu Tolosa Gadisa Lencho Dhaba"),
        "Tigray": ("Letebrhan Abrehet Mebrat Letay Tsige", "Hagos Gebremedhin Kahsay Tekle Berhe"),
    }),
    "NG": (True, {
        "Hausa": ("Hauwa Hadiza Rabi Ladidi Talatu", "Sani Garba Bello Danjuma Tanko"),
        "Igbo": ("Ngozi Chioma Adaeze Nkechi Ifeoma", "Chukwuemeka Obinna Ikenna Nnamdi Okechukwu"),
        "Yoruba": ("Folake Yetunde Titilayo Abosede Ronke", "Babatunde Adebayo Oluwaseun Adewale Kunle"),
    }),
    "UG": (True, {
        "Acholi": ("Akello Aber Lamwaka Ayaa Lakot", "Okello Ocen Oyat Komakech Otto"),
        "Baganda": ("Nakato Namukasa Nansubuga Nalubega Nakyeyune", "Kato Mukasa Ssemakula Kizito Lubega"),
        "Banyankole": ("Kyomugisha Kemigisha Ninsiima Natukunda Kobusingye", "Mugisha Tumusiime Byaruhanga Muhwezi Kamugisha"),
    }),
    "IN": (False, {
        "Bengali": ("Sharmistha Moumita Debjani Sudeshna Paromita", "Subrata Debashis Partha Anirban Dipankar"),
        "Hindi": ("Sunita Anita Pooja Rekha Kavita", "Rajesh Sanjay Manoj Vinod Rakesh"),
        "Tamil": ("Selvi Tamilselvi Malarvizhi Thenmozhi Kayalvizhi", "Murugan Senthil Karthikeyan Elango Tamilarasan"),
    }),
    "TZ": (False, {"": ("Neema Rehema Upendo Mwajuma Tatu", "Baraka Juma Hamisi Bakari Rajabu")}),
    "RW": (False, {"": ("Mukamana Uwase Umutoni Umuhoza Mukandayisenga", "Habimana Nkurunziza Niyonzima Hakizimana Nsengimana")}),
    "BR": (False, {"": ("Maria Ana Juliana Adriana Márcia", "José João Antônio Carlos Paulo")}),
}

LANGUAGES = {
    "KE": ["sw", "en", "ki", "luo", "so"], "ET": ["am", "om", "ti", "en"], "NG": ["ha", "ig", "yo", "en"],
    "TZ": ["sw", "en"], "UG": ["lg", "en", "sw"], "RW": ["rw", "fr", "en", "sw"], "IN": ["hi", "bn", "ta", "en"],
    "BR": ["pt"],
}
COUNTRIES = ["BR", "CN", "ET", "GB", "IN", "KE", "NG", "RW", "TZ", "UG", "US", "ZA"]
TONGUES = ["am", "ar", "bn", "en", "fr", "ha", "hi", "ig", "lg", "om", "pt", "rw", "so", "sw", "ta", "ti", "yo", "zu"]

# Words of one meaning in several varieties.
WORDS = {
    "KE": {
        "money": {"en": "money", "sw": "pesa", "sheng": "doo"}, "house": {"en": "house", "sw": "nyumba", "sheng": "keja"},
        "food": {"en": "food", "sw": "chakula", "sheng": "dishi"}, "friend": {"en": "friend", "sw": "rafiki", "sheng": "beshte"},
        "police": {"en": "police", "sw": "polisi", "sheng": "karao"}, "woman": {"en": "woman", "sw": "mwanamke"},
        "work": {"en": "work", "sw": "kazi"}, "child": {"en": "child", "sw": "mtoto"}, "market": {"en": "market", "sw": "soko"},
        "today": {"en": "today", "sw": "leo"}, "loan": {"en": "loan", "sw": "mkopo"}, "doctor": {"en": "doctor", "sw": "daktari"},
    },
    "NG": {
        "child": {"en": "child", "pcm": "pikin"}, "trouble": {"en": "trouble", "pcm": "wahala"},
        "person": {"en": "person", "pcm": "pesin"}, "quickly": {"en": "quickly", "pcm": "sharp sharp"},
        "know": {"en": "know", "pcm": "sabi"}, "very much": {"en": "very much", "pcm": "well well"},
    },
    "BR": {
        "cassava": {"southeast": "aipim", "northeast": "macaxeira"}, "tangerine": {"southeast": "tangerina", "south": "bergamota"},
        "boy": {"southeast": "menino", "south": "guri"}, "traffic light": {"southeast": "farol", "south": "sinaleira"},
    },
}


def write(place, kind, source, licence, axes, entries, restricted=False, note=None):
    head = {
        "place": place, "kind": kind, "source": source, "licence": licence, "date": DATE, "review": "draft",
        "reviewers": [], "acceptance": None, "restricted": restricted, "axes": axes,
    }
    if note:
        head["note"] = note
    lines = ["{"] + [f"  {json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}," for k, v in head.items()]
    body = ",\n".join("    " + json.dumps(e, ensure_ascii=False) for e in entries)
    os.makedirs(f"locales/places/{place}", exist_ok=True)
    with open(f"locales/places/{place}/{kind}.json", "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + '\n  "entries": [\n' + body + "\n  ]\n}\n")


def people():
    for place, (restricted, groups) in NAMES.items():
        entries = []
        for group, sexes in groups.items():
            for sex, names in zip(("female", "male"), sexes):
                for name in names.split():
                    entry = {"text": name, "part": "given", "sex": sex}
                    if group:
                        entry["group"] = group
                    entries.append(entry)
        hasGroups = "" not in groups
        axes = [{"changed": "group", "held": ["part", "sex"]}] if hasGroups else []
        axes.append({"changed": "sex", "held": ["part", "group"] if hasGroups else ["part"]})
        note = {
            "RW": "No names by ethnic group: the constitution commits the state to end divisions (art. 10).",
            "IN": "Groups are languages of a region; no caste and no faith.",
        }.get(place, "A name does not tell who bears it: it is a signal in a text made to probe a model.")
        write(place, "names", KNOWN, "CC0-1.0", axes, entries, restricted, note)


def cldr(kind, codes, table, key):
    for place, languages in LANGUAGES.items():
        entries = []
        for language in languages:
            names = getattr(Locale.parse(language), table)
            for code in codes:
                if names.get(code):
                    entries.append({"text": names[code], key: code, "language": language})
        write(
            place, kind, "Unicode CLDR, through Babel 2.18.0", "Unicode-3.0",
            [{"changed": key, "held": ["language"]}], entries)


def words():
    for place, concepts in WORDS.items():
        entries = [
            {"text": word, "concept": concept, "variety": variety}
            for concept, varieties in concepts.items() for variety, word in varieties.items()
        ]
        write(place, "words", KNOWN, "CC0-1.0", [{"changed": "variety", "held": ["concept"]}], entries)


people()
cldr("place-names", COUNTRIES, "territories", "country")
cldr("language-names", TONGUES, "languages", "tongue")
words()
