"""Reads a finished model file, as `export.py` writes it, so that training can go on from it."""
import struct

import torch

import export
import model


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
        (count,) = self.counts(1)
        self.heads = [self.text_and_linear() for _ in range(count)]
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

    def text_and_linear(self):
        name = self.text()
        self.linear("heads." + name)
        return name

    def norm(self, name, width):
        self.state[name + ".weight"], self.state[name + ".bias"] = self.floats(width), self.floats(width)

    def reader(self):
        sizes = {name: len(self.state[f"heads.{name}.bias"]) for name in self.heads}
        reader = model.Reader(self.shape, sizes, len(self.state["trees.label"]))
        reader.load_state_dict(self.state)
        return reader
