"""Weights between those of a finished model file and those that training went on to (Wortsman and others 2022).

usage: blend.py --old accurate-1.bin --new accurate.pt --share 0.75 --out blend.pt
"""
import argparse
from pathlib import Path

import torch

import finished


def main():
    flags = argparse.ArgumentParser()
    for name in ("old", "new", "out"):
        flags.add_argument("--" + name, type=Path, required=True)
    flags.add_argument("--share", type=float, required=True, help="of the new weights")
    flags = flags.parse_args()
    old, saved = finished.File(flags.old).state, torch.load(flags.new, weights_only=True)
    saved["reader"] = {name: (1 - flags.share) * old[name] + flags.share * new for name, new in saved["reader"].items()}
    torch.save(saved, flags.out)


if __name__ == "__main__":
    main()
