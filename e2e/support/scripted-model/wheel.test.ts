import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { TimerWheel } from './wheel.ts'

describe('TimerWheel', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('runs what is due, not earlier, in order', () => {
    const wheel = new TimerWheel()
    const ran: string[] = []
    wheel.schedule(wheel.now() + 100, () => ran.push('b'))
    wheel.schedule(wheel.now() + 20, () => ran.push('a'))
    vi.advanceTimersByTime(19)
    expect(ran).toEqual([])
    vi.advanceTimersByTime(9)
    expect(ran).toEqual(['a'])
    vi.advanceTimersByTime(80)
    expect(ran).toEqual(['a', 'b'])
  })

  it('reaches beyond one turn', () => {
    const wheel = new TimerWheel()
    const run = vi.fn()
    wheel.schedule(wheel.now() + 60_000, run)
    vi.advanceTimersByTime(59_990)
    expect(run).not.toHaveBeenCalled()
    vi.advanceTimersByTime(20)
    expect(run).toHaveBeenCalledTimes(1)
  })

  it('rests when nothing is due', () => {
    const wheel = new TimerWheel()
    expect(vi.getTimerCount()).toBe(0)
    const cancel = wheel.schedule(wheel.now() + 50, () => undefined)
    wheel.schedule(wheel.now() + 10, () => undefined)
    expect(vi.getTimerCount()).toBe(1)
    vi.advanceTimersByTime(20)
    expect(vi.getTimerCount()).toBe(1)
    cancel()
    cancel()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('goes on with what schedules itself again', () => {
    const wheel = new TimerWheel()
    const start = wheel.now()
    const times: number[] = []
    const step = () => {
      times.push(wheel.now() - start)
      if (times.length < 5) wheel.schedule(start + times.length * 20, step)
    }
    wheel.schedule(start, step)
    vi.advanceTimersByTime(200)
    expect(times).toHaveLength(5)
    expect(times[4]).toBeGreaterThanOrEqual(80)
    expect(times[4]).toBeLessThan(90)
  })

  it('drops everything when cleared', () => {
    const wheel = new TimerWheel()
    const run = vi.fn()
    wheel.schedule(wheel.now() + 10, run)
    wheel.clear()
    vi.advanceTimersByTime(50)
    expect(run).not.toHaveBeenCalled()
    expect(vi.getTimerCount()).toBe(0)
  })
})
