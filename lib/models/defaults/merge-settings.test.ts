import { expect, it } from 'vitest'
import type { ModelDto } from '../schema'
import { mergeSettings } from './merge-settings'

const model = { samples: true, reasons: true, maxOutput: 8_192 } as ModelDto

it('the conversation comes before the person, the person before the workspace, each value by itself', () => {
  expect(
    mergeSettings(model, [
      { temperature: 0 },
      { temperature: 1, topP: 0.5 },
      { topP: 0.9, reasoning: 'high' },
    ]),
  ).toEqual({
    temperature: 0,
    topP: 0.5,
    reasoning: 'high',
  })
  expect(mergeSettings(model, [null, undefined, {}])).toEqual({})
})

it('a model is not sent what it does not take, nor asked for more than it can make', () => {
  const wishes = [{ temperature: 1, topP: 1, maxOutput: 100_000, reasoning: 'low' as const }]
  expect(mergeSettings({ ...model, samples: false, reasons: false }, wishes)).toEqual({ maxOutput: 8_192 })
  expect(mergeSettings({ ...model, maxOutput: null }, wishes)).toMatchObject({ maxOutput: 100_000 })
})
