import type { ObjectId } from 'mongodb'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { driverCollection } from '@/lib/platform/db'
import { onAppDatabase } from '@/scripts/test/app-database'
import { claimDueJob, endJob, extendLease } from './data'
import { cancelJobs, enqueueJob, runDueJobs, startJobs } from './run-jobs'

onAppDatabase()

let stop: (() => Promise<void>) | undefined
afterEach(async () => {
  await stop?.()
  await driverCollection('jobs').deleteMany({})
})

const jobs = () => driverCollection<{ _id: ObjectId; [name: string]: unknown }>('jobs')
/** On a machine with much to do. */
const SOON = { timeout: 30_000 }
const makeDue = () => jobs().updateMany({}, { $set: { runAt: new Date(0) } })

describe('a job', () => {
  it('is done once, however often it is asked for', async () => {
    const seen: unknown[] = []
    stop = startJobs({ greet: async (payload) => void seen.push(payload) })
    await Promise.all([1, 2, 3].map(() => enqueueJob('greet', { name: 'Ada' }, 'same')))
    await runDueJobs()
    expect(seen).toEqual([{ name: 'Ada' }])
    expect(await jobs().findOne({})).toMatchObject({ attempts: 1, error: null, doneAt: expect.any(Date) })
  })

  it('is tried again after a failure, later each time, and given up in the end', async () => {
    let tries = 0
    stop = startJobs({
      fail: async () => {
        tries += 1
        throw new Error('no luck')
      },
    })
    await enqueueJob('fail', {})
    await runDueJobs()
    expect(tries).toBe(1)
    const first = await jobs().findOne({})
    expect(first).toMatchObject({ doneAt: null, error: 'no luck', leasedUntil: null })
    expect(Number(first?.['runAt'])).toBeGreaterThan(Date.now())
    for (let i = 0; i < 10; i++) {
      await makeDue()
      await runDueJobs()
    }
    expect(tries).toBe(8)
    expect(await jobs().findOne({})).toMatchObject({ doneAt: expect.any(Date), error: 'no luck' })
  })

  it('is cancelled by what it is about: not begun at all, or told when it asks', async () => {
    const seen: string[] = []
    stop = startJobs({
      greet: async (payload, isWanted) => {
        if ((payload as { name: string }).name === 'Ada') await cancelJobs('greet', { to: 'all' })
        seen.push(`${(payload as { name: string }).name}: ${await isWanted()}`)
      },
    })
    await enqueueJob('greet', { name: 'Grace', to: 'all' }, undefined, new Date(Date.now() + 60_000))
    await enqueueJob('greet', { name: 'Emmy', to: 'some' })
    await runDueJobs()
    await enqueueJob('greet', { name: 'Ada', to: 'all' })
    await runDueJobs()
    await makeDue()
    await runDueJobs()
    expect(seen).toEqual(['Emmy: true', 'Ada: false'])
    expect(await jobs().countDocuments({})).toBe(1)
  })

  it('of a server that died is taken over when its lease has run out, and not before', async () => {
    const seen: unknown[] = []
    await enqueueJob('greet', { name: 'Grace' })
    await jobs().updateOne({}, { $set: { leasedUntil: new Date(Date.now() + 60_000) } })
    stop = startJobs({ greet: async (payload) => void seen.push(payload) })
    await runDueJobs()
    expect(seen).toEqual([])
    await jobs().updateOne({}, { $set: { leasedUntil: new Date(0) } })
    await runDueJobs()
    expect(seen).toEqual([{ name: 'Grace' }])
  })

  it('that takes longer than its lease is not taken over while its server lives', async () => {
    await enqueueJob('greet', { name: 'Hedy' })
    const soon = new Date(Date.now() + 1_000)
    const job = await claimDueJob(['greet'], soon, 1)
    await extendLease(job?.id ?? '', 60_000)
    expect(await claimDueJob(['greet'], soon, 60_000)).toBeNull()
    await endJob(job?.id ?? '', soon, null)
    await extendLease(job?.id ?? '', 60_000)
    expect(await jobs().findOne({})).toMatchObject({ leasedUntil: null })
  })

  it('does not wait for one that takes long', async () => {
    const slow = Promise.withResolvers<void>()
    const seen: unknown[] = []
    stop = startJobs({ slow: () => slow.promise, greet: async (payload) => void seen.push(payload) })
    await enqueueJob('slow', {})
    await vi.waitFor(
      async () => expect(await jobs().findOne({ kind: 'slow' })).toMatchObject({ attempts: 1 }),
      SOON,
    )
    await enqueueJob('greet', { name: 'Mary' })
    await vi.waitFor(() => expect(seen).toEqual([{ name: 'Mary' }]), SOON)
    slow.resolve()
  })

  it('does not wait for any number of those that ask a model, which go on when the models answer', async () => {
    const answer = Promise.withResolvers<void>()
    const seen: unknown[] = []
    const countOf = (match: object) => jobs().countDocuments({ kind: 'think', ...match })
    stop = startJobs({ greet: async (payload) => void seen.push(payload) }, { think: () => answer.promise })
    for (let i = 0; i < 4; i++) await enqueueJob('think', {})
    await vi.waitFor(async () => expect(await countOf({ attempts: 1 })).toBeGreaterThan(1), SOON)
    await enqueueJob('greet', { name: 'Rosalind' })
    await vi.waitFor(() => expect(seen).toEqual([{ name: 'Rosalind' }]), SOON)
    expect(await countOf({ attempts: 1 })).toBe(2)
    answer.resolve()
    await runDueJobs()
    expect(await countOf({ doneAt: { $ne: null } })).toBe(4)
  })

  it('of a kind this server does not know is left to others, and holds nothing up', async () => {
    const seen: unknown[] = []
    await enqueueJob('unknown', {})
    stop = startJobs({ greet: async (payload) => void seen.push(payload) })
    await enqueueJob('greet', { name: 'Lin' })
    await runDueJobs()
    expect(seen).toEqual([{ name: 'Lin' }])
    expect(await jobs().findOne({ kind: 'unknown' })).toMatchObject({ attempts: 0, doneAt: null })
  })
})
