import { ObjectId } from 'mongodb'
import { describe, expect, it } from 'vitest'
import type { Ctx } from '@/lib/auth/context'
import { newId } from '@/lib/core/ids'
import type { GenerationRecord, ReplyChunk } from '@/lib/generations/server'
import { driverCollection } from '@/lib/platform/db'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { onScriptedModel } from '@/scripts/test/scripted-model'
import { reapStaleReplies } from './reap'
import type { SendInput } from './schema'
import { sendMessage } from './send-message'
import { sendTemporary } from './send-temporary'
import { streamReply } from './stream-reply'

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
})
