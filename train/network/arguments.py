"""Adds the head for argument roles to a model file: which phrase is source, target or place of which trigger.

usage: arguments.py --model data/model/accurate.bin --annotated DIR --out data/model/accurate.bin [--seed N]

The encoder stays as it is. The head is `role(relu(trigger · t + phrase · p))` of the row `t` of the trigger's head word and the row `p` of the
phrase's; a file that has it already gets a new one.
"""
import argparse
import json
import struct
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F

import data
import export
import model
import train

ROLES = ["none", "source", "target", "place"]
PARTS = ("argument_trigger", "argument_phrase", "argument_role")
HIDDEN = 192
# Parts of a phrase that is named by its head.
INSIDE = ("compound", "flat", "fixed", "goeswith")


class File:
    """A model file, read as `export.py` writes it; `state` has its weights under the names of `model.Reader`."""

    def __init__(self, path):
        self.raw, self.at, self.state = path.read_bytes(), 0, {}
        if self.bytes(len(export.MARK)) != export.MARK:
            raise SystemExit(f"{path}: no model file")
        self.name, self.vocabulary = self.text(), self.text().split("\n")
        width, heads, layers, places = self.counts(4)
        self.shape = {"hidden_size": width, "num_attention_heads": heads, "num_hidden_layers": layers, "vocab_size": len(self.vocabulary), "max_position_embeddings": places}
        self.state["encoder.word.weight"] = self.embedding(len(self.vocabulary), width)
        self.state["encoder.place.weight"] = self.embedding(places, width)
        self.state["encoder.case.weight"] = self.floats(4 * width).view(4, width)
        self.state["encoder.kind"] = self.floats(width)
        self.norm("encoder.norm", width)
        for layer in range(layers):
            base = f"encoder.layers.{layer}."
            weight, bias = self.matrix()
            for name, w, b in zip(("query", "key", "value"), weight.chunk(3), bias.chunk(3)):
                self.state[base + name + ".weight"], self.state[base + name + ".bias"] = w, b
            self.linear(base + "out")
            self.norm(base + "after", width)
            self.linear(base + "up")
            self.linear(base + "down")
            self.norm(base + "last", width)
        self.shape["intermediate_size"] = self.state["encoder.layers.0.up.weight"].shape[0]
        self.before = self.at  # the count of heads stands here
        (count,) = self.counts(1)
        self.heads = {}
        for _ in range(count):
            start, name = self.at, self.text()
            self.linear("heads." + name)
            self.heads[name] = self.raw[start : self.at]
        self.behind = self.at
        arc, label = self.counts(2)
        weight, bias = self.matrix()
        for name, w, b in zip(("arc_head", "arc_child", "label_head", "label_child"), weight.split([arc, arc, label, label]), bias.split([arc, arc, label, label])):
            self.state[f"trees.{name}.weight"], self.state[f"trees.{name}.bias"] = w, b
        self.state["trees.arc"] = self.matrix()[0]
        self.state["trees.label"] = self.matrix()[0].view(-1, label + 1, label + 1)
        assert self.at == len(self.raw)

    def bytes(self, count):
        self.at += count
        return self.raw[self.at - count : self.at]

    def counts(self, count):
        return struct.unpack(f"<{count}I", self.bytes(4 * count))

    def text(self):
        return self.bytes(self.counts(1)[0]).decode()

    def floats(self, count):
        return torch.frombuffer(bytearray(self.bytes(4 * count)), dtype=torch.float32)

    def weights(self, rows, width, scales):
        return torch.frombuffer(bytearray(self.bytes(rows * width)), dtype=torch.int8).view(rows, width).float() * scales[:, None]

    def embedding(self, rows, width):
        scales = self.floats(rows)
        return self.weights(rows, width, scales)

    def matrix(self):
        rows, width = self.counts(2)
        scales, bias = self.floats(rows), self.floats(rows)
        return self.weights(rows, width, scales), bias

    def linear(self, name):
        self.state[name + ".weight"], self.state[name + ".bias"] = self.matrix()

    def norm(self, name, width):
        self.state[name + ".weight"], self.state[name + ".bias"] = self.floats(width), self.floats(width)

    def reader(self):
        sizes = {name: len(self.state[f"heads.{name}.bias"]) for name in self.heads}
        reader = model.Reader(self.shape, sizes, len(self.state["trees.label"]))
        reader.load_state_dict(self.state)
        return reader.eval()

    def write(self, path, heads):
        """The same file with these heads besides, or instead of those of their names."""
        kept = {name: raw for name, raw in self.heads.items() if name not in heads}
        out = export.Writer(path)
        out.file.write(self.raw[: self.before])
        out.count(len(kept) + len(heads))
        for raw in kept.values():
            out.file.write(raw)
        for name, (weight, bias) in heads.items():
            out.text(name)
            out.matrix(weight, bias)
        out.file.write(self.raw[self.behind :])
        out.file.close()


def documents(path):
    """Of each annotated document the sentences, the words of each sentence by their places, and its events' triggers with their arguments."""
    for line in path.read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        text = document.get("text")
        if not text:
            continue
        spans = [match.span() for match in data.WORD.finditer(text)]
        sentences = list(data.sentences_of(text, (spans, {"at": list(range(len(spans)))})))
        events = []
        for event in document["events"]:
            place = event.get("place")
            arguments = [("source", a["span"]) for a in event["source"]] + [("target", a["span"]) for a in event["target"]] + ([("place", place["span"])] if place else [])
            events.append((event["triggers"], [(role, span) for role, span in arguments if span]))
        yield spans, sentences, events


def head_of(span, spans, sentence, heads):
    """The word of a sentence, from 1, whose head lies outside the span; none where the span has no word of the sentence."""
    inside = [k + 1 for k, at in enumerate(sentence.labels["at"]) if span[0] <= spans[at][0] and spans[at][1] <= span[1]]
    return next((k for k in inside if heads[k - 1] not in inside), None)


@torch.no_grad()
def pairs(reader, pieces, path, sets):
    """Rows of triggers and of the phrases beside them, and the role of each pair."""
    noun = [sets["upos"].index(tag) for tag in ("NOUN", "PROPN", "PRON")]
    adjective, inside = sets["upos"].index("ADJ"), [sets["deprel"].index(name) for name in INSIDE]
    triggers, phrases, roles = [], [], []
    for spans, sentences, events in documents(path):
        for sentence in sentences:
            rows, cases, real, firsts, _, _ = train.tensors([sentence], pieces)
            if rows.shape[1] > reader.encoder.place.weight.shape[0]:
                continue
            x = reader.words(rows, cases, real, firsts)
            arcs, child, head = reader.trees(x)
            arcs[0].fill_diagonal_(-1e4)
            heads = arcs[0, 1:].argmax(-1)
            at = torch.arange(1, x.shape[1])
            relations = reader.trees.labels(child[0, at], head[0, heads]).argmax(-1).tolist()
            heads, tags = heads.tolist(), reader.heads["upos"](x[0, 1:]).argmax(-1).tolist()
            ripe = [k for k, (tag, relation) in enumerate(zip(tags, relations), 1)
                    if relation not in inside and (tag in noun or tag == adjective and sentence.words[k - 1][:1].isupper())]
            for marks, arguments in events:
                found = {}
                for role, span in arguments:
                    place = head_of(span, spans, sentence, heads)
                    if place:
                        found.setdefault(place, ROLES.index(role))
                for mark in marks:
                    trigger = head_of(mark, spans, sentence, heads)
                    for phrase in sorted({*ripe, *found} - {trigger}) if trigger else ():
                        triggers.append(x[0, trigger])
                        phrases.append(x[0, phrase])
                        roles.append(found.get(phrase, 0))
    return torch.stack(triggers), torch.stack(phrases), torch.tensor(roles)


class Arguments(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.trigger, self.phrase, self.role = nn.Linear(width, HIDDEN), nn.Linear(width, HIDDEN), nn.Linear(HIDDEN, len(ROLES))
        self.dropout = nn.Dropout(0.3)

    def forward(self, trigger, phrase):
        together = self.trigger(self.dropout(trigger)) + self.phrase(self.dropout(phrase))
        return self.role(self.dropout(F.relu(together)))


@torch.no_grad()
def score(head, trigger, phrase, gold):
    """Precision, recall and F of each role."""
    head.eval()
    found = head(trigger, phrase).argmax(-1)
    head.train()
    out = {}
    for at, role in enumerate(ROLES[1:], 1):
        both, said, true = ((found == at) & (gold == at)).sum().item(), (found == at).sum().item(), (gold == at).sum().item()
        out[role] = [round(value, 3) for value in (both / max(1, said), both / max(1, true), 2 * both / max(1, said + true))]
    return out


def main():
    flags = argparse.ArgumentParser()
    for name in ("model", "annotated", "out"):
        flags.add_argument("--" + name, type=Path, required=True)
    flags.add_argument("--epochs", type=int, default=16)
    flags.add_argument("--seed", type=int, default=1)
    flags = flags.parse_args()
    torch.manual_seed(flags.seed)
    torch.set_num_threads(2)
    file = File(flags.model)
    reader, pieces, sets = file.reader(), data.Pieces(file.vocabulary), data.tagsets()
    read = lambda part: pairs(reader, pieces, flags.annotated / f"{part}.jsonl", sets)
    trigger, phrase, role = read("train")
    dev, test = read("dev"), read("test")
    print(f"{file.name}: pairs to learn {len(role)}, of them with a role {(role > 0).sum().item()}")
    head = Arguments(trigger.shape[1])
    optimizer = torch.optim.AdamW(head.parameters(), lr=1e-3, weight_decay=0.01)
    for epoch in range(flags.epochs):
        for some in torch.randperm(len(role)).split(256):
            loss = F.cross_entropy(head(trigger[some], phrase[some]), role[some])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        print(f"epoch {epoch + 1}: precision, recall, F on dev {json.dumps(score(head, *dev))}", flush=True)
    print(f"test {json.dumps(score(head, *test))}")
    linear = (head.trigger, head.phrase, head.role)
    file.write(flags.out, {name: (part.weight, part.bias) for name, part in zip(PARTS, linear)})


if __name__ == "__main__":
    main()
