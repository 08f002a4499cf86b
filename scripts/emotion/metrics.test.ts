import { describe, expect, it } from 'vitest'
import { expectedCalibrationError, f1, mean, tally } from './metrics.ts'

describe('f1', () => {
  it('is the harmonic mean of precision and recall', () => {
    const counts = tally([true, true, true, false], [true, false, false, true])
    expect(counts).toEqual({ truth: 3, said: 2, both: 1 })
    const [precision, recall] = [1 / 2, 1 / 3]
    expect(f1(counts)).toBeCloseTo((2 * precision * recall) / (precision + recall))
  })

  it('is 0, not NaN, for a label that is neither there nor said', () => {
    expect(f1(tally([false], [false]))).toBe(0)
  })
})

describe('expectedCalibrationError', () => {
  it('is 0 when half of what is given one half is true', () => {
    const pairs = [true, false].map((truth) => ({ probability: 0.5, truth }))
    expect(expectedCalibrationError(pairs)).toBeCloseTo(0)
  })

  it('weighs the gap of each bin by its size', () => {
    const sure = { probability: 1, truth: false }
    const right = { probability: 0, truth: false }
    expect(expectedCalibrationError([sure, right, right, right])).toBeCloseTo(0.25)
  })

  it('has no figure to divide by for no pairs', () => {
    expect(expectedCalibrationError([])).toBe(0)
    expect(mean([])).toBe(0)
  })
})
