import { ObjectId } from 'mongodb'
import { describe, expect, it, vi } from 'vitest'
import type { Ctx } from '@/lib/auth/context'
import { newId } from '@/lib/core/ids'
import type { GenerationRecord } from '@/lib/generations/server'
import { driverCollection } from '@/lib/platform/db'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { onScriptedModel } from '@/scripts/test/scripted-model'
import { selectMessage } from './manage-conversation'
import { deleteConversations, restoreConversations } from './order/change-conversations'
import { listConversations } from './order/list-conversations'
import { getConversation, getOlderMessages } from './read-conversation'
import { reapStaleReplies } from './reap'
import type { MessageMetadata, SendInput } from './schema'
import { sendMessage } from './send-message'
import { findReply, stopReply, streamReply } from './stream-reply'

onAppDatabase()

const model = onScriptedModel()

type Event = { id: number; chunk: { type: string; delta?: string; messageMetadata?: MessageMetadata } }

async function readEvents(stream: ReadableStream<Uint8Array>): Promise<Event[]> {
  const text = await new Response(stream).text()
  return [...text.matchAll(/^id: (\d+)\ndata: (.*)$/gm)].map(([, id, data]) => ({
    id: Number(id),
    chunk: JSON.parse(data ?? ''),
  }))
}

const textOf = (events: Event[]) =>
  events.map(({ chunk }) => (chunk.type === 'text-delta' ? chunk.delta : '')).join('')
const thoughtsOf = (events: Event[]) =>
  events.map(({ chunk }) => (chunk.type === 'reasoning-delta' ? chunk.delta : '')).join('')
const endOf = (events: Event[]) => events.at(-1)?.chunk.messageMetadata
const question = (text: string, rest: { conversationId?: string; parentId?: string | null } = {}) =>
  ({
    trigger: 'send',
    conversationId: newId(),
    parentId: null,
    message: { id: newId(), text },
    ...rest,
  }) satisfies SendInput

async function converse(
  ctx: Ctx,
  input: SendInput,
): Promise<{ events: Event[]; generation: GenerationRecord }> {
  const generation = await sendMessage(ctx, input)
  return { events: await readEvents(streamReply(ctx, generation, 0)), generation }
}

describe('a message and its reply', () => {
  it('are stored, and the stream ends with how it ended', async () => {
    const ctx = await createPerson('Ada')
    model().script({ text: 'Hello Ada, how are you?' })
    const input = question('Hi there')
    const { events } = await converse(ctx, input)
    expect(textOf(events)).toBe('Hello Ada, how are you?')
    expect(events.map(({ id }) => id)).toEqual(events.map((_, i) => i + 1))
    expect(endOf(events)).toMatchObject({
      status: 'done',
      finishReason: 'stop',
      usage: { output: expect.any(Number) },
    })
    const view = await getConversation(ctx, input.conversationId)
    expect(view.conversation.title).toBe('Hi there')
    expect(view.runningGenerationId).toBeNull()
    expect(view.messages.map(({ role, parts }) => [role, parts])).toEqual([
      ['user', [{ type: 'text', text: 'Hi there' }]],
      ['assistant', [{ type: 'text', text: 'Hello Ada, how are you?' }]],
    ])
  })

  it('ask the model with the persona and the branch so far', async () => {
    const ctx = await createPerson('Ada')
    const first = question('My cat is called Milo.')
    await converse(ctx, first)
    const { messages } = await getConversation(ctx, first.conversationId)
    await converse(
      ctx,
      question('What is her name?', { conversationId: first.conversationId, parentId: messages[1]!.id }),
    )
    const sent = model().replies().at(-1)?.body as { messages: { role: string; content: string }[] }
    expect(sent.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user'])
    expect(sent.messages[0]?.content).toContain('Ada')
    expect(sent.messages[3]?.content).toBe('What is her name?')
  })

  it('are never doubled by sending the same message again, at once or later', async () => {
    const ctx = await createPerson()
    const input = question('Only once, please')
    const replies = await Promise.all([converse(ctx, input), converse(ctx, input), converse(ctx, input)])
    const later = await converse(ctx, input)
    expect(new Set([...replies, later].map(({ generation }) => generation._id)).size).toBe(1)
    expect(new Set([...replies, later].map(({ events }) => JSON.stringify(events))).size).toBe(1)
    expect(model().replies()).toHaveLength(1)
    expect((await getConversation(ctx, input.conversationId)).messages).toHaveLength(2)
  })
})

describe('a reader', () => {
  it('continues after any chunk, with nothing twice and nothing missing', async () => {
    const ctx = await createPerson()
    model().script({ text: 'one two three four five six seven eight nine ten', tokenMs: 15 })
    const { events, generation } = await converse(ctx, question('Count'))
    for (let after = 0; after < events.length; after++) {
      expect(await readEvents(streamReply(ctx, generation, after))).toEqual(events.slice(after))
    }
  })

  it('may leave: the reply goes on without anybody', async () => {
    const ctx = await createPerson()
    model().script({ text: 'still here at the end', tokenMs: 20 })
    const input = question('Go on')
    const generation = await sendMessage(ctx, input)
    const reader = streamReply(ctx, generation, 0).getReader()
    await reader.read()
    await reader.cancel()
    const events = await readEvents(streamReply(ctx, generation, 0))
    expect(textOf(events)).toBe('still here at the end')
    expect(endOf(events)?.status).toBe('done')
  })

  it('gets all of a reply, and its end, even when the log has expired', async () => {
    const ctx = await createPerson()
    model().script({ reasoning: 'I know this', text: 'All of it' })
    const { events: live, generation } = await converse(ctx, question('Remember'))
    await driverCollection('generationEvents').deleteMany({ generationId: new ObjectId(generation._id) })
    const events = await readEvents(streamReply(ctx, generation, 0))
    expect(endOf(events)).toEqual({ ...endOf(live), createdAt: expect.any(String) })
    expect(events.map(({ id }) => id)).toEqual(events.map((_, i) => i + 1))
    expect(events[0]?.chunk).toMatchObject({ type: 'start', messageId: generation.replyId })
    expect([thoughtsOf(events), textOf(events)]).toEqual(['I know this', 'All of it'])
    // Somebody who has read some of it is sent nothing twice.
    expect(await readEvents(streamReply(ctx, generation, 1))).toHaveLength(1)
    const deleted = { $set: { deletedAt: new Date() } }
    await driverCollection('messages').updateOne({ _id: new ObjectId(generation.replyId) }, deleted)
    expect(textOf(await readEvents(streamReply(ctx, generation, 0)))).toBe('')
  })
})

describe('stopping', () => {
  it('keeps what was said and hangs up on the model', async () => {
    const ctx = await createPerson()
    model().script({ text: 'word '.repeat(500), tokenMs: 10 })
    const input = question('Talk a lot')
    const generation = await sendMessage(ctx, input)
    const stream = streamReply(ctx, generation, 0)
    await model().wait('started', { number: 1 })
    await vi.waitUntil(async () => (await driverCollection('generationEvents').countDocuments()) > 2)
    await stopReply(ctx, input.conversationId)
    const events = await readEvents(stream)
    expect(endOf(events)?.status).toBe('stopped')
    await model().wait('aborted', { number: 1 })
    const { messages } = await getConversation(ctx, input.conversationId)
    expect(messages[1]?.parts).toEqual([{ type: 'text', text: textOf(events) }])
    expect(textOf(events)).toMatch(/^word/)
  })

  it('can be asked by a page, which has its own copy of the code', async () => {
    const ctx = await createPerson()
    model().script({ text: 'word '.repeat(500), tokenMs: 10 })
    const generation = await sendMessage(ctx, question('Talk a lot'))
    await model().wait('started', { number: 1 })
    vi.resetModules()
    const copy = await import('@/lib/generations/run')
    expect(copy.stopLocally(generation._id)).toBe(true)
    const end = endOf(await readEvents(streamReply(ctx, generation, 0)))
    expect(end).toMatchObject({ status: 'stopped' })
    expect(end).not.toHaveProperty('error')
  })

  it('can be asked of another server', async () => {
    const ctx = await createPerson()
    model().script({ text: 'word '.repeat(500), tokenMs: 10 })
    const generation = await sendMessage(ctx, question('Talk a lot'))
    await driverCollection('generations').updateOne(
      { _id: new ObjectId(generation._id) },
      { $set: { stopRequested: true } },
    )
    expect(endOf(await readEvents(streamReply(ctx, generation, 0)))?.status).toBe('stopped')
  })
})

describe('a failing model', () => {
  it.each([
    [{ failure: 'invalid_api_key' as const }, 'bad_key'],
    [{ failure: 'insufficient_quota' as const, times: 'always' as const }, 'quota'],
    [{ failure: 'context_length_exceeded' as const }, 'context_full'],
    [{ failure: 'server_error' as const, times: 'always' as const }, 'model_unavailable'],
    [{ breakAfter: { tokens: 2, how: 'reset' as const } }, 'broken_stream'],
    [{ breakAfter: { tokens: 2, how: 'end' as const } }, 'broken_stream'],
    [{ breakAfter: { tokens: 2, how: 'malformed' as const } }, 'broken_stream'],
    [{ finishReason: 'content_filter' as const }, 'content_filter'],
  ])('%j is said in words and can be retried without doubling', async (script, code) => {
    const ctx = await createPerson()
    model().script({ text: 'one two three four', ...script })
    const input = question('Please answer')
    const { events } = await converse(ctx, input)
    expect(endOf(events)).toMatchObject({
      status: 'failed',
      error: { code, message: expect.stringMatching(/\.$/) },
    })

    model().reset()
    const retry = {
      trigger: 'regenerate',
      parentId: input.message.id,
      replyId: newId(),
      conversationId: input.conversationId,
    } as const
    expect(endOf((await converse(ctx, retry)).events)?.status).toBe('done')
    const { messages } = await getConversation(ctx, input.conversationId)
    expect(messages.map(({ role }) => role)).toEqual(['user', 'assistant'])
  })
})

describe('a tree of messages', () => {
  it('keeps every version and shows the chosen branch', async () => {
    const ctx = await createPerson()
    const first = question('First wording')
    await converse(ctx, first)
    const edited = question('Second wording', { conversationId: first.conversationId })
    await converse(ctx, edited)
    const view = await getConversation(ctx, first.conversationId)
    expect(view.messages[0]?.id).toBe(edited.message.id)
    expect(view.messages[0]?.metadata?.siblingIds).toEqual([first.message.id, edited.message.id])
    const chosen = await selectMessage(ctx, { id: first.conversationId, messageId: first.message.id })
    expect(chosen.messages).toHaveLength(2)
    expect((await getConversation(ctx, first.conversationId)).messages[0]?.id).toBe(first.message.id)
  })

  it('continues a reply that was cut, in the same message', async () => {
    const ctx = await createPerson()
    model().script({ text: 'The beginning', finishReason: 'length' })
    const input = question('Tell me')
    const { generation } = await converse(ctx, input)
    model().script({ text: ' and the end.' })
    const more = {
      trigger: 'continue',
      conversationId: input.conversationId,
      parentId: generation.replyId,
      replyId: newId(),
    } as const
    const { events } = await converse(ctx, more)
    expect(textOf(events)).toBe('The beginning and the end.')
    const { messages } = await getConversation(ctx, input.conversationId)
    expect(messages).toHaveLength(2)
    expect(messages[1]?.parts).toEqual([{ type: 'text', text: 'The beginning and the end.' }])
  })

  it('keeps the thoughts of a reply that goes on', async () => {
    const ctx = await createPerson()
    model().script({ reasoning: 'Let me think', text: 'The beginning', finishReason: 'length' })
    const input = question('Tell me')
    const { generation } = await converse(ctx, input)
    const goOn = { trigger: 'continue', parentId: generation.replyId } as const
    const more = () => ({ ...goOn, conversationId: input.conversationId, replyId: newId() })
    model().script({ reasoning: 'And then', text: ', the middle', finishReason: 'length' })
    await converse(ctx, more())
    model().script({ text: ' and the end.' })
    const { events } = await converse(ctx, more())
    expect(textOf(events)).toBe('The beginning, the middle and the end.')
    const { messages } = await getConversation(ctx, input.conversationId)
    expect(messages[1]?.parts).toEqual([
      { type: 'reasoning', text: 'Let me think' },
      { type: 'text', text: 'The beginning, the middle and the end.' },
      { type: 'reasoning', text: 'And then' },
    ])
    const sent = model().replies().at(-1)?.body as { messages: { role: string; content: string }[] }
    expect(sent.messages.at(-1)).toMatchObject({ content: 'The beginning, the middle' })
  })

  it('is read in pages, newest first', async () => {
    const ctx = await createPerson()
    const conversationId = newId()
    let parentId: string | null = null
    for (let i = 0; i < 45; i++) {
      const { generation } = await converse(ctx, question(`question ${i}`, { conversationId, parentId }))
      parentId = generation.replyId
    }
    const page = await getConversation(ctx, conversationId)
    const older = await getOlderMessages(ctx, conversationId, page.messages[0]!.id)
    const oldest = await getOlderMessages(ctx, conversationId, older.messages[0]!.id)
    const all = [...oldest.messages, ...older.messages, ...page.messages]
    expect(all).toHaveLength(90)
    expect(new Set(all.map(({ id }) => id)).size).toBe(90)
    expect([page.hasOlder, older.hasOlder, oldest.hasOlder]).toEqual([true, true, false])
  })
})

describe('a server that dies', () => {
  it('leaves a reply that the next one saves as interrupted', async () => {
    const ctx = await createPerson()
    const input = question('Hold on')
    const { generation, events } = await converse(ctx, input)
    // The state a killed process leaves: a running generation without a heartbeat, a log without an end, no saved reply.
    const _id = new ObjectId(generation._id)
    const long_ago = new Date(Date.now() - 60_000)
    await driverCollection('generations').updateOne(
      { _id },
      { $set: { status: 'running', heartbeatAt: long_ago, endedAt: null } },
    )
    await driverCollection('generationEvents').deleteMany({ generationId: _id, chunks: /"finish"/ })
    await driverCollection('messages').deleteOne({ _id: new ObjectId(generation.replyId) })
    await Promise.all([reapStaleReplies(), reapStaleReplies()])
    const { messages } = await getConversation(ctx, input.conversationId)
    expect(messages[1]).toMatchObject({ metadata: { status: 'interrupted' } })
    const again = await readEvents(streamReply(ctx, generation, 0))
    expect(textOf(again)).toBe(textOf(events))
    expect(endOf(again)?.status).toBe('interrupted')
  })
})

describe('other people', () => {
  it('find nothing of mine', async () => {
    const [me, other] = [await createPerson(), await createPerson()]
    const input = question('Private')
    const { generation } = await converse(me, input)
    const { conversationId } = input
    const nothing = { code: 'not_found' }
    await expect(getConversation(other, conversationId)).rejects.toMatchObject(nothing)
    await expect(getOlderMessages(other, conversationId, generation.replyId)).rejects.toMatchObject(nothing)
    await expect(findReply(other, conversationId, generation._id)).rejects.toMatchObject(nothing)
    await expect(stopReply(other, conversationId)).rejects.toMatchObject(nothing)
    await expect(deleteConversations(other, { ids: [conversationId] })).rejects.toMatchObject(nothing)
    await expect(restoreConversations(other, { ids: [conversationId] })).rejects.toMatchObject(nothing)
    await expect(sendMessage(other, question('Mine now', { conversationId }))).rejects.toMatchObject(nothing)
    await expect(
      sendMessage(other, question('Mine now', { parentId: generation.replyId })),
    ).rejects.toMatchObject(nothing)
    await expect(
      sendMessage(other, { ...question('Mine now'), message: input.message }),
    ).rejects.toMatchObject(nothing)
    expect((await listConversations(other, {})).conversations).toEqual([])
  })
})

describe('the list', () => {
  it('pages through everything once, newest first, without what was deleted', async () => {
    const ctx = await createPerson()
    const inputs = Array.from({ length: 85 }, (_, i) => question(`Conversation ${i}`))
    for (const input of inputs) await converse(ctx, input)
    const [gone, back] = [inputs[3]!.conversationId, inputs[4]!.conversationId]
    await deleteConversations(ctx, { ids: [gone] })
    await deleteConversations(ctx, { ids: [back] })
    await restoreConversations(ctx, { ids: [back] })
    const titles: string[] = []
    let cursor: string | null | undefined
    do {
      const page = await listConversations(ctx, cursor ? { cursor } : {})
      titles.push(...page.conversations.map(({ title }) => title))
      cursor = page.nextCursor
    } while (cursor)
    expect(titles).toEqual(
      inputs
        .filter(({ conversationId }) => conversationId !== gone)
        .map(({ message }) => message.text)
        .reverse(),
    )
    await expect(getConversation(ctx, gone)).rejects.toMatchObject({ code: 'not_found' })
  })
})
