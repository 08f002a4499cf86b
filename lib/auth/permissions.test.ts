import { describe, expect, it } from 'vitest'
import type { InstanceRole, KeyScope, WorkspaceRole } from './context'
import { assertCan, assertCanManage, can } from './permissions'

describe('permissions', () => {
  it.each<[WorkspaceRole, boolean]>([
    ['owner', true],
    ['admin', true],
    ['member', true],
    ['viewer', false],
  ])('%s may write conversations: %s', (role, allowed) => {
    expect(can({ role }, 'conversation:write')).toBe(allowed)
  })

  it('to a key are nothing but what it is for, and no more than its owner’s', () => {
    const key = (role: WorkspaceRole, scopes: KeyScope[]) => ({
      ...{ role, actor: 'apiKey' as const },
      apiKey: { id: '', scopes, caps: null },
    })
    const owner = key('owner', ['chat', 'models', 'usage'])
    expect(can(owner, 'api:chat')).toBe(true)
    expect(can(key('owner', ['models']), 'api:chat')).toBe(false)
    expect(can(key('viewer', ['chat']), 'api:chat')).toBe(false)
    for (const permission of ['conversation:read', 'keys:manage', 'billing:manage', 'profile:read'] as const)
      expect(can(owner, permission)).toBe(false)
    expect(can({ role: 'owner', actor: 'apiKey' }, 'api:chat')).toBe(false)
  })

  it('to take the security log away is the owner of the instance alone', () => {
    const factorAt = new Date()
    expect(() => assertCanManage({ instanceRole: 'owner', factorAt }, 'instance:audit')).not.toThrow()
    expect(() => assertCanManage({ instanceRole: 'admin', factorAt }, 'instance:audit')).toThrow(
      expect.objectContaining({ code: 'forbidden' }),
    )
  })

  it('refuses with the one error', () => {
    expect(() => assertCan({ role: 'viewer' }, 'conversation:write')).toThrow(
      expect.objectContaining({ code: 'forbidden', status: 403 }),
    )
  })
})

describe('managing the instance', () => {
  it.each<[InstanceRole, Date | null, string]>([
    ['owner', new Date(), 'allowed'],
    ['admin', new Date(), 'allowed'],
    ['owner', null, 'factor_required'],
    ['admin', null, 'factor_required'],
    ['support', new Date(), 'forbidden'],
    ['user', new Date(), 'forbidden'],
    ['user', null, 'forbidden'],
  ])('as %s whose second step was shown at %s is %s', (instanceRole, factorAt, outcome) => {
    const attempt = () => assertCanManage({ instanceRole, factorAt }, 'instance:invite')
    if (outcome === 'allowed') expect(attempt).not.toThrow()
    else expect(attempt).toThrow(expect.objectContaining({ code: outcome, status: 403 }))
  })
})
