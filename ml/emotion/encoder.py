"""A post-norm transformer encoder that reads BERT (MiniLM) and MPNet weights, with a pooled multi-label head."""

import json
import math
import re
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from taxonomy import OUTPUTS


@dataclass
class Shape:
    kind: str  # "bert" or "mpnet"
    vocab: int
    hidden: int
    head_width: int
    heads: list[list[int]]  # of each layer: which of the pretrained encoder's heads it has
    inner: list[int]  # of each layer
    positions: int
    pad: int
    epsilon: float
    buckets: int = 32

    @property
    def first_position(self) -> int:
        # MPNet counts positions from pad + 1, as RoBERTa does.
        return self.pad + 1 if self.kind == "mpnet" else 0


def relative_buckets(length: int, buckets: int = 32, limit: int = 128) -> Tensor:
    """Bucket of each (query, key) distance, int64 [length, length]: T5's bidirectional scheme, as MPNet uses it."""
    position = torch.arange(length)
    distance = position[:, None] - position[None, :]
    half = buckets // 2
    side = (distance < 0).long() * half
    distance = distance.abs()
    exact = half // 2
    scale = math.log(limit / exact)
    far = exact + (torch.log(distance.clamp(min=1).float() / exact) / scale * (half - exact)).long()
    return side + torch.where(distance < exact, distance, far.clamp(max=half - 1))


class SharedDropout(nn.Module):
    """Drops the same features for all tokens of a message: as good as dropout here, and cheap on a CPU."""

    def __init__(self, rate: float):
        super().__init__()
        self.rate = rate

    def forward(self, x: Tensor) -> Tensor:
        """x [batch, length, hidden]."""
        if not self.training:
            return x
        kept = torch.rand(x.shape[0], 1, x.shape[2]) > self.rate
        return x * (kept.to(x.dtype) / (1 - self.rate))


class Layer(nn.Module):
    def __init__(self, shape: Shape, at: int, dropout: float):
        super().__init__()
        self.heads = shape.heads[at]
        self.head_width = shape.head_width
        mixed, inner = len(self.heads) * shape.head_width, shape.inner[at]
        self.qkv = nn.Linear(shape.hidden, 3 * mixed)
        self.out = nn.Linear(mixed, shape.hidden)
        self.attention_norm = nn.LayerNorm(shape.hidden, eps=shape.epsilon)
        self.up = nn.Linear(shape.hidden, inner)
        self.down = nn.Linear(inner, shape.hidden)
        self.output_norm = nn.LayerNorm(shape.hidden, eps=shape.epsilon)
        self.dropout = SharedDropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """x [batch, length, hidden], bias [batch, all heads, length, length]. Plain products: for messages of
        twenty tokens the CPU kernel of scaled_dot_product_attention is several times slower."""
        batch, length, _ = x.shape
        heads, width = len(self.heads), self.head_width
        qkv = self.qkv(x).view(batch, length, 3, heads, width).permute(2, 0, 3, 1, 4)
        q, k, v = qkv.reshape(3, batch * heads, length, width).unbind(0)
        bias = bias[:, self.heads].view(batch * heads, length, length)
        scores = torch.baddbmm(bias, q, k.transpose(1, 2), alpha=width**-0.5)
        mixed = torch.bmm(scores.softmax(-1), v).view(batch, heads, length, width)
        mixed = mixed.transpose(1, 2).reshape(batch, length, heads * width)
        x = self.attention_norm(x + self.dropout(self.out(mixed)))
        return self.output_norm(x + self.dropout(self.down(F.gelu(self.up(x)))))


class EmotionModel(nn.Module):
    """Token ids -> one logit per output of `taxonomy.OUTPUTS`."""

    def __init__(self, shape: Shape, dropout: float = 0.1):
        super().__init__()
        self.shape = shape
        self.words = nn.Embedding(shape.vocab, shape.hidden)
        self.positions = nn.Embedding(shape.positions, shape.hidden)
        self.norm = nn.LayerNorm(shape.hidden, eps=shape.epsilon)
        self.all_heads = shape.hidden // shape.head_width
        self.relative = nn.Embedding(shape.buckets, self.all_heads) if shape.kind == "mpnet" else None
        self.layers = nn.ModuleList(Layer(shape, at, dropout) for at in range(len(shape.heads)))
        self.dense = nn.Linear(2 * shape.hidden, shape.hidden)
        self.head = nn.Linear(shape.hidden, len(OUTPUTS))
        self.word_dropout = SharedDropout(dropout)
        self.dropout = nn.Dropout(dropout)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """ids int64 [batch, length], mask bool [batch, length] -> logits float32 [batch, outputs]."""
        batch, length = ids.shape
        position = torch.arange(length) + self.shape.first_position
        x = self.word_dropout(self.norm(self.words(ids) + self.positions(position)))
        bias = torch.zeros(batch, self.all_heads, length, length, dtype=x.dtype)
        bias = bias.masked_fill(~mask[:, None, None, :], -1e4)
        if self.relative is not None:
            bias = bias + self.relative(relative_buckets(length)).permute(2, 0, 1)
        for layer in self.layers:
            x = layer(x, bias)
        weight = mask[:, :, None].to(x.dtype)
        mean = (x * weight).sum(1) / weight.sum(1)
        pooled = torch.tanh(self.dense(self.dropout(torch.cat([x[:, 0], mean], 1))))
        return self.head(self.dropout(pooled)).float()


def _shape_of(config: dict, layers: int) -> Shape:
    heads = config["num_attention_heads"]
    return Shape(
        kind=config["model_type"],
        vocab=config["vocab_size"],
        hidden=config["hidden_size"],
        head_width=config["hidden_size"] // heads,
        heads=[list(range(heads)) for _ in range(layers)],
        inner=[config["intermediate_size"]] * layers,
        positions=config["max_position_embeddings"],
        pad=config["pad_token_id"],
        epsilon=config["layer_norm_eps"],
    )


def from_pretrained(folder: str, keep: list[int] | None = None) -> EmotionModel:
    """Builds the model from a folder with config.json and model.safetensors; `keep` names the layers to take."""
    config = json.loads(Path(folder, "config.json").read_text())
    keep = list(range(config["num_hidden_layers"])) if keep is None else keep
    shape = _shape_of(config, len(keep))
    source = {re.sub(r"^(bert|mpnet)\.", "", k): v for k, v in load_file(Path(folder, "model.safetensors")).items()}
    model = EmotionModel(shape)
    words = source["embeddings.word_embeddings.weight"]
    if shape.kind == "bert":  # one segment only: its type embedding is a constant
        words = words + source["embeddings.token_type_embeddings.weight"][0]
    state = {
        "words.weight": words,
        "positions.weight": source["embeddings.position_embeddings.weight"],
        "norm.weight": source["embeddings.LayerNorm.weight"],
        "norm.bias": source["embeddings.LayerNorm.bias"],
    }
    if shape.kind == "mpnet":
        state["relative.weight"] = source["encoder.relative_attention_bias.weight"]
    for target, origin in enumerate(keep):
        state |= _layer_state(source, f"encoder.layer.{origin}.", f"layers.{target}.", shape.kind)
    missing, unexpected = model.load_state_dict(state, strict=False)
    assert not unexpected and all(name.startswith(("dense", "head")) for name in missing), missing
    nn.init.xavier_uniform_(model.dense.weight)
    nn.init.normal_(model.head.weight, std=0.02)
    return model


def _layer_state(source: dict[str, Tensor], origin: str, target: str, kind: str) -> dict[str, Tensor]:
    qkv, out, norm = {
        "bert": (["attention.self.query", "attention.self.key", "attention.self.value"], "attention.output.dense", "attention.output.LayerNorm"),
        "mpnet": (["attention.attn.q", "attention.attn.k", "attention.attn.v"], "attention.attn.o", "attention.LayerNorm"),
    }[kind]
    parts = {"out": out, "attention_norm": norm, "up": "intermediate.dense", "down": "output.dense", "output_norm": "output.LayerNorm"}
    state = {}
    for suffix in ("weight", "bias"):
        state[f"{target}qkv.{suffix}"] = torch.cat([source[f"{origin}{name}.{suffix}"] for name in qkv])
        for name, theirs in parts.items():
            state[f"{target}{name}.{suffix}"] = source[f"{origin}{theirs}.{suffix}"]
    return state


def keep_layers(model: EmotionModel, keep: list[int]) -> EmotionModel:
    """A shallower copy that starts from some of the layers of a trained model, head included."""
    shape = replace(model.shape, heads=[model.shape.heads[at] for at in keep], inner=[model.shape.inner[at] for at in keep])
    student = EmotionModel(shape)
    state = {name: value for name, value in model.state_dict().items() if not name.startswith("layers.")}
    for target, origin in enumerate(keep):
        for name, value in model.layers[origin].state_dict().items():
            state[f"layers.{target}.{name}"] = value
    student.load_state_dict(state)
    return student


def save(model: EmotionModel, path: str) -> None:
    torch.save({"shape": asdict(model.shape), "state": model.state_dict()}, path)


def load(path: str) -> EmotionModel:
    data = torch.load(path, weights_only=True)
    model = EmotionModel(Shape(**data["shape"]))
    model.load_state_dict(data["state"])
    return model
