import { ObjectId } from 'mongodb'
import { expect, it } from 'vitest'
import type { Ctx } from '@/lib/auth/context'
import { csvLine } from '@/lib/core/csv-line'
import { driverCollection } from '@/lib/platform/db'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { recordSecurityEvent } from '../server'
import { exportSecurityLog } from './export-security-log'

onAppDatabase()

const asOwner = (ctx: Ctx): Ctx => ({ ...ctx, instanceRole: 'owner', factorAt: new Date() })
const read = async (ctx: Ctx, format: 'csv' | 'json') =>
  new Response((await exportSecurityLog(ctx, format)).stream).text()

it('gives the owner what happened to everybody, and notes that it did', async () => {
  const [owner, other] = [asOwner(await createPerson()), await createPerson()]
  await recordSecurityEvent('session.refused', other)
  const events = JSON.parse(await read(owner, 'json')) as Record<string, string>[]
  expect(events.map(({ kind, userId }) => [kind, userId])).toEqual(
    expect.arrayContaining([
      ['session.refused', other.userId],
      ['account.created', owner.userId],
      ['log.exported', owner.userId],
    ]),
  )
  const times = events.map(({ at }) => at)
  expect(times).toEqual([...times].sort())
  const csv = await read(owner, 'csv')
  expect(csv.split('\r\n')[0]).toBe('id,at,kind,userId,actorId,ip,userAgent,requestId,data')
  expect(csv.split('\r\n')).toHaveLength(events.length + 3)
})

it('is for the owner of the instance alone', async () => {
  const ctx = { ...(await createPerson()), factorAt: new Date() }
  for (const instanceRole of ['admin', 'support', 'user'] as const)
    await expect(exportSecurityLog({ ...ctx, instanceRole }, 'csv')).rejects.toMatchObject({
      code: 'forbidden',
    })
  const withoutFactor = { ...asOwner(ctx), factorAt: null }
  await expect(exportSecurityLog(withoutFactor, 'csv')).rejects.toMatchObject({ code: 'factor_required' })
})

it('writes nothing that a spreadsheet would run', () => {
  expect(csvLine(['=HYPERLINK("x")', '+1', '-1+1', '-1.5', '@a', 'a,b', 'plain'])).toBe(
    `"'=HYPERLINK(""x"")",'+1,'-1+1,-1.5,'@a,"a,b",plain\r\n`,
  )
})

it('reads more than one batch', async () => {
  const owner = asOwner(await createPerson())
  const rows = Array.from({ length: 2_500 }, () => ({
    _id: new ObjectId(),
    userId: owner.userId,
    actorId: owner.userId,
    kind: 'session.refused',
    ip: null,
    userAgent: null,
    requestId: 'many',
    data: null,
    createdAt: new Date(),
  }))
  await driverCollection('securityEvents').insertMany(rows)
  const events = JSON.parse(await read(owner, 'json')) as { requestId: string }[]
  expect(events.filter(({ requestId }) => requestId === 'many')).toHaveLength(2_500)
})
