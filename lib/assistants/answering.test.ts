import { expect, it } from 'vitest'
import type { Ctx } from '@/lib/auth/context'
import { chooseAssistant } from '@/lib/chat/manage-conversation'
import type { SendInput } from '@/lib/chat/schema'
import { getConversation, sendMessage, streamReply } from '@/lib/chat/server'
import { newId } from '@/lib/core/ids'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { onScriptedModel } from '@/scripts/test/scripted-model'
import { deleteAssistant, saveAssistant } from './manage-assistant'

onAppDatabase()

const model = onScriptedModel()

async function makeChef(ctx: Ctx): Promise<string> {
  const id = newId()
  await saveAssistant(ctx, {
    ...{ id, name: 'Chef', handle: 'chef', description: '', instructions: 'Suggest dishes.', model: null },
    ...{ emoji: null, avatarId: null, starters: [], isShared: false },
  })
  return id
}

/** @returns the instructions the model was given */
async function ask(
  ctx: Ctx,
  fields: { conversationId?: string; parentId?: string | null; assistantId?: string },
): Promise<string> {
  const message = { id: newId(), text: 'Hello' }
  const input: SendInput = { trigger: 'send', conversationId: newId(), parentId: null, message, ...fields }
  await new Response(streamReply(ctx, await sendMessage(ctx, input), 0)).text()
  const sent = model().replies().at(-1)?.body as { messages: { content: string }[] }
  return sent.messages[0]?.content ?? ''
}

it('answers in a conversation from its beginning, is exchanged, and may be deleted', async () => {
  const ctx = await createPerson()
  const assistantId = await makeChef(ctx)
  const conversationId = newId()
  expect(await ask(ctx, { conversationId, assistantId })).toContain('you are Chef')
  const { conversation, messages } = await getConversation(ctx, conversationId)
  expect(conversation.assistantId).toBe(assistantId)
  const on = { conversationId, parentId: messages.at(-1)?.id ?? null }
  expect(await ask(ctx, on)).toContain('Suggest dishes.')
  await chooseAssistant(ctx, { id: conversationId, assistantId: null })
  expect(await ask(ctx, on)).not.toContain('Chef')
  await chooseAssistant(ctx, { id: conversationId, assistantId })
  expect(await ask(ctx, on)).toContain('you are Chef')
  await deleteAssistant(ctx, { id: assistantId })
  expect(await ask(ctx, on)).not.toContain('Chef')
})

it("is not found by others, in their conversations or one's own", async () => {
  const [ada, bob] = [await createPerson('Ada'), await createPerson('Bob')]
  const assistantId = await makeChef(ada)
  const notThere = { code: 'not_found' }
  await expect(ask(bob, { assistantId })).rejects.toMatchObject(notThere)
  const conversationId = newId()
  await ask(bob, { conversationId })
  await expect(chooseAssistant(bob, { id: conversationId, assistantId })).rejects.toMatchObject(notThere)
  await expect(chooseAssistant(ada, { id: conversationId, assistantId })).rejects.toMatchObject(notThere)
})
