import { countTokens } from 'gpt-tokenizer'
import { expect, it, vi } from 'vitest'
import type { Ctx } from '@/lib/auth/context'
import { newId } from '@/lib/core/ids'
import { type GenerationRecord, purgeTemporary } from '@/lib/generations/server'
import { driverCollection } from '@/lib/platform/db'
import { flushUsage } from '@/lib/usage/server'
import contract from '@/prisma/generated/contract.json'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { onScriptedModel } from '@/scripts/test/scripted-model'
import { estimateTokens } from './context/tokens'
import { listConversations } from './order/list-conversations'
import { chatInput, type TemporaryInput } from './schema'
import { sendMessage } from './send-message'
import { sendTemporary } from './send-temporary'
import { findReply, stopReply, streamReply } from './stream-reply'

vi.mock('gpt-tokenizer', { spy: true })
onAppDatabase()

const model = onScriptedModel()

function asking(text: string, rest: Partial<TemporaryInput> = {}): TemporaryInput {
  const ids = { conversationId: newId(), key: newId(), questionId: newId(), replyId: newId() }
  return { trigger: 'temporary', ...ids, messages: [{ role: 'user', text }], ...rest }
}

const read = (ctx: Ctx, generation: GenerationRecord) => new Response(streamReply(ctx, generation, 0)).text()

/** The names of all collections of the app that hold this word, as people or machines would find it. */
async function collectionsWith(word: string): Promise<string[]> {
  const found: string[] = []
  for (const name of Object.keys(contract.storage.namespaces.__unbound__.entries.collection)) {
    const documents = await driverCollection(name).find().toArray()
    if (JSON.stringify(documents).includes(word)) found.push(name)
  }
  return found
}

it('is answered, and nothing of it is left but the log of the reply, which goes when it has been read', async () => {
  const ctx = await createPerson()
  const generation = await sendTemporary(
    ctx,
    asking('quillfeather [[script: {"text": "A lanternfish."}]]', {
      messages: [
        { role: 'user', text: 'Do you know the moonmoth?' },
        { role: 'assistant', text: 'A pearldiver.' },
        { role: 'user', text: 'quillfeather [[script: {"text": "A lanternfish."}]]' },
      ],
    }),
  )
  expect(await read(ctx, generation)).toContain('lanternfish')
  expect(JSON.stringify(model().replies().at(-1)?.body)).toMatch(/moonmoth.*pearldiver.*quillfeather/)
  expect(await collectionsWith('lanternfish')).toEqual(['generationEvents'])
  for (const word of ['moonmoth', 'pearldiver', 'quillfeather'])
    expect(await collectionsWith(word)).toEqual([])
  expect((await listConversations(ctx, {})).conversations).toEqual([])

  await purgeTemporary(new Date(Date.now() + 1000))
  expect(await collectionsWith('lanternfish')).toEqual([])
  // What it took is counted, like every answer.
  await flushUsage()
  expect(await collectionsWith(generation._id)).toEqual(['usageEvents'])
  await expect(findReply(ctx, generation.conversationId, generation._id)).rejects.toMatchObject({
    code: 'not_found',
  })
})

it('is read and stopped by nobody else, and the same request twice is one reply', async () => {
  const ctx = await createPerson()
  const stranger = await createPerson()
  const input = asking('Tell [[script: {"text": "one two three four five", "tokenMs": 300}]]')
  const [one, other] = await Promise.all([sendTemporary(ctx, input), sendTemporary(ctx, input)])
  expect(one._id).toBe(other._id)
  const { conversationId } = input
  await expect(findReply(stranger, conversationId, one._id)).rejects.toMatchObject({ code: 'not_found' })
  await expect(stopReply(stranger, conversationId)).rejects.toMatchObject({ code: 'not_found' })
  await expect(sendTemporary(ctx, { ...input, key: newId() })).rejects.toMatchObject({ code: 'conflict' })
  expect((await findReply(ctx, conversationId, one._id))._id).toBe(one._id)
  await stopReply(ctx, conversationId)
  expect(await read(ctx, one)).toContain('"status":"stopped"')
})

it('continues a reply from what it says', async () => {
  const ctx = await createPerson()
  const generation = await sendTemporary(
    ctx,
    asking('Go on [[script: {"text": " and more"}]]', { prefix: 'Begun' }),
  )
  expect(await read(ctx, generation)).toMatch(/"delta":"Begun( and more)?"/)
})

it('leaves room for what a reply has so far when it goes on', async () => {
  const ctx = await createPerson()
  const messages = Array.from({ length: 31 }, (_, i) => ({
    role: i % 2 === 0 ? ('user' as const) : ('assistant' as const),
    text: `m${i} ${'word '.repeat(100)}`,
  }))
  const prefix = 'begun '.repeat(700)
  const told = await read(ctx, await sendTemporary(ctx, asking('', { messages, prefix })))
  const sent = model().replies().at(-1)?.body as { messages: { content: string }[]; max_tokens: number }
  expect(sent.messages.at(-1)?.content).toContain('begun')
  const tokens = sent.messages.reduce((sum, { content }) => sum + estimateTokens(content), 0)
  expect(tokens + sent.max_tokens).toBeLessThanOrEqual(4_096)
  expect(told).toContain(`"context":{"tokens":${tokens},"window":4096}`)
})

it('cannot take over a conversation that is kept', async () => {
  const ctx = await createPerson()
  const conversationId = newId()
  const kept = await sendMessage(ctx, {
    ...{ trigger: 'send', conversationId, parentId: null },
    message: { id: newId(), text: 'Kept' },
  })
  await read(ctx, kept)
  await expect(sendTemporary(ctx, asking('Hello', { conversationId }))).rejects.toMatchObject({
    code: 'conflict',
  })
})

it('brings along a branch that ends with a question, within bounds', () => {
  const accepts = (messages: TemporaryInput['messages']) =>
    chatInput.safeParse(asking('x', { messages })).success
  const said = (text: string, role: 'user' | 'assistant' = 'user') => ({ role, text })
  expect(accepts([said('a'), said('b', 'assistant'), said('c')])).toBe(true)
  expect(accepts([])).toBe(false)
  expect(accepts([said('a'), said('b', 'assistant')])).toBe(false)
  expect(accepts([said('  ')])).toBe(false)
  expect(accepts(Array(401).fill(said('a')))).toBe(false)
  expect(accepts(Array(5).fill(said('a'.repeat(399_000))))).toBe(false)
  expect(chatInput.safeParse(asking('x', { key: 'short' })).success).toBe(false)
})

it('lets others have their turn between long messages that are counted', async () => {
  const ctx = await createPerson()
  const counting = vi.mocked(countTokens)
  const long = (word: string) => `${word} `.repeat(6_000)
  const turns = new Map<string, number>()
  let turn = 0
  let next = setImmediate(function pass() {
    turn += 1
    next = setImmediate(pass)
  })
  // So few that all of them fit.
  counting.mockImplementation((text) => {
    turns.set(String(text), turn)
    return 10
  })
  const messages: TemporaryInput['messages'] = [
    { role: 'user', text: long('moonmoth') },
    { role: 'assistant', text: long('pearldiver') },
    { role: 'user', text: long('quillfeather') },
  ]
  await read(ctx, await sendTemporary(ctx, asking('', { messages })))
  clearImmediate(next)
  counting.mockRestore()
  const found = messages.map(({ text }) => turns.get(text))
  expect(new Set(found)).toHaveLength(3)
  expect(found).not.toContain(undefined)
})
