import { ObjectId } from 'mongodb'
import { expect, it } from 'vitest'
import { signOutEverywhere } from '@/lib/accounts/sessions'
import type { PersonCtx } from '@/lib/auth/context'
import { newId } from '@/lib/core/ids'
import { stopOfBanned } from '@/lib/generations/server'
import { driverCollection } from '@/lib/platform/db'
import { closeEndedSessions } from '@/lib/sessions/server'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { onScriptedModel } from '@/scripts/test/scripted-model'
import { sendMessage } from './send-message'
import { streamReply } from './stream-reply'

onAppDatabase()

const model = onScriptedModel()

const LONG = 'one two three four five six seven eight nine ten '.repeat(40)

async function ask(ctx: PersonCtx) {
  model().script({ text: LONG, tokenMs: 20 })
  const message = { id: newId(), text: 'Count for me' }
  return sendMessage(ctx, { trigger: 'send', conversationId: newId(), parentId: null, message })
}

/** Everything a reader gets until its stream ends. */
function read(stream: ReadableStream<Uint8Array>): { text(): string; ended: Promise<string> } {
  const decoder = new TextDecoder()
  let text = ''
  const readAll = async () => {
    for await (const part of stream) text += decoder.decode(part)
    return text
  }
  return { text: () => text, ended: readAll() }
}

it('the stream of a reply ends with the session it was asked for in, and the reply goes on', async () => {
  const ctx = await createPerson()
  const generation = await ask(ctx)
  const reader = read(streamReply(ctx, generation, 0))
  const elsewhere = read(streamReply({ ...ctx, sessionId: (await createPerson()).sessionId }, generation, 0))
  await expect.poll(reader.text).toContain('text-delta')
  await closeEndedSessions()
  await signOutEverywhere(ctx)
  await closeEndedSessions()
  expect(await reader.ended).not.toContain('[DONE]')
  expect(await elsewhere.ended).toContain('[DONE]')
})

it('a reply that is being made for somebody stops when they are banned, on whatever server that was decided', async () => {
  const [ctx, other] = [await createPerson(), await createPerson()]
  const [generation, theirs] = [await ask(ctx), await ask(other)]
  await stopOfBanned()
  const banned = { $set: { suspendedAt: new Date() } }
  await driverCollection('users').updateOne({ _id: new ObjectId(ctx.userId) }, banned)
  await stopOfBanned()
  const statusOf = async (id: string) =>
    (await driverCollection('generations').findOne({ _id: new ObjectId(id) }))?.['status']
  await expect.poll(() => statusOf(generation._id), { timeout: 30_000 }).toBe('stopped')
  await expect.poll(() => statusOf(theirs._id), { timeout: 30_000 }).toBe('done')
})
