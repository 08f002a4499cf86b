"""Writes a trained model as a small ONNX file: int8 weights, words of 4 bits, float32 arithmetic around int8 products."""

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from data import MAX_TOKENS, MODEL_DIR, batches, collate, encode, load_tokenizer, read_rows
from encoder import EmotionModel, Layer, load, relative_buckets
from quantise import pack, quantise

MICROSOFT = "com.microsoft"
BLOCK = 64
ABOUT_LAYERS = (0, 2)  # from whose means the second output is made, by which topics are found (lib/emotion/topics)
ABOUT_WIDTH = 256
ABOUT_MESSAGES = 8000
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

    def linear(self, x: str, module: nn.Linear) -> str:
        """x [..., columns] through the module, as an int8 product. Seven of the eight bits are used, because the kernels
        of processors without VNNI add two products in 16 bits and would overflow."""
        weight, bias = array(module.weight), array(module.bias)
        channel = np.maximum(np.abs(weight).max(1), 1e-8) / STEPS
        steps = np.round(weight / channel[:, None]).astype(np.int8)
        inputs = [steps.T, channel, np.zeros(len(bias), np.int8), bias]
        return self.op("DynamicQuantizeMatMul", x, *map(self.const, inputs), domain=MICROSOFT)

    def embedding(self, ids: str, table: np.ndarray) -> str:
        steps, scales, zeros = quantise(table, BLOCK)
        inputs = [self.const(pack(steps)), ids, self.const(scales), self.const(pack(zeros))]
        return self.op("GatherBlockQuantized", *inputs, domain=MICROSOFT, bits=4, block_size=BLOCK, gather_axis=0, quantize_axis=1)


def array(tensor) -> np.ndarray:
    return tensor.detach().float().numpy()


def add_layer(graph: Graph, x: str, bias: str, layer: Layer) -> str:
    """x [batch, length, hidden], bias [batch, all heads, length, length]."""

    def norm(module: nn.LayerNorm, left: str, right: str) -> str:
        inputs = [left, right, graph.const(array(module.weight)), graph.const(array(module.bias))]
        return graph.op("SkipLayerNormalization", *inputs, domain=MICROSOFT, epsilon=module.eps)

    qkv = graph.linear(x, layer.qkv)
    thirds = [f"{qkv}_{part}" for part in "qkv"]
    graph.nodes.append(helper.make_node("Split", [qkv], thirds, axis=2, num_outputs=3))
    own = graph.op("Gather", bias, graph.const(np.array(layer.heads)), axis=1)
    mixed = graph.op("MultiHeadAttention", *thirds, "", "", own, domain=MICROSOFT, num_heads=len(layer.heads))
    x = norm(layer.attention_norm, x, graph.linear(mixed, layer.out))
    inner = graph.op("Gelu", graph.linear(x, layer.up), domain=MICROSOFT)
    return norm(layer.output_norm, x, graph.linear(inner, layer.down))


@torch.no_grad()
def about_directions(model: EmotionModel, ids: list[list[int]]) -> np.ndarray:
    """In what the means of ABOUT_LAYERS differ most from message to message: float32 [layers * hidden, ABOUT_WIDTH]. Topics
    compare messages along these, each counted by how much it varies: what a narrow layer says faintly counts as well."""
    model.eval()
    states: dict[int, torch.Tensor] = {}
    for at in ABOUT_LAYERS:
        model.layers[at].register_forward_hook(lambda _, __, output, at=at: states.update({at: output}))
    rows = []
    for batch in batches(list(map(len, ids)), 32, None):
        padded, mask = collate([ids[i] for i in batch], model.shape.pad)
        model(padded, mask)
        weight = mask[:, :, None].float()
        rows.append(torch.cat([(states[at] * weight).sum(1) / weight.sum(1) for at in ABOUT_LAYERS], 1))
    values = torch.cat(rows).double()
    values -= values.mean(0)
    return torch.linalg.eigh(values.T @ values).eigenvectors.flip(1)[:, :ABOUT_WIDTH].float().numpy()


def build(model: EmotionModel, keep: np.ndarray, about: np.ndarray) -> onnx.ModelProto:
    """keep: old ids of the vocabulary entries that stay, in their new order. about: of `about_directions`."""
    shape, graph = model.shape, Graph()
    words = graph.embedding("input_ids", array(model.words.weight)[keep])
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
    relative = np.zeros((model.all_heads, MAX_TOKENS, MAX_TOKENS), np.float32)
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
        x = add_layer(graph, x, bias, layer)
        means.append(mean_of(x))
    mean = means[-1]
    # Early layers still know what a text is about; the last ones know what is felt. Those nobody asks for are left out.
    graph.op("MatMul", graph.op("Concat", *(means[at] for at in ABOUT_LAYERS), axis=1), graph.const(about))
    graph.nodes[-1].output[0] = "about"
    start = graph.op("Gather", x, graph.const(np.array(0)), axis=1)
    both = graph.op("Concat", start, mean, axis=1)
    pooled = graph.op("Tanh", graph.linear(both, model.dense))
    head = graph.op("MatMul", pooled, graph.const(array(model.head.weight).T))
    graph.op("Add", head, graph.const(array(model.head.bias)))
    graph.nodes[-1].output[0] = "logits"
    inputs = [helper.make_tensor_value_info(n, TensorProto.INT64, ["batch", "length"]) for n in ("input_ids", "attention_mask")]
    widths = {"logits": model.head.out_features, "about": about.shape[1]}
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
    parser.add_argument("--train", required=True, help="texts to find the directions of `about` with")
    parser.add_argument("--out", default=str(MODEL_DIR))
    args = parser.parse_args()
    words, keep = kept_vocabulary(json.loads(Path(args.base, "tokenizer.json").read_text("utf8")))
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    model, (texts, _) = load(args.model), read_rows(args.train)
    some = np.random.default_rng(1).permutation(len(texts))[:ABOUT_MESSAGES]
    ids = encode(load_tokenizer(f"{args.base}/tokenizer.json"), [texts[i] for i in some])
    onnx.save(build(model, keep, about_directions(model, ids)), out / "emotion.onnx")
    (out / "vocabulary.txt").write_text("\n".join(words) + "\n", "utf8")
    print(f"{len(words)} words, {(out / 'emotion.onnx').stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
