import { expect, it } from 'vitest'
import { driverCollection } from '@/lib/platform/db'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { listSecurityEvents, recordSecurityEvent } from './server'

onAppDatabase()

it("shows a person their own account's log, newest first, page by page", async () => {
  const [a, b] = [await createPerson(), await createPerson()]
  for (let i = 0; i < 40; i++) await recordSecurityEvent('session.refused', a)
  await recordSecurityEvent('account.password_changed', a)
  await recordSecurityEvent('session.ended_all', b)

  const first = await listSecurityEvents(a, {})
  expect(first.events[0]?.kind).toBe('account.password_changed')
  const second = await listSecurityEvents(a, { cursor: first.nextCursor ?? '' })
  const all = [...first.events, ...second.events]
  expect(second.nextCursor).toBeNull()
  expect(new Set(all.map(({ id }) => id)).size).toBe(43)
  expect(all.map(({ kind }) => kind).slice(-2)).toEqual(['session.started', 'account.created'])
  expect(all.some(({ kind }) => kind === 'session.ended_all')).toBe(false)
  await expect(listSecurityEvents(a, { cursor: 'x' })).rejects.toMatchObject({ code: 'bad_request' })
})

it('keeps no contents', async () => {
  const { email, userId } = await createPerson('Quentin')
  const stored = JSON.stringify(await driverCollection('securityEvents').find({ userId }).toArray())
  expect(stored).not.toContain(email)
  expect(stored).not.toContain('Quentin')
})
