import { afterEach, describe, expect, it, vi } from 'vitest'
import { newId } from '@/lib/core/ids'
import { startAnotherServer } from '@/scripts/test/another-server'
import { onAppDatabase } from '@/scripts/test/app-database'
import { assertAttempt, beginAttempt, forgive, isFirstMeeting, takeBack } from './throttle'

onAppDatabase()

const MINUTE = 60_000
const times = <T>(count: number, work: () => Promise<T>) => Promise.all(Array.from({ length: count }, work))

afterEach(() => {
  vi.useRealTimers()
})

describe('failures', () => {
  it('are free up to a number, then lock, each time for twice as long', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const who = newId()
    for (let i = 0; i < 4; i++)
      expect(await beginAttempt('signInAccount', who)).toEqual({ allowed: true, locksNow: false })
    expect(await beginAttempt('signInAccount', who)).toEqual({ allowed: true, locksNow: true })
    for (const minutes of [1, 2, 4, 8, 16, 32, 60, 60]) {
      const refused = await beginAttempt('signInAccount', who)
      expect(refused).toEqual({ allowed: false, seconds: minutes * 60 })
      vi.setSystemTime(Date.now() + minutes * MINUTE - 1000)
      expect(await beginAttempt('signInAccount', who)).toMatchObject({ allowed: false })
      vi.setSystemTime(Date.now() + 1000)
      expect(await beginAttempt('signInAccount', who)).toEqual({ allowed: true, locksNow: false })
    }
  })

  it('are counted one by one when they come all at once, and exactly one brings the lock', async () => {
    const who = newId()
    const attempts = await times(40, () => beginAttempt('signInAccount', who))
    const allowed = attempts.filter((attempt) => attempt.allowed)
    expect(allowed).toHaveLength(5)
    expect(allowed.filter((attempt) => attempt.allowed && attempt.locksNow)).toHaveLength(1)
  })

  it('count on every server, and survive each', async () => {
    const who = newId()
    const other = await startAnotherServer(() => import('./throttle'))
    const tryThere = () => other.run((there) => there.beginAttempt('signInAccount', who))
    for (let i = 0; i < 3; i++) await tryThere()
    await times(2, () => beginAttempt('signInAccount', who))
    expect(await tryThere()).toMatchObject({ allowed: false })
    expect(await beginAttempt('signInAccount', who)).toMatchObject({ allowed: false })
    await other.stop()
  })

  it('are forgotten for one whose right one has come, and taken back for a network one at a time', async () => {
    const who = newId()
    await times(6, () => beginAttempt('signInAccount', who))
    await forgive('signInAccount', who)
    expect(await beginAttempt('signInAccount', who)).toEqual({ allowed: true, locksNow: false })
    const place = newId()
    await times(20, () => beginAttempt('signInNetwork', place, 5))
    await expect(assertAttempt('signInNetwork', place)).rejects.toMatchObject({ code: 'rate_limited' })
    await takeBack('signInNetwork', place, 5)
    await expect(assertAttempt('signInNetwork', place)).resolves.toBeTruthy()
  })
})

it('knows who was met before', async () => {
  const [place, who] = [newId(), newId()]
  const meetings = await times(5, () => isFirstMeeting('signInNetwork', place, who))
  expect(meetings.filter(Boolean)).toHaveLength(1)
})
