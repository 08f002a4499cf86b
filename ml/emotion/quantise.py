"""Weight quantisation in the layout of ONNX Runtime's MatMulNBits and GatherBlockQuantized operators."""

import numpy as np


def grid(blocks: np.ndarray, bits: int) -> tuple[np.ndarray, np.ndarray]:
    """Scale and zero point per block. blocks float32 [..., size] -> scale float32 [...], zero uint8 [...].

    Of several shrunken ranges the one with the least squared error wins: clipping a rare large weight
    often costs less than coarser steps for all the others.
    """
    top = 2**bits - 1
    low, high = np.minimum(blocks.min(-1), 0), np.maximum(blocks.max(-1), 0)
    best_error = np.full(low.shape, np.inf)
    best_scale, best_zero = np.ones_like(low), np.zeros(low.shape, dtype=np.uint8)
    for shrink in np.linspace(1.0, 0.7, 13) if bits < 8 else [1.0]:
        scale = np.maximum((high - low) * shrink / top, 1e-8).astype(np.float32)
        zero = np.clip(np.round(-low * shrink / scale), 0, top)
        steps = np.clip(np.round(blocks / scale[..., None]) + zero[..., None], 0, top)
        error = (((steps - zero[..., None]) * scale[..., None] - blocks) ** 2).sum(-1)
        better = error < best_error
        best_error = np.where(better, error, best_error)
        best_scale = np.where(better, scale, best_scale)
        best_zero = np.where(better, zero, best_zero).astype(np.uint8)
    return best_scale.astype(np.float32), best_zero


def pack(values: np.ndarray, bits: int) -> np.ndarray:
    """uint8 [..., n] -> two values per byte along the last axis for 4 bits, low half first."""
    if bits == 8:
        return values
    if values.shape[-1] % 2:
        values = np.concatenate([values, np.zeros((*values.shape[:-1], 1), np.uint8)], -1)
    return values[..., 0::2] | (values[..., 1::2] << 4)


def quantise(weight: np.ndarray, bits: int, block: int) -> dict[str, np.ndarray]:
    """weight float32 [rows, columns], columns divisible by block -> steps uint8 [rows, blocks, block],
    scales float32 [rows, blocks], zeros uint8 [rows, blocks]."""
    blocks = weight.reshape(weight.shape[0], -1, block)
    scales, zeros = grid(blocks, bits)
    steps = np.clip(np.round(blocks / scales[..., None]) + zeros[..., None], 0, 2**bits - 1).astype(np.uint8)
    return {"steps": steps, "scales": scales, "zeros": zeros}


def restore(parts: dict[str, np.ndarray]) -> np.ndarray:
    """The float32 weight that the quantised one stands for."""
    steps = parts["steps"].astype(np.float32) - parts["zeros"][..., None]
    return (steps * parts["scales"][..., None]).reshape(parts["steps"].shape[0], -1)
