"""Writes the trained model as the reader embeds it: 8-bit weights with a scale a row, and the pieces that are needed.

usage: export.py --model model.pt --name accurate-1 [--text FILE...] --out data/model/accurate.bin

Without texts the whole vocabulary is kept: that of a model that went on from a finished one is cut already.
"""
import argparse
import json
import struct
from pathlib import Path

import torch

import data

MARK = b"LEGATION-NETWORK-1\n"
# The vocabulary is ordered by how often a piece was seen: of those behind this place, only what the texts have is kept.
COMMON = 9000


def needed(vocabulary, texts):
    """The places of the pieces to keep: all that is common, all single characters, and those of the texts."""
    pieces = data.Pieces(vocabulary)
    kept = {at for at, piece in enumerate(vocabulary[:COMMON]) if not piece.startswith("[unused")}
    kept |= {at for at, piece in enumerate(vocabulary) if len(piece.removeprefix("##")) == 1 and ord(piece[-1]) < 0x2100}
    for path in texts:
        for word in set(data.WORD.findall(Path(path).read_text(encoding="utf-8"))):
            kept.update(pieces.of(word))
    first = [pieces.number[name] for name in ("[UNK]", "[CLS]", "[SEP]")]
    return first + sorted(kept - set(first))


class Writer:
    def __init__(self, path):
        self.file = open(path, "wb")

    def count(self, *numbers):
        self.file.write(struct.pack(f"<{len(numbers)}I", *numbers))

    def text(self, text):
        raw = text.encode()
        self.count(len(raw))
        self.file.write(raw)

    def floats(self, tensor):
        self.file.write(tensor.detach().float().contiguous().numpy().astype("<f4").tobytes())

    def quantised(self, weights):
        """Scales and weights of rows."""
        scales = weights.detach().abs().amax(1).clamp(min=1e-12) / 127
        return scales, torch.round(weights.detach() / scales[:, None]).clamp(-127, 127).to(torch.int8)

    def embedding(self, weights):
        scales, weights = self.quantised(weights)
        self.floats(scales)
        self.file.write(weights.numpy().tobytes())

    def matrix(self, weights, bias=None):
        scales, small = self.quantised(weights)
        self.count(*weights.shape)
        self.floats(scales)
        self.floats(torch.zeros(len(weights)) if bias is None else bias)
        self.file.write(small.numpy().tobytes())

    def norm(self, state, name):
        self.floats(state[name + ".weight"])
        self.floats(state[name + ".bias"])


def main():
    flags = argparse.ArgumentParser()
    flags.add_argument("--model", type=Path, required=True)
    flags.add_argument("--name", required=True)
    flags.add_argument("--text", type=Path, nargs="+")
    flags.add_argument("--out", type=Path, required=True)
    flags = flags.parse_args()
    saved = torch.load(flags.model, weights_only=True)
    state, shape, vocabulary = saved["reader"], saved["shape"], saved["vocabulary"]
    layers = saved["layers"] or shape["num_hidden_layers"]
    kept = needed(vocabulary, flags.text) if flags.text else list(range(len(vocabulary)))

    out = Writer(flags.out)
    out.file.write(MARK)
    out.text(flags.name)
    out.text("\n".join(vocabulary[at] for at in kept))
    width, places = shape["hidden_size"], 256
    out.count(width, shape["num_attention_heads"], layers, places)
    out.embedding(state["encoder.word.weight"][kept])
    out.embedding(state["encoder.place.weight"][:places])
    out.floats(state["encoder.case.weight"])
    out.floats(state["encoder.kind"])
    out.norm(state, "encoder.norm")
    for at in range(layers):
        base = f"encoder.layers.{at}."
        together = lambda part: torch.cat([state[base + name + part] for name in ("query", "key", "value")])
        out.matrix(together(".weight"), together(".bias"))
        out.matrix(state[base + "out.weight"], state[base + "out.bias"])
        out.norm(state, base + "after")
        out.matrix(state[base + "up.weight"], state[base + "up.bias"])
        out.matrix(state[base + "down.weight"], state[base + "down.bias"])
        out.norm(state, base + "last")
    heads = sorted({name.split(".")[1] for name in state if name.startswith("heads.")})
    out.count(len(heads))
    for head in heads:
        out.text(head)
        out.matrix(state[f"heads.{head}.weight"], state[f"heads.{head}.bias"])
    arc, label = (state[f"trees.{part}_head.weight"].shape[0] for part in ("arc", "label"))
    out.count(arc, label)
    parts = ("arc_head", "arc_child", "label_head", "label_child")
    out.matrix(torch.cat([state[f"trees.{part}.weight"] for part in parts]), torch.cat([state[f"trees.{part}.bias"] for part in parts]))
    # arcs[child, head] = [child 1] · A · head, and likewise of each relation: A and L act on the head.
    out.matrix(state["trees.arc"])
    out.matrix(state["trees.label"].flatten(0, 1))
    out.file.close()
    print(f"{len(kept)} pieces of {len(vocabulary)}, {flags.out.stat().st_size} bytes, heads {json.dumps(heads)}")


if __name__ == "__main__":
    main()
