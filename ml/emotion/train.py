"""Fine-tunes an encoder on GoEmotions; alone, or towards the logits of a larger, trained model.

Writes to --out after every epoch: model.pt, dev_logits.npy, log.jsonl and, while running, resume.pt; at the end,
of a model without a teacher, train_logits.npy: what it says of the training data.
"""

import argparse
import copy
import json
import math
import time
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from data import batches, collate, encode, load_tokenizer, read_rows
from encoder import EmotionModel, from_pretrained, keep_layers, load, save
from metrics import score_seen, score_unseen


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--base", required=True, help="folder of the pretrained encoder (its tokenizer, its weights)")
    parser.add_argument("--init", help="a trained model.pt to start from instead of the pretrained weights")
    parser.add_argument("--layers", help="layers to keep of what we start from, as 0,2,4")
    parser.add_argument("--train", required=True)
    parser.add_argument("--dev", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--epochs", type=int, default=4, help="the passes that the learning rate is laid out for")
    parser.add_argument("--stop-after", type=int, help="of these, how many are made")
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--lr", type=float, default=4e-5)
    parser.add_argument("--decay", type=float, default=0.9, help="learning rate factor per layer, from the top down")
    parser.add_argument("--loss", choices=["bce", "asymmetric", "balanced"], default="bce")
    parser.add_argument("--teacher", nargs="*", default=[], help="train_logits.npy of one or more teachers")
    parser.add_argument("--teacher-weight", type=float, default=0.7)
    parser.add_argument("--dtype", choices=["bfloat16", "float32"], default="bfloat16")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def make_loss(kind: str, targets: Tensor):
    """(logits, targets) -> mean loss. "balanced" lifts rare outputs mildly; "asymmetric" is Ridnik et al. 2021."""
    if kind == "balanced":
        rate = targets.mean(0)
        weight = ((1 - rate) / rate) ** 0.3
        return lambda z, y: F.binary_cross_entropy_with_logits(z, y, pos_weight=weight)
    if kind == "asymmetric":

        def asymmetric(z: Tensor, y: Tensor) -> Tensor:
            p = torch.sigmoid(z)
            shifted = (p - 0.05).clamp(min=0)
            positive = y * F.logsigmoid(z)
            negative = (1 - y) * torch.log1p(-shifted.clamp(max=1 - 1e-6)) * shifted**2
            return -(positive + negative).mean()

        return asymmetric
    return F.binary_cross_entropy_with_logits


def parameter_groups(model: EmotionModel, lr: float, decay: float) -> list[dict]:
    """Lower layers learn slower, the new head faster; word and relative embeddings stay as they were."""
    model.words.weight.requires_grad_(False)
    if model.relative is not None:
        model.relative.weight.requires_grad_(False)
    depth = len(model.layers)
    groups = [
        {"params": list(model.dense.parameters()) + list(model.head.parameters()), "lr": lr * 5},
        {"params": list(model.positions.parameters()) + list(model.norm.parameters()), "lr": lr * decay**depth},
    ]
    for index, layer in enumerate(model.layers):
        groups.append({"params": list(layer.parameters()), "lr": lr * decay ** (depth - 1 - index)})
    return groups


class MixedWeights:
    """Weights of `dtype` for the arithmetic, their float32 originals for the updates: the same ones where that is float32."""

    def __init__(self, model: EmotionModel, groups: list[dict], dtype: torch.dtype):
        self.model = model.to(dtype)
        self.working = [p for group in groups for p in group["params"]]
        self.master = [p.detach().float() for p in self.working]
        master, rest = [], iter(self.master)
        for group in groups:
            master.append({**group, "params": [next(rest) for _ in group["params"]]})
        self.optimizer = torch.optim.AdamW(master, weight_decay=0.01, betas=(0.9, 0.98), fused=True)

    @torch.no_grad()
    def step(self) -> None:
        for master, working in zip(self.master, self.working):
            master.grad = working.grad.float()
            working.grad = None
        torch.nn.utils.clip_grad_norm_(self.master, 1.0)
        self.optimizer.step()
        torch._foreach_copy_(self.working, self.master)

    def save(self, path: str) -> None:
        exact = copy.deepcopy(self.model).float()
        names = {id(p): name for name, p in self.model.named_parameters()}
        exact.load_state_dict({names[id(w)]: m for w, m in zip(self.working, self.master)}, strict=False)
        save(exact, path)

    def state_dict(self) -> dict:
        return {"master": self.master, "optimizer": self.optimizer.state_dict()}

    @torch.no_grad()
    def load_state_dict(self, state: dict) -> None:
        torch._foreach_copy_(self.master, state["master"])
        torch._foreach_copy_(self.working, self.master)
        self.optimizer.load_state_dict(state["optimizer"])


def rate(step: int, total: int) -> float:
    """Learning rate factor: a short rise, then a cosine down to 2 %."""
    rise = total * 0.06
    return min((step + 1) / rise, 0.02 + 0.49 * (1 + math.cos(math.pi * min(1.0, step / total))))


@torch.no_grad()
def predict(model: EmotionModel, ids: list[list[int]]) -> np.ndarray:
    """Logits float32 [messages, outputs]."""
    model.eval()
    logits = np.zeros((len(ids), model.head.out_features), dtype=np.float32)
    for batch in batches(list(map(len, ids)), 64, None):
        padded, mask = collate([ids[i] for i in batch], model.shape.pad)
        logits[batch] = model(padded, mask).numpy()
    return logits


def report(logits: np.ndarray, truth: np.ndarray) -> dict[str, float]:
    scores = {f"seen_{key}": value for key, value in score_seen(logits, truth).items()}
    scores |= {f"unseen_{key}": value for key, value in score_unseen(logits, truth).items()}
    return {key: round(value, 4) for key, value in scores.items()}


def start_model(args: argparse.Namespace) -> EmotionModel:
    keep = [int(i) for i in args.layers.split(",")] if args.layers else None
    if args.init:
        model = load(args.init)
        return keep_layers(model, keep) if keep else model
    return from_pretrained(args.base, keep)


def main() -> None:
    args = arguments()
    torch.manual_seed(args.seed)
    torch.set_num_threads(2)
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    tokenizer = load_tokenizer(f"{args.base}/tokenizer.json")
    texts, truth = read_rows(args.train)
    dev_texts, dev_truth = read_rows(args.dev)
    ids, dev_ids = encode(tokenizer, texts), encode(tokenizer, dev_texts)
    targets = torch.from_numpy(truth)
    teacher = None
    if args.teacher:
        soft = np.mean([1 / (1 + np.exp(-np.load(path))) for path in args.teacher], axis=0)
        teacher = torch.from_numpy(soft.astype(np.float32))
    model = start_model(args)
    if not args.init:
        model.head.bias.data = torch.logit(targets.mean(0))
    weights = MixedWeights(model, parameter_groups(model, args.lr, args.decay), getattr(torch, args.dtype))
    lengths = list(map(len, ids))
    total = max(1, args.epochs * len(batches(lengths, args.batch, np.random.default_rng(0))))
    schedule = torch.optim.lr_scheduler.LambdaLR(weights.optimizer, lambda step: rate(step, total))
    loss_of = make_loss(args.loss, targets)
    first = 0
    if (out / "resume.pt").exists():
        saved = torch.load(out / "resume.pt", weights_only=True)
        weights.load_state_dict(saved["weights"])
        schedule.load_state_dict(saved["schedule"])
        first = saved["epoch"]
    last = args.epochs if args.stop_after is None else args.stop_after
    for epoch in range(first, last):
        began, losses = time.time(), []
        model.train()
        plan = batches(lengths, args.batch, np.random.default_rng([args.seed, epoch]))
        for step, batch in enumerate(plan):
            logits = model(*collate([ids[i] for i in batch], model.shape.pad))
            loss = loss_of(logits, targets[batch])
            if teacher is not None:
                soft_loss = F.binary_cross_entropy_with_logits(logits, teacher[batch])
                loss = args.teacher_weight * soft_loss + (1 - args.teacher_weight) * loss
            loss.backward()
            weights.step()
            schedule.step()
            losses.append(loss.item())
            if step % 50 == 49:
                mean = np.mean(losses[-50:])
                print(f"epoch {epoch + 1} {step + 1}/{len(plan)} loss {mean:.4f} {time.time() - began:.0f} s", flush=True)
        logits = predict(model, dev_ids)
        line = {"epoch": epoch + 1, "loss": round(float(np.mean(losses)), 4), "seconds": round(time.time() - began)}
        line |= report(logits, dev_truth)
        print(json.dumps(line), flush=True)
        with open(out / "log.jsonl", "a") as log:
            log.write(json.dumps(line) + "\n")
        np.save(out / "dev_logits.npy", logits)
        weights.save(str(out / "model.pt"))
        state = {"weights": weights.state_dict(), "schedule": schedule.state_dict(), "epoch": epoch + 1}
        torch.save(state, out / "resume.pt")
    (out / "resume.pt").unlink(missing_ok=True)
    if teacher is None:
        np.save(out / "train_logits.npy", predict(model, ids))


if __name__ == "__main__":
    main()
