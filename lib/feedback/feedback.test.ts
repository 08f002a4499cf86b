import { ObjectId } from 'mongodb'
import { describe, expect, it } from 'vitest'
import { listSupportAccess } from '@/lib/audit/server'
import type { Ctx } from '@/lib/auth/context'
import { createConversation } from '@/lib/chat/data'
import { createMessage } from '@/lib/chat/messages/data'
import { getConversation } from '@/lib/chat/server'
import { deleteMessage } from '@/lib/chat/tree/delete-message'
import { newId } from '@/lib/core/ids'
import { driverCollection } from '@/lib/platform/db'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { listReports, readReportedReply, settleReport } from './manage-reports'
import { rateMessage } from './rate-message'
import { reportMessage } from './report-message'
import { rateInput } from './schema'

onAppDatabase()

async function converse(ctx: Ctx) {
  const [id, questionId, messageId] = [newId(), newId(), newId()]
  await createConversation(ctx, { _id: id, title: 'x', model: null, leafId: messageId, folderId: null })
  const said = (_id: string, role: string, parentId: string | null, depth: number) =>
    createMessage(ctx, {
      _id,
      conversationId: id,
      parentId,
      depth,
      role,
      parts: [{ type: 'text', text: role }],
      text: role,
      status: 'done',
      model: null,
      usage: null,
      error: null,
    })
  await said(questionId, 'user', null, 0)
  await said(messageId, 'assistant', questionId, 1)
  return { id, questionId, messageId }
}

const feedbackOf = async (ctx: Ctx, id: string) =>
  (await getConversation(ctx, id)).messages.at(-1)?.metadata?.feedback
const bad = { rating: 'down', reason: 'wrong', note: 'Milo is a dog.' } as const
const notThere = { code: 'not_found' }

describe('feedback', () => {
  it('is kept with the reply, can be changed and taken back', async () => {
    const ctx = await createPerson()
    const { id, messageId } = await converse(ctx)
    await rateMessage(ctx, { id, messageId, feedback: bad })
    expect(await feedbackOf(ctx, id)).toEqual(bad)
    const good = { rating: 'up', reason: null, note: '' } as const
    await rateMessage(ctx, { id, messageId, feedback: good })
    expect(await feedbackOf(ctx, id)).toEqual(good)
    await rateMessage(ctx, { id, messageId, feedback: null })
    expect(await feedbackOf(ctx, id)).toBeUndefined()
  })

  it('is about replies that are there and the caller’s', async () => {
    const [me, other] = [await createPerson(), await createPerson()]
    const { id, messageId, questionId } = await converse(me)
    const report = { id, messageId, reason: 'harmful', note: '' } as const
    await expect(rateMessage(other, { id, messageId, feedback: bad })).rejects.toMatchObject(notThere)
    await expect(reportMessage(other, report)).rejects.toMatchObject(notThere)
    await expect(rateMessage(me, { id, messageId: questionId, feedback: bad })).rejects.toMatchObject(
      notThere,
    )
    await deleteMessage(me, { id, messageId })
    await expect(rateMessage(me, { id, messageId, feedback: bad })).rejects.toMatchObject(notThere)
    await expect(reportMessage(me, report)).rejects.toMatchObject(notThere)
  })

  it('takes only the reasons that fit its rating, and notes of a sensible length', () => {
    const input = (feedback: object) =>
      rateInput.safeParse({ id: newId(), messageId: newId(), feedback }).success
    expect(input(bad)).toBe(true)
    expect(input({ ...bad, rating: 'up' })).toBe(false)
    expect(input({ ...bad, note: 'x'.repeat(2001) })).toBe(false)
  })
})

describe('a report', () => {
  it('is one a message, and the last word counts', async () => {
    const ctx = await createPerson()
    const { id, messageId } = await converse(ctx)
    await reportMessage(ctx, { id, messageId, reason: 'harmful', note: 'First' })
    await reportMessage(ctx, { id, messageId, reason: 'false', note: 'Second' })
    const reports = await driverCollection('messageReports')
      .find({ messageId: new ObjectId(messageId) })
      .toArray()
    expect(reports).toMatchObject([{ reason: 'false', note: 'Second', userId: new ObjectId(ctx.userId) }])
  })
})

describe('what was reported', () => {
  const manager = (ctx: Ctx): Ctx => ({ ...ctx, instanceRole: 'support', factorAt: new Date() })

  it('is read by those who manage it, the reply alone, and its person sees that it was', async () => {
    const [ctx, support] = [await createPerson('Reporter'), manager(await createPerson())]
    const { id, messageId } = await converse(ctx)
    await reportMessage(ctx, { id, messageId, reason: 'harmful', note: 'It told me to.' })
    const open = await listReports(support, { isHandled: false })
    const report = open.reports[0]
    expect(report).toMatchObject({
      reason: 'harmful',
      note: 'It told me to.',
      by: 'Reporter',
      isHandled: false,
    })
    expect(await listSupportAccess(ctx)).toEqual([])
    expect(await readReportedReply(support, { id: report?.id ?? '' })).toEqual({
      text: 'assistant',
      model: null,
    })
    expect(await listSupportAccess(ctx)).toHaveLength(1)
    await expect(readReportedReply(ctx, { id: report?.id ?? '' })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await deleteMessage(ctx, { id, messageId })
    expect(await readReportedReply(support, { id: report?.id ?? '' })).toMatchObject({ text: null })
  })

  it('is dealt with, opened again, and open anew when its person says more', async () => {
    const [ctx, support] = [await createPerson(), manager(await createPerson())]
    const { id, messageId } = await converse(ctx)
    await reportMessage(ctx, { id, messageId, reason: 'false', note: '' })
    const reportId = (await listReports(support, { isHandled: false })).reports[0]?.id ?? ''
    const isOpen = async () =>
      (await listReports(support, { isHandled: false })).reports.some((each) => each.id === reportId)
    await settleReport(support, { id: reportId, isHandled: true })
    expect(await isOpen()).toBe(false)
    expect((await listReports(support, { isHandled: true })).reports[0]).toMatchObject({ id: reportId })
    await settleReport(support, { id: reportId, isHandled: false })
    expect(await isOpen()).toBe(true)
    await settleReport(support, { id: reportId, isHandled: true })
    await reportMessage(ctx, { id, messageId, reason: 'harmful', note: 'More.' })
    expect(await isOpen()).toBe(true)
    await expect(settleReport(support, { id: newId(), isHandled: true })).rejects.toMatchObject(notThere)
  })
})
