import type { LlamaContextSequence, Token } from 'node-llama-cpp'

/** Share of what a slot remembers that a prompt must continue for the slot to count as that conversation's. */
const SAME_CONVERSATION = 0.5

type Slot = { sequence: LlamaContextSequence | null; busy: boolean; usedAt: number }

/**
 * The places in which conversations are answered. Each remembers the evaluated tokens of the one it answered last, and a
 * prompt that continues that conversation starts where it ended. A place takes memory only from its first use on.
 *
 * Every place is a llama.cpp context of its own, not a sequence of a common one: the library does not let go of a context
 * while two sequences of it generate, so that a third could not even forget old tokens to begin (node-llama-cpp 3.22).
 */
export class Slots {
  readonly #slots: Slot[]
  readonly #create: () => Promise<LlamaContextSequence>
  #clock = 0

  constructor(count: number, create: () => Promise<LlamaContextSequence>) {
    this.#slots = Array.from({ length: count }, () => ({ sequence: null, busy: false, usedAt: 0 }))
    this.#create = create
  }

  /** How many are in use. */
  get busy(): number {
    return this.#slots.filter(({ busy }) => busy).length
  }

  /**
   * Runs `work` with the free sequence that remembers most of the prompt's conversation, or else one that is new, or else
   * the one that was unused for longest. The caller makes sure that one is free.
   */
  async use<T>(prompt: Token[], work: (sequence: LlamaContextSequence) => Promise<T>): Promise<T> {
    const slot = this.#choose(prompt)
    slot.busy = true
    try {
      slot.sequence ??= await this.#create()
      return await work(slot.sequence)
    } finally {
      slot.busy = false
      slot.usedAt = ++this.#clock
    }
  }

  #choose(prompt: Token[]): Slot {
    const free = this.#slots.filter(({ busy }) => !busy)
    const [unusedLongest] = free.toSorted((a, b) => a.usedAt - b.usedAt)
    if (!unusedLongest) throw new Error('No slot is free')
    let best = unusedLongest
    let bestShared = 0
    for (const slot of free) {
      if (!slot.sequence) continue
      const shared = slot.sequence.compareContextTokens(prompt).firstDifferentIndex
      const isSame = shared >= slot.sequence.nextTokenIndex * SAME_CONVERSATION
      if (!isSame || shared <= bestShared) continue
      best = slot
      bestShared = shared
    }
    return best
  }
}
