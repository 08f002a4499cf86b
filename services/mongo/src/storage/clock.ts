import { Timestamp } from 'bson'

const PER_SECOND = 2 ** 20

/**
 * The cluster's logical clock. A position is `seconds * 2^20 + increment`: a safe integer that orders
 * like MongoDB's Timestamp(seconds, increment), never repeats and never goes back, even when the
 * wall clock does.
 */
export class Clock {
  private last: number

  /** @param last the highest position already used, 0 in a new store */
  constructor(last: number) {
    this.last = Math.max(last, Math.floor(Date.now() / 1000) * PER_SECOND)
  }

  /** The next position, for one event or write. */
  tick(): number {
    const wall = Math.floor(Date.now() / 1000) * PER_SECOND
    this.last = Math.max(this.last + 1, wall)
    return this.last
  }

  /** The latest position given out. */
  now(): number {
    return this.last
  }
}

export function toTimestamp(position: number): Timestamp {
  return new Timestamp({ t: Math.floor(position / PER_SECOND), i: position % PER_SECOND })
}

/** The position of a Timestamp; increments beyond 2^20 count as the last of their second. */
export function fromTimestamp(timestamp: Timestamp): number {
  const increment = Math.min(timestamp.low >>> 0, PER_SECOND - 1)
  return (timestamp.high >>> 0) * PER_SECOND + increment
}
