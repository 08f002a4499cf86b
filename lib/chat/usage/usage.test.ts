import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ObjectId } from 'mongodb'
import { expect, it, vi } from 'vitest'
import type { Ctx } from '@/lib/auth/context'
import { newId } from '@/lib/core/ids'
import { createGeneration, type GenerationRecord, interruptAll } from '@/lib/generations/server'
import { connectProvider } from '@/lib/models/connections/connect'
import { updatePersonal } from '@/lib/models/defaults/model-settings'
import { driverCollection } from '@/lib/platform/db'
import { flushUsage, reserveMessage } from '@/lib/usage/server'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { onScriptedModel } from '@/scripts/test/scripted-model'
import { reapStaleReplies } from '../reap'
import { sendMessage } from '../send-message'
import { sendTemporary } from '../send-temporary'
import { stopReply, streamReply } from '../stream-reply'
import { settleAbandonedReplies } from './settle-reply'

const file = path.join(tmpdir(), `plans-${newId()}.json`)
writeFileSync(file, JSON.stringify({ free: { limits: { messagesPerDay: 3 } } }))
vi.stubEnv('PLANS', file)
vi.stubEnv('ALLOW_PRIVATE_NETWORKS', '1')
onAppDatabase()
const model = onScriptedModel()

const question = (text: string) => ({
  trigger: 'send' as const,
  conversationId: newId(),
  parentId: null,
  message: { id: newId(), text },
})
const counterOf = (ctx: Ctx) =>
  driverCollection('usageCounters').findOne({ workspaceId: new ObjectId(ctx.workspaceId) })
const eventsOf = (ctx: Ctx) =>
  driverCollection('usageEvents')
    .find({ workspaceId: new ObjectId(ctx.workspaceId), feature: 'reply' })
    .toArray()

async function ask(ctx: Ctx, input = question('Hello')) {
  const generation = await sendMessage(ctx, input)
  const text = await new Response(streamReply(ctx, generation, 0)).text()
  await flushUsage()
  return { generation, text }
}

/** Stops a reply when this word has come, and waits for its end. */
async function stopAt(word: string, ctx: Ctx, generation: GenerationRecord) {
  const reader = streamReply(ctx, generation, 0).getReader()
  let text = ''
  while (!text.includes(word)) text += new TextDecoder().decode((await reader.read()).value)
  await stopReply(ctx, generation.conversationId)
  while (!(await reader.read()).done);
  await flushUsage()
}

it('a message counts before the model is asked, and what it took is written down when it ends', async () => {
  const ctx = await createPerson()
  model().script({ text: 'Hello there.' })
  const { generation } = await ask(ctx)
  expect(await counterOf(ctx)).toMatchObject({ messages: 1, open: 0 })
  expect(await eventsOf(ctx)).toMatchObject([
    { key: generation._id, status: 'done', isEstimated: false, isOwnKey: false, output: expect.any(Number) },
  ])
})

it('the same message sent again counts once', async () => {
  const ctx = await createPerson()
  const input = question('Hello')
  await Promise.all([sendMessage(ctx, input), sendMessage(ctx, input), sendMessage(ctx, input)])
  await ask(ctx, input)
  expect(await counterOf(ctx)).toMatchObject({ messages: 1, open: 0 })
})

it('when the plan is used up no model is asked and nothing is stored', async () => {
  const ctx = await createPerson()
  for (let i = 0; i < 3; i++) await ask(ctx)
  const asked = model().replies().length
  const input = question('One more')
  await expect(sendMessage(ctx, input)).rejects.toMatchObject({ code: 'limit_reached', status: 429 })
  const temporary = {
    ...{ trigger: 'temporary' as const, conversationId: newId(), key: newId(), questionId: newId() },
    ...{ replyId: newId(), messages: [{ role: 'user' as const, text: 'And so?' }] },
  }
  await expect(sendTemporary(ctx, temporary)).rejects.toMatchObject({ code: 'limit_reached' })
  expect(model().replies()).toHaveLength(asked)
  expect(await driverCollection('messages').findOne({ _id: new ObjectId(input.message.id) })).toBeNull()
})

it('beyond the plan a prepaid message is taken once, also for the same message sent again', async () => {
  const ctx = await createPerson()
  for (let i = 0; i < 3; i++) await ask(ctx)
  const workspaceId = new ObjectId(ctx.workspaceId)
  const credits = { added: 5, takenBack: 0, used: 0, returns: {}, checkoutId: null }
  const counts = { day: '', onDay: 0, month: '', inMonth: 0, pending: {}, open: 0, touchedAt: new Date() }
  const beyond = { extra: null, extraSettled: 0, extraReported: 0, report: null, topUp: null }
  const times = { createdAt: new Date(), updatedAt: new Date() }
  const userId = new ObjectId(ctx.userId)
  await driverCollection('wallets').insertOne({
    workspaceId,
    userId,
    ...credits,
    ...counts,
    ...beyond,
    ...times,
  })
  const input = question('Hello')
  await Promise.all([sendMessage(ctx, input), sendMessage(ctx, input), sendMessage(ctx, input)])
  await ask(ctx, input)
  await ask(ctx)
  expect(await driverCollection('wallets').findOne({ workspaceId })).toMatchObject({ used: 2, open: 0 })
  expect((await eventsOf(ctx)).map(({ paidBy }) => paidBy)).toEqual([
    'plan',
    'plan',
    'plan',
    'credit',
    'credit',
  ])
})

it('an answer that fails without a word counts for nothing, one that is stopped does', async () => {
  const ctx = await createPerson()
  model().script({ failure: 'invalid_api_key' })
  await ask(ctx)
  expect(await counterOf(ctx)).toMatchObject({ messages: 0, open: 0 })
  model().script({ text: 'one two three four five six', tokenMs: 50 })
  await stopAt('two', ctx, await sendMessage(ctx, question('Count')))
  expect(await counterOf(ctx)).toMatchObject({ messages: 1, open: 0 })
  expect((await eventsOf(ctx)).at(-1)).toMatchObject({ status: 'stopped', isEstimated: true })
})

it('going on with an answer counts by what is new: nothing when it fails without a word', async () => {
  const ctx = await createPerson()
  const beginning = 'one two three four five six seven eight nine ten '.repeat(20)
  model().script({ text: beginning, finishReason: 'length' })
  const { generation: first } = await ask(ctx)
  const goOn = () => ({
    trigger: 'continue' as const,
    conversationId: first.conversationId,
    parentId: first.replyId,
    replyId: newId(),
  })
  model().script({ failure: 'invalid_api_key' })
  await new Response(streamReply(ctx, await sendMessage(ctx, goOn()), 0)).text()
  await flushUsage()
  expect(await counterOf(ctx)).toMatchObject({ messages: 1, open: 0 })

  model().script({ text: 'eleven twelve thirteen fourteen', tokenMs: 50 })
  await stopAt('twelve', ctx, await sendMessage(ctx, goOn()))
  expect(await counterOf(ctx)).toMatchObject({ messages: 2, open: 0 })
  const last = (await eventsOf(ctx)).at(-1)
  expect(last).toMatchObject({ status: 'stopped', isEstimated: true })
  expect(last?.['output']).toBeLessThan(50)
})

it('going on with a temporary answer counts for nothing either when it fails without a word', async () => {
  const ctx = await createPerson()
  model().script({ failure: 'invalid_api_key' })
  const generation = await sendTemporary(ctx, {
    ...{ trigger: 'temporary', conversationId: newId(), key: newId(), questionId: newId() },
    ...{ replyId: newId(), prefix: 'The beginning', messages: [{ role: 'user', text: 'Tell me' }] },
  })
  await new Response(streamReply(ctx, generation, 0)).text()
  await flushUsage()
  expect(await counterOf(ctx)).toMatchObject({ messages: 0, open: 0 })
})

it('an answer that our server cuts off before its first word counts for nothing', async () => {
  const ctx = await createPerson()
  model().script({ text: 'Too late', firstTokenMs: 60_000 })
  const generation = await sendMessage(ctx, question('Think about it'))
  expect(await counterOf(ctx)).toMatchObject({ messages: 1, open: 1 })
  await interruptAll()
  await flushUsage()
  expect(await counterOf(ctx)).toMatchObject({ messages: 0, open: 0 })
  expect(await eventsOf(ctx)).toMatchObject([{ key: generation._id, status: 'interrupted', input: 0 }])
})

it('a reply whose server died before its first word counts for nothing', async () => {
  const ctx = await createPerson()
  const { generation: first } = await ask(ctx)
  const { id: _id } = await reserveMessage(ctx, newId())
  const { conversationId, userMessageId, model: asked } = first
  const made = { _id, conversationId, userMessageId, model: asked }
  await createGeneration(ctx, { ...made, key: `reply:${newId()}`, replyId: newId() })
  const heartbeatAt = new Date(Date.now() - 60_000)
  await driverCollection('generations').updateOne({ _id: new ObjectId(_id) }, { $set: { heartbeatAt } })
  await reapStaleReplies()
  await settleAbandonedReplies(new Date(Date.now() + 3 * 60_000))
  await flushUsage()
  expect(await counterOf(ctx)).toMatchObject({ messages: 1, open: 0 })
})

it('a reply whose server died before it went on took nothing more than its first half', async () => {
  const ctx = await createPerson()
  model().script({ text: 'The beginning', finishReason: 'length' })
  const { generation: first } = await ask(ctx)
  const { conversationId, userMessageId, replyId } = first
  const { id: _id } = await reserveMessage(ctx, newId())
  const key = `reply:${newId()}`
  await createGeneration(ctx, {
    _id,
    conversationId,
    key,
    userMessageId,
    replyId,
    model: first.model,
    begunChars: 'The beginning'.length,
  })
  const heartbeatAt = new Date(Date.now() - 60_000)
  await driverCollection('generations').updateOne({ _id: new ObjectId(_id) }, { $set: { heartbeatAt } })
  await reapStaleReplies()
  await settleAbandonedReplies(new Date(Date.now() + 3 * 60_000))
  await flushUsage()
  const [before, after] = await eventsOf(ctx)
  expect(before).toMatchObject({ key: first._id, isEstimated: false, input: expect.any(Number) })
  expect(after).toMatchObject({ key: _id, status: 'interrupted', isEstimated: true, input: 0, output: 0 })
  expect(await counterOf(ctx)).toMatchObject({ messages: 1, open: 0 })
})

it('a model with a key of one’s own counts for nothing, also when the plan is used up', async () => {
  const ctx = await createPerson()
  for (let i = 0; i < 3; i++) await ask(ctx)
  const baseUrl = `${model().url}`
  const { id } = await connectProvider(ctx, { kind: 'compatible', name: 'Mine', apiKey: '', baseUrl })
  const own = { ...question('Hello'), model: `${id}/scripted` }
  // The installation's model would step in: not any more.
  await updatePersonal(ctx, { fallbackModels: ['openai/scripted'] })
  const { text } = await ask(ctx, own)
  expect(text).toContain('"done"')
  expect(await counterOf(ctx)).toMatchObject({ messages: 3 })
  expect((await eventsOf(ctx)).at(-1)).toMatchObject({ isOwnKey: true })
})
