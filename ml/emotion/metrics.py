"""From logits to decisions (Platt scaling, thresholds), and what they are worth (macro-F1, calibration error)."""

import numpy as np

from taxonomy import EKMAN_COLUMNS, LABELS, VALENCE_COLUMNS


def f1(truth: np.ndarray, predicted: np.ndarray) -> float:
    hits = float((truth * predicted).sum())
    total = float(truth.sum() + predicted.sum())
    return 2 * hits / total if total else 0.0


def fit_platt(logits: np.ndarray, truth: np.ndarray, pull: float = 4.0) -> tuple[float, float]:
    """scale, offset of p = sigmoid(scale * logit + offset) (Platt 1999), by Newton steps. logits, truth: [messages];
    `pull` holds them near 1 and 0, so that a label with a dozen examples is not bent to them."""
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


def calibrate(logits: np.ndarray, fits: list[tuple[float, float]]) -> np.ndarray:
    """Logits [messages, outputs] -> probabilities, same shape."""
    scale, offset = np.array(fits).T
    return 1 / (1 + np.exp(-(logits * scale + offset)))


def best_threshold(probability: np.ndarray) -> float:
    """The cut that promises the highest F1 if the probabilities are true: expected hits are their sum above the cut
    (Ye et al. 2012; Lipton et al. 2014). It looks at thousands of probabilities and at no label, so it does not chase
    the luck of a label with twenty examples. probability: [messages]."""
    falling = np.sort(probability)[::-1]
    said = np.arange(1, len(falling) + 1)
    expected = 2 * np.cumsum(falling) / (said + falling.sum())
    cut = int(np.argmax(expected))
    return float((falling[cut] + falling[min(cut + 1, len(falling) - 1)]) / 2)


def fit(logits: np.ndarray, truth: np.ndarray) -> tuple[list[tuple[float, float]], np.ndarray]:
    """Platt scaling and threshold (on the probability) of each output. logits, truth: [messages, outputs]."""
    fits = [fit_platt(logits[:, c], truth[:, c]) for c in range(truth.shape[1])]
    probability = calibrate(logits, fits)
    return fits, np.array([best_threshold(probability[:, c]) for c in range(truth.shape[1])])


def score(probability: np.ndarray, said: np.ndarray, truth: np.ndarray) -> dict[str, float]:
    each = np.array([f1(truth[:, c], said[:, c]) for c in range(truth.shape[1])])
    labels = slice(0, len(LABELS))
    return {
        "macroF1": float(each[labels].mean()),
        "ekmanF1": float(each[EKMAN_COLUMNS].mean()),
        "ekmanSixF1": float(each[EKMAN_COLUMNS[:-1]].mean()),
        "valenceF1": float(each[VALENCE_COLUMNS].mean()),
        "ece": ece(probability[:, labels], truth[:, labels]),
    }


def score_seen(logits: np.ndarray, truth: np.ndarray) -> dict[str, float]:
    """Fitted on the same messages that are scored: flattering."""
    fits, thresholds = fit(logits, truth)
    probability = calibrate(logits, fits)
    return score(probability, (probability > thresholds).astype(np.float32), truth)


def score_unseen(logits: np.ndarray, truth: np.ndarray, repeats: int = 5) -> dict[str, float]:
    """Fitted on one half and scored on the other, both ways, several times: what to expect of unseen text."""
    results = []
    for repeat in range(repeats):
        half = np.random.default_rng(repeat).permutation(len(truth)) % 2
        probability, said = np.zeros_like(truth), np.zeros_like(truth)
        for fold in (0, 1):
            fits, thresholds = fit(logits[half != fold], truth[half != fold])
            probability[half == fold] = calibrate(logits[half == fold], fits)
            said[half == fold] = probability[half == fold] > thresholds
        results.append(score(probability, said, truth))
    return {key: float(np.mean([r[key] for r in results])) for key in results[0]}


def ece(probability: np.ndarray, truth: np.ndarray, bins: int = 15) -> float:
    """Expected calibration error over all (message, label) pairs, equal-width bins (Guo et al. 2017)."""
    p, t = probability.ravel(), truth.ravel()
    which = np.minimum((p * bins).astype(int), bins - 1)
    gap = [abs(p[which == b].sum() - t[which == b].sum()) for b in range(bins)]
    return float(sum(gap) / len(p))
