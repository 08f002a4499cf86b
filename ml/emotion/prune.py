"""Narrows a trained model: drops the attention heads and inner neurons its loss needs least, over all layers together.
To be trained on afterwards, towards the logits of the whole."""

import argparse
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from data import batches, collate, encode, load_tokenizer, read_rows
from encoder import EmotionModel, load, save

BLOCK = 64  # inner neurons go by so many: a width the kernels like, and what a head has


@dataclass
class Site:
    """The numbers a linear layer of the model mixes, in units that stay or go together."""

    name: str  # "out" (units are heads) or "down" (units are neurons)
    layer: int
    width: int  # numbers in a unit
    importance: Tensor  # [units]


def measure(model: EmotionModel, ids: list[list[int]], targets: Tensor) -> list[Site]:
    """Importance is how much the loss would move without the unit, to first order, squared, over messages (Fisher
    information of a mask: Molchanov et al. 2019, Kwon et al. 2022)."""
    model.eval().requires_grad_(False)
    model.words.requires_grad_(True)  # or nothing would be differentiated
    sites, seen, hooks = [], {}, []
    for at, layer in enumerate(model.layers):
        for name, width in (("out", model.shape.head_width), ("down", 1)):
            module, key = getattr(layer, name), len(sites)
            sites.append(Site(name, at, width, torch.zeros(module.in_features // width)))
            hooks.append(module.register_forward_pre_hook(lambda _, inputs, key=key: seen.update({key: inputs[0]})))
    for batch in batches(list(map(len, ids)), 32, None):
        logits = model(*collate([ids[i] for i in batch], model.shape.pad))
        loss = F.binary_cross_entropy_with_logits(logits, targets[batch], reduction="sum")
        values = [seen[key] for key in range(len(sites))]
        for site, value, slope in zip(sites, values, torch.autograd.grad(loss, values)):
            moved = (value * slope).detach().sum(1).view(len(batch), -1, site.width).sum(2)
            site.importance += moved.square().sum(0)
    for hook in hooks:
        hook.remove()
    return sites


def choose(sites: list[Site], hidden: int, share: float) -> list[list[int]]:
    """Units that stay, of each site: the most important for their products, until `share` of all products is used."""
    offers, total = [], 0
    for index, site in enumerate(sites):
        cost = hidden * site.width * (4 if site.name == "out" else 2)
        total += cost * len(site.importance)
        order = site.importance.argsort(descending=True).tolist()
        size = BLOCK // site.width
        for start in range(0, len(order), size):
            units = order[start : start + size]
            worth = float(site.importance[units].sum()) / (cost * len(units))
            offers.append((start > 0, -worth, index, units, cost * len(units)))
    kept, used = [[] for _ in sites], 0
    for _, _, index, units, cost in sorted(offers):  # the first of each site in any case
        if used + cost <= share * total:
            kept[index] += units
            used += cost
    return [sorted(units) for units in kept]


def narrow(model: EmotionModel, sites: list[Site], kept: list[list[int]]) -> EmotionModel:
    state, heads, inner = model.state_dict(), [], []
    for site, units in zip(sites, kept):
        layer, prefix = model.layers[site.layer], f"layers.{site.layer}."
        keep = (torch.tensor(units)[:, None] * site.width + torch.arange(site.width)).flatten()
        if site.name == "out":
            heads.append([layer.heads[unit] for unit in units])
            before, rows = "qkv", torch.cat([keep + part * layer.out.in_features for part in range(3)])
        else:
            inner.append(len(units))
            before, rows = "up", keep
        for name in (f"{prefix}{before}.weight", f"{prefix}{before}.bias"):
            state[name] = state[name][rows]
        state[f"{prefix}{site.name}.weight"] = state[f"{prefix}{site.name}.weight"][:, keep]
    narrowed = EmotionModel(replace(model.shape, heads=heads, inner=inner))
    narrowed.load_state_dict(state)
    return narrowed


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", required=True)
    parser.add_argument("--base", required=True)
    parser.add_argument("--train", required=True)
    parser.add_argument("--out", required=True, help="file to write")
    parser.add_argument("--share", type=float, default=0.54, help="of the products in the layers that stay")
    parser.add_argument("--messages", type=int, default=3000, help="of the training data, to measure on")
    args = parser.parse_args()
    torch.set_num_threads(2)
    texts, truth = read_rows(args.train)
    some = np.random.default_rng(1).permutation(len(texts))[: args.messages]
    ids = encode(load_tokenizer(f"{args.base}/tokenizer.json"), [texts[i] for i in some])
    model = load(args.model)
    sites = measure(model, ids, torch.from_numpy(truth[some]))
    narrowed = narrow(model, sites, choose(sites, model.shape.hidden, args.share))
    save(narrowed, args.out)
    print("heads:", [len(heads) for heads in narrowed.shape.heads], "inner:", narrowed.shape.inner)


if __name__ == "__main__":
    main()
