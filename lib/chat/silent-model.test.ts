import { afterEach, describe, expect, it, vi } from 'vitest'
import { newId } from '@/lib/core/ids'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { onScriptedModel } from '@/scripts/test/scripted-model'
import { getConversation } from './read-conversation'
import { sendMessage } from './send-message'
import { streamReply } from './stream-reply'

onAppDatabase()

const model = onScriptedModel()
afterEach(() => vi.restoreAllMocks())

/** Minutes pass in a moment: the limits of a model's silence (and of nobody else's) are a hundredth of what they are. */
function hurryTheWatchdog(): void {
  const real = globalThis.setTimeout
  const limits = [45_000, 60_000, 120_000]
  const hurried = ((run: () => void, ms = 0, ...more: []) =>
    real(run, limits.includes(ms) ? ms / 100 : ms, ...more)) as typeof setTimeout
  vi.spyOn(globalThis, 'setTimeout').mockImplementation(hurried)
}

describe('a model that says nothing', () => {
  it.each([
    [{ hang: true }, ''],
    [{ text: 'one two three', breakAfter: { tokens: 2, how: 'stall' as const } }, 'one two'],
  ])('%j is given up with words, and what it said is kept', async (script, text) => {
    const ctx = await createPerson()
    model().script(script)
    hurryTheWatchdog()
    const input = {
      trigger: 'send' as const,
      conversationId: newId(),
      parentId: null,
      message: { id: newId(), text: 'Are you there?' },
    }
    const reply = streamReply(ctx, await sendMessage(ctx, input), 0)
    expect(await new Response(reply).text()).toContain('"code":"model_timeout"')
    const { messages } = await getConversation(ctx, input.conversationId)
    expect(messages[1]?.metadata).toMatchObject({ status: 'failed', error: { action: 'retry' } })
    expect(messages[1]?.parts.map((part) => part.type === 'text' && part.text).join('')).toBe(text)
  })
})
