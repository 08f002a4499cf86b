"""
Trains the model for signs of crisis and writes it to lib/care/model, with fixtures that hold the TypeScript to this.

    python train.py DATA [--left-out]        DATA: a folder with GoEmotions' train.tsv and dev.tsv

--left-out: also scores each file of training phrases by a model that has not seen it, which takes seven times as long.
"""

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, vstack
from sklearn.linear_model import LogisticRegression

from features import PIECE_BITS, WORD_BITS, own_words, pieces_in, runs_in, words_of

HERE = Path(__file__).parent
MODEL = HERE.parent.parent / "lib/care/model"
RUNS, PIECES = 1 << WORD_BITS, 1 << PIECE_BITS
# The same as lib/care/signs/signs-of-crisis.ts.
PART_WORDS = 60
# A comment counts less than a phrase that was written for this.
COMMENT_WEIGHT, STRENGTH = 0.18, 20
# A text with little in it says little.
SHRINK = 12
OWN = {"i", "my", "me", "myself"}
# Of ordinary comments, so many may be mistaken for a crisis. Some of them are one.
ALARMS = 0.02


def phrases(name: str) -> list[tuple[bool, str]]:
    rows = []
    for line in (HERE / "phrases" / name).read_text(encoding="utf8").splitlines():
        if not line.strip():
            continue
        if name == "train-1-negative.txt":
            rows.append((False, line))
        else:
            label, text = line.split("\t")[:2]
            rows.append((label not in ("n", "0"), text))
    return rows


def comments(path: Path) -> list[str]:
    return [line.split("\t")[0] for line in path.read_text(encoding="utf8").splitlines() if line]


def matrix(texts: list[list[str]]) -> csr_matrix:
    rows, columns, values = [], [], []
    for row, words in enumerate(texts):
        for found, offset in ((runs_in(words), 0), (pieces_in(words), RUNS)):
            if not found:
                continue
            rows += [row] * len(found)
            columns += [number + offset for number in found]
            values += [1 / np.sqrt(len(found) + SHRINK)] * len(found)
    return csr_matrix((np.array(values, np.float32), (rows, columns)), shape=(len(texts), RUNS + PIECES))


def fit(features: csr_matrix, labels: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, float]:
    """Logistic regression in which a rare feature may say more than a common one; the factor is folded into the weights."""
    seen = np.asarray((features > 0).sum(0)).ravel()
    rarity = ((np.log((1 + features.shape[0]) / (1 + seen)) + 1) / 6).astype(np.float32)
    model = LogisticRegression(C=STRENGTH, solver="liblinear").fit(
        features.multiply(rarity).tocsr(), labels, sample_weight=weights
    )
    return model.coef_[0] * rarity, float(model.intercept_[0])


def quantised(weights: np.ndarray) -> tuple[np.ndarray, float]:
    scale = float(np.quantile(np.abs(weights[weights != 0]), 0.9995)) / 127
    return np.clip(np.round(weights / scale), -127, 127).astype(np.int8), scale


def clearest(words: list[str], weights: np.ndarray, offset: float) -> float:
    parts = [words[:PART_WORDS]]
    parts += [words[start : start + PART_WORDS] for start in range(PART_WORDS // 2, len(words) - PART_WORDS // 2, PART_WORDS // 2)]
    return float(max(matrix(parts) @ weights)) + offset if words else -np.inf


def scores(texts: list[list[str]], weights: np.ndarray, offset: float) -> np.ndarray:
    whole = matrix(texts) @ weights + offset
    long = {row: clearest(words, weights, offset) for row, words in enumerate(texts) if len(words) > PART_WORDS}
    return np.array([long.get(row, value if texts[row] else -np.inf) for row, value in enumerate(whole)])


def report(name: str, said: np.ndarray, truth: np.ndarray) -> None:
    both = (said & truth).sum()
    print(f"{name}: recall {both / max(truth.sum(), 1):.3f} precision {both / max(said.sum(), 1):.3f} ({len(truth)} phrases, {truth.sum()} signs)", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("--left-out", action="store_true")
    options = parser.parse_args()
    data: Path = options.data
    tests = {name: phrases(f"test-{name}.tsv") for name in ("301", "360", "73", "short")}
    unseen = {" ".join(words_of(text)) for rows in tests.values() for _, text in rows}
    groups = {
        "1": phrases("train-1-positive.txt") + phrases("train-1-negative.txt"),
        **{name: phrases(f"{name}.tsv") for name in ("more-s", "more-av", "w1", "w2", "w3", "w4", "w5", "w6")},
    }
    rows = [(group, label, text) for group, found in groups.items() for label, text in found if " ".join(words_of(text)) not in unseen]
    others = [own_words(text) for text in comments(data / "train.tsv")]
    dev = comments(data / "dev.tsv")

    features = vstack([matrix([own_words(text) for _, _, text in rows]), matrix(others)]).tocsr()
    labels = np.array([label for _, label, _ in rows] + [False] * len(others))
    weights = np.array([1.0] * len(rows) + [COMMENT_WEIGHT] * len(others))
    ordinary = [own_words(text) for text in dev]

    if options.left_out:
        found, truth = [], []
        for group in groups:
            inside = np.array([name == group for name, _, _ in rows] + [False] * len(others))
            coefficients, offset = fit(features[~inside], labels[~inside], weights[~inside])
            bound = np.quantile(scores(ordinary, coefficients, offset), 1 - ALARMS)
            found.append(features[inside] @ coefficients + offset > bound)
            truth.append(labels[inside])
        report("left out", np.concatenate(found), np.concatenate(truth))

    coefficients, offset = fit(features, labels, weights)
    whole, scale = quantised(coefficients)
    coefficients = whole * scale
    ordinary_scores = scores(ordinary, coefficients, offset)
    bound = float(np.quantile(ordinary_scores, 1 - ALARMS))
    print(f"{len(rows)} phrases, {sum(label for _, label, _ in rows)} signs, {len(others)} comments; {len(dev)} comments of dev: {np.mean(ordinary_scores > bound):.4f} alarms")
    own = np.array([bool(OWN & set(words)) for words in ordinary])
    print(f"  of {own.sum()} in which somebody speaks of themselves: {np.mean(ordinary_scores[own] > bound):.4f}")
    pool, pool_truth = [], []
    for name, found in tests.items():
        said = scores([own_words(text) for _, text in found], coefficients, offset)
        truth = np.array([label for label, _ in found])
        report(f"test-{name}", said > bound, truth)
        if truth.any():
            pool.append(said), pool_truth.append(truth)
    said, truth = np.concatenate(pool), np.concatenate(pool_truth)
    report("all tests", said > bound, truth)
    for recall in (0.9, 0.95):
        level = np.sort(said[truth])[int((1 - recall) * truth.sum())]
        caught = said >= level
        print(f"  at recall {recall}: precision {(caught & truth).sum() / caught.sum():.3f}, alarms on dev {np.mean(ordinary_scores >= level):.4f}")

    MODEL.mkdir(exist_ok=True)
    (MODEL / "crisis.bin").write_bytes(whole.tobytes())
    version = hashlib.sha256(whole.tobytes()).hexdigest()[:12]
    facts = {"version": version, "scale": scale, "offset": offset, "threshold": bound}
    (MODEL / "crisis.json").write_text(json.dumps(facts, indent=2) + "\n")
    sample = [text for found in tests.values() for _, text in found][::12] + [
        "I don’t wanna be here anymore", "café MÜLLER naïve I'M OK", "", "🙂🙂", "im gonna", "Привет, как дела?", "word " * 200,
    ]
    fixtures = [{"text": text, "score": round(clearest(own_words(text), coefficients, offset) - bound, 5) if own_words(text) else None} for text in sample]
    (HERE.parent.parent / "lib/care/signs/model.fixtures.json").write_text(json.dumps(fixtures, indent=1, ensure_ascii=False) + "\n")
    print(f"wrote {version}")


main()
