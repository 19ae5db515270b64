"""Training data: treebanks (CoNLL-U), names (BIO), and the annotated corpus (JSON lines), as sentences of words with labels.

Labels of the treebanks are those of `crates/language/src/tagset.rs`; of the sources of names, those of the card of the model.
"""
import json
import lzma
import random
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

FREE = {"news", "interview", "bio", "voyage", "academic", "court", "textbook", "vlog", "speech", "conversation"}
KINDS = ["PER", "ORG", "LOC", "NORP", "FAC", "EVENT"]
NAMES = ["O"] + [f"{place}-{kind}" for kind in KINDS for place in "BI"]
TYPES = ["O"] + "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()
STATUSES = "occurred ongoing planned possible conditional proposed denied".split()
SPANS = ["O", "B", "I"]
ROLES = ["none", "source", "target", "place"]
IGNORE = -100


def tagsets():
    """The members of the reader's tag sets, in the order of their numbers."""
    source = (Path(__file__).resolve().parents[2] / "crates/language/src/tagset.rs").read_text(encoding="utf-8")
    body = lambda kind: re.search(kind + r" \{ (.*?) \}\n", source).group(1)
    return {kind.lower(): [json.loads(f'"{tag}"') for tag in re.findall(r'\w+ "((?:[^"\\]|\\.)*)"', body(kind))] for kind in ("Upos", "Xpos", "Deprel")}


@dataclass
class Sentence:
    words: list
    labels: dict = field(default_factory=dict)  # head → one label a word
    events: list = field(default_factory=list)  # words of the triggers, and roles with the words of their phrases
    pairs: list = field(default_factory=list)  # trigger, phrase (words from 1) and role, once a tree has told the heads


def trees(path, upos, xpos, deprel, everything=False):
    """Sentences of a treebank; of GUM the free genres only, unless `everything`."""
    free, words, rows, out = True, [], [], []
    for line in Path(path).read_text(encoding="utf-8").split("\n"):
        if line.startswith("# newdoc id = GUM_"):
            free = everything or line.split("GUM_")[1].split("_")[0] in FREE
        elif line and line[0] != "#":
            columns = line.split("\t")
            if columns[0].isdigit():
                words.append(columns[1])
                rows.append(columns)
        elif not line and words:
            if free:
                relation = lambda name: name if name in deprel else name.split(":")[0]
                out.append(Sentence(words, {
                    "upos": [upos.get(row[3], upos["X"]) for row in rows],
                    "xpos": [xpos.get(row[4], xpos["FW"]) for row in rows],
                    "head": [int(row[6]) for row in rows],
                    "deprel": [deprel.get(relation(row[7]), deprel["dep"]) for row in rows],
                }))
            words, rows = [], []
    return out


KIND_OF = {"per": "PER", "person": "PER", "politician": "PER", "org": "ORG", "organization": "ORG", "organisation": "ORG",
           "politicalparty": "ORG", "corporation": "ORG", "group": "ORG", "militarygroup": "ORG", "loc": "LOC", "location": "LOC",
           "country": "LOC", "gpe": "LOC", "norp": "NORP", "nationality": "NORP", "fac": "FAC", "facility": "FAC",
           "event": "EVENT", "election": "EVENT"}


def names(path, nationalities):
    """Sentences with BIO labels. What a source does not mark (`MISC` could be anything) teaches nothing."""
    out, words, tags = [], [], []
    for line in Path(path).read_text(encoding="utf-8").split("\n"):
        columns = line.split("\t")
        if line.strip() and not line.startswith(("#", "-DOCSTART-")) and len(columns) > 1:
            word, tag = (columns[1], columns[2]) if path.suffix == ".iob2" else (columns[0], columns[-1])
            words.append(word)
            tags.append(tag)
        elif words:
            labels = []
            for word, tag in zip(words, tags):
                place, _, kind = tag.partition("-")
                kind = kind.lower()
                if word in nationalities and (tag == "O" or kind == "misc"):
                    labels.append(NAMES.index("B-NORP"))
                elif tag in ("O", "_"):
                    labels.append(0)
                elif kind in KIND_OF:
                    labels.append(NAMES.index(f"{'B' if place in 'BSU' else 'I'}-{KIND_OF[kind]}"))
                else:
                    labels.append(IGNORE if kind == "misc" else 0)
            out.append(Sentence(words, {"name": labels}))
            words, tags = [], []
    return out


def facilities(sentences, endings):
    """Places and bodies whose last word tells a building are facilities, also where a source has no such class."""
    place, body = NAMES.index("B-LOC"), NAMES.index("B-ORG")
    facility = NAMES.index("B-FAC")
    for sentence in sentences:
        labels, at = sentence.labels["name"], 0
        while at < len(labels):
            end = at + 1
            if labels[at] in (place, body):
                while end < len(labels) and labels[end] == labels[at] + 1:
                    end += 1
                if end - at > 1 and sentence.words[end - 1] in endings:
                    labels[at:end] = [facility] + [facility + 1] * (end - at - 1)
            at = end
    return sentences


def sentences_of(text, columns):
    """A text with labels by its words, cut into sentences."""
    spans, labels = columns
    starts = sorted({0, *(match.end() for match in END.finditer(text)), len(text) + 1})
    for start, end in zip(starts, starts[1:]):
        inside = [at for at, (a, _) in enumerate(spans) if start <= a < end]
        if inside:
            yield Sentence([text[slice(*spans[at])] for at in inside],
                           {head: [column[at] for at in inside] for head, column in labels.items()})


WORD = re.compile(r"(?:[A-Za-z]\.){2,}|[A-Z][a-z]{0,3}\.(?=\s[A-Z])|\d[\d,.]*\d|\w+?(?=n[’']t\b)|n[’']t\b|[’'](?:s|re|ve|ll|d|m)\b|\w+|\S")
END = re.compile(r"(?<=[.!?])[\"”’')]*\s+(?=[\"“‘'(A-Z¶])|\n+")


def annotated(path, corpus):
    """Sentences of the annotated corpus: names, cues, speakers, contents, triggers with their status, and arguments; `corpus` has
    the texts of those documents that the file does not hold."""
    out = []
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        text = document.get("text") or corpus.get(document.get("document"))
        if not text:
            continue
        spans = [match.span() for match in WORD.finditer(text)]
        size = len(spans)
        labels = {head: [0] * size for head in ("name", "cue", "source", "content", "trigger")}
        labels["status"] = [IGNORE] * size
        labels["at"] = list(range(size))

        def mark(head, start, end, first, inside):
            begun = False
            for at, (a, b) in enumerate(spans):
                if start <= a and b <= end:
                    labels[head][at] = inside if begun else first
                    begun = True

        for name in document["names"]:
            place = NAMES.index("B-" + name["class"])
            mark("name", name["start"], name["end"], place, place + 1)
        for statement in document["statements"]:
            for start, end in statement["content"]:
                mark("content", start, end, 1, 2)
        for statement in document["statements"]:
            if statement["cue"]:
                mark("cue", *statement["cue"], 1, 2)
            if statement["speaker"]:
                mark("source", *statement["speaker"], 1, 2)
        for event in document["events"]:
            for start, end in event["triggers"]:
                kind, status = TYPES.index(event["type"]), STATUSES.index(event["status"])
                mark("trigger", start, end, kind, kind)
                mark("status", start, end, status, status)
        sentences = list(sentences_of(text, (spans, labels)))
        for sentence in sentences:
            here = {at: k for k, at in enumerate(sentence.labels.pop("at"), 1)}
            words = lambda span: [k for at, k in here.items() if span[0] <= spans[at][0] and spans[at][1] <= span[1]]
            for event in document["events"]:
                place = event.get("place")
                phrases = [("source", a["span"]) for a in event["source"]] + [("target", a["span"]) for a in event["target"]]
                phrases += [("place", place["span"])] if place else []
                found = [(ROLES.index(role), words(span)) for role, span in phrases if span]
                found = [(role, inside) for role, inside in found if inside]
                sentence.events += [(words(trigger), found) for trigger in event["triggers"] if words(trigger)]
        out += sentences
    return out


def corpus(paths):
    """The texts of a corpus by their ids."""
    rows = (json.loads(line) for path in paths for line in lzma.open(path, "rt", encoding="utf-8"))
    return {row["id"]: row["text"] for row in rows}


def plain(word):
    """A word as the encoder's vocabulary has it: lower case, without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")


def case_of(word):
    """0 none or lower, 1 first letter, 2 all of several letters, 3 another mixture."""
    letters = [c for c in word if c.isalpha()]
    if not any(c.isupper() for c in letters):
        return 0
    if len(letters) > 1 and all(c.isupper() for c in letters):
        return 2
    return 1 if letters[0].isupper() and not any(c.isupper() for c in letters[1:]) else 3


def is_punctuation(c):
    return unicodedata.category(c)[0] == "P" or (c.isascii() and not c.isalnum() and not c.isspace())


class Pieces:
    """WordPiece: the longest pieces of the vocabulary from the left, punctuation apart."""

    def __init__(self, vocabulary):
        self.number = {piece: at for at, piece in enumerate(vocabulary)}
        self.unknown = self.number["[UNK]"]
        self.cache = {}

    def of(self, word):
        if word not in self.cache:
            chunks, chunk = [], ""
            for c in plain(word):
                if is_punctuation(c):
                    chunks += [chunk, c]
                    chunk = ""
                elif not c.isspace():
                    chunk += c
            self.cache[word] = [piece for part in [*chunks, chunk] if part for piece in self.cut(part)] or [self.unknown]
        return self.cache[word]

    def cut(self, part):
        out, start = [], 0
        while start < len(part):
            for end in range(len(part), start, -1):
                piece = self.number.get(("##" if start else "") + part[start:end])
                if piece is not None:
                    break
            else:
                return [self.unknown]
            out.append(piece)
            start = end
        return out


def varied(sentence, chance=random):
    """Sometimes the same sentence in capitals, or with other quotation marks and apostrophes."""
    words, dice = sentence.words, chance.random()
    if dice < 0.04:
        words = [word.upper() for word in words]
    elif dice < 0.25:
        opened, out = False, []
        for word in words:
            if word in ('"', "``", "''"):
                out.append("”" if opened else "“")
                opened = not opened
            else:
                out.append(word.replace("'", "’"))
        words = out
    return Sentence(words, sentence.labels, sentence.events, sentence.pairs)
