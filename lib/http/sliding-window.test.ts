import { describe, expect, it } from 'vitest'
import { SlidingWindow } from './sliding-window'

const MINUTE = 60_000

/** How many of `count` requests at one moment pass. */
const pass = (window: SlidingWindow, key: string, count: number, now: number) =>
  Array.from({ length: count }, () => window.limit(key, now)).filter(({ success }) => success).length

describe('a sliding window', () => {
  it('lets exactly the limit through, each key by itself, and says when to come back', () => {
    const window = new SlidingWindow(5, MINUTE)
    expect(pass(window, 'Ada', 20, 10_000)).toBe(5)
    expect(pass(window, 'Grace', 3, 10_000)).toBe(3)
    expect(window.limit('Ada', 10_000)).toEqual({ success: false, remaining: 0, reset: MINUTE })
  })

  it('counts the window before for the share of it that is not over', () => {
    const window = new SlidingWindow(10, MINUTE)
    expect(pass(window, 'Ada', 20, 0)).toBe(10)
    expect(pass(window, 'Ada', 20, MINUTE)).toBe(0)
    expect(pass(window, 'Ada', 20, MINUTE * 1.5)).toBe(5)
    expect(pass(window, 'Ada', 20, MINUTE * 3)).toBe(10)
  })

  it('counts nothing of what it refuses', () => {
    const window = new SlidingWindow(2, MINUTE)
    pass(window, 'Ada', 100, 0)
    expect(pass(window, 'Ada', 5, MINUTE * 2)).toBe(2)
  })
})
