#!/usr/bin/env python3
"""The coreference of a GUM treebank as lines of JSON that `measure coref` reads.

usage: gold.py CONLLU... > gold.jsonl

Free genres only, without the news that the reading is scored on.
"""
import collections
import json
import re
import sys

FREE = {"bio", "interview", "voyage", "speech", "court", "academic", "textbook"}


def documents(paths):
    """Each document of a free genre: its id and its rows (form, what follows, entities)."""
    for path in paths:
        name, rows = None, []
        for line in open(path, encoding="utf-8"):
            line = line.rstrip("\n")
            if line.startswith("# newdoc id"):
                if name:
                    yield name, rows
                name, rows = line.split(" = ")[1], []
            elif line.startswith("# newpar") and not line.startswith("# newpar_block") and rows:
                rows[-1][2] = "\n\n"
            elif line and not line.startswith("#"):
                cells = line.split("\t")
                if "." not in cells[0]:
                    rows.append([cells[0], cells[1], "" if "SpaceAfter=No" in cells[9] else " ", cells[9]])
        if name:
            yield name, rows


def placed(rows):
    """The text, and each token's span in it with its entities."""
    text, tokens, at = "", [], 0
    while at < len(rows):
        number, form, space, _ = rows[at]
        if "-" in number:
            first, last = map(int, number.split("-"))
            parts = rows[at + 1 : at + 2 + last - first]
            start, whole = len(text), "".join(part[1] for part in parts) == form
            for part in parts:
                end = start + len(part[1]) if whole else len(text) + len(form)
                tokens.append((start if whole else len(text), end, part[3]))
                start = end
            text += form + (parts[-1][2] if parts[-1][2] == "\n\n" else space)
            at += 1 + len(parts)
        else:
            tokens.append((len(text), len(text) + len(form), rows[at][3]))
            text += form + space
            at += 1
    return text.rstrip(), tokens


def clusters(tokens):
    """Entities: the spans of their mentions."""
    found, begun = collections.defaultdict(set), collections.defaultdict(list)
    for start, end, misc in tokens:
        entity = re.search(r"Entity=([^|]*)", misc)
        for opened, closed, ended in re.findall(r"\(([^()]+)(\))?|([^()]+)\)", entity.group(1)) if entity else []:
            name = (opened or ended).split("-")[0]
            if "[" in name:
                continue
            if not opened:
                if begun[name]:
                    found[name].add((begun[name].pop(), end))
            elif closed:
                found[name].add((start, end))
            else:
                begun[name].append(start)
    return [{"id": name, "mentions": [{"span": span} for span in sorted(spans)]} for name, spans in found.items()]


for name, rows in documents(sys.argv[1:]):
    if name.split("_")[1] in FREE:
        text, tokens = placed(rows)
        print(json.dumps({"doc_id": name, "text": text, "clusters": clusters(tokens)}))
