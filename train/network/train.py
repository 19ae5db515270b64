"""Trains a model.

usage: train.py (--package MINILM.whl | --begin MODEL.bin) --treebanks DIR --annotated DIR [--texts CORPUS.jsonl.xz...] --out model.pt
                [--epochs N] [--layers N] [--seed N] [--rate R] [--own N]

A GPU is used where there is one (two minutes instead of forty).
"""
import argparse
import random
import time
from pathlib import Path

import torch
from torch.nn import functional as F

import data
import finished
import model

HERE = Path(__file__).resolve().parent
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
HEADS = {"name": len(data.NAMES), "cue": 3, "source": 3, "content": 3, "trigger": len(data.TYPES), "status": len(data.STATUSES),
         "argument_trigger": 192, "argument_phrase": 192, "argument_role": len(data.ROLES)}
# Parts of a phrase that is named by its head.
INSIDE = ("compound", "flat", "fixed", "goeswith")


def batches(sentences, pieces, budget, shuffled=True):
    """Sentences of like length together, at most `budget` pieces a batch, in a random order."""
    sized = [(sum(len(pieces.of(word)) for word in s.words) + 2 + random.random(), at) for at, s in enumerate(sentences)]
    sized = [(size, at) for size, at in sized if size < 400]
    sized.sort()
    out, batch = [], []
    for size, at in sized:
        if batch and (len(batch) + 1) * size > budget:
            out.append(batch)
            batch = []
        batch.append(sentences[at])
    out.append(batch)
    if shuffled:
        random.shuffle(out)
    return out


def tensors(batch, pieces):
    cls, sep = pieces.number["[CLS]"], pieces.number["[SEP]"]
    rows, cases, firsts = [], [], []
    for sentence in batch:
        row, case, first = [cls], [0], [0]
        for word in sentence.words:
            first.append(len(row))
            cut = pieces.of(word)
            row += cut
            case += [data.case_of(word)] * len(cut)
        rows.append(row + [sep])
        cases.append(case + [0])
        firsts.append(first)
    pad = lambda lists: torch.tensor([row + [0] * (max(map(len, lists)) - len(row)) for row in lists]).to(DEVICE)
    real = pad([[1] * len(row) for row in rows]).bool()
    return pad(rows), pad(cases), real, pad(firsts), pad([[0] + [1] * len(s.words) for s in batch]).bool(), pad([[1] * len(f) for f in firsts]).bool()


def column(batch, head, width):
    rows = [[data.IGNORE] + s.labels[head] for s in batch]
    return torch.tensor([row + [data.IGNORE] * (width - len(row)) for row in rows]).to(DEVICE)


def loss_of(reader, batch, pieces):
    rows, cases, real, firsts, words, anything = tensors(batch, pieces)
    x = reader.words(rows, cases, real, firsts)
    width, labels, losses = x.shape[1], batch[0].labels, []
    for head, linear in reader.heads.items():
        if head in labels:
            gold = column(batch, head, width)
            if (gold != data.IGNORE).any():
                losses.append(F.cross_entropy(linear(x).flatten(0, 1), gold.flatten(), ignore_index=data.IGNORE))
    if "head" in labels:
        arcs, child, head = reader.trees(x)
        arcs = arcs.masked_fill(~anything[:, None, :], -1e4)
        gold = column(batch, "head", width)
        losses.append(F.cross_entropy(arcs.flatten(0, 1), gold.flatten(), ignore_index=data.IGNORE))
        at, place = words.nonzero(as_tuple=True)
        scores = reader.trees.labels(child[at, place], head[at, gold[at, place]])
        losses.append(F.cross_entropy(scores, column(batch, "deprel", width)[at, place]))
    at, triggers, phrases, roles = told(batch)
    if len(at):
        losses.append(F.cross_entropy(reader.roles(x[at, triggers], x[at, phrases]), roles))
    return sum(losses)


def told(batch):
    """The pairs of a batch: sentence, trigger, phrase, role."""
    rows = [(at, *pair) for at, sentence in enumerate(batch) for pair in sentence.pairs]
    return torch.tensor(rows).reshape(-1, 4).to(DEVICE).unbind(1)


@torch.no_grad()
def pair(reader, sentences, pieces, sets):
    """Gives each sentence its pairs of triggers and phrases, by the trees that the model finds now."""
    reader.eval()
    nominal = [sets["upos"].index(tag) for tag in ("NOUN", "PROPN", "PRON")]
    adjective, inside = sets["upos"].index("ADJ"), [sets["deprel"].index(name) for name in INSIDE]
    for batch in batches([s for s in sentences if s.events], pieces, 6000, shuffled=False):
        rows, cases, real, firsts, words, anything = tensors(batch, pieces)
        x = reader.words(rows, cases, real, firsts)
        arcs, child, head = reader.trees(x)
        arcs = arcs.masked_fill(~anything[:, None, :], -1e4).masked_fill(torch.eye(arcs.shape[1], dtype=torch.bool, device=DEVICE)[None], -1e4)
        found = arcs.argmax(-1)
        at, place = words.nonzero(as_tuple=True)
        relations = torch.zeros_like(found)
        relations[at, place] = reader.trees.labels(child[at, place], head[at, found[at, place]]).argmax(-1)
        tags = reader.heads["upos"](x).argmax(-1)
        for sentence, heads, relations, tags in zip(batch, found.tolist(), relations.tolist(), tags.tolist()):
            top = lambda span: next((k for k in span if heads[k] not in span), span[0])
            ripe = [k for k, word in enumerate(sentence.words, 1) if relations[k] not in inside and (tags[k] in nominal or tags[k] == adjective and word[:1].isupper())]
            sentence.pairs = []
            for trigger, phrases in sentence.events:
                roles = {}
                for role, span in phrases:
                    roles.setdefault(top(span), role)
                sentence.pairs += [(top(trigger), phrase, roles.get(phrase, 0)) for phrase in sorted({*ripe, *roles} - {top(trigger)})]
    reader.train()


@torch.no_grad()
def score_own(reader, sentences, pieces):
    """Precision, recall, F of the heads of statements and events, word by word; of triggers with their type, too."""
    reader.eval()
    counts = {}
    def count(name, found, gold):
        both, said, true = counts.get(name, (0, 0, 0))
        counts[name] = (both + ((found == gold) & (gold > 0)).sum().item(), said + (found > 0).sum().item(), true + (gold > 0).sum().item())
    for batch in batches(sentences, pieces, 6000, shuffled=False):
        rows, cases, real, firsts, words, _ = tensors(batch, pieces)
        x = reader.words(rows, cases, real, firsts)
        at, place = words.nonzero(as_tuple=True)
        for name in ("name", "cue", "source", "content", "trigger"):
            found, gold = reader.heads[name](x)[at, place].argmax(-1), column(batch, name, x.shape[1])[at, place]
            count(name, found, gold)
            if name == "trigger":
                count("trigger, any type", (found > 0).int(), (gold > 0).int())
        gold = column(batch, "status", x.shape[1])[at, place]
        known = gold != data.IGNORE
        count("status", reader.heads["status"](x)[at, place].argmax(-1)[known] + 1, gold[known] + 1)
        at, triggers, phrases, roles = told(batch)
        if len(at):
            found = reader.roles(x[at, triggers], x[at, phrases]).argmax(-1)
            for role, name in enumerate(data.ROLES[1:], 1):
                count(name + " of event", (found == role).int(), (roles == role).int())
    reader.train()
    return ", ".join(f"{name} {100 * b / max(1, s):.0f} {100 * b / max(1, t):.0f} {200 * b / max(1, s + t):.1f}" for name, (b, s, t) in counts.items())


@torch.no_grad()
def score(reader, sentences, pieces):
    """Shares of words: tags right, heads right, heads and relations right (each head its own best)."""
    reader.eval()
    total = tags = heads = both = 0
    for batch in batches(sentences, pieces, 6000, shuffled=False):
        rows, cases, real, firsts, words, anything = tensors(batch, pieces)
        x = reader.words(rows, cases, real, firsts)
        arcs, child, head = reader.trees(x)
        arcs = arcs.masked_fill(~anything[:, None, :], -1e4)
        arcs = arcs.masked_fill(torch.eye(arcs.shape[1], dtype=torch.bool, device=DEVICE)[None], -1e4)
        found = arcs.argmax(-1)
        at, place = words.nonzero(as_tuple=True)
        relation = reader.trees.labels(child[at, place], head[at, found[at, place]]).argmax(-1)
        gold = {name: column(batch, name, x.shape[1])[at, place] for name in ("upos", "head", "deprel")}
        right = found[at, place] == gold["head"]
        total += len(at)
        tags += (reader.heads["upos"](x)[at, place].argmax(-1) == gold["upos"]).sum().item()
        heads += right.sum().item()
        both += (right & (relation == gold["deprel"])).sum().item()
    reader.train()
    return [round(100 * part / total, 2) for part in (tags, heads, both)]


def main():
    flags = argparse.ArgumentParser()
    for name in ("treebanks", "annotated", "out"):
        flags.add_argument("--" + name, type=Path, required=True)
    start = flags.add_mutually_exclusive_group(required=True)
    for name in ("package", "begin"):
        start.add_argument("--" + name, type=Path)
    flags.add_argument("--texts", type=Path, nargs="*", default=[])
    flags.add_argument("--own", type=int, default=1)
    flags.add_argument("--epochs", type=int, default=7)
    flags.add_argument("--layers", type=int)
    flags.add_argument("--seed", type=int, default=1)
    flags.add_argument("--rate", type=float, default=2e-4)
    flags.add_argument("--budget", type=int, default=1500)
    flags = flags.parse_args()
    random.seed(flags.seed)
    torch.manual_seed(flags.seed)
    torch.set_num_threads(2)

    sets = data.tagsets()
    sizes = {"upos": len(sets["upos"]), "xpos": len(sets["xpos"]), **HEADS}
    if flags.package:
        weights, vocabulary, shape = model.pretrained(flags.package)
        reader = model.Reader(shape, sizes, len(sets["deprel"]), flags.layers)
        reader.encoder.load(weights)
    else:
        file = finished.File(flags.begin)
        reader, vocabulary, shape, flags.layers = file.reader(), file.vocabulary, file.shape, file.shape["num_hidden_layers"]
    pieces = data.Pieces(vocabulary)
    numbered = {name: {tag: at for at, tag in enumerate(tags)} for name, tags in sets.items()}
    read = lambda path: data.trees(flags.treebanks / path, numbered["upos"], numbered["xpos"], numbered["deprel"])
    trees = read("ewt/en_ewt-ud-train.conllu") + read("gum/en_gum-ud-train.conllu")
    trial = read("ewt/en_ewt-ud-dev.conllu")
    listed = (HERE.parent.parent / "data/world/countries.tsv").read_text(encoding="utf-8")
    nationalities = {word for line in listed.splitlines() if not line.startswith("#") for field in line.split("\t")[3:5] for word in field.split("|") if word[:1].isupper() and " " not in word}
    ner = flags.treebanks / "ner"
    files = [ner / f"{name}.bio" for name in ("wikigold", "wnut17_train", "wnut17_dev", "crossner_politics_train", "crossner_politics_dev")]
    named = [s for path in [*files, ner / "uner_ewt_dev.iob2"] for s in data.names(path, nationalities)]
    words = (HERE / "facilities.tsv").read_text(encoding="utf-8").splitlines()
    data.facilities(named, set(words[words.index("word") + 1 :]))
    corpus = data.corpus(flags.texts)
    annotated = lambda part: [s for outside in ("", "outside-") for s in data.annotated(flags.annotated / f"{outside}{part}.jsonl", corpus)]
    own, own_trial = annotated("train"), annotated("dev")
    size = lambda sentences: sum(len(s.words) for s in sentences)
    print(f"words: trees {size(trees)}, names {size(named)}, own {size(own)}", flush=True)

    reader.to(DEVICE)
    encoder = list(reader.encoder.parameters())
    known = {id(p) for p in encoder} - {id(reader.encoder.case.weight)}
    rest = [p for p in reader.parameters() if id(p) not in known]
    optimizer = torch.optim.AdamW([{"params": [p for p in encoder if id(p) in known], "lr": flags.rate}, {"params": rest, "lr": 1e-3}], weight_decay=0.01, betas=(0.9, 0.98))
    def epoch():
        some = lambda sentences: [data.varied(s) for s in sentences]
        parts = batches(some(trees), pieces, flags.budget) + batches(some(random.sample(named, len(named) // 2)), pieces, flags.budget) + batches(some(own * flags.own), pieces, flags.budget)
        random.shuffle(parts)
        return parts
    steps = flags.epochs * len(epoch())
    warm = steps // 20
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / (steps - warm))))
    start, step = time.time(), 0
    for turn in range(flags.epochs):
        total = 0.0
        if turn > 1 or flags.begin:
            pair(reader, own + own_trial, pieces, sets)
        for batch in epoch():
            loss = loss_of(reader, batch, pieces)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            total += loss.item()
            if step % 100 == 0:
                print(f"step {step} of {steps}, loss {loss.item():.3f}, {time.time() - start:.0f} s", flush=True)
        print(f"epoch {turn + 1}: loss {total / (steps / flags.epochs):.3f}, EWT dev upos, uas, las {score(reader, trial, pieces)}, {time.time() - start:.0f} s", flush=True)
        print(f"annotated dev: {score_own(reader, own_trial, pieces)}", flush=True)
        torch.save({"reader": {name: part.cpu() for name, part in reader.state_dict().items()}, "sets": sets, "shape": shape, "vocabulary": vocabulary, "layers": flags.layers}, flags.out)


if __name__ == "__main__":
    main()
