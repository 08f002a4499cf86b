import { expect, test } from 'vitest'
import { type Kept, lookAt } from './rest-rules'

const REST = { isOn: true, from: 23, to: 6, sittingMinutes: 120, isYoung: false }
const at = (time: string) => new Date(`2026-03-${time}:00Z`)

/** Somebody who writes every ten minutes. @returns what they are told at last, and what is kept */
function writing(from: string, to: string, kept: Kept | null = null, rest = REST, zone = 'UTC') {
  let told: ReturnType<typeof lookAt>['reason'] = null
  for (let time = at(from).getTime(); time <= at(to).getTime(); time += 10 * 60_000) {
    const seen = lookAt(rest, zone, new Date(time), kept)
    kept = seen.kept
    told ??= seen.reason
  }
  return { told, kept }
}

test('a question at night is nobody’s business; half an hour of it is told once', () => {
  expect(writing('03T01:00', '03T01:20').told).toBeNull()
  const { told, kept } = writing('03T01:00', '03T01:30')
  expect(told).toEqual({ why: 'night', nights: 1 })
  expect(writing('03T01:40', '03T02:50', kept).told).toBeNull()
})

test('the night is that of the person’s own zone', () => {
  expect(writing('03T12:00', '03T13:00', null, REST, 'Pacific/Auckland').told?.why).toBe('night')
  expect(writing('03T12:00', '03T13:00').told).toBeNull()
  expect(writing('03T23:10', '03T23:40').told?.why).toBe('night')
  expect(writing('03T06:10', '03T07:00').told).toBeNull()
})

test('long sittings are told by day, and a pause ends them', () => {
  expect(writing('03T10:00', '03T11:50').told).toBeNull()
  expect(writing('03T10:00', '03T12:00').told?.why).toBe('sitting')
  const { kept } = writing('03T10:00', '03T11:30')
  expect(writing('03T12:30', '03T13:30', kept).told).toBeNull()
  expect(writing('03T10:00', '03T11:00', null, { ...REST, sittingMinutes: 60 }).told?.why).toBe('sitting')
})

test('nights add up over a week, before and after midnight being one', () => {
  let { kept } = writing('03T23:00', '04T01:30')
  expect(kept?.nights).toEqual(['2026-03-03'])
  kept = writing('05T01:00', '05T01:30', kept).kept
  const third = writing('06T01:00', '06T01:30', kept)
  expect(third.told).toEqual({ why: 'night', nights: 3 })
  expect(writing('20T01:00', '20T01:30', third.kept).told).toEqual({ why: 'night', nights: 1 })
})

test('nothing is told when it is off, and a clock that was set back does no harm', () => {
  expect(writing('03T01:00', '03T05:00', null, { ...REST, isOn: false }).told).toBeNull()
  const { kept } = writing('03T10:00', '03T11:00')
  expect(writing('02T10:00', '02T10:10', kept).told).toBeNull()
})
