import { describe, expect, it } from 'vitest'
import { pathDown } from './path'

const node = (id: string, parentId: string | null, depth: number, deletedAt: Date | null = null) => ({
  id,
  parentId,
  depth,
  deletedAt,
})
const start = node('q', 'root', 1)
const below = [
  node('a1', 'q', 2),
  node('x', 'other', 2),
  node('b1', 'a1', 3, new Date()),
  node('y', 'x', 3),
  node('c1', 'b1', 4),
]
const ids = (leafId: string | null) => pathDown(start, below, leafId)?.map(({ id }) => id) ?? null

describe('the way down from a message', () => {
  it('follows the branch that is shown, past what is deleted', () =>
    expect(ids('c1')).toEqual(['q', 'a1', 'c1']))
  it('ends where that branch ends', () => expect(ids('a1')).toEqual(['q', 'a1']))
  it('is not there when the branch does not come by', () => expect(ids('y')).toBeNull())
  it('is not there without a branch', () => expect(ids(null)).toBeNull())
  it('is the message alone at its end', () => expect(ids('q')).toEqual(['q']))
})
