"""Weight quantisation to 4 bits in the layout of ONNX Runtime's GatherBlockQuantized operator."""

import numpy as np

TOP = 15


def grid(blocks: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Scale and zero point per block. blocks float32 [..., size] -> scale float32 [...], zero uint8 [...].

    Of several shrunken ranges the one with the least squared error wins: clipping a rare large weight
    often costs less than coarser steps for all the others.
    """
    low, high = np.minimum(blocks.min(-1), 0), np.maximum(blocks.max(-1), 0)
    best_error = np.full(low.shape, np.inf)
    best_scale, best_zero = np.ones_like(low), np.zeros(low.shape, dtype=np.uint8)
    for shrink in np.linspace(1.0, 0.7, 13):
        scale = np.maximum((high - low) * shrink / TOP, 1e-8).astype(np.float32)
        zero = np.clip(np.round(-low * shrink / scale), 0, TOP)
        steps = np.clip(np.round(blocks / scale[..., None]) + zero[..., None], 0, TOP)
        error = (((steps - zero[..., None]) * scale[..., None] - blocks) ** 2).sum(-1)
        better = error < best_error
        best_error = np.where(better, error, best_error)
        best_scale = np.where(better, scale, best_scale)
        best_zero = np.where(better, zero, best_zero).astype(np.uint8)
    return best_scale.astype(np.float32), best_zero


def pack(values: np.ndarray) -> np.ndarray:
    """uint8 [..., even] below 16 -> two values per byte along the last axis, low half first."""
    return values[..., 0::2] | (values[..., 1::2] << 4)


def quantise(table: np.ndarray, block: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """table float32 [rows, columns], columns divisible by block -> steps uint8 [rows, columns], scales float32 and zeros
    uint8 [rows, blocks]."""
    blocks = table.reshape(len(table), -1, block)
    scales, zeros = grid(blocks)
    steps = np.clip(np.round(blocks / scales[..., None]) + zeros[..., None], 0, TOP).astype(np.uint8)
    return steps.reshape(table.shape), scales, zeros
