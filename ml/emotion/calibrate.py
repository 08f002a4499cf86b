"""Fits Platt scaling and thresholds on dev for the shipped ONNX file; prints what to expect of unseen text."""

import argparse
import hashlib
import json
from pathlib import Path

from data import MODEL_DIR, read_rows
from metrics import fit, score_seen, score_unseen
from runtime import logits_of
from taxonomy import OUTPUTS


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--dev", required=True)
    parser.add_argument("--model", default=str(MODEL_DIR))
    args = parser.parse_args()
    folder = Path(args.model)
    texts, truth = read_rows(args.dev)
    logits = logits_of(texts, folder)
    digest = hashlib.sha256((folder / "emotion.onnx").read_bytes()).hexdigest()[:12]
    outputs = [
        {"name": name, "scale": round(scale, 5), "offset": round(offset, 5), "threshold": round(float(cut), 5)}
        for name, (scale, offset), cut in zip(OUTPUTS, *fit(logits, truth))
    ]
    lines = ",\n".join("  " + json.dumps(output) for output in outputs)
    (folder / "calibration.json").write_text(f'{{ "version": "{digest}", "outputs": [\n{lines}\n] }}\n')
    print("all of dev:", json.dumps(score_seen(logits, truth)))
    print("unseen half:", json.dumps(score_unseen(logits, truth)))


if __name__ == "__main__":
    main()
