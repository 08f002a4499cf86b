"""Writes a trained model as a small ONNX file: 4 or 8 bit weights, float32 arithmetic around int8 products."""

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from data import MAX_TOKENS, MODEL_DIR
from encoder import EmotionModel, load, relative_buckets
from quantise import pack, quantise

MICROSOFT = "com.microsoft"
BLOCK = 64
ABOUT_LAYERS = (0, 2)  # whose means are the second output, from which topics are found (lib/emotion/topics)
STEPS = 63  # of the largest weight of an output channel


class Graph:
    """Collects nodes and weights; every method returns the name of its output."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []
        self.count = 0

    def const(self, value: np.ndarray) -> str:
        self.count += 1
        name = f"w{self.count}"
        self.weights.append(numpy_helper.from_array(value.copy(order="C"), name))
        return name

    def op(self, kind: str, *inputs: str, domain: str = "", **attributes) -> str:
        self.count += 1
        name = f"x{self.count}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], domain=domain, **attributes))
        return name

    def linear(self, x: str, weight: np.ndarray, bias: np.ndarray, bits: int) -> str:
        """x [..., columns] times weight [rows, columns], transposed, plus bias [rows], as an int8 product.

        Weights of 4 bits become int8 when the session opens (ONNX Runtime folds what is constant): a small file, and
        the fast integer kernels at run time. Seven of the eight bits are used, because the kernels of processors
        without VNNI add two products in 16 bits and would overflow.
        """
        if bits == 32:
            return self.op("Add", self.op("MatMul", x, self.const(weight.T)), self.const(bias))
        rows, columns = weight.shape
        channel = np.maximum(np.abs(weight).max(1), 1e-8) / STEPS
        if bits == 8:
            steps = np.clip(np.round(weight / channel[:, None]), -STEPS, STEPS).astype(np.int8)
            table = self.const(steps.T)
        else:
            parts = quantise(weight, bits, BLOCK)
            stored = self.packed(parts["steps"]), self.packed(parts["zeros"][..., None])
            steps, zeros = (self.op("Cast", name, to=TensorProto.FLOAT) for name in stored)
            ratio = self.const((parts["scales"] / channel[:, None])[..., None].astype(np.float16))
            wide = self.op("Mul", self.op("Sub", steps, zeros), self.op("Cast", ratio, to=TensorProto.FLOAT))
            bounded = self.op("Clip", self.op("Round", wide), self.const(np.float32(-127)), self.const(np.float32(127)))
            whole = self.op("Reshape", self.op("Cast", bounded, to=TensorProto.INT8), self.const(np.array([rows, columns])))
            table = self.op("Transpose", whole, perm=[1, 0])
        inputs = [x, table, self.const(channel.astype(np.float32)), self.const(np.zeros(rows, np.int8)), self.const(bias)]
        return self.op("DynamicQuantizeMatMul", *inputs, domain=MICROSOFT)

    def packed(self, steps: np.ndarray) -> str:
        """uint8 values below 16 as a weight of two per byte."""
        self.count += 1
        name = f"w{self.count}"
        flat = pack(steps.reshape(1, -1), 4).tobytes()
        self.weights.append(helper.make_tensor(name, TensorProto.UINT4, steps.shape, flat, raw=True))
        return name

    def embedding(self, ids: str, table: np.ndarray, bits: int) -> str:
        parts = quantise(table, bits, BLOCK)
        steps = pack(parts["steps"].reshape(len(table), -1), bits)
        inputs = [self.const(steps), ids, self.const(parts["scales"]), self.const(pack(parts["zeros"], bits))]
        return self.op("GatherBlockQuantized", *inputs, domain=MICROSOFT, bits=bits, block_size=BLOCK, gather_axis=0, quantize_axis=1)


def array(tensor) -> np.ndarray:
    return tensor.detach().float().numpy()


def add_layer(graph: Graph, x: str, bias: str, layer, bits: dict[str, int]) -> str:
    def linear(name: str, source: str, rows: slice = slice(None)) -> str:
        module = getattr(layer, name)
        return graph.linear(source, array(module.weight)[rows], array(module.bias)[rows], bits[name])

    def norm(module, left: str, right: str) -> str:
        inputs = [left, right, graph.const(array(module.weight)), graph.const(array(module.bias))]
        return graph.op("SkipLayerNormalization", *inputs, domain=MICROSOFT, epsilon=module.eps)

    qkv = linear("qkv", x)
    thirds = [f"{qkv}_{part}" for part in "qkv"]
    graph.nodes.append(helper.make_node("Split", [qkv], thirds, axis=2, num_outputs=3))
    mixed = graph.op("MultiHeadAttention", *thirds, "", "", bias, domain=MICROSOFT, num_heads=layer.heads)
    x = norm(layer.attention_norm, x, linear("out", mixed))
    inner = graph.op("Gelu", linear("up", x), domain=MICROSOFT)
    return norm(layer.output_norm, x, linear("down", inner))


def build(model: EmotionModel, keep: np.ndarray, bits: dict[str, int]) -> onnx.ModelProto:
    """keep: old ids of the vocabulary entries that stay, in their new order."""
    shape, graph = model.shape, Graph()
    words = graph.embedding("input_ids", array(model.words.weight)[keep], bits["words"])
    length = graph.op("Slice", graph.op("Shape", "input_ids"), *(graph.const(np.array([v])) for v in (1, 2)))
    first = shape.first_position
    position_table = array(model.positions.weight)[first : first + MAX_TOKENS]
    zero = graph.const(np.array([0]))
    positions = graph.op("Slice", graph.const(position_table), zero, length, zero)
    scale, offset = graph.const(array(model.norm.weight)), graph.const(array(model.norm.bias))
    x = graph.op("LayerNormalization", graph.op("Add", words, positions), scale, offset, axis=-1, epsilon=model.norm.eps)
    mask = graph.op("Cast", "attention_mask", to=TensorProto.FLOAT)
    one = graph.const(np.array(1, np.float32))
    padding = graph.op("Mul", graph.op("Sub", mask, one), graph.const(np.array(1e4, np.float32)))
    bias = graph.op("Unsqueeze", padding, graph.const(np.array([1, 2])))
    relative = np.zeros((shape.heads, MAX_TOKENS, MAX_TOKENS), np.float32)
    if model.relative is not None:
        relative = array(model.relative(relative_buckets(MAX_TOKENS)).permute(2, 0, 1))
    ends = graph.op("Concat", length, length, axis=0)
    near = graph.op("Slice", graph.const(relative), graph.const(np.array([0, 0])), ends, graph.const(np.array([1, 2])))
    bias = graph.op("Add", bias, near)
    column = graph.op("Unsqueeze", mask, graph.const(np.array([2])))
    tokens, axis = graph.op("ReduceSum", mask, graph.const(np.array([1])), keepdims=1), graph.const(np.array([1]))

    def mean_of(states: str) -> str:
        return graph.op("Div", graph.op("ReduceSum", graph.op("Mul", states, column), axis, keepdims=0), tokens)

    means = []
    for layer in model.layers:
        x = add_layer(graph, x, bias, layer, bits)
        means.append(mean_of(x))
    mean = means[-1]
    # Early layers still know what a text is about; the last ones know what is felt. Those nobody asks for are left out.
    graph.op("Concat", *(means[at] for at in ABOUT_LAYERS), axis=1)
    graph.nodes[-1].output[0] = "about"
    start = graph.op("Gather", x, graph.const(np.array(0)), axis=1)
    both = graph.op("Concat", start, mean, axis=1)
    dense = graph.linear(both, array(model.dense.weight), array(model.dense.bias), bits["dense"])
    graph.linear(graph.op("Tanh", dense), array(model.head.weight), array(model.head.bias), 32)
    graph.nodes[-1].output[0] = "logits"
    inputs = [helper.make_tensor_value_info(n, TensorProto.INT64, ["batch", "length"]) for n in ("input_ids", "attention_mask")]
    widths = {"logits": model.head.out_features, "about": len(ABOUT_LAYERS) * shape.hidden}
    outputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch", width]) for name, width in widths.items()]
    made = helper.make_graph(graph.nodes, "emotion", inputs, outputs, graph.weights)
    opsets = [helper.make_opsetid("", 21), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(made, opset_imports=opsets, ir_version=10)


def kept_vocabulary(tokenizer: dict) -> tuple[list[str], np.ndarray]:
    """Drops entries in scripts the classifier was never shown; keeps special ones, Latin words and pieces, signs.
    Unknown words still fall apart into smaller pieces. Returns the words and their old ids."""
    vocabulary = sorted(tokenizer["model"]["vocab"].items(), key=lambda item: item[1])
    special = {entry["content"] for entry in tokenizer["added_tokens"]}
    kept = [(word, i) for word, i in vocabulary if word in special or (not word.startswith("[") or len(word) == 1) and readable(word)]
    return [word for word, _ in kept], np.array([i for _, i in kept])


def readable(word: str) -> bool:
    body = word.removeprefix("##")
    return all(ord(c) < 0x180 or 0x2010 <= ord(c) < 0x2190 for c in body)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", required=True)
    parser.add_argument("--base", required=True)
    parser.add_argument("--out", default=str(MODEL_DIR))
    parser.add_argument("--bits", type=json.loads, default={}, help='per part, as {"qkv": 8}; 4 where not named')
    args = parser.parse_args()
    bits = {"words": 4, "qkv": 4, "out": 4, "up": 4, "down": 4, "dense": 8, **args.bits}
    words, keep = kept_vocabulary(json.loads(Path(args.base, "tokenizer.json").read_text("utf8")))
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    onnx.save(build(load(args.model), keep, bits), out / "emotion.onnx")
    (out / "vocabulary.txt").write_text("\n".join(words) + "\n", "utf8")
    print(f"{len(words)} words, {(out / 'emotion.onnx').stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
