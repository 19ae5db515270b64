#!/usr/bin/env python3
"""Learns data/coreference/*_weights.tsv from pairs of mentions.

usage: fit.py PAIRS TABLES   (the file that `measure coref --pairs` wrote, the folder data/coreference)

A mention goes back to one of those before it or to none: the likelihood that what it goes back to is of its chain, with a small
penalty on large weights. Needs numpy. The weights are written as whole numbers; BIAS is added to those of `always`, as more links found are worth
more than a few wrong ones.
"""
import collections
import json
import sys
from pathlib import Path

import numpy as np

BIAS = {"pronoun": [30, 20, 20], "noun": [16] * 7}
SCALE, PENALTY, STEPS, RATE = 20, 0.002, 400, 0.05


def fit(instances):
    """The weights of one column: instances are (features of each candidate, whether each is right)."""
    features = np.vstack([x for x, _ in instances])
    right = np.concatenate([y for _, y in instances])
    of = np.repeat(np.arange(len(instances)), [len(x) for x, _ in instances])
    some = np.array([y.any() for _, y in instances])
    weights = np.zeros(features.shape[1])
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        scores = features @ weights
        most = np.zeros(len(instances))
        np.maximum.at(most, of, scores)
        each, none = np.exp(scores - most[of]), np.exp(-most)
        whole = np.bincount(of, each, len(instances)) + none
        good = np.where(some, np.bincount(of, each * right, len(instances)), none)
        slope = np.where(right, each / np.maximum(good[of], 1e-12), 0) - each / whole[of]
        slope = features.T @ slope / len(instances) - PENALTY * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        weights += RATE * mean / (1 - 0.9**step) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights


pairs, folder = Path(sys.argv[1]), Path(sys.argv[2])
instances = collections.defaultdict(lambda: collections.defaultdict(list))
for line in pairs.open(encoding="utf-8"):
    pair = json.loads(line)
    instances[pair["table"], pair["column"]][pair["doc_id"], *pair["mention"]].append((pair["features"], pair["same"]))
for table, biases in BIAS.items():
    path = folder / f"{table}_weights.tsv"
    lines = path.read_text(encoding="utf-8").splitlines()
    names = [line.split("\t")[0] for line in lines[4:]]
    columns = []
    for column, bias in enumerate(biases):
        weights = np.round(SCALE * fit([
            (np.array([x for x, _ in some], float), np.array([y for _, y in some]))
            for some in instances[table, column].values()
        ])).astype(int)
        weights[-1] += bias
        columns.append(weights.tolist())
    rows = ["\t".join([name, *map(str, row)]) for name, row in zip(names, zip(*columns), strict=True)]
    path.write_text("\n".join(lines[:4] + rows) + "\n", encoding="utf-8")
