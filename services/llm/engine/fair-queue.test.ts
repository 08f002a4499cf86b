import { describe, expect, it } from 'vitest'
import { ApiError } from '../api-error.ts'
import { FairQueue } from './fair-queue.ts'

const forever = new AbortController().signal

/** Work that ends when told to. */
function makeJob(queue: FairQueue, key: string, name: string, order: string[], signal = forever) {
  const start = Promise.withResolvers<void>()
  const end = Promise.withResolvers<void>()
  const done = queue.run(key, signal, async () => {
    order.push(name)
    start.resolve()
    await end.promise
  })
  return { started: start.promise, finish: () => end.resolve(), done }
}

describe('FairQueue', () => {
  it('runs as many at once as it has places', async () => {
    const order: string[] = []
    const queue = new FairQueue({ places: 2, maxWaiting: 5 })
    const jobs = ['a', 'b', 'c'].map((name) => makeJob(queue, name, name, order))
    await Promise.all([jobs[0]!.started, jobs[1]!.started])
    expect(order).toEqual(['a', 'b'])
    expect([queue.active, queue.waiting]).toEqual([2, 1])
    jobs[0]!.finish()
    await jobs[2]!.started
    expect(order).toEqual(['a', 'b', 'c'])
    jobs[1]!.finish()
    jobs[2]!.finish()
    await Promise.all(jobs.map(({ done }) => done))
    expect([queue.active, queue.waiting]).toEqual([0, 0])
  })

  it('lets keys take turns, each in its own order', async () => {
    const order: string[] = []
    const queue = new FairQueue({ places: 1, maxWaiting: 10 })
    const jobs = [
      makeJob(queue, 'first', 'first', order),
      ...['a1', 'a2', 'a3', 'b1', 'b2', 'c1'].map((name) => makeJob(queue, name.slice(0, 1), name, order)),
    ]
    for (const job of jobs) job.finish()
    await Promise.all(jobs.map(({ done }) => done))
    expect(order).toEqual(['first', 'a1', 'b1', 'c1', 'a2', 'b2', 'a3'])
  })

  it('refuses with 429 and Retry-After when too many wait', async () => {
    const queue = new FairQueue({ places: 1, maxWaiting: 1 })
    const jobs = [makeJob(queue, 'a', 'a', []), makeJob(queue, 'b', 'b', [])]
    const refused = queue.run('c', forever, async () => undefined)
    await expect(refused).rejects.toBeInstanceOf(ApiError)
    await expect(refused).rejects.toMatchObject({ status: 429, retryAfter: 2 })
    for (const job of jobs) job.finish()
    await Promise.all(jobs.map(({ done }) => done))
  })

  it('forgets who goes away while waiting', async () => {
    const order: string[] = []
    const queue = new FairQueue({ places: 1, maxWaiting: 5 })
    const gone = new AbortController()
    const first = makeJob(queue, 'a', 'first', order)
    const waiting = makeJob(queue, 'a', 'gone', order, gone.signal)
    const last = makeJob(queue, 'a', 'last', order)
    gone.abort(new Error('gone'))
    await expect(waiting.done).rejects.toThrow('gone')
    expect(queue.waiting).toBe(1)
    first.finish()
    last.finish()
    await Promise.all([first.done, last.done])
    expect(order).toEqual(['first', 'last'])
  })

  it('frees the place of work that fails', async () => {
    const queue = new FairQueue({ places: 1, maxWaiting: 0 })
    const failing = async () => {
      throw new Error('broken')
    }
    await expect(queue.run('a', forever, failing)).rejects.toThrow('broken')
    await expect(queue.run('a', forever, async () => 'fine')).resolves.toBe('fine')
  })

  it('does not start what is aborted already', async () => {
    const queue = new FairQueue({ places: 1, maxWaiting: 0 })
    await expect(queue.run('a', AbortSignal.abort(new Error('late')), async () => 'ran')).rejects.toThrow(
      'late',
    )
    expect(queue.active).toBe(0)
  })
})
