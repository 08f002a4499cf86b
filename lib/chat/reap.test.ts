import { ObjectId } from 'mongodb'
import { describe, expect, it } from 'vitest'
import type { Ctx } from '@/lib/auth/context'
import { newId } from '@/lib/core/ids'
import { createGeneration, type GenerationRecord, type ReplyChunk } from '@/lib/generations/server'
import { driverCollection } from '@/lib/platform/db'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { onScriptedModel } from '@/scripts/test/scripted-model'
import { findMessage, rescueReply, saveReply } from './messages/data'
import { getConversation } from './read-conversation'
import { reapIfStale, reapStaleReplies } from './reap'
import type { SendInput } from './schema'
import { sendMessage } from './send-message'
import { sendTemporary } from './send-temporary'
import { stopReply, streamReply } from './stream-reply'

onAppDatabase()

const model = onScriptedModel()

const LONG_AGO = new Date(Date.now() - 60_000)

const question = (text: string) =>
  ({
    trigger: 'send',
    conversationId: newId(),
    parentId: null,
    message: { id: newId(), text },
  }) satisfies SendInput

const read = (ctx: Ctx, generation: GenerationRecord) => new Response(streamReply(ctx, generation, 0)).text()

async function converse(ctx: Ctx, input: SendInput): Promise<GenerationRecord> {
  const generation = await sendMessage(ctx, input)
  await read(ctx, generation)
  return generation
}

const replyOf = ({ replyId }: GenerationRecord) =>
  driverCollection('messages').findOne({ _id: new ObjectId(replyId) })
const statusOf = async ({ _id }: GenerationRecord) =>
  (await driverCollection('generations').findOne({ _id: new ObjectId(_id) }))?.['status']

/** The state a process leaves that is killed before it says that the reply has ended. */
async function kill({ _id }: GenerationRecord): Promise<void> {
  const running = { status: 'running', heartbeatAt: LONG_AGO, endedAt: null }
  await driverCollection('generations').updateOne({ _id: new ObjectId(_id) }, { $set: running })
  await driverCollection('generationEvents').deleteMany({
    generationId: new ObjectId(_id),
    chunks: /"finish"/,
  })
}

/** Puts frames into the log of a reply, in place of what is there. */
async function rewriteLog({ _id }: GenerationRecord, frames: readonly ReplyChunk[][]): Promise<void> {
  const generationId = new ObjectId(_id)
  await driverCollection('generationEvents').deleteMany({ generationId })
  let seq = 0
  const entries = frames.map((chunks) => {
    seq += chunks.length
    return { generationId, seq, chunks: JSON.stringify(chunks), expiresAt: new Date(Date.now() + 60_000) }
  })
  if (entries.length > 0) await driverCollection('generationEvents').insertMany(entries)
}

/** A reply that is to go on after `text`, whose server dies at once. */
async function goOnAndDie(ctx: Ctx, text: string): Promise<GenerationRecord> {
  model().script({ text, finishReason: 'length' })
  const first = await converse(ctx, question('Tell me'))
  const { conversationId, userMessageId, replyId } = first
  const more = await createGeneration(ctx, {
    ...{ _id: newId(), conversationId, userMessageId, replyId },
    ...{ key: `reply:${newId()}`, model: first.model },
  })
  if (!more) throw new Error('it could not begin')
  await kill(more)
  return more
}

describe('a server that dies', () => {
  it('loses nothing of a reply, however long its log is', async () => {
    const ctx = await createPerson()
    const generation = await converse(ctx, question('Count'))
    const words = Array.from({ length: 1_100 }, (_, i) => `${i} `)
    const frames = words.map((delta): ReplyChunk[] => [{ type: 'text-delta', id: '0', delta }])
    const opening: ReplyChunk[] = [
      { type: 'start', messageId: generation.replyId },
      { type: 'text-start', id: '0' },
    ]
    await kill(generation)
    await driverCollection('messages').deleteOne({ _id: new ObjectId(generation.replyId) })
    await rewriteLog(generation, [opening, ...frames])
    await reapStaleReplies()
    expect(await replyOf(generation)).toMatchObject({ text: words.join(''), status: 'interrupted' })
    expect(await read(ctx, generation)).toMatch(/"delta":"1099 "[\s\S]*"status":"interrupted"[\s\S]*\[DONE\]/)
  })

  it('leaves a temporary reply to those who read it', async () => {
    const ctx = await createPerson()
    model().script({ text: 'Kept nowhere' })
    const messages = [{ role: 'user' as const, text: 'Tell me' }]
    const ids = { conversationId: newId(), key: newId(), questionId: newId(), replyId: newId() }
    const generation = await sendTemporary(ctx, { trigger: 'temporary', ...ids, messages })
    await read(ctx, generation)
    await kill(generation)
    expect(await read(ctx, generation)).toMatch(/Kept[\s\S]*"status":"interrupted"[\s\S]*\[DONE\]/)
    expect(await statusOf(generation)).toBe('interrupted')
  })

  it('before a reply went on leaves it as it was', async () => {
    const ctx = await createPerson()
    const generation = await goOnAndDie(ctx, 'The beginning')
    const before = await replyOf(generation)
    await reapStaleReplies()
    expect(await replyOf(generation)).toEqual(before)
    expect(before).toMatchObject({ text: 'The beginning', status: 'done' })
    expect(await statusOf(generation)).toBe('interrupted')
    expect(await read(ctx, generation)).toMatch(/"The beginning"[\s\S]*"status":"done"[\s\S]*\[DONE\]/)
    expect((await getConversation(ctx, generation.conversationId)).messages).toHaveLength(2)
  })

  it('while a reply goes on leaves both parts of it', async () => {
    const ctx = await createPerson()
    const generation = await goOnAndDie(ctx, 'The beginning')
    await rewriteLog(generation, [
      [
        { type: 'start', messageId: generation.replyId },
        { type: 'text-start', id: 'continued' },
        { type: 'text-delta', id: 'continued', delta: 'The beginning' },
      ],
      [{ type: 'text-delta', id: 'continued', delta: ' and more' }],
    ])
    await Promise.all([reapStaleReplies(), reapStaleReplies()])
    expect(await replyOf(generation)).toMatchObject({
      text: 'The beginning and more',
      status: 'interrupted',
    })
  })
})

describe('a reply is not taken from the server that makes it', () => {
  it('after this process slept for longer than others wait', async () => {
    const ctx = await createPerson()
    model().script({ text: 'word '.repeat(500), tokenMs: 10 })
    const input = question('Talk a lot')
    const generation = await sendMessage(ctx, input)
    await model().wait('started', { number: 1 })
    await driverCollection('generations').updateOne(
      { _id: new ObjectId(generation._id) },
      { $set: { heartbeatAt: LONG_AGO } },
    )
    await reapStaleReplies()
    expect(await reapIfStale([{ ...generation, heartbeatAt: LONG_AGO }])).toHaveLength(1)
    expect(await statusOf(generation)).toBe('running')
    await stopReply(ctx, input.conversationId)
    expect(await read(ctx, generation)).toContain('"status":"stopped"')
  })

  it('when it has saved more than was read of it', async () => {
    const ctx = await createPerson()
    model().script({ text: 'All that was to be said.' })
    const generation = await converse(ctx, question('Say it'))
    const saved = await replyOf(generation)
    await kill(generation)
    await rewriteLog(generation, [
      [
        { type: 'start', messageId: generation.replyId },
        { type: 'text-start', id: '0' },
        { type: 'text-delta', id: '0', delta: 'All that' },
      ],
    ])
    await reapStaleReplies()
    expect(await replyOf(generation)).toEqual(saved)
    expect(saved).toMatchObject({ text: 'All that was to be said.', status: 'done' })
    expect(await statusOf(generation)).toBe('interrupted')
  })
  it('when it saves more of one that goes on while that is being read', async () => {
    const ctx = await createPerson()
    const { conversationId, userMessageId, replyId } = await goOnAndDie(ctx, 'The beginning')
    const before = await findMessage(ctx, conversationId, replyId)
    const reply = (text: string) => ({
      ...{ _id: replyId, conversationId, parentId: userMessageId, depth: 1, role: 'assistant' },
      ...{ parts: [{ type: 'text', text }], text, model: null, usage: null, error: null },
    })
    await saveReply(ctx, { ...reply('The beginning and the end.'), status: 'done' })
    const saved = await findMessage(ctx, conversationId, replyId)
    await rescueReply(ctx, before, { ...reply('The beginning and'), status: 'interrupted' })
    await rescueReply(ctx, null, { ...reply('The'), status: 'interrupted' })
    expect(await findMessage(ctx, conversationId, replyId)).toEqual(saved)
    expect(saved).toMatchObject({ text: 'The beginning and the end.', status: 'done' })
  })
})
