import * as tokenizer from 'gpt-tokenizer'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type ScriptedModel, startScriptedModel } from '@/e2e/support/scripted-model/server'
import type { Ctx } from '@/lib/auth/context'
import { newId } from '@/lib/core/ids'
import { enqueueJob, startJobs } from '@/lib/jobs/server'
import { driverCollection } from '@/lib/platform/db'
import { findSummaries, saveSummary } from '@/lib/summaries/server'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { buildContext } from '../build-context'
import { createConversation, touchConversation } from '../data'
import { createMessage, findMessage, type MessageRecord } from '../messages/data'
import { sendMessage } from '../send-message'
import { streamReply } from '../stream-reply'
import { deleteMessage } from '../tree/delete-message'
import { changeAsking, readAsking } from './model-settings'
import { dropSummary, editSummary, readContext } from './read-context'
import { summaryJobs } from './summarise'
import { estimateTokens } from './tokens'

vi.mock('gpt-tokenizer', { spy: true })
const plain = { disallowedSpecial: new Set<string>() }
onAppDatabase()

let model: ScriptedModel
let ctx: Ctx
let stopJobs: () => Promise<void>
beforeAll(async () => {
  // A model that does not say how much it holds gets 4,096 tokens as the local one.
  model = await startScriptedModel({ tokenMs: 0 })
  vi.stubEnv('LOCAL_MODEL_URL', model.url)
  stopJobs = startJobs(summaryJobs)
})
beforeEach(async () => {
  model.reset()
  ctx = await createPerson()
})
afterAll(async () => {
  await stopJobs()
  await model.close()
})

/** A conversation of so many messages in turn, each of about `words` tokens, the last of `last`. */
async function conversationOf(
  count: number,
  words = 100,
  last = words,
): Promise<{ id: string; branch: MessageRecord[] }> {
  const id = newId()
  await createConversation(ctx, { _id: id, title: 'Long', model: null, folderId: null, leafId: null })
  const branch: MessageRecord[] = []
  for (let depth = 0; depth < count; depth++) {
    const text = `m${depth} ${'word '.repeat(depth === count - 1 ? last : words)}`.trim()
    const role = depth % 2 === 0 ? 'user' : 'assistant'
    const message = {
      role,
      parts: [{ type: 'text', text }],
      text,
      status: 'done' as const,
      model: null,
      usage: null,
      error: null,
    }
    const position = { _id: newId(), conversationId: id, parentId: branch.at(-1)?._id ?? null, depth }
    branch.push((await createMessage(ctx, { ...message, ...position }))!)
  }
  await touchConversation(ctx, id, branch.at(-1)!._id)
  return { id, branch }
}

async function say(conversationId: string, parentId: string, text: string) {
  const message = { id: newId(), text }
  const generation = await sendMessage(ctx, { trigger: 'send', conversationId, parentId, message })
  await new Response(streamReply(ctx, generation, 0)).text()
  const call = model.calls().find((one) => one.message === text)
  return {
    sent: (call!.body as { messages: { role: string; content: string }[] }).messages,
    replyId: generation.replyId,
  }
}

const untilSummarised = (id: string, throughDepth = 0) =>
  vi.waitFor(
    async () => {
      const [summary] = await findSummaries(ctx, id)
      expect(summary?.throughDepth).toBeGreaterThanOrEqual(throughDepth)
      return summary!
    },
    { timeout: 40_000, interval: 100 },
  )

const names = (messages: readonly { content: unknown }[]) =>
  messages.map(({ content }) => String(content).split(' ')[0])

describe('what is sent', () => {
  it('fits the room by tokens, newest first, beginning with a question; all of it when it fits', async () => {
    const { branch } = await conversationOf(31)
    const leaf = branch.at(-1)!
    const all = await buildContext(ctx, leaf, 'Be kind.', 100_000)
    expect(names(all.messages)).toEqual(branch.map(({ text }) => text.split(' ')[0]))
    expect(all).toMatchObject({ isCut: false, wantsSummary: false, summary: null, fits: true })
    for (const budget of [200, 500, 1_000, 2_500]) {
      const { messages, tokens, isCut, wantsSummary } = await buildContext(ctx, leaf, 'Be kind.', budget)
      expect(tokens).toBeLessThanOrEqual(budget)
      expect(names(messages)).toEqual(names(all.messages).slice(-messages.length))
      expect(messages[0]?.role).toBe('user')
      expect({ isCut, wantsSummary }).toEqual({ isCut: true, wantsSummary: true })
    }
    expect(await buildContext(ctx, leaf, 'Be kind.', 100)).toMatchObject({ fits: false, messages: [] })
  })

  it('leaves room for what a reply has so far when it goes on', async () => {
    const { id, branch } = await conversationOf(26, 100, 700)
    const replyId = branch.at(-1)!._id
    const ids = { conversationId: id, parentId: replyId, replyId: newId() }
    const generation = await sendMessage(ctx, { trigger: 'continue', ...ids })
    await new Response(streamReply(ctx, generation, 0)).text()
    const sent = model.replies().at(-1)!.body as { messages: { content: string }[]; max_tokens: number }
    expect(names(sent.messages).slice(-2)).toEqual(['m24', 'm25'])
    const tokens = sent.messages.reduce((sum, { content }) => sum + estimateTokens(content), 0)
    expect(tokens + sent.max_tokens).toBeLessThanOrEqual(4_096)
    const reply = await findMessage(ctx, id, replyId)
    expect(reply?.usage).toMatchObject({ context: { tokens, window: 4_096 } })
  })

  it('asks for a summary before it is needed', async () => {
    const { branch } = await conversationOf(9)
    const needed = (await buildContext(ctx, branch.at(-1)!, '', 100_000)).tokens
    expect(await buildContext(ctx, branch.at(-1)!, '', Math.ceil(needed * 1.1))).toMatchObject({
      isCut: false,
      wantsSummary: true,
    })
    expect(await buildContext(ctx, branch.at(-1)!, '', needed * 2)).toMatchObject({
      isCut: false,
      wantsSummary: false,
    })
  })

  it('is counted once in a process, also a conversation of 200,000 tokens', async () => {
    const { branch } = await conversationOf(100, 1_750)
    const { tokens } = await buildContext(ctx, branch.at(-1)!, '', 1_000_000)
    expect(tokens).toBeGreaterThan(200_000)
    const counting = vi.mocked(tokenizer.countTokens)
    counting.mockClear()
    expect((await buildContext(ctx, branch.at(-1)!, '', 1_000_000)).tokens).toBe(tokens)
    expect(counting.mock.calls.filter(([text]) => text !== '')).toEqual([])
  })
})

describe('a summary', () => {
  it('is made in the background, sent from then on, and rolls on', async () => {
    const { id, branch } = await conversationOf(26)
    model.script({ text: 'The reply.', mode: 'stream' })
    model.script({ text: 'First notes.', mode: 'json' })
    const first = await say(id, branch.at(-1)!._id, 'What now?')
    expect(first.sent[0]?.content).not.toContain('First notes.')
    const summary = await untilSummarised(id)
    expect(summary.text).toBe('First notes.')
    expect(branch[summary.throughDepth]?.role).toBe('assistant')
    const asked = model.calls().find(({ message }) => message.includes('Write the notes now.'))
    expect(asked?.message).toContain('Person: m0 ')
    expect(asked?.message).toContain(`Assistant: m${summary.throughDepth} `)
    expect(asked?.message).not.toContain(`m${summary.throughDepth + 1} `)

    const second = await say(id, first.replyId, 'And then?')
    expect(second.sent[0]?.content).toContain('First notes.')
    expect(names(second.sent)[1]).toBe(`m${summary.throughDepth + 1}`)
    expect(await readContext(ctx, id)).toMatchObject({
      window: 4_096,
      summary: { text: 'First notes.', isEdited: false },
      leftOut: { count: summary.throughDepth + 1, isSummarised: true },
    })

    await editSummary(ctx, { conversationId: id, summaryId: summary._id, text: 'My own notes.' })
    model.script({ text: 'Second notes.', mode: 'json' })
    let at = second.replyId
    for (let i = 0; i < 3; i++) at = (await say(id, at, `${'more '.repeat(350)} ${i}`)).replyId
    const later = await untilSummarised(id, summary.throughDepth + 1)
    expect(later.text).toBe('Second notes.')
    const rolled = model.calls().find(({ message }) => message.includes('Notes so far'))
    expect(rolled?.message).toContain('Notes so far:\nMy own notes.')
    expect(rolled?.message).not.toContain('m0 ')
  })

  it('can be edited and dropped by its owner alone', async () => {
    const { id, branch } = await conversationOf(26)
    await say(id, branch.at(-1)!._id, 'What now?')
    const { _id: summaryId } = await untilSummarised(id)
    const eve = await createPerson('Eve')
    const ref = { conversationId: id, summaryId }
    await expect(readContext(eve, id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(editSummary(eve, { ...ref, text: 'x' })).rejects.toMatchObject({ code: 'not_found' })
    await expect(dropSummary(eve, ref)).rejects.toMatchObject({ code: 'not_found' })
    const other = await conversationOf(1)
    await expect(dropSummary(ctx, { ...ref, conversationId: other.id })).rejects.toMatchObject({
      code: 'not_found',
    })
    await editSummary(ctx, { ...ref, text: 'Corrected.' })
    expect((await readContext(ctx, id)).summary).toMatchObject({ text: 'Corrected.', isEdited: true })
    const earlier = { throughId: branch[1]!._id, throughDepth: 1, text: 'What it was built on.' }
    await saveSummary(ctx, { conversationId: id, ...earlier, tokens: 5, model: null })
    await dropSummary(ctx, ref)
    expect(await readContext(ctx, id)).toMatchObject({ summary: null, leftOut: { isSummarised: false } })
  })

  it('that was being made when an earlier one was corrected or dropped comes to nothing', async () => {
    const { id, branch } = await conversationOf(26)
    const earlier = { throughId: branch[1]!._id, throughDepth: 1, text: 'The beginning.' }
    await saveSummary(ctx, { conversationId: id, ...earlier, tokens: 5, model: null })
    const [summary] = await findSummaries(ctx, id)
    const ref = { conversationId: id, summaryId: summary!._id }
    model.script({ text: 'Made meanwhile.', mode: 'json', times: 'always' })
    const { workspaceId, userId } = ctx
    const payload = { workspaceId, userId, conversationId: id, leafId: branch.at(-1)!._id, model: '' }
    await enqueueJob('summarise', payload, newId(), new Date(Date.now() + 60_000))
    await editSummary(ctx, { ...ref, text: 'My own notes.' })
    expect(await driverCollection('jobs').countDocuments({ 'payload.conversationId': id })).toBe(0)
    await summaryJobs['summarise']!(payload, async () => false)
    expect((await findSummaries(ctx, id)).map(({ text }) => text)).toEqual(['My own notes.'])
    await summaryJobs['summarise']!(payload, async () => true)
    expect((await findSummaries(ctx, id)).map(({ text }) => text)).toContain('Made meanwhile.')
    await editSummary(ctx, { ...ref, text: 'My last word.' })
    expect((await findSummaries(ctx, id)).map(({ text }) => text)).toEqual(['My last word.'])
  })

  it('goes when a message it was made of is deleted, and stays when a later one is', async () => {
    const { id, branch } = await conversationOf(26)
    await say(id, branch.at(-1)!._id, 'What now?')
    const { throughDepth } = await untilSummarised(id)
    await deleteMessage(ctx, { id, messageId: branch[throughDepth + 1]!._id })
    expect(await findSummaries(ctx, id)).toHaveLength(1)
    await deleteMessage(ctx, { id, messageId: branch[2]!._id })
    expect(await findSummaries(ctx, id)).toEqual([])
  })

  it('of one branch is not sent in another', async () => {
    const { id, branch } = await conversationOf(26)
    await say(id, branch.at(-1)!._id, 'What now?')
    const { text } = await untilSummarised(id)
    const { sent } = await say(id, branch[3]!._id, 'Elsewhere')
    expect(sent[0]?.content).not.toContain(text)
    expect(names(sent).slice(1, -1)).toEqual(['m0', 'm1', 'm2', 'm3'])
  })
})

it('what a conversation asks of its model counts from the next reply on', async () => {
  const { id, branch } = await conversationOf(2, 5)
  await changeAsking(ctx, {
    id,
    instructions: 'Answer in French.',
    settings: { temperature: 0.2, maxOutput: 99, topP: undefined },
  })
  expect(await readAsking(ctx, id)).toMatchObject({
    instructions: 'Answer in French.',
    settings: { temperature: 0.2, maxOutput: 99 },
  })
  const { sent } = await say(id, branch.at(-1)!._id, 'Hello')
  expect(sent[0]?.content).toContain('Answer in French.')
  expect(model.replies().at(-1)?.body).toMatchObject({ temperature: 0.2, max_tokens: 99 })
  await changeAsking(ctx, { id, instructions: '', settings: {} })
  expect(await readAsking(ctx, id)).toEqual({ instructions: '', settings: {}, above: {} })
  const eve = await createPerson('Eve')
  await expect(changeAsking(eve, { id, instructions: 'x' })).rejects.toMatchObject({ code: 'not_found' })
  await expect(readAsking(eve, id)).rejects.toMatchObject({ code: 'not_found' })
})

it('tokens are estimated, never too few, for any text', () => {
  expect(estimateTokens('')).toBeLessThan(10)
  expect(estimateTokens('<|endoftext|> 🙂 مرحبا')).toBeGreaterThan(5)
  expect(estimateTokens('x'.repeat(300_000))).toBeGreaterThan(100_000)
  const chinese = '我明天要去里斯本，天气怎么样？'
  const each = tokenizer.encode(chinese, plain).length
  expect(estimateTokens(chinese.repeat(20_000))).toBeGreaterThan(each * 20_000)
})

it('tokens of long runs are counted in slices, a few characters at a time; all other texts as they are', () => {
  const counting = vi.mocked(tokenizer.countTokens)
  const prose = `Words, ${'and more of them. '.repeat(2_000)}${'x'.repeat(300)} ${'<|endoftext|>'.repeat(9)}`
  counting.mockClear()
  expect(estimateTokens(prose)).toBe(Math.ceil(tokenizer.encode(prose, plain).length * 1.17) + 6)
  expect(counting.mock.calls.map(([text]) => text)).toEqual([prose])
  for (const each of ['x', 'qzv', ' ', '\n', '的是我', '!?', '🙂']) {
    const few = each.repeat(1_000 / each.length)
    const hostile = few.repeat(100)
    counting.mockClear()
    const tokens = estimateTokens(hostile)
    const slices = counting.mock.calls.map(([text]) => String(text))
    expect(slices.join('') === hostile, each).toBe(true)
    expect(Math.max(...slices.map((slice) => [...slice].length)), each).toBeLessThanOrEqual(300)
    // As many as without slices, and a few more.
    const whole = tokenizer.encode(few, plain).length * 100 * 1.17
    expect([tokens > whole * 0.98, tokens < whole * 1.2 + 500], each).toEqual([true, true])
  }
})
