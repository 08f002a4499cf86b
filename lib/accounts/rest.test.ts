import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { UserRecord } from './data'
import { restOf } from './rest'

beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-11-28T12:00:00Z') }))
afterEach(() => void vi.useRealTimers())

const person = (rest: Partial<UserRecord>) =>
  restOf({ birthday: null, timeZone: 'UTC', onboarding: null, ...rest } as UserRecord)
const off = { rest: { isOn: false, from: 2, to: 4 } }

it('is on for everybody until they turn it off or choose other hours', () => {
  expect(person({})).toEqual({ isOn: true, from: 23, to: 6, sittingMinutes: 120, isYoung: false })
  expect(person({ onboarding: off })).toMatchObject({ isOn: false, from: 2, to: 4, isYoung: false })
  expect(person({ onboarding: off, birthday: '1990-01-01' })).toMatchObject({ isOn: false })
})

it('is earlier for who is under age, whatever they wished before', () => {
  const young = { isOn: true, from: 22, to: 6, sittingMinutes: 60, isYoung: true }
  expect(person({ birthday: '2012-01-01' })).toEqual(young)
  expect(person({ birthday: '2012-01-01', onboarding: off })).toEqual(young)
})

it('ends on the eighteenth birthday by their own calendar', () => {
  const isYoung = (birthday: string, timeZone: string) => person({ birthday, timeZone }).isYoung
  expect(isYoung('2008-11-28', 'UTC')).toBe(false)
  expect(isYoung('2008-11-29', 'UTC')).toBe(true)
  // It is tomorrow there already, and in the other place still yesterday.
  expect(isYoung('2008-11-29', 'Pacific/Kiritimati')).toBe(false)
  vi.setSystemTime(new Date('2026-11-28T05:00:00Z'))
  expect(isYoung('2008-11-28', 'UTC')).toBe(false)
  expect(isYoung('2008-11-28', 'Pacific/Honolulu')).toBe(true)
  expect(isYoung('2008-02-29', 'UTC')).toBe(false)
})
