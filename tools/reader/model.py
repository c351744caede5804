"""The reader: a BERT encoder over question, title and passage, with heads for the span and for three yes/no questions about the pair."""

import math

import onnx
import onnx.numpy_helper
import torch
from torch import nn
from torch.nn import functional as F

HEADS = ("answerable", "relevant", "supported")


class Layer(nn.Module):
    def __init__(self, width, heads, inner):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)

    def forward(self, x, bias, dropout):
        batch, length, width = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        # The padding's -10,000 rides on a column of its own, (q, 1)·(k, bias), and the scale on q: no pass over length × length but the softmax.
        q = torch.cat([q * (1 / math.sqrt(width // self.heads)), torch.ones_like(q[..., :1])], -1)
        k = torch.cat([k, bias.expand(batch, self.heads, length, 1).to(k.dtype)], -1)
        mixed = torch.matmul(torch.matmul(q, k.transpose(-1, -2)).softmax(-1), v).transpose(1, 2).reshape(batch, length, width)
        x = self.norm1(x + F.dropout(self.out(mixed), dropout, self.training))
        return self.norm2(x + F.dropout(self.down(F.gelu(self.up(x))), dropout, self.training))


class Reader(nn.Module):
    """
    ids, types: (batch, length); mask: 1 where a token is.
    Gives start and end logits (batch, length) and pair logits (batch, 3) in the order of HEADS.
    """

    def __init__(self, vocabulary=30522, width=384, layers=6, heads=12, inner=1536, positions=512):
        super().__init__()
        self.words = nn.Embedding(vocabulary, width)
        self.positions = nn.Embedding(positions, width)
        self.types = nn.Embedding(2, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(width, heads, inner) for _ in range(layers))
        self.span = nn.Linear(width, 2)
        self.pair = nn.Linear(width, len(HEADS))
        for head in (self.span, self.pair):
            nn.init.normal_(head.weight, std=0.02)
            nn.init.zeros_(head.bias)

    def forward(self, ids, types, mask, dropout=0.1):
        place = torch.arange(ids.shape[1])
        x = self.norm(self.words(ids) + self.positions(place) + self.types(types))
        x = F.dropout(x, dropout, self.training)
        bias = ((1 - mask) * -10000.0)[:, None, :, None]
        for layer in self.layers:
            x = layer(x, bias, dropout)
        x = x.float()
        start, end = self.span(x).unbind(-1)
        return start, end, self.pair(F.dropout(x[:, 0], dropout, self.training))


def from_onnx(path):
    """A Reader that starts from the weights of a BERT embedding model (6 layers of 384) in ONNX form."""
    graph = onnx.load(path).graph
    tensors = {each.name: torch.from_numpy(onnx.numpy_helper.to_array(each).copy()) for each in graph.initializer}
    # Weights of a MatMul have no name of their own: their node's has.
    matrices = {node.name: tensors[node.input[1]] for node in graph.node if node.op_type == "MatMul" and node.input[1] in tensors}
    reader = Reader()
    state = reader.state_dict()

    def put(name, value):
        assert state[name].shape == value.shape, (name, state[name].shape, value.shape)
        state[name] = value

    for ours, theirs in (("words", "word_embeddings"), ("positions", "position_embeddings"), ("types", "token_type_embeddings")):
        put(f"{ours}.weight", tensors[f"embeddings.{theirs}.weight"])
    for part in ("weight", "bias"):
        put(f"norm.{part}", tensors[f"embeddings.LayerNorm.{part}"])
    for i in range(6):
        def matrix(name):
            return matrices[f"/encoder/layer.{i}/{name}/MatMul"].T.contiguous()

        def bias(name):
            return tensors[f"encoder.layer.{i}.{name.replace('/', '.')}.bias"]

        attention = [f"attention/self/{part}" for part in ("query", "key", "value")]
        put(f"layers.{i}.qkv.weight", torch.cat([matrix(part) for part in attention]))
        put(f"layers.{i}.qkv.bias", torch.cat([bias(part) for part in attention]))
        for ours, theirs in (("out", "attention/output/dense"), ("up", "intermediate/dense"), ("down", "output/dense")):
            put(f"layers.{i}.{ours}.weight", matrix(theirs))
            put(f"layers.{i}.{ours}.bias", bias(theirs))
        for ours, theirs in (("norm1", "attention.output.LayerNorm"), ("norm2", "output.LayerNorm")):
            for part in ("weight", "bias"):
                put(f"layers.{i}.{ours}.{part}", tensors[f"encoder.layer.{i}.{theirs}.{part}"])
    reader.load_state_dict(state)
    return reader


def from_reader(path):
    """A Reader that goes on from the 8-bit weights that export.py wrote: what they lost is soon learnt again."""
    tensors = {each.name: torch.from_numpy(onnx.numpy_helper.to_array(each).copy()) for each in onnx.load(path).graph.initializer}
    reader = Reader()
    state = {}
    for name in reader.state_dict():
        part, kind = name.rsplit(".", 1)
        if part == "words":
            state[name] = tensors["words"].float() * tensors["words.scale"]
        elif part in ("positions", "types"):
            state[name] = tensors[part]
        elif part in ("span", "pair"):
            state[name] = tensors[f"{part}.matrix"].T.contiguous() if kind == "weight" else tensors[f"{part}.bias"]
        elif "norm" in part:
            state[name] = tensors[f"{part}.gamma" if kind == "weight" else f"{part}.beta"]
        else:
            state[name] = (tensors[f"{part}.matrix"].float() * tensors[f"{part}.scale"]).T.contiguous() if kind == "weight" else tensors[f"{part}.bias"]
    reader.load_state_dict(state)
    return reader
