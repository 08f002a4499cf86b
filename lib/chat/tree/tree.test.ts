import { ObjectId } from 'mongodb'
import { describe, expect, it, vi } from 'vitest'
import type { Ctx } from '@/lib/auth/context'
import { newId } from '@/lib/core/ids'
import { driverCollection } from '@/lib/platform/db'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { onScriptedModel } from '@/scripts/test/scripted-model'
import { selectMessage } from '../manage-conversation'
import { findMessage } from '../messages/data'
import { deleteConversations } from '../order/change-conversations'
import { purgeMessages } from '../purge'
import { getConversation, getOlderMessages } from '../read-conversation'
import type { ChatMessage, MessagePage, SendInput } from '../schema'
import { sendMessage } from '../send-message'
import { stopReply, streamReply } from '../stream-reply'
import { insertMessages } from './data'
import { deleteMessage, restoreMessage } from './delete-message'
import { forkConversation, forkTitle } from './fork-conversation'

onAppDatabase()

const model = onScriptedModel()

const notThere = { code: 'not_found' }

async function converse(ctx: Ctx, input: SendInput) {
  const generation = await sendMessage(ctx, input)
  await new Response(streamReply(ctx, generation, 0)).text()
  return { questionId: generation.userMessageId, replyId: generation.replyId }
}

/** @returns a conversation with these questions, and the ids of its messages in order */
async function begin(ctx: Ctx, ...questions: string[]): Promise<{ id: string; ids: string[] }> {
  const id = newId()
  const ids: string[] = []
  for (const text of questions) {
    const message = { id: newId(), text }
    model().script({ text: `On ${text}` })
    const parentId = ids.at(-1) ?? null
    const { replyId } = await converse(ctx, { trigger: 'send', conversationId: id, parentId, message })
    ids.push(message.id, replyId)
  }
  return { id, ids }
}

async function answerAgain(ctx: Ctx, id: string, questionId: string, text: string): Promise<string> {
  model().script({ text })
  const again = { trigger: 'regenerate', conversationId: id, parentId: questionId, replyId: newId() } as const
  return (await converse(ctx, again)).replyId
}

const words = ({ messages }: MessagePage) => messages.map(textOf)
const textOf = ({ parts }: ChatMessage) => parts.map((part) => ('text' in part ? part.text : '')).join('')
const read = async (ctx: Ctx, id: string) => words(await getConversation(ctx, id))

async function makePurgeable(messageId: string): Promise<void> {
  const deletedAt = new Date(Date.now() - 60_000)
  await driverCollection('messages').updateOne({ _id: new ObjectId(messageId) }, { $set: { deletedAt } })
}

describe('a deleted message', () => {
  it('is not shown and not sent to the model; what follows stands where it was', async () => {
    const ctx = await createPerson()
    const { id, ids } = await begin(ctx, 'one', 'two')
    expect(await deleteMessage(ctx, { id, messageId: ids[1]! })).toMatchObject({ page: null })
    const view = await getConversation(ctx, id)
    expect(words(view)).toEqual(['one', 'two', 'On two'])
    expect(view.messages.map(({ metadata }) => metadata?.parentId)).toEqual([null, ids[0], ids[2]])
    const message = { id: newId(), text: 'three' }
    await converse(ctx, { trigger: 'send', conversationId: id, parentId: ids[3]!, message })
    const sent = model().replies().at(-1)?.body as { messages: { content: string }[] }
    expect(sent.messages.slice(1).map(({ content }) => content)).toEqual(['one', 'two', 'On two', 'three'])
  })

  it('at the end gives way to another version, or to what came before, down to nothing', async () => {
    const ctx = await createPerson()
    const { id, ids } = await begin(ctx, 'one')
    const second = await answerAgain(ctx, id, ids[0]!, 'Again')
    const { page } = await deleteMessage(ctx, { id, messageId: second })
    expect(page && words(page)).toEqual(['one', 'On one'])
    await deleteMessage(ctx, { id, messageId: ids[1]! })
    expect(await read(ctx, id)).toEqual(['one'])
    expect(await deleteMessage(ctx, { id, messageId: ids[0]! })).toMatchObject({ page: { messages: [] } })
    expect(await read(ctx, id)).toEqual([])
    const message = { id: newId(), text: 'New start' }
    await converse(ctx, { trigger: 'send', conversationId: id, parentId: null, message })
    expect((await read(ctx, id))[0]).toBe('New start')
  })

  it('comes back exactly, with the branch that was shown', async () => {
    const ctx = await createPerson()
    const { id, ids } = await begin(ctx, 'one', 'two')
    await answerAgain(ctx, id, ids[0]!, 'Again')
    await selectMessage(ctx, { id, messageId: ids[1]! })
    const before = await getConversation(ctx, id)
    for (const messageId of ids.toReversed()) {
      const { undo } = await deleteMessage(ctx, { id, messageId })
      await restoreMessage(ctx, { id, messageId, undo })
      expect(await getConversation(ctx, id)).toEqual(before)
    }
  })

  it('comes back without changing a branch that was chosen meanwhile', async () => {
    const ctx = await createPerson()
    const { id, ids } = await begin(ctx, 'one')
    const second = await answerAgain(ctx, id, ids[0]!, 'Again')
    const { undo } = await deleteMessage(ctx, { id, messageId: second })
    const message = { id: newId(), text: 'I go on here' }
    await converse(ctx, { trigger: 'send', conversationId: id, parentId: ids[1]!, message })
    await restoreMessage(ctx, { id, messageId: second, undo })
    const view = await getConversation(ctx, id)
    expect(words(view).slice(0, 3)).toEqual(['one', 'On one', 'I go on here'])
    expect(view.messages[1]?.metadata?.siblingIds).toEqual([ids[1], second])
  })

  it('is refused while an answer is being made, and twice', async () => {
    const ctx = await createPerson()
    const { id, ids } = await begin(ctx, 'one')
    model().script({ text: 'word '.repeat(200), tokenMs: 10 })
    const message = { id: newId(), text: 'two' }
    await sendMessage(ctx, { trigger: 'send', conversationId: id, parentId: ids[1]!, message })
    const refused = { code: 'conflict', message: expect.stringContaining('Stop it') }
    await expect(deleteMessage(ctx, { id, messageId: ids[1]! })).rejects.toMatchObject(refused)
    await stopReply(ctx, id)
    await vi.waitFor(() => deleteMessage(ctx, { id, messageId: ids[1]! }), { timeout: 30_000 })
    await expect(deleteMessage(ctx, { id, messageId: ids[1]! })).rejects.toMatchObject(notThere)
    await expect(selectMessage(ctx, { id, messageId: ids[1]! })).rejects.toMatchObject(notThere)
  })

  it('cannot be answered again or gone on from', async () => {
    const ctx = await createPerson()
    const { id, ids } = await begin(ctx, 'one', 'two')
    await deleteMessage(ctx, { id, messageId: ids[2]! })
    const replyId = newId()
    const common = { conversationId: id, replyId }
    await expect(
      sendMessage(ctx, { trigger: 'regenerate', parentId: ids[2]!, ...common }),
    ).rejects.toMatchObject(notThere)
    await expect(
      sendMessage(ctx, { trigger: 'continue', parentId: ids[3]!, ...common }),
    ).rejects.toMatchObject({ code: 'invalid_input' })
  })

  it('loses its words a little later, in the log of its making, too, and then cannot come back', async () => {
    const ctx = await createPerson()
    const { id, ids } = await begin(ctx, 'secret', 'two')
    const { undo } = await deleteMessage(ctx, { id, messageId: ids[1]! })
    await purgeMessages()
    expect((await findMessage(ctx, id, ids[1]!))?.text).toBe('On secret')
    await makePurgeable(ids[1]!)
    await expect(restoreMessage(ctx, { id, messageId: ids[1]!, undo })).rejects.toMatchObject(notThere)
    await Promise.all([purgeMessages(), purgeMessages()])
    expect(await findMessage(ctx, id, ids[1]!)).toMatchObject({ text: '', parts: [] })
    const log = await driverCollection('generationEvents')
      .find({ chunks: /On secret/ })
      .toArray()
    expect(log).toEqual([])
    expect(await read(ctx, id)).toEqual(['secret', 'two', 'On two'])
    expect((await findMessage(ctx, id, ids[1]!))?.deletedAt).toEqual(new Date(0))
  })
})

describe('a long conversation with holes', () => {
  it('is read in pages without a hole, and leads from any version to its newest end', async () => {
    const ctx = await createPerson()
    const { id, ids } = await begin(ctx, 'root')
    const root = (await findMessage(ctx, id, ids[1]!))!
    const chain = Array.from({ length: 300 }, () => newId())
    const stone = (i: number) => i % 7 === 0 || (i >= 100 && i < 190)
    const long = chain.map((_id, i) => ({
      ...root,
      _id,
      parentId: chain[i - 1] ?? root._id,
      depth: i + 2,
      text: `m${i}`,
      parts: [{ type: 'text', text: `m${i}` }],
      deletedAt: stone(i) ? new Date() : null,
    }))
    await insertMessages(ctx, long)
    const expected = ['root', 'On root', ...long.filter((_, i) => !stone(i)).map(({ text }) => text)]
    let page: MessagePage = await selectMessage(ctx, { id, messageId: ids[0]! })
    const all = [...page.messages]
    while (page.hasOlder) {
      page = await getOlderMessages(ctx, id, all[0]!.id)
      all.unshift(...page.messages)
    }
    expect(all.map(textOf)).toEqual(expected)
    all.forEach(({ metadata }, i) => {
      expect(metadata?.parentId).toBe(all[i - 1]?.id ?? null)
      expect(metadata?.siblingIds).toBeUndefined()
    })
    const { id: forkId } = await forkConversation(ctx, { id, messageId: chain[299]!, forkId: newId() })
    expect(await read(ctx, forkId)).toEqual(expected.slice(-40))
  })
})

describe('a fork', () => {
  it('has everything up to the message, under ids of its own, and leaves the old one alone', async () => {
    const ctx = await createPerson()
    const { id, ids } = await begin(ctx, 'one', 'two')
    await deleteMessage(ctx, { id, messageId: ids[0]! })
    const forkId = newId()
    const input = { id, messageId: ids[2]!, forkId }
    expect(await forkConversation(ctx, input)).toEqual({ id: forkId })
    expect(await forkConversation(ctx, input)).toEqual({ id: forkId })
    const fork = await getConversation(ctx, forkId)
    expect(fork.conversation.title).toBe('one (fork)')
    expect(words(fork)).toEqual(['On one', 'two'])
    expect(fork.messages.some((message) => ids.includes(message.id))).toBe(false)
    expect(await driverCollection('messages').countDocuments({ conversationId: new ObjectId(forkId) })).toBe(
      2,
    )
    expect(await read(ctx, id)).toEqual(['On one', 'two', 'On two'])
    await answerAgain(ctx, forkId, fork.messages[1]!.id, 'Another way')
    expect(await read(ctx, forkId)).toEqual(['On one', 'two', 'Another way'])
  })

  it.each([
    ['Trip', 'Trip (fork)'],
    ['Trip (fork)', 'Trip (fork 2)'],
    ['Trip (fork 9)', 'Trip (fork 10)'],
    ['x'.repeat(200), `${'x'.repeat(193)} (fork)`],
  ])('of %j is called %j', (title, fork) => expect(forkTitle(title)).toBe(fork))

  it('and deletions are nothing other people, or a deleted conversation, can ask for', async () => {
    const [me, other] = [await createPerson(), await createPerson()]
    const { id, ids } = await begin(me, 'one')
    const mine = await begin(other, 'mine')
    const undo = { leafId: null, shownLeafId: null }
    const messageId = ids[1]!
    for (const place of [id, mine.id]) {
      await expect(deleteMessage(other, { id: place, messageId })).rejects.toMatchObject(notThere)
      await expect(forkConversation(other, { id: place, messageId, forkId: newId() })).rejects.toMatchObject(
        notThere,
      )
      await expect(restoreMessage(other, { id: place, messageId, undo })).rejects.toMatchObject(notThere)
    }
    await deleteConversations(me, { ids: [id] })
    await expect(deleteMessage(me, { id, messageId })).rejects.toMatchObject(notThere)
  })
})
