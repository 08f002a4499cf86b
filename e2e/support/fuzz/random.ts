/** Numbers that look random and are the same for the same seed (mulberry32), so that what was found can be found again. */
export type Random = {
  /** @returns a whole number from 0 to below `end` */
  below(end: number): number
  pick<T>(all: readonly T[]): T
  chance(probability: number): boolean
}

export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (end: number) => Math.floor(next() * end)
  return {
    below,
    pick: (all) => {
      const found = all[below(all.length)]
      if (found === undefined) throw new Error('there is nothing to choose from')
      return found
    },
    chance: (probability) => next() < probability,
  }
}
