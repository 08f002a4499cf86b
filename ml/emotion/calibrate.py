"""Fits Platt scaling and thresholds on dev for the shipped ONNX file; prints what to expect of unseen text."""

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np

from data import MODEL_DIR, read_rows
from metrics import best_threshold, cross_validated, ece, scheme_scores, tune
from runtime import logits_of
from taxonomy import LABELS, OUTPUTS


def platt(logits: np.ndarray, truth: np.ndarray, pull: float = 4.0) -> tuple[float, float]:
    """scale, offset of p = sigmoid(scale * logit + offset), by Newton steps; `pull` holds them near 1 and 0,
    so that a label with a dozen examples is not bent to them."""
    at = np.array([1.0, 0.0])
    rows = np.stack([logits, np.ones_like(logits)], 1).astype(np.float64)
    for _ in range(50):
        p = 1 / (1 + np.exp(-rows @ at))
        gradient = rows.T @ (p - truth) + pull * (at - [1, 0])
        hessian = (rows * (p * (1 - p))[:, None]).T @ rows + pull * np.eye(2)
        step = np.linalg.solve(hessian, gradient)
        at -= step
        if np.abs(step).max() < 1e-8:
            break
    return max(float(at[0]), 1e-3), float(at[1])


def calibrated(logits: np.ndarray, fits: list[tuple[float, float]]) -> np.ndarray:
    scale, offset = np.array(fits).T
    return 1 / (1 + np.exp(-(logits * scale + offset)))


def cross_validated_ece(logits: np.ndarray, truth: np.ndarray) -> float:
    part = np.random.default_rng(0).permutation(len(truth)) % 2
    probability = np.zeros_like(truth)
    for fold in (0, 1):
        fits = [platt(logits[part != fold, c], truth[part != fold, c]) for c in range(truth.shape[1])]
        probability[part == fold] = calibrated(logits[part == fold], fits)
    return ece(probability[:, : len(LABELS)], truth[:, : len(LABELS)])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--dev", required=True)
    parser.add_argument("--model", default=str(MODEL_DIR))
    args = parser.parse_args()
    folder = Path(args.model)
    texts, truth = read_rows(args.dev)
    logits = logits_of(texts, folder)
    fits = [platt(logits[:, c], truth[:, c]) for c in range(len(OUTPUTS))]
    probability = calibrated(logits, fits)
    thresholds = [best_threshold(probability[:, c], truth[:, c]) for c in range(len(OUTPUTS))]
    digest = hashlib.sha256((folder / "emotion.onnx").read_bytes()).hexdigest()[:12]
    outputs = [
        {"name": name, "scale": round(a, 5), "offset": round(b, 5), "threshold": round(t, 5)}
        for name, (a, b), t in zip(OUTPUTS, fits, thresholds)
    ]
    (folder / "calibration.json").write_text(json.dumps({"version": digest, "outputs": outputs}, indent=1) + "\n")
    labels = slice(0, len(LABELS))
    print("tuned on all of dev:", scheme_scores((logits > tune(logits, truth)).astype(np.float32), truth))
    print("two-fold, unseen half:", cross_validated(logits, truth, repeats=5))
    print("ece on dev", ece(probability[:, labels], truth[:, labels]), "unseen half", cross_validated_ece(logits, truth))


if __name__ == "__main__":
    main()
