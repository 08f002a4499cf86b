import type { LlamaContextSequence, Token } from 'node-llama-cpp'

/** Share of what a slot remembers that a prompt must continue for the slot to count as that conversation's. */
const SAME_CONVERSATION = 0.5

type Slot = { sequence: LlamaContextSequence; busy: boolean; usedAt: number }

/**
 * The sequences of one llama.cpp context. Each remembers the evaluated tokens of the conversation it answered last, and
 * a prompt that continues that conversation starts where it ended.
 */
export class Slots {
  readonly #slots: Slot[]
  #clock = 0

  constructor(sequences: LlamaContextSequence[]) {
    this.#slots = sequences.map((sequence) => ({ sequence, busy: false, usedAt: 0 }))
  }

  /** How many are in use. */
  get busy(): number {
    return this.#slots.filter(({ busy }) => busy).length
  }

  /**
   * Runs `work` with the free sequence that remembers most of the prompt's conversation, or else the one that was
   * unused for longest. The caller makes sure that one is free.
   */
  async use<T>(prompt: Token[], work: (sequence: LlamaContextSequence) => Promise<T>): Promise<T> {
    const slot = this.#choose(prompt)
    slot.busy = true
    try {
      return await work(slot.sequence)
    } finally {
      slot.busy = false
      slot.usedAt = ++this.#clock
    }
  }

  #choose(prompt: Token[]): Slot {
    const free = this.#slots.filter(({ busy }) => !busy)
    let best = free[0]
    if (!best) throw new Error('No sequence is free')
    let bestShared = 0
    for (const slot of free) {
      const remembered = slot.sequence.nextTokenIndex
      const shared = slot.sequence.compareContextTokens(prompt).firstDifferentIndex
      if (shared > bestShared && shared >= remembered * SAME_CONVERSATION) {
        best = slot
        bestShared = shared
      } else if (bestShared === 0 && slot.usedAt < best.usedAt) best = slot
    }
    return best
  }
}
