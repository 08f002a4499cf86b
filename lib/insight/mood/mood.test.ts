import { describe, expect, it } from 'vitest'
import { addDays, clockOf, daysFrom, weekOf } from './days'
import { type Moment, valenceOf } from './moments'
import { byDay, byHour, byWeek, countFeelings, type Placed, streakOf } from './summarise'
import { associate, wilson } from './topics'

const moment = (day: string, rest: Partial<Placed> = {}): Placed => ({
  at: new Date(`${day}T12:00:00Z`),
  day,
  hour: 12,
  valence: 0.5,
  feelings: ['joy'],
  weight: 1,
  source: 'model',
  conversationId: null,
  topics: [],
  ...rest,
})

describe('days', () => {
  it('are those of the person’s zone, also where the clocks change', () => {
    const berlin = clockOf('Europe/Berlin')
    expect(berlin(new Date('2026-11-27T23:30:00Z'))).toEqual({ day: '2026-11-28', hour: 0 })
    expect(clockOf('America/New_York')(new Date('2026-11-28T02:00:00Z'))).toEqual({
      day: '2026-11-27',
      hour: 21,
    })
    expect(daysFrom('2026-10-24', '2026-10-27')).toHaveLength(4)
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01')
    expect(weekOf('2026-11-29')).toBe('2026-11-23')
    expect(weekOf('2026-11-23')).toBe('2026-11-23')
  })
})

describe('the mood of a day', () => {
  it('is the mean by trust, and a gap where nothing is known', () => {
    const days = ['2026-11-01', '2026-11-02']
    const [first, second] = byDay(
      [
        moment('2026-11-01', { valence: 1, weight: 0.9 }),
        moment('2026-11-01', { valence: -1, weight: 0.1, feelings: ['anger'] }),
      ],
      days,
    )
    expect(first).toMatchObject({ valence: 0.8, source: 'model', readings: 2, top: ['joy', 'anger'] })
    expect(second).toEqual({
      day: '2026-11-02',
      valence: null,
      source: null,
      readings: 0,
      checkIns: 0,
      top: [],
    })
  })

  it('is what the person says, where they say it', () => {
    const [day] = byDay(
      [
        moment('2026-11-01', { valence: 1 }),
        moment('2026-11-01', { valence: -0.5, source: 'check-in', feelings: ['sadness'] }),
      ],
      ['2026-11-01'],
    )
    expect(day).toMatchObject({ valence: -0.5, source: 'you', readings: 1, checkIns: 1 })
  })

  it('is joined by weeks and by hours', () => {
    const moments = [
      moment('2026-11-23'),
      moment('2026-11-29', { valence: -0.5, hour: 23 }),
      moment('2026-11-30', { valence: 0 }),
    ]
    const weeks = byWeek(moments, daysFrom('2026-11-16', '2026-11-30'))
    expect(weeks.map(({ day, valence }) => [day, valence])).toEqual([
      ['2026-11-16', null],
      ['2026-11-23', 0],
      ['2026-11-30', 0],
    ])
    const hours = byHour(moments)
    expect(hours).toHaveLength(8)
    expect(hours[4]).toEqual({ fromHour: 12, valence: 0.25, count: 2 })
    expect(hours[7]).toEqual({ fromHour: 21, valence: -0.5, count: 1 })
    expect(hours[0]).toEqual({ fromHour: 0, valence: null, count: 0 })
  })
})

describe('counts', () => {
  it('leave neutral out, and count a feeling once a moment', () => {
    const counts = countFeelings([
      moment('2026-11-01', { feelings: ['joy', 'joy', 'neutral'] }),
      moment('2026-11-01', { feelings: ['neutral'] }),
    ])
    expect(counts).toEqual([{ feeling: 'joy', count: 1, share: 0.5 }])
  })

  it('of days in a row forgive a day that is not over', () => {
    const days = new Set(['2026-11-25', '2026-11-26', '2026-11-27'])
    expect(streakOf(days, '2026-11-28')).toBe(3)
    expect(streakOf(days, '2026-11-27')).toBe(3)
    expect(streakOf(days, '2026-11-29')).toBe(0)
  })

  it('know how pleasant what somebody names is', () => {
    expect(valenceOf(['joy'])).toBeCloseTo(0.7)
    expect(valenceOf(['joy', 'sadness'])).toBeCloseTo(0)
    expect(valenceOf(['neutral'])).toBe(0)
    expect(valenceOf([])).toBe(0)
  })
})

describe('what goes with what', () => {
  const of = (conversationId: string, feelings: Moment['feelings'], count: number) =>
    Array.from({ length: count }, () => moment('2026-11-01', { conversationId, feelings }))
  const groupsOf = ({ conversationId }: Moment) =>
    conversationId ? [{ id: conversationId, name: conversationId, kind: 'folder' as const }] : []

  it('is told with counts, an interval, and how it is elsewhere', () => {
    const topics = associate(
      [...of('work', ['anger'], 16), ...of('work', ['joy'], 4), ...of('home', ['joy'], 20)],
      groupsOf,
    )
    const [anger] = topics.find(({ id }) => id === 'work')?.associations ?? []
    expect(anger).toMatchObject({ feeling: 'anger', count: 16, share: 0.8, elsewhere: 0, isClear: true })
    expect(anger?.low).toBeGreaterThan(0.55)
    expect(anger?.high).toBeLessThan(0.93)
  })

  it('claims nothing from few, nor where there is nothing to compare with', () => {
    expect(associate(of('work', ['anger'], 4), groupsOf)).toEqual([])
    const [only] = associate(of('work', ['anger'], 10), groupsOf)
    expect(only?.associations[0]).toMatchObject({ isClear: false, elsewhere: null })
  })

  it('counts a message with everything it is about', () => {
    const about = (topics: Moment['topics'], count: number) =>
      Array.from({ length: count }, () => moment('2026-11-01', { topics }))
    const found = associate(
      [...about(['work', 'sleep'], 5), ...about(['sleep'], 3), ...about([], 9)],
      ({ topics }) => topics.map((id) => ({ id, name: id, kind: 'topic' as const })),
    )
    expect(found.map(({ id, count }) => [id, count])).toEqual([
      ['sleep', 8],
      ['work', 5],
    ])
  })

  it('has the intervals of Wilson', () => {
    const [low, high] = wilson(8, 20)
    expect(low).toBeCloseTo(0.2188, 3)
    expect(high).toBeCloseTo(0.6134, 3)
    expect(wilson(0, 5)[0]).toBe(0)
    expect(wilson(5, 5)[1]).toBe(1)
  })
})
