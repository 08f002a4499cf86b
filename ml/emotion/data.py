"""Reads the GoEmotions files, normalises text as the server does, and makes batches of like length."""

import json
import re
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from taxonomy import expand_targets

MODEL_DIR = Path(__file__).resolve().parents[2] / "lib" / "emotion" / "model"
MAX_TOKENS = 64
EMOJI: dict[str, str] = json.loads((MODEL_DIR / "emoji.json").read_text("utf8"))
EMOJI_PATTERN = re.compile("|".join(sorted(map(re.escape, EMOJI), key=len, reverse=True)))
# Variation selectors, skin tones and the joiner carry no feeling and would become unknown tokens.
MODIFIERS = re.compile("[\ufe0e\ufe0f\u200d\U0001f3fb-\U0001f3ff]")


def normalise(text: str) -> str:
    """Names emoji in words (the vocabulary has none) and turns the data's [NAME] mask into a plain word."""
    text = MODIFIERS.sub("", text).replace("[NAME]", "name").replace("[RELIGION]", "religion")
    return EMOJI_PATTERN.sub(lambda match: f" {EMOJI[match.group()]} ", text)


def read_rows(path: str) -> tuple[list[str], np.ndarray]:
    """TSV file (text, comma-separated label ids, id) -> texts and targets float32 [messages, outputs]."""
    texts, targets = [], []
    for line in Path(path).read_text("utf8").split("\n"):
        if not line.strip():
            continue
        text, labels = line.split("\t")[:2]
        texts.append(text)
        targets.append(expand_targets([int(i) for i in labels.split(",")]))
    return texts, np.array(targets, dtype=np.float32)


def load_tokenizer(path: str) -> Tokenizer:
    tokenizer = Tokenizer.from_file(path)
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    return tokenizer


def encode(tokenizer: Tokenizer, texts: list[str]) -> list[list[int]]:
    return [e.ids for e in tokenizer.encode_batch([normalise(t) for t in texts])]


def batches(lengths: list[int], size: int, generator: np.random.Generator | None) -> list[np.ndarray]:
    """Index batches of like length; shuffled when a generator is given."""
    order = np.arange(len(lengths)) if generator is None else generator.permutation(len(lengths))
    span = len(order) if generator is None else size * 40
    result = []
    for start in range(0, len(order), span):
        chunk = np.array(sorted(order[start : start + span], key=lambda i: lengths[i]))
        result += [chunk[i : i + size] for i in range(0, len(chunk), size)]
    if generator is not None:
        generator.shuffle(result)
    return result


def collate(ids: list[list[int]], pad: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Token ids -> padded ids int64 [batch, length] and mask bool [batch, length]."""
    width = max(map(len, ids))
    padded = torch.full((len(ids), width), pad)
    mask = torch.zeros((len(ids), width), dtype=torch.bool)
    for row, tokens in enumerate(ids):
        padded[row, : len(tokens)] = torch.tensor(tokens)
        mask[row, : len(tokens)] = True
    return padded, mask
