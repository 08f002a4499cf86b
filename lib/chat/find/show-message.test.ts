import { beforeAll, describe, expect, it } from 'vitest'
import type { Ctx } from '@/lib/auth/context'
import { newId } from '@/lib/core/ids'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { createConversation } from '../data'
import { selectMessage } from '../manage-conversation'
import { createMessage } from '../messages/data'
import { getConversation, getOlderMessages } from '../read-conversation'
import { getNewerMessages, showMessage } from './show-message'

onAppDatabase()

let ctx: Ctx
let id: string
/** The shown branch: 200 messages; at depth 100 another branch of 3 begins. */
let long: string[]
let side: string[]

beforeAll(async () => {
  ctx = await createPerson()
  id = newId()
  long = Array.from({ length: 200 }, () => newId())
  side = Array.from({ length: 3 }, () => newId())
  await createConversation(ctx, {
    _id: id,
    title: 'Long',
    model: null,
    folderId: null,
    leafId: long[199] ?? null,
  })
  for (const [depth, _id] of long.entries()) await add(_id, long[depth - 1] ?? null, depth)
  for (const [i, _id] of side.entries())
    await add(_id, i === 0 ? (long[99] ?? null) : (side[i - 1] ?? null), 100 + i)
})

function add(_id: string, parentId: string | null, depth: number) {
  const role = depth % 2 ? 'assistant' : 'user'
  const rest = { parts: [{ type: 'text', text: `m${depth}` }], text: `m${depth}`, status: 'done' as const }
  return createMessage(ctx, {
    ...{ _id, conversationId: id, parentId, depth, role, ...rest },
    ...{ model: null, usage: null, error: null },
  })
}

const idsOf = ({ messages }: { messages: { id: string }[] }) => messages.map((message) => message.id)
const shownLeaf = async () => idsOf(await getConversation(ctx, id)).at(-1)

describe('a message far up', () => {
  it('is shown with what is around it, and read on from in both directions', async () => {
    const part = await showMessage(ctx, { id, messageId: long[50] ?? '' })
    expect(idsOf(part)).toEqual(long.slice(30, 71))
    expect(part).toMatchObject({ hasOlder: true, hasNewer: true })
    expect(idsOf(await getOlderMessages(ctx, id, long[30] ?? ''))).toEqual(long.slice(0, 30))
    let last = long[70] ?? ''
    for (let page = await getNewerMessages(ctx, id, last); ; page = await getNewerMessages(ctx, id, last)) {
      expect(idsOf(page)[0]).toBe(long[long.indexOf(last) + 1])
      last = idsOf(page).at(-1) ?? ''
      if (!page.hasNewer) break
    }
    expect(last).toBe(long[199])
    expect(await shownLeaf()).toBe(long[199])
  })

  it('at the first and the last place is the edge', async () => {
    expect(await showMessage(ctx, { id, messageId: long[0] ?? '' })).toMatchObject({
      hasOlder: false,
      hasNewer: true,
    })
    expect(await showMessage(ctx, { id, messageId: long[199] ?? '' })).toMatchObject({ hasNewer: false })
    expect(await getNewerMessages(ctx, id, long[199] ?? '')).toEqual({
      messages: [],
      hasOlder: true,
      hasNewer: false,
    })
  })

  it('on another branch brings that branch, which stays', async () => {
    const part = await showMessage(ctx, { id, messageId: side[1] ?? '' })
    expect(idsOf(part)).toEqual([...long.slice(81, 100), ...side])
    expect(part.messages.find((message) => message.id === side[0])?.metadata?.siblingIds).toEqual([
      long[100],
      side[0],
    ])
    expect(await shownLeaf()).toBe(side[2])
    await selectMessage(ctx, { id, messageId: long[100] ?? '' })
    expect(await shownLeaf()).toBe(long[199])
  })

  it('is not there for others, under another conversation, or for who may only read', async () => {
    const bob = await createPerson('Bob')
    const notThere = { code: 'not_found' }
    const messageId = long[10] ?? ''
    await expect(showMessage(bob, { id, messageId })).rejects.toMatchObject(notThere)
    await expect(getNewerMessages(bob, id, messageId)).rejects.toMatchObject(notThere)
    await expect(showMessage(ctx, { id, messageId: newId() })).rejects.toMatchObject(notThere)
    const viewer: Ctx = { ...ctx, role: 'viewer' }
    expect((await showMessage(viewer, { id, messageId })).messages).not.toHaveLength(0)
    await expect(showMessage(viewer, { id, messageId: side[0] ?? '' })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })
})
