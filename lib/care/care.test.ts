import { expect, it, vi } from 'vitest'
import type { Ctx } from '@/lib/auth/context'
import { sendMessage, sendTemporary, streamReply } from '@/lib/chat/server'
import { newId } from '@/lib/core/ids'
import { connectProvider } from '@/lib/models/connections/connect'
import { updatePersonal } from '@/lib/models/defaults/model-settings'
import { driverCollection } from '@/lib/platform/db'
import contract from '@/prisma/generated/contract.json'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { onScriptedModel } from '@/scripts/test/scripted-model'

onAppDatabase()

const model = onScriptedModel()
vi.stubEnv('ALLOW_PRIVATE_NETWORKS', '1')

/** Somebody with a model of their own, not the small one of this server. */
async function createConnected(): Promise<Ctx> {
  const ctx = await createPerson()
  const { id } = await connectProvider(ctx, {
    kind: 'compatible',
    name: 'Mine',
    apiKey: '',
    baseUrl: model().url,
  })
  await updatePersonal(ctx, { defaultModel: `${id}/scripted` })
  return ctx
}

const SIGN = 'I want to kill myself, I can’t go on'

type Sent = { messages?: { role: string; content: string }[] }

/** What the model was told besides the messages, for the last answer. */
function instructionsSent(): string {
  const sent = model().replies().at(-1)?.body as Sent | undefined
  return sent?.messages?.[0]?.content ?? ''
}

const message = (text: string, rest = {}) => ({
  trigger: 'send' as const,
  conversationId: newId(),
  parentId: null,
  message: { id: newId(), text },
  ...rest,
})

it('a message that shows danger is answered with care, without any consent, and the care lasts a while', async () => {
  const ctx = await createConnected()
  const input = message(SIGN)
  const first = await sendMessage(ctx, input)
  expect(await new Response(streamReply(ctx, first, 0)).text()).toContain('"finish"')
  expect(instructionsSent()).toContain('Care comes first')
  expect(instructionsSent()).toContain('Name help')

  const { conversationId } = input
  const next = await sendMessage(ctx, message('yes', { conversationId, parentId: first.replyId }))
  await new Response(streamReply(ctx, next, 0)).text()
  expect(instructionsSent()).toContain('Care comes first')

  const other = await sendMessage(ctx, message('Which day is it?'))
  await new Response(streamReply(ctx, other, 0)).text()
  expect(instructionsSent()).not.toContain('Care comes first')
})

it('the same in a temporary conversation, and nothing of the check is kept anywhere', async () => {
  const ctx = await createConnected()
  const ids = { conversationId: newId(), key: newId(), questionId: newId(), replyId: newId() }
  const messages = [{ role: 'user' as const, text: SIGN }]
  const generation = await sendTemporary(ctx, { trigger: 'temporary', ...ids, messages })
  await new Response(streamReply(ctx, generation, 0)).text()
  expect(instructionsSent()).toContain('Care comes first')

  const kept = await sendMessage(ctx, message(SIGN))
  await new Response(streamReply(ctx, kept, 0)).text()
  for (const name of Object.keys(contract.storage.namespaces.__unbound__.entries.collection)) {
    const documents = JSON.stringify(await driverCollection(name).find().toArray())
    expect(documents, name).not.toMatch(/Care comes first|crisis|needsCare/)
  }
})

it('the small model of this server is not asked what it cannot answer', async () => {
  const ctx = await createPerson()
  const input = message(SIGN)
  const first = await sendMessage(ctx, input)
  const text = await new Response(streamReply(ctx, first, 0)).text()
  expect(text).toContain('Are you safe right now?')
  expect(text).toContain('"finish"')
  expect(model().replies()).toEqual([])

  const { conversationId } = input
  const next = await sendMessage(ctx, message('yes', { conversationId, parentId: first.replyId }))
  expect(await new Response(streamReply(ctx, next, 0)).text()).not.toContain('Are you safe right now?')
  expect(instructionsSent()).toContain('Care comes first')
})
