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

/** Whether half an hour of writing that ends at this moment counts as late there. */
function isLateAt(time: string, zone: string, rest = REST): boolean {
  const now = new Date(time)
  const ago = now.getTime() - 29 * 60_000
  const kept = { began: ago - 60_000, last: ago, told: 0, nights: [] }
  return lookAt(rest, zone, now, kept).reason?.why === 'night'
}

test('quiet hours begin and end on the hour, over midnight or not', () => {
  expect(isLateAt('2026-03-03T22:59:59Z', 'UTC')).toBe(false)
  expect(isLateAt('2026-03-03T23:00:00Z', 'UTC')).toBe(true)
  expect(isLateAt('2026-03-04T00:00:00Z', 'UTC')).toBe(true)
  expect(isLateAt('2026-03-04T05:59:59Z', 'UTC')).toBe(true)
  expect(isLateAt('2026-03-04T06:00:00Z', 'UTC')).toBe(false)
  const small = { ...REST, from: 1, to: 4 }
  expect(isLateAt('2026-03-04T00:59:00Z', 'UTC', small)).toBe(false)
  expect(isLateAt('2026-03-04T01:00:00Z', 'UTC', small)).toBe(true)
  expect(isLateAt('2026-03-04T04:00:00Z', 'UTC', small)).toBe(false)
  expect(isLateAt('2026-03-04T05:00:00Z', 'UTC', { ...REST, from: 5, to: 5 })).toBe(false)
})

test('the hours are those of zones far east, far west and between the hours', () => {
  const noon = '2026-03-03T12:00:00Z'
  const late = (zone: string) => isLateAt(noon, zone)
  expect(['Pacific/Auckland', 'Pacific/Kiritimati', 'Pacific/Honolulu'].map(late)).toEqual([true, true, true])
  expect(['Asia/Tokyo', 'America/New_York', 'Europe/Berlin'].map(late)).toEqual([false, false, false])
  expect(isLateAt('2026-03-03T17:29:00Z', 'Asia/Kolkata')).toBe(false)
  expect(isLateAt('2026-03-03T17:30:00Z', 'Asia/Kolkata')).toBe(true)
})

test('where the clocks change, the hours are those on the wall, and a night is one night', () => {
  // Berlin, 29 March: 02:00 is 03:00. 25 October: 03:00 is 02:00 once more.
  expect(isLateAt('2026-03-29T03:59:00Z', 'Europe/Berlin')).toBe(true)
  expect(isLateAt('2026-03-29T04:00:00Z', 'Europe/Berlin')).toBe(false)
  expect(isLateAt('2026-10-25T04:59:00Z', 'Europe/Berlin')).toBe(true)
  expect(isLateAt('2026-10-25T05:00:00Z', 'Europe/Berlin')).toBe(false)
  const { kept } = writing('29T21:00', '29T22:50', null, { ...REST, sittingMinutes: 999 }, 'Europe/Berlin')
  expect(kept?.nights).toEqual(['2026-03-29'])
  expect(writing('28T22:10', '29T01:50', null, REST, 'Europe/Berlin').kept?.nights).toEqual(['2026-03-28'])
})

test('who is young is told earlier in the evening and after an hour', () => {
  const young = { ...REST, from: 22, sittingMinutes: 60, isYoung: true }
  expect(isLateAt('2026-03-03T22:00:00Z', 'UTC', young)).toBe(true)
  expect(writing('03T10:00', '03T11:00', null, young).told?.why).toBe('sitting')
})
