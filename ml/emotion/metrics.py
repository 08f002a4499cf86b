"""Macro-F1 with per-output thresholds, and the expected calibration error."""

import numpy as np

from taxonomy import EKMAN_COLUMNS, LABELS, VALENCE_COLUMNS


def f1(truth: np.ndarray, predicted: np.ndarray) -> float:
    hits = float((truth * predicted).sum())
    total = float(truth.sum() + predicted.sum())
    return 2 * hits / total if total else 0.0


def best_threshold(scores: np.ndarray, truth: np.ndarray, prior: float = 5.0) -> float:
    """The score above which to say yes. F1 over all cuts is smoothed over neighbours: the raw best cut
    of a label with twenty examples is mostly luck. scores, truth: [messages]; `prior` widens the smoothing."""
    order = np.argsort(-scores)
    hits = np.cumsum(truth[order])
    said = np.arange(1, len(scores) + 1)
    curve = 2 * hits / (said + truth.sum())
    at_log = np.log(said)
    top = np.argsort(-curve)[:400]
    width = 1 / np.sqrt(truth.sum() / prior + 1)
    near = np.abs(at_log[top][:, None] - at_log[None, :]) < width * 0.5
    weight = near / said  # each octave of the list counts alike
    smooth = (weight * curve).sum(1) / weight.sum(1)
    cut = top[np.argmax(smooth)]
    following = scores[order[cut + 1]] if cut + 1 < len(scores) else scores[order[cut]] - 1
    return float((scores[order[cut]] + following) / 2)


def tune(scores: np.ndarray, truth: np.ndarray) -> np.ndarray:
    return np.array([best_threshold(scores[:, c], truth[:, c]) for c in range(scores.shape[1])])


def scheme_scores(said: np.ndarray, truth: np.ndarray) -> dict[str, float]:
    each = np.array([f1(truth[:, c], said[:, c]) for c in range(truth.shape[1])])
    return {
        "macroF1": float(each[: len(LABELS)].mean()),
        "ekmanF1": float(each[EKMAN_COLUMNS].mean()),
        "ekmanSixF1": float(each[EKMAN_COLUMNS[:-1]].mean()),
        "valenceF1": float(each[VALENCE_COLUMNS].mean()),
    }


def cross_validated(scores: np.ndarray, truth: np.ndarray, folds: int = 2, repeats: int = 2) -> dict[str, float]:
    """Thresholds tuned on one part and scored on the other: what to expect of unseen text."""
    results = []
    for repeat in range(repeats):
        part = np.random.default_rng(repeat).permutation(len(truth)) % folds
        said = np.zeros_like(truth)
        for fold in range(folds):
            cuts = tune(scores[part != fold], truth[part != fold])
            said[part == fold] = scores[part == fold] > cuts
        results.append(scheme_scores(said, truth))
    return {key: float(np.mean([r[key] for r in results])) for key in results[0]}


def ece(probability: np.ndarray, truth: np.ndarray, bins: int = 15) -> float:
    """Expected calibration error over all (message, label) pairs, equal-width bins (Guo et al. 2017)."""
    p, t = probability.ravel(), truth.ravel()
    which = np.minimum((p * bins).astype(int), bins - 1)
    gap = [abs(p[which == b].sum() - t[which == b].sum()) for b in range(bins)]
    return float(sum(gap) / len(p))
