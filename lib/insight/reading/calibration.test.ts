import { describe, expect, it } from 'vitest'
import { EMOTION_LABELS, readEmotion, scoreEmotion } from '@/lib/emotion/server'
import { readingOf } from '@/scripts/test/readings'
import type { CorrectedReading } from '../data'
import { ALL_FEELINGS } from '../limits'
import { learnBias } from './calibration'

/** Somebody whose tiredness is sadness. */
const SAID = [
  'I am exhausted today.',
  'So tired again.',
  'I have a headache and no energy.',
  'I am so tired of all this.',
  'I could not get out of bed this morning.',
  'I am worn out again.',
  'I have no energy left today.',
  'I slept badly again and everything is heavy.',
]
const LATER = [
  'I am exhausted and it is only noon.',
  'So tired tonight.',
  'I have no energy for anything.',
  'I am worn out and my head hurts.',
  'I am tired of everything again.',
  'I can hardly get up, I am so drained.',
]

async function corrected(texts: readonly string[]): Promise<CorrectedReading[]> {
  const scored = await Promise.all(texts.map((text) => scoreEmotion(text)))
  return scored.map(({ reading, general }) => ({
    labels: reading.labels,
    scores: general,
    said: ['sadness'],
  }))
}

const isRight = (labels: { label: string }[]) => labels.some(({ label }) => label === 'sadness')

describe('what corrections teach', () => {
  it('helps with later messages of the same kind, the more the oftener it was said', async () => {
    const corrections = await corrected(SAID)
    const rightAfter = async (count: number) => {
      const bias = learnBias(corrections.slice(0, count))
      const readings = await Promise.all(LATER.map((text) => scoreEmotion(text, bias)))
      return readings.filter(({ reading }) => isRight(reading.labels)).length
    }
    const before = (await Promise.all(LATER.map(readEmotion))).filter(({ labels }) => isRight(labels)).length
    const [none, some, all] = [await rightAfter(0), await rightAfter(3), await rightAfter(8)]
    expect(none).toBe(before)
    expect(some).toBeGreaterThanOrEqual(none)
    expect(all).toBeGreaterThanOrEqual(before + 2)
    expect(all).toBeGreaterThan(LATER.length / 2)
  })

  it('leaves what is out of the question as it is', async () => {
    const bias = learnBias(await corrected(SAID))
    const { reading } = await scoreEmotion('Thank you so much, you really helped me!', bias)
    expect(reading.labels[0]?.label).toBe('gratitude')
    expect(isRight(reading.labels)).toBe(false)
    for (const value of Object.values(bias)) expect(Math.abs(value)).toBeLessThanOrEqual(2)
  })

  it('is the same in any order, and nothing without corrections', () => {
    const of = (label: 'joy' | 'sadness', said: CorrectedReading['said']): CorrectedReading => {
      const { reading, scores } = readingOf(label)
      return { labels: reading.labels, scores, said }
    }
    const all = [of('joy', ['sadness']), of('sadness', ['sadness']), of('joy', ['joy'])]
    expect(learnBias(all)).toEqual(learnBias(all.toReversed()))
    expect(learnBias(all).sadness).toBeGreaterThan(0)
    expect(learnBias([])).toEqual({})
    expect(learnBias([of('joy', null)])).toEqual({})
  })

  it('speaks of the labels the model knows', () => {
    expect(ALL_FEELINGS.toSorted()).toEqual(EMOTION_LABELS.toSorted())
  })
})
