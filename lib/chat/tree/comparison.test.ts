import { describe, expect, it } from 'vitest'
import type { Ctx } from '@/lib/auth/context'
import { newId } from '@/lib/core/ids'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { onScriptedModel } from '@/scripts/test/scripted-model'
import { selectMessage } from '../manage-conversation'
import { getConversation } from '../read-conversation'
import { sendMessage } from '../send-message'
import { stopReply, streamReply } from '../stream-reply'

onAppDatabase()

const model = onScriptedModel()

const SLOW = { text: 'word '.repeat(300), tokenMs: 10 }

/** Asks one question and a second model beside. @returns what identifies both answers */
async function compare(ctx: Ctx, scripts: [first: object, second: object]) {
  const conversationId = newId()
  const message = { id: newId(), text: 'Which is better?' }
  const [firstId, secondId] = [newId(), newId()]
  model().script(scripts[0])
  const first = await sendMessage(ctx, {
    trigger: 'send',
    conversationId,
    parentId: null,
    message,
    replyId: firstId,
    model: 'local/scripted',
  })
  await model().wait('started', { number: 1 })
  model().script(scripts[1])
  const beside = {
    trigger: 'regenerate',
    conversationId,
    parentId: message.id,
    replyId: secondId,
    besideId: firstId,
    model: 'local/scripted-two',
  } as const
  const second = await sendMessage(ctx, beside)
  return { conversationId, first, second, firstId, secondId, question: message.id, beside }
}

const ended = async (ctx: Ctx, generation: Parameters<typeof streamReply>[1]) =>
  new Response(streamReply(ctx, generation, 0)).text()

describe('two answers to one question', () => {
  it('are made at once by two models, and no third', async () => {
    const ctx = await createPerson()
    const both = await compare(ctx, [SLOW, SLOW])
    const { conversationId, first, second, secondId, question, beside } = both
    expect([first.replyId, second.replyId]).toEqual([both.firstId, secondId])
    expect([first.model, second.model]).toEqual(['local/scripted', 'local/scripted-two'])
    expect(await sendMessage(ctx, beside)).toMatchObject({ _id: second._id })
    const refused = { code: 'conflict' }
    const third = { ...beside, replyId: newId() }
    await expect(sendMessage(ctx, third)).rejects.toMatchObject(refused)
    const view = await getConversation(ctx, conversationId)
    expect(view.messages.map(({ id }) => id)).toEqual([question])
    expect(view.runningGenerationId).toBe(first._id)
    expect(view.comparison).toEqual({
      replyId: secondId,
      model: 'local/scripted-two',
      generationId: second._id,
      message: null,
    })
    await stopReply(ctx, conversationId)
    await Promise.all([ended(ctx, first), ended(ctx, second)])
    const after = await getConversation(ctx, conversationId)
    expect(after.comparison).toMatchObject({
      replyId: secondId,
      generationId: null,
      message: { id: secondId },
    })
    expect(after.messages[1]?.metadata?.siblingIds).toHaveLength(2)
    await selectMessage(ctx, { id: conversationId, messageId: both.firstId })
    expect((await getConversation(ctx, conversationId)).comparison).toBe(null)
  })

  it('end each for itself, and the view knows the one that has', async () => {
    const ctx = await createPerson()
    const { conversationId, first, second, firstId, secondId } = await compare(ctx, [SLOW, SLOW])
    await stopReply(ctx, conversationId, secondId)
    expect(await ended(ctx, second)).toContain('"status":"stopped"')
    const oneLeft = await getConversation(ctx, conversationId)
    expect(oneLeft.runningGenerationId).toBe(first._id)
    expect(oneLeft.comparison).toMatchObject({ generationId: null, message: { id: secondId } })
    await stopReply(ctx, conversationId, firstId)
    await ended(ctx, first)
  })

  it('one fails while the other goes on, and the first is shown until one is kept', async () => {
    const ctx = await createPerson()
    const failing = { failure: 'invalid_api_key' }
    const { conversationId, first, second, firstId, secondId } = await compare(ctx, [failing, SLOW])
    expect(await ended(ctx, first)).toContain('"status":"failed"')
    const view = await getConversation(ctx, conversationId)
    expect(view.runningGenerationId).toBe(null)
    expect(view.messages.map(({ id }) => id).at(-1)).toBe(firstId)
    expect(view.comparison).toMatchObject({ replyId: secondId, generationId: second._id })
    await stopReply(ctx, conversationId, secondId)
    await ended(ctx, second)
    expect((await getConversation(ctx, conversationId)).messages.at(-1)?.id).toBe(firstId)
    const kept = await selectMessage(ctx, { id: conversationId, messageId: secondId })
    expect(kept.messages.at(-1)).toMatchObject({
      id: secondId,
      metadata: { siblingIds: [firstId, secondId] },
    })
    expect((await getConversation(ctx, conversationId)).messages.at(-1)?.id).toBe(secondId)
  })

  it('cannot be begun beside the answer to another question', async () => {
    const ctx = await createPerson()
    const { conversationId, first, second, question, firstId } = await compare(ctx, [
      { text: 'Short.' },
      { text: 'Brief.' },
    ])
    await Promise.all([ended(ctx, first), ended(ctx, second)])
    model().script(SLOW)
    const message = { id: newId(), text: 'And now?' }
    const next = await sendMessage(ctx, { trigger: 'send', conversationId, parentId: firstId, message })
    const beside = { replyId: newId(), besideId: firstId, parentId: question }
    await expect(
      sendMessage(ctx, { trigger: 'regenerate', conversationId, ...beside }),
    ).rejects.toMatchObject({ code: 'conflict' })
    await stopReply(ctx, conversationId)
    await ended(ctx, next)
  })
})
