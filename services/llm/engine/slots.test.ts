import type { LlamaContextSequence, Token } from 'node-llama-cpp'
import { describe, expect, it, vi } from 'vitest'
import { Slots } from './slots.ts'

const tokensOf = (text: string) => [...text].map((letter) => letter.charCodeAt(0) as Token)

/** A sequence that remembers a text, one token for each letter. */
class FakeSequence {
  readonly name: string
  remembered = ''

  constructor(name: string) {
    this.name = name
  }

  get nextTokenIndex(): number {
    return this.remembered.length
  }

  compareContextTokens(tokens: Token[]) {
    const mine = tokensOf(this.remembered)
    const different = mine.findIndex((token, index) => token !== tokens[index])
    return { firstDifferentIndex: different === -1 ? mine.length : different }
  }
}

function makeSlots(count: number) {
  let created = 0
  const slots = new Slots(count, async () => {
    return new FakeSequence(`s${created++}`) as unknown as LlamaContextSequence
  })
  /** Answers a prompt and tells which sequence did; it then remembers prompt and answer. */
  const answer = (prompt: string, reply = '') =>
    slots.use(tokensOf(prompt), async (sequence) => {
      const fake = sequence as unknown as FakeSequence
      fake.remembered = prompt + reply
      return fake.name
    })
  return { slots, answer, created: () => created }
}

describe('Slots', () => {
  it('continues a conversation where it was answered before', async () => {
    const { answer } = makeSlots(3)
    expect(await answer('alice: hi', ' hello')).toBe('s0')
    expect(await answer('bob: what is up', ' nothing')).toBe('s1')
    expect(await answer('alice: hi hello alice: more')).toBe('s0')
    expect(await answer('bob: what is up nothing bob: ok')).toBe('s1')
  })

  it('takes no memory before it is needed', async () => {
    const { answer, created } = makeSlots(3)
    expect(created()).toBe(0)
    await answer('alice: hi')
    await answer('alice: hi and more')
    expect(created()).toBe(1)
  })

  it('tries again after a failure to begin', async () => {
    const create = vi
      .fn()
      .mockRejectedValueOnce(new Error('no memory'))
      .mockResolvedValue(new FakeSequence('s0'))
    const slots = new Slots(1, create)
    await expect(slots.use([], async () => 'ran')).rejects.toThrow('no memory')
    await expect(slots.use([], async () => 'ran')).resolves.toBe('ran')
  })

  it('finds the conversation again when its last answer is to be replaced', async () => {
    const { answer } = makeSlots(2)
    await answer('a long question about the sea', ' short')
    expect(await answer('a long question about the sea')).toBe('s0')
  })

  it('does not take a conversation away for the sake of a common beginning', async () => {
    const { answer } = makeSlots(2)
    await answer('system. alice asks something long and gets a long answer')
    expect(await answer('system. bob')).toBe('s1')
    expect(await answer('system. alice asks something long and gets a long answer, and goes on')).toBe('s0')
  })

  it('forgets the conversation that was unused for longest', async () => {
    const { answer } = makeSlots(2)
    await answer('aaaa')
    await answer('bbbb')
    await answer('aaaaaa')
    expect(await answer('cccc')).toBe('s1')
  })

  it('gives each user a sequence of his own', async () => {
    const { slots } = makeSlots(2)
    const names = await Promise.all(
      ['x', 'x'].map((prompt) =>
        slots.use(tokensOf(prompt), async (sequence) => (sequence as unknown as FakeSequence).name),
      ),
    )
    expect(new Set(names).size).toBe(2)
  })
})
