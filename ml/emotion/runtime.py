"""The shipped model as the server runs it: its own vocabulary, its ONNX file, no special tokens in text."""

from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

from data import MAX_TOKENS, MODEL_DIR, encode


def runtime_tokenizer(folder: Path = MODEL_DIR) -> Tokenizer:
    words = (folder / "vocabulary.txt").read_text("utf8").removesuffix("\n").split("\n")
    vocabulary = {word: index for index, word in enumerate(words)}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[(word, vocabulary[word]) for word in ("<s>", "</s>")]
    )
    tokenizer.enable_truncation(MAX_TOKENS)
    return tokenizer


def logits_of(texts: list[str], folder: Path = MODEL_DIR) -> np.ndarray:
    """Logits float32 [messages, outputs] of the ONNX file."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(folder / "emotion.onnx"), options)
    rows = []
    # One at a time, as the server does: the int8 products take the range of their input from the whole batch.
    for ids in encode(runtime_tokenizer(folder), texts):
        feed = {"input_ids": np.array([ids]), "attention_mask": np.ones((1, len(ids)), np.int64)}
        rows.append(session.run(None, feed)[0][0])
    return np.array(rows)
