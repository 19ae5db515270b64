#!/usr/bin/env python3
"""Learns data/frames/same.tsv from pairs of event mentions.

usage: fit.py TABLE PAIRS…   (data/frames/same.tsv, the files that `measure same --out` wrote)

A logistic regression: one over all types, with a penalty on large weights, and from it one for each column of the table. The weights are written as
whole numbers; BIAS is added to that of `always`: annotated articles repeat themselves less than the news does. Needs numpy.
"""
import json
import sys
from pathlib import Path

import numpy as np

COLUMNS = ["CONSULT"]
BIAS = 18
SCALE, PENALTY, STEPS, RATE = 20, 0.06, 1500, 0.03


def fit(features, right, towards):
    """The weights of one column."""
    weights = towards.copy()
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        share = 1 / (1 + np.exp(-(features @ weights)))
        slope = features.T @ (right - share) / len(right) - PENALTY * (weights - towards)
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        weights += RATE * mean / (1 - 0.9**step) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights


def main():
    table = Path(sys.argv[1])
    pairs = [json.loads(line) for path in sys.argv[2:] for line in Path(path).open(encoding="utf-8")]
    pairs = [pair for pair in pairs if pair["same"] is not None]
    lines = table.read_text(encoding="utf-8").splitlines()
    names = [line.split("\t")[0] for line in lines[4:]]
    features = np.array([pair["features"] for pair in pairs], float)
    right = np.array([pair["same"] for pair in pairs], float)
    column = np.array([pair["kind"] for pair in pairs])
    shared = fit(features, right, np.zeros(len(names)))
    columns = []
    for at in COLUMNS:
        weights = np.round(SCALE * fit(features[column == at], right[column == at], shared)).astype(int)
        weights[0] += BIAS
        columns.append(weights.tolist())
    rows = ["\t".join([name, *map(str, row)]) for name, row in zip(names, zip(*columns), strict=True)]
    table.write_text("\n".join(lines[:4] + rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
