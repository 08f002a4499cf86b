import { describe, expect, it } from 'vitest'
import type { WorkspaceRole } from './context'
import { assertCan, can } from './permissions'

describe('permissions', () => {
  it.each<[WorkspaceRole, boolean]>([
    ['owner', true],
    ['admin', true],
    ['member', true],
    ['viewer', false],
  ])('%s may write conversations: %s', (role, allowed) => {
    expect(can({ role }, 'conversation:write')).toBe(allowed)
  })

  it('refuses with the one error', () => {
    expect(() => assertCan({ role: 'viewer' }, 'conversation:write')).toThrow(
      expect.objectContaining({ code: 'forbidden', status: 403 }),
    )
  })
})
