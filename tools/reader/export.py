"""
Checkpoint → the ONNX file that ships: weights of 8 bits (a scale per column, and per row of the word table), activations quantised as they come.

  python3 export.py --checkpoint run1/final.pt [run2/final.pt …] --vocabulary vocab.txt --out reader.onnx [--examples reader-examples.json]

Several checkpoints are averaged, weight by weight (Wortsman et al. 2022, "model soups").
--examples writes a few inputs with the outputs of the unquantised model, for the C# tests to compare with.
"""

import argparse
import json

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from model import HEADS, Reader
from wordpiece import WordPiece

MS = "com.microsoft"


def soup(paths):
    states = [torch.load(path, map_location="cpu")["average"] for path in paths]
    return {name: sum(state[name].float() for state in states) / len(states) for name in states[0]}


class Graph:
    def __init__(self):
        self.nodes, self.tensors = [], []

    def tensor(self, name, value):
        self.tensors.append(numpy_helper.from_array(value if value.ndim == 0 else np.ascontiguousarray(value), name))
        return name

    def add(self, kind, inputs, name, domain=None, **attributes):
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, domain=domain or "", **attributes))
        return name


def quantise(matrix, axis):
    """Signed 8 bits around zero, one scale per slice along `axis`."""
    scale = np.maximum(np.abs(matrix).max(axis=1 - axis, keepdims=True), 1e-8) / 127
    return np.clip(np.round(matrix / scale), -127, 127).astype(np.int8), scale.astype(np.float32)


def build(state, heads=12):
    value = {name: tensor.numpy() for name, tensor in state.items()}
    graph = Graph()
    ids, types, mask = "input_ids", "token_type_ids", "attention_mask"

    table, scale = quantise(value["words.weight"], 0)
    graph.tensor("words", table)
    graph.tensor("words.scale", scale)
    rows = graph.add("Cast", [graph.add("Gather", ["words", ids], "words.rows")], "words.float", to=TensorProto.FLOAT)
    x = graph.add("Mul", [rows, graph.add("Gather", ["words.scale", ids], "words.scales")], "words.value")
    graph.tensor("zero", np.array(0, np.int64))
    graph.tensor("begin", np.array([0], np.int64))
    graph.tensor("second", np.array([1], np.int64))
    length = graph.add("Gather", [graph.add("Shape", [ids], "shape"), "second"], "length")
    graph.tensor("positions", value["positions.weight"])
    graph.tensor("types", value["types.weight"])
    x = graph.add("Add", [x, graph.add("Slice", ["positions", "begin", length], "positions.value")], "embedding.1")
    x = graph.add("Add", [x, graph.add("Gather", ["types", types], "types.value")], "embedding.2")

    def layer_norm(name):
        return [graph.tensor(f"{name}.gamma", value[f"{name}.weight"]), graph.tensor(f"{name}.beta", value[f"{name}.bias"])]

    x = graph.add("LayerNormalization", [x, *layer_norm("norm")], "embedding", axis=-1, epsilon=1e-12)

    def linear(x, name):
        matrix, scale = quantise(value[f"{name}.weight"].T, 1)
        names = [graph.tensor(f"{name}.matrix", matrix), graph.tensor(f"{name}.scale", scale[0])]
        zero = graph.tensor(f"{name}.zero", np.zeros(matrix.shape[1], np.int8))
        return graph.add("DynamicQuantizeMatMul", [x, *names, zero, graph.tensor(f"{name}.bias", value[f"{name}.bias"])], f"{name}.out", MS)

    count = 1 + max(int(name.split(".")[1]) for name in value if name.startswith("layers."))
    for i in range(count):
        name = f"layers.{i}"
        qkv = linear(x, f"{name}.qkv")
        parts = [f"{name}.{part}" for part in "qkv"]
        graph.nodes.append(helper.make_node("Split", [qkv], parts, name=f"{name}.split", axis=-1))
        mixed = graph.add("MultiHeadAttention", [*parts, "", mask], f"{name}.mixed", MS, num_heads=heads)
        x = graph.add("SkipLayerNormalization", [linear(mixed, f"{name}.out"), x, *layer_norm(f"{name}.norm1")], f"{name}.attended", MS, epsilon=1e-12)
        inner = graph.add("Gelu", [linear(x, f"{name}.up")], f"{name}.inner", MS)
        x = graph.add("SkipLayerNormalization", [linear(inner, f"{name}.down"), x, *layer_norm(f"{name}.norm2")], f"{name}.done", MS, epsilon=1e-12)

    # The heads are small: they stay as they are.
    def head(x, name, out):
        graph.tensor(f"{name}.matrix", value[f"{name}.weight"].T)
        graph.tensor(f"{name}.bias", value[f"{name}.bias"])
        return graph.add("Add", [graph.add("MatMul", [x, f"{name}.matrix"], f"{name}.product"), f"{name}.bias"], out)

    head(x, "span", "span")
    head(graph.add("Gather", [x, "zero"], "first", axis=1), "pair", "pair")
    inputs = [helper.make_tensor_value_info(name, kind, ["batch", "length"])
              for name, kind in ((ids, TensorProto.INT64), (types, TensorProto.INT64), (mask, TensorProto.INT32))]
    outputs = [helper.make_tensor_value_info("span", TensorProto.FLOAT, ["batch", "length", 2]),
               helper.make_tensor_value_info("pair", TensorProto.FLOAT, ["batch", len(HEADS)])]
    made = helper.make_graph(graph.nodes, "reader", inputs, outputs, graph.tensors)
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid(MS, 1)], producer_name="ccgbot tools/reader")
    model.ir_version = 8
    return model


SAMPLES = [
    ("When does the ferry leave?", "Harbour notices", "The ferry leaves at 07:40 on weekdays. On Sundays it doesn't run."),
    ("Who may borrow a drill?", "", "Members may borrow tools for a week. A drill is lent only to members who took the safety course, Café Zoë included."),
    ("Is parking free?", "Town hall", "Visitors pay 2.50 an hour."),
]


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--checkpoint", nargs="+", required=True)
    arguments.add_argument("--vocabulary", required=True)
    arguments.add_argument("--out", required=True)
    arguments.add_argument("--examples")
    given = arguments.parse_args()
    state = soup(given.checkpoint)
    onnx.save(build(state), given.out)
    if given.examples:
        model = Reader()
        model.load_state_dict(state)
        model.eval()
        pieces = WordPiece(given.vocabulary)
        rows = []
        for question, title, text in SAMPLES:
            head = [pieces.cls, *pieces.encode(question)[0], pieces.sep, *pieces.encode(title)[0], pieces.sep]
            ids = [*head, *pieces.encode(text)[0], pieces.sep]
            types = [0] * len(head) + [1] * (len(ids) - len(head))
            with torch.no_grad():
                start, end, pair = model(torch.tensor([ids]), torch.tensor([types]), torch.ones(1, len(ids)))
            rows.append({"question": question, "title": title, "text": text, "ids": ids, "start": start[0].tolist(), "end": end[0].tolist(), "pair": pair[0].tolist()})
        with open(given.examples, "w", encoding="utf-8") as file:
            json.dump(rows, file, ensure_ascii=False)


if __name__ == "__main__":
    main()
