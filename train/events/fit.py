#!/usr/bin/env python3
"""Learns crates/link/data/same_event.tsv from pairs of articles and pairs of mentions.

usage: fit.py PAIRS TABLE   (the folder that `measure clusters --pairs` wrote; the table)

Two logistic regressions: whether two articles are of one subtopic, and whether two mentions are one event. The second takes of two articles
what the first says without having seen their topics, in five folds of topics. Needs numpy.
"""
import json
import sys
from pathlib import Path

import numpy as np

FOLDS = 5
RANGE = (-8, 6)  # as in crates/link/src/same_event/articles.rs
PENALTY, STEPS = 1.0, 30
# Mentions that have less than this in sense, in articles less near than that, are apart anyhow.
SENSE, NEAR = 0.25, -2


def fit(features, right):
    """Weights of a logistic regression with a penalty on the squares of all but the first, over features brought to one scale (Newton's method)."""
    mean, scale = features.mean(0), features.std(0)
    scale[scale == 0] = 1
    inputs = np.column_stack([np.ones(len(features)), (features - mean) / scale])
    weights = np.zeros(inputs.shape[1])
    penalty = np.full(len(weights), PENALTY)
    penalty[0] = 0
    for _ in range(STEPS):
        share = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ (right - share) - penalty * weights
        curve = (inputs * (share * (1 - share))[:, None]).T @ inputs + np.diag(penalty + 1e-9)
        step = np.linalg.solve(curve, slope)
        weights += step
        if np.abs(step).max() < 1e-8:
            break
    weights[1:] /= scale
    weights[0] -= weights[1:] @ mean
    return weights


def read(path, keep):
    """Lines of a file of pairs, as columns."""
    names, rows, right, kept = None, [], [], []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            pair = json.loads(line)
            names = names or list(pair["features"])
            rows.append([pair["features"][name] for name in names])
            right.append(pair["same"])
            kept.append(keep(pair))
    return names, np.array(rows), np.array(right, float), kept


def topic(article):
    return article.split("_")[0]


def main():
    folder, table = Path(sys.argv[1]), Path(sys.argv[2])
    names, features, right, articles = read(folder / "articles.jsonl", lambda pair: (pair["one"], pair["other"]))
    topics = sorted({topic(article) for pair in articles for article in pair})
    fold = {name: at % FOLDS for at, name in enumerate(topics)}
    folds = np.array([[fold[topic(one)], fold[topic(other)]] for one, other in articles])
    near = np.zeros(len(articles))
    for part in range(FOLDS):
        inside = (folds == part).any(1)
        weights = fit(features[~inside], right[~inside])
        near[inside] = weights[0] + features[inside] @ weights[1:]
    found = {pair: np.clip(value, *RANGE) for pair, value in zip(articles, near)}
    learnt = {"articles": dict(zip(["always", *names], fit(features, right)))}

    names, features, right, pairs = read(folder / "mentions.jsonl", lambda pair: pair["articles"])
    columns = {name: at for at, name in enumerate(names)}

    def nearness(one, other):
        return found.get((one, other), found.get((other, one), 0.0)) if one != other else 0.0

    near = np.array([nearness(*pair) for pair in pairs])
    features[:, columns["near articles"]] = near
    features[:, columns["very near articles"]] = np.maximum(near, 0)
    kept = (features[:, columns["sense"]] > SENSE) | (near > NEAR)
    learnt["mentions"] = dict(zip(["always", *names], fit(features[kept], right[kept])))

    lines = table.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines[4:]]
    rows = ["\t".join([kind, name, f"{learnt[kind][name]:.4f}"]) for kind, name, _ in rows]
    table.write_text("\n".join(lines[:4] + rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
