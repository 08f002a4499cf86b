import { ObjectId } from 'mongodb'
import { describe, expect, it } from 'vitest'
import type { Ctx } from '@/lib/auth/context'
import { newId } from '@/lib/core/ids'
import { driverCollection } from '@/lib/platform/db'
import { onAppDatabase } from '@/scripts/test/app-database'
import { onScriptedModel } from '@/scripts/test/scripted-model'
import { teamOf } from '@/scripts/test/team'
import { findBranchIds, readMessages } from './copies/whole-branch'
import { readTree } from './copies/whole-tree'
import { deleteMessage, findChildren, findMessage, saveReply } from './messages/data'
import { getConversation } from './read-conversation'
import { sendMessage } from './send-message'
import { streamReply } from './stream-reply'
import { findChildrenOf } from './tree/data'

onAppDatabase()
onScriptedModel()

type Message = { id: string; text: string }

const question = (rest: { conversationId?: string; parentId?: string; message?: Message } = {}) => ({
  ...{ trigger: 'send' as const, conversationId: newId(), parentId: null },
  ...{ message: { id: newId(), text: 'Private' }, ...rest },
})

/** A conversation of one member of a team, and another member. */
async function twoOfOneTeam() {
  const { owner, members } = await teamOf(2)
  const input = question()
  const generation = await sendMessage(owner, input)
  await new Response(streamReply(owner, generation, 0)).text()
  const { conversationId, message } = input
  return { owner, other: members[0] as Ctx, conversationId, message, replyId: generation.replyId }
}

const messagesIn = (conversationId: string) =>
  driverCollection('messages')
    .find({ conversationId: new ObjectId(conversationId) })
    .sort({ _id: 1 })
    .toArray()

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const item of items) found.push(item)
  return found
}

describe('a member of the same team', () => {
  it('stores nothing in a conversation that is not theirs', async () => {
    const { owner, other, conversationId, message, replyId } = await twoOfOneTeam()
    const before = await messagesIn(conversationId)
    for (const theirs of [
      question({ conversationId }),
      question({ conversationId, parentId: replyId }),
      question({ conversationId, message }),
      question({ parentId: replyId }),
      question({ message }),
    ])
      await expect(sendMessage(other, theirs)).rejects.toMatchObject({ code: 'not_found' })
    expect(await messagesIn(conversationId)).toEqual(before)
    const own = { workspaceId: new ObjectId(other.workspaceId), userId: new ObjectId(other.userId) }
    expect(await driverCollection('messages').countDocuments(own)).toBe(0)
    const { messages } = await getConversation(owner, conversationId)
    expect(messages[0]?.metadata?.siblingIds).toBeUndefined()
  })

  it('finds, changes and deletes none of its messages', async () => {
    const { other, conversationId, message, replyId } = await twoOfOneTeam()
    const before = await messagesIn(conversationId)
    expect(await findMessage(other, conversationId, replyId)).toBeNull()
    expect(await findChildren(other, conversationId, message.id)).toEqual([])
    expect(await findChildrenOf(other, conversationId, [message.id])).toEqual([])
    expect(await all(readTree(other, conversationId))).toEqual([])
    const branch = { scope: other, conversationId, leafId: replyId }
    expect(await findBranchIds(branch)).toEqual([])
    expect(await all(readMessages(branch, [message.id, replyId]))).toEqual([])
    const position = { conversationId, parentId: message.id, depth: 1, role: 'assistant' }
    const content = { parts: [], text: '', status: 'done' as const, model: null, usage: null, error: null }
    await saveReply(other, { _id: replyId, ...position, ...content })
    await deleteMessage(other, conversationId, replyId)
    expect(await messagesIn(conversationId)).toEqual(before)
  })
})
