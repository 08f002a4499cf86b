import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { type ScriptedModel, startScriptedModel } from '@/e2e/support/scripted-model/server'
import { newId } from '@/lib/core/ids'
import { updatePersonal } from '@/lib/models/defaults/model-settings'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { getConversation } from './read-conversation'
import { sendMessage } from './send-message'
import { streamReply } from './stream-reply'

onAppDatabase()

let first: ScriptedModel
let second: ScriptedModel
beforeAll(async () => {
  first = await startScriptedModel({ tokenMs: 0 })
  second = await startScriptedModel({ tokenMs: 0 })
  vi.stubEnv('OPENAI_BASE_URL', first.url)
  vi.stubEnv('LOCAL_MODEL_URL', second.url)
})
beforeEach(() => {
  first.reset()
  second.reset()
})
afterAll(() => Promise.all([first.close(), second.close()]))

/** Somebody with these models to step in asks, and gets a reply. */
async function ask(fallbackModels: string[], model = 'openai/scripted') {
  const ctx = await createPerson()
  await updatePersonal(ctx, { fallbackModels, settings: { temperature: 0.3 } })
  const conversationId = newId()
  const message = { id: newId(), text: 'Are you there?' }
  const generation = await sendMessage(ctx, {
    trigger: 'send',
    conversationId,
    parentId: null,
    message,
    model,
  })
  const stream = await new Response(streamReply(ctx, generation, 0)).text()
  const reply = (await getConversation(ctx, conversationId)).messages.at(-1)!
  const text = reply.parts.map((part) => (part.type === 'text' ? part.text : '')).join('')
  return { stream, text, metadata: reply.metadata! }
}

it.each(['overloaded', 'server_error', 'invalid_api_key', 'insufficient_quota', 'model_not_found'] as const)(
  'after %s the next model answers, and the reply says so, now and later',
  async (failure) => {
    first.script({ failure, times: 'always' })
    second.script({ text: 'I am here.' })
    const { stream, text, metadata } = await ask(['openai/scripted', 'local/scripted-two'])
    expect(text).toBe('I am here.')
    expect(metadata).toMatchObject({
      status: 'done',
      model: 'local/scripted-two',
      replaced: { model: 'openai/scripted' },
    })
    expect(metadata.error).toBeUndefined()
    expect(stream).toContain('"message-metadata"')
    expect(first.replies()).toHaveLength(1)
    expect(second.replies()[0]?.body).toMatchObject({ model: 'scripted-two', temperature: 0.3 })
  },
)

it('a provider that breaks off before its first word is replaced, one that breaks off after it is not', async () => {
  first.script({ text: 'one two three', breakAfter: { tokens: 0, how: 'reset' } })
  expect((await ask(['local/scripted'])).metadata.replaced).toMatchObject({ code: 'broken_stream' })
  second.reset()
  first.script({ text: 'one two three', breakAfter: { tokens: 2, how: 'end' } })
  const { text, metadata } = await ask(['local/scripted'])
  expect(text).toBe('one two')
  expect(metadata).toMatchObject({
    status: 'failed',
    model: 'openai/scripted',
    error: { code: 'broken_stream' },
  })
  expect(metadata.replaced).toBeUndefined()
  expect(second.replies()).toHaveLength(0)
})

it.each([{ failure: 'context_length_exceeded' }, { finishReason: 'content_filter', text: '' }] as const)(
  'what is the person’s own is not passed on: %j',
  async (script) => {
    first.script({ ...script, times: 'always' })
    const { metadata } = await ask(['local/scripted'])
    expect(metadata).toMatchObject({ status: 'failed', model: 'openai/scripted' })
    expect(second.replies()).toHaveLength(0)
  },
)

it('when all fail, the failure is that of the model that was wanted', async () => {
  first.script({ failure: 'insufficient_quota', times: 'always' })
  second.script({ failure: 'overloaded', times: 'always' })
  const { metadata } = await ask(['gone/model', 'local/scripted', 'local/scripted-two'])
  expect(metadata).toMatchObject({ status: 'failed', model: 'openai/scripted', error: { code: 'quota' } })
  expect(metadata.replaced).toBeUndefined()
  expect(second.replies().length).toBeGreaterThanOrEqual(2)
})

it('without a list a failure stays a failure, after one more try', async () => {
  first.script({ failure: 'overloaded' })
  expect((await ask([])).metadata).toMatchObject({ status: 'done', model: 'openai/scripted' })
  expect(first.replies()).toHaveLength(2)
})

it('a provider that is gone is replaced', async () => {
  await first.close()
  expect((await ask(['local/scripted'])).metadata).toMatchObject({ status: 'done', model: 'local/scripted' })
})
