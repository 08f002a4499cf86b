// @vitest-environment node
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { LiveMessage, LiveSign } from '@/lib/live/schema'
import { LiveChannel } from './channel'
import type { Connect, ConnectionEvents } from './connect'

type Opened = { way: 'socket' | 'events'; after: string; on: ConnectionEvents; isClosed: boolean }

const AFTER = 'a'.repeat(24)
const HERE = 'b'.repeat(24)
const id = (n: number) => n.toString(16).padStart(24, '0')
const changed = (n: number): LiveMessage => ({ kind: 'conversations', ids: ['c'], id: id(n) })

function openChannel() {
  const opened: Opened[] = []
  const told: LiveSign[] = []
  const connect =
    (way: Opened['way']): Connect =>
    (after, on) => {
      const connection: Opened = { way, after, on, isClosed: false }
      opened.push(connection)
      return {
        close() {
          connection.isClosed = true
        },
      }
    }
  const ended = vi.fn()
  const moved = vi.fn()
  const channel = new LiveChannel({
    after: AFTER,
    tell: (sign) => told.push(sign),
    ended,
    workspaceId: HERE,
    moved,
    socket: connect('socket'),
    events: connect('events'),
  })
  channel.start()
  const last = () => opened.at(-1) as Opened
  return { opened, told, last, ended, moved }
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('window', new EventTarget())
  vi.stubGlobal('document', Object.assign(new EventTarget(), { hidden: false }))
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('the live channel of a window', () => {
  test('tells each sign once, and words of the channel to nobody', () => {
    const { told, last } = openChannel()
    expect(last()).toMatchObject({ way: 'socket', after: AFTER })
    last().on.message({ kind: 'ready', workspaceId: HERE, id: id(1) })
    last().on.message(changed(2))
    last().on.message(changed(2))
    last().on.message({ kind: 'ping', id: id(3) })
    expect(told).toMatchObject([{ kind: 'conversations', ids: ['c'] }])
  })

  test('comes back after a break from where it was', () => {
    const { opened, last } = openChannel()
    last().on.message({ kind: 'ready', workspaceId: HERE, id: id(1) })
    last().on.message(changed(2))
    last().on.closed(1006)
    expect(opened).toHaveLength(1)
    vi.advanceTimersByTime(1_000)
    expect(opened).toHaveLength(2)
    expect(last()).toMatchObject({ way: 'socket', after: id(2) })
  })

  test('waits longer from time to time, and tries the other way', () => {
    const { opened, last } = openChannel()
    const waits: number[] = []
    for (let i = 0; i < 8; i++) {
      const before = Date.now()
      const count = opened.length
      last().on.closed()
      while (opened.length === count) vi.advanceTimersByTime(50)
      waits.push(Date.now() - before)
    }
    expect(opened.map(({ way }) => way)).toEqual(
      expect.arrayContaining(['socket', 'socket', 'events', 'socket', 'events']),
    )
    expect(waits[0]).toBeLessThan(1_100)
    expect(waits.at(-1)).toBeGreaterThan(14_000)
    expect(Math.max(...waits)).toBeLessThan(30_100)
  })

  test('leaves a connection that has been silent for too long, and comes back with the network', () => {
    const { opened, last } = openChannel()
    last().on.message({ kind: 'ready', workspaceId: HERE, id: id(1) })
    vi.advanceTimersByTime(40_000)
    last().on.message({ kind: 'ping', id: id(2) })
    vi.advanceTimersByTime(40_000)
    expect(opened).toHaveLength(1)
    vi.advanceTimersByTime(20_000)
    expect(opened).toHaveLength(2)
    expect(opened[0]?.isClosed).toBe(true)
    window.dispatchEvent(new Event('online'))
    expect(opened).toHaveLength(3)
  })

  test('says so when its session is in another workspace', () => {
    const { last, moved } = openChannel()
    last().on.message({ kind: 'ready', workspaceId: HERE, id: id(1) })
    expect(moved).not.toHaveBeenCalled()
    last().on.closed(1001)
    vi.advanceTimersByTime(1_000)
    last().on.message({ kind: 'ready', workspaceId: 'c'.repeat(24), id: id(2) })
    expect(moved).toHaveBeenCalledTimes(1)
  })

  test('does not come back when the session has ended, and says so', () => {
    const { opened, last, ended } = openChannel()
    last().on.closed(4401)
    vi.advanceTimersByTime(600_000)
    window.dispatchEvent(new Event('online'))
    expect(opened).toHaveLength(1)
    expect(ended).toHaveBeenCalledTimes(1)
  })
})
