import { describe, expect, it } from 'vitest'
import { branchOf, exitOf, toChatMessage } from './branch'
import type { MessageRecord } from './messages/data'

const message = (id: string, parentId: string | null, depth: number): MessageRecord => ({
  _id: id,
  workspaceId: 'w',
  userId: 'u',
  conversationId: 'c',
  parentId,
  depth,
  role: depth % 2 === 0 ? 'user' : 'assistant',
  parts: [{ type: 'text', text: id }],
  text: id,
  status: 'done',
  model: null,
  usage: null,
  error: null,
  feedback: null,
  deletedAt: null,
  createdAt: new Date(0),
})

// q1 ─ a1 ─ q2
//    └ b1 ─ q3
const tree = [
  message('q1', null, 0),
  message('a1', 'q1', 1),
  message('b1', 'q1', 1),
  message('q2', 'a1', 2),
  message('q3', 'b1', 2),
]

describe('branchOf', () => {
  it('walks one branch from its leaf, oldest first, and knows the siblings', () => {
    expect(branchOf(tree, 'q3').map(({ message: m, siblingIds }) => [m._id, siblingIds])).toEqual([
      ['q1', ['q1']],
      ['b1', ['a1', 'b1']],
      ['q3', ['q3']],
    ])
  })

  it('stops where the window ends', () => {
    expect(branchOf(tree.slice(1), 'q2').map(({ message: m }) => m._id)).toEqual(['a1', 'q2'])
  })

  it('is empty for a leaf that is not there', () => {
    expect(branchOf(tree, 'gone')).toEqual([])
  })
})

describe('deleted messages', () => {
  const deleted = (...ids: string[]) =>
    tree.map((m) => (ids.includes(m._id) ? { ...m, deletedAt: new Date() } : m))
  const seen = (ids: string[], leaf: string) =>
    branchOf(deleted(...ids), leaf).map(({ message: m, siblingIds }) => [m._id, m.parentId, siblingIds])

  it('are passed over: what follows stands where they were, among the other versions', () => {
    expect(seen(['a1'], 'q2')).toEqual([
      ['q1', null, ['q1']],
      ['q2', 'q1', ['q2', 'b1']],
    ])
    expect(seen(['a1'], 'b1').at(-1)).toEqual(['b1', 'q1', ['q2', 'b1']])
  })

  it('at the beginning leave what follows without a parent', () => {
    expect(seen(['q1', 'b1'], 'q3')).toEqual([['q3', null, ['a1', 'q3']]])
  })

  it('at the end, and everywhere, leave the rest', () => {
    expect(seen(['q3'], 'q3').map(([id]) => id)).toEqual(['q1', 'b1'])
    expect(seen(['q1', 'b1', 'q3'], 'q3')).toEqual([])
  })

  it('lead on above the window', () => {
    expect(exitOf(deleted('a1').slice(1), 'q2')).toBe('q1')
    expect(exitOf(tree, 'q2')).toBe(null)
  })
})

describe('toChatMessage', () => {
  it('shows siblings only where there is a choice', () => {
    expect(toChatMessage(message('q1', null, 0), ['q1']).metadata).not.toHaveProperty('siblingIds')
    expect(toChatMessage(message('a1', 'q1', 1), ['a1', 'b1']).metadata?.siblingIds).toEqual(['a1', 'b1'])
  })

  it('spreads what was stored about the call', () => {
    const stored = {
      ...message('a1', 'q1', 1),
      model: 'openai/m',
      usage: { usage: { input: 3, output: 5 }, finishReason: 'length' },
    }
    expect(toChatMessage(stored).metadata).toMatchObject({
      model: 'openai/m',
      usage: { input: 3, output: 5 },
      finishReason: 'length',
    })
  })
})
