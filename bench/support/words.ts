/** Numbers and words that are the same in every run. */
export class Chance {
  private state: number

  constructor(seed: number) {
    this.state = seed
  }

  /** @returns a number from 0 to just below 1 (Mulberry32) */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit)
  }
}

const SYLLABLES = 'ka lo mi ter ven dra su pel no rin bas to gel fa mor shi un cor lat ez'.split(' ')
const VOCABULARY = Array.from({ length: 4_000 }, (_, i) => {
  const parts = [i % 20, Math.floor(i / 20) % 20, Math.floor(i / 400)].map((at) => SYLLABLES[at])
  return parts.join('')
})

/** Words as often as in a language: the n-th most common about 1/n as often as the first (Zipf). */
export function someWords(chance: Chance, count: number): string {
  const words = Array.from({ length: count }, () => {
    const rank = Math.floor(VOCABULARY.length ** chance.next()) - 1
    return VOCABULARY[rank]
  })
  return words.join(' ')
}

/** A word that stands in about a fifth of all messages, when they have some twenty words. */
export const COMMON_WORD = VOCABULARY[3] ?? ''
