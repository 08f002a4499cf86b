/** Hits of one label or group over a file: what was there, what was said, where both agree. */
export type Tally = { truth: number; said: number; both: number }

export function tally(truth: readonly boolean[], said: readonly boolean[]): Tally {
  const both = truth.filter((is, index) => is && said[index]).length
  return { truth: truth.filter(Boolean).length, said: said.filter(Boolean).length, both }
}

/** Harmonic mean of precision and recall; 0 when the label is neither there nor said. */
export function f1({ truth, said, both }: Tally): number {
  return truth + said === 0 ? 0 : (2 * both) / (truth + said)
}

export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}

/**
 * Expected calibration error (Guo et al. 2017) over pairs of a probability (0 to 1) and what was true: in bins of equal
 * width, the gap between mean probability and share of truth, weighted by the size of the bin.
 */
export function expectedCalibrationError(
  pairs: readonly { probability: number; truth: boolean }[],
  bins = 15,
): number {
  const gaps = new Array<number>(bins).fill(0)
  for (const { probability, truth } of pairs) {
    const bin = Math.min(Math.floor(probability * bins), bins - 1)
    gaps[bin] = (gaps[bin] ?? 0) + probability - (truth ? 1 : 0)
  }
  return pairs.length === 0 ? 0 : gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / pairs.length
}
