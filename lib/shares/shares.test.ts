import { ObjectId } from 'mongodb'
import { describe, expect, it } from 'vitest'
import type { Ctx } from '@/lib/auth/context'
import { deleteConversations, restoreConversations } from '@/lib/chat/order/change-conversations'
import { purgeConversations } from '@/lib/chat/purge'
import { getConversation, sendMessage, streamReply } from '@/lib/chat/server'
import { newId } from '@/lib/core/ids'
import { driverCollection } from '@/lib/platform/db'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { onScriptedModel } from '@/scripts/test/scripted-model'
import { joinTeam, leaveTeam, teamOf } from '@/scripts/test/team'
import { createShare, listShares, revokeShare, updateShare } from './manage-shares'
import { continueShared, readShared, readSharedTitle } from './read-shared'
import type { ShareDto } from './schema'

onAppDatabase()

const model = onScriptedModel()

const notThere = { code: 'not_found' }
const tokenOf = ({ path }: ShareDto) => path.slice('/s/'.length)

async function say(ctx: Ctx, conversationId: string, parentId: string | null, text: string, answer: string) {
  model().script({ text: answer })
  const message = { id: newId(), text }
  const generation = await sendMessage(ctx, { trigger: 'send', conversationId, parentId, message })
  await new Response(streamReply(ctx, generation, 0)).text()
  return generation.replyId
}

async function begin(ctx: Ctx) {
  const id = newId()
  const leafId = await say(ctx, id, null, 'Where to in May?', 'To **Lisbon**.')
  const share = await createShare(ctx, { conversationId: id, leafId, showAuthor: true, expiresInDays: null })
  return { id, leafId, share, token: tokenOf(share) }
}

const wordsOf = async (token: string) =>
  (await readShared(token, 1)).messages.map(({ role, text }) => [role, text])
const BEGINNING = [
  ['user', 'Where to in May?'],
  ['assistant', 'To **Lisbon**.'],
]

describe('a link', () => {
  it('shows the branch as it was, and nothing that came after or beside it', async () => {
    const ctx = await createPerson('Ada')
    const { id, leafId, token } = await begin(ctx)
    await say(ctx, id, leafId, 'A secret.', 'I keep it.')
    await say(ctx, id, null, 'Another first question', 'Another answer')
    expect(await wordsOf(token)).toEqual(BEGINNING)
    expect(await readSharedTitle(token)).toEqual({ title: 'Where to in May?', authorName: 'Ada' })
  })

  it('gives nothing away but words, a title, a day and the name if that is wanted', async () => {
    const ctx = await createPerson('Ada')
    const { share, token } = await begin(ctx)
    const shown = await readShared(token, 1)
    expect(Object.keys(shown).sort()).toEqual(
      ['authorName', 'messages', 'page', 'pages', 'sharedAt', 'title'].sort(),
    )
    expect(shown.messages.flatMap(Object.keys)).toEqual(['key', 'role', 'text', 'key', 'role', 'text'])
    expect(JSON.stringify(shown)).not.toMatch(/[0-9a-f]{24}/)
    await updateShare(ctx, { id: share.id, showAuthor: false, title: 'A trip' })
    expect(await readShared(token, 1)).toMatchObject({ authorName: null, title: 'A trip' })
  })

  it('leads nowhere while who made it is out of the team, and back again with them', async () => {
    const { owner, members } = await teamOf(2)
    const [member] = members
    if (!member) throw new Error('nobody')
    const { token } = await begin(member)
    expect(await wordsOf(token)).toEqual(BEGINNING)
    await leaveTeam(member)
    await expect(readShared(token, 1)).rejects.toMatchObject(notThere)
    await joinTeam(owner.workspaceId, member)
    expect(await wordsOf(token)).toEqual(BEGINNING)
  })

  it('has a token of its own that nobody guesses', async () => {
    const ctx = await createPerson()
    const { id, leafId, token } = await begin(ctx)
    const again = await createShare(ctx, { conversationId: id, leafId, showAuthor: false, expiresInDays: 7 })
    expect(Buffer.from(token, 'base64url')).toHaveLength(18)
    expect(tokenOf(again)).not.toBe(token)
    const guesses = ['', 'x', `${token}x`, token.slice(1), token.toUpperCase(), newId(), '../../etc/passwd']
    for (const guess of guesses) await expect(readShared(guess, 1)).rejects.toMatchObject(notThere)
    for (const page of [0, 2, -1, 1.5, Number.NaN])
      await expect(readShared(token, page)).rejects.toMatchObject(notThere)
  })

  it('can be moved on to what is there now', async () => {
    const ctx = await createPerson()
    const { id, leafId, share, token } = await begin(ctx)
    const later = await say(ctx, id, leafId, 'By train?', 'Yes.')
    await updateShare(ctx, { id: share.id, leafId: later })
    expect(await wordsOf(token)).toHaveLength(4)
  })

  it('of a reply that failed goes on working when the question is answered again', async () => {
    const ctx = await createPerson()
    const { id: conversationId, leafId, share, token } = await begin(ctx)
    model().script({ failure: 'invalid_api_key' })
    const message = { id: newId(), text: 'By train?' }
    const order = { trigger: 'send', conversationId, parentId: leafId, message } as const
    const failed = await sendMessage(ctx, order)
    await new Response(streamReply(ctx, failed, 0)).text()
    const input = { conversationId, leafId: failed.replyId, showAuthor: false, expiresInDays: null }
    const second = await createShare(ctx, input)
    await updateShare(ctx, { id: share.id, leafId: failed.replyId })

    model().script({ text: 'Yes.' })
    const wish = { trigger: 'regenerate', conversationId, parentId: message.id, replyId: newId() } as const
    await new Response(streamReply(ctx, await sendMessage(ctx, wish), 0)).text()
    for (const each of [token, tokenOf(second)])
      expect(await wordsOf(each)).toEqual([...BEGINNING, ['user', 'By train?']])
  })

  it('leaves out messages that were deleted meanwhile', async () => {
    const ctx = await createPerson()
    const { leafId, token } = await begin(ctx)
    await driverCollection('messages').updateOne(
      { _id: new ObjectId(leafId) },
      { $set: { deletedAt: new Date() } },
    )
    expect(await wordsOf(token)).toEqual([BEGINNING[0]])
  })
})

describe('a link that has ended looks as if it had never been', () => {
  it('revoked, until that is taken back', async () => {
    const ctx = await createPerson()
    const { share, token } = await begin(ctx)
    await revokeShare(ctx, { id: share.id, revoked: true })
    await expect(readShared(token, 1)).rejects.toMatchObject(notThere)
    await expect(updateShare(ctx, { id: share.id, title: 'x' })).rejects.toMatchObject(notThere)
    expect((await listShares(ctx, {})).shares).toEqual([])
    await revokeShare(ctx, { id: share.id, revoked: false })
    expect(await wordsOf(token)).toEqual(BEGINNING)
  })

  it('expired, and prolonged again', async () => {
    const ctx = await createPerson()
    const { share, token } = await begin(ctx)
    await updateShare(ctx, { id: share.id, expiresInDays: 1 })
    expect(await wordsOf(token)).toEqual(BEGINNING)
    await driverCollection('shares').updateOne({ token }, { $set: { expiresAt: new Date(Date.now() - 1) } })
    await expect(readShared(token, 1)).rejects.toMatchObject(notThere)
    await expect(readSharedTitle(token)).rejects.toMatchObject(notThere)
    expect((await listShares(ctx, {})).shares).toHaveLength(1)
    await updateShare(ctx, { id: share.id, expiresInDays: null })
    expect(await wordsOf(token)).toEqual(BEGINNING)
  })

  it('with its conversation, for good once that is purged', async () => {
    const ctx = await createPerson()
    const { id, token } = await begin(ctx)
    await deleteConversations(ctx, { ids: [id] })
    await expect(readShared(token, 1)).rejects.toMatchObject(notThere)
    await restoreConversations(ctx, { ids: [id] })
    expect(await wordsOf(token)).toEqual(BEGINNING)
    await deleteConversations(ctx, { ids: [id] })
    const conversation = { _id: new ObjectId(id) }
    await driverCollection('conversations').updateOne(conversation, { $set: { deletedAt: new Date(0) } })
    await purgeConversations([])
    expect(await driverCollection('shares').countDocuments({ token })).toBe(0)
  })

  it('with the account of who shared it', async () => {
    const ctx = await createPerson()
    const { token } = await begin(ctx)
    await driverCollection('users').deleteOne({ _id: new ObjectId(ctx.userId) })
    await expect(readShared(token, 1)).rejects.toMatchObject(notThere)
  })
})

describe('somebody else', () => {
  it('can neither share, change, revoke nor list what is not theirs', async () => {
    const [ada, eve] = [await createPerson('Ada'), await createPerson('Eve')]
    const { id, leafId, share, token } = await begin(ada)
    const own = await begin(eve)
    const choices = { showAuthor: false, expiresInDays: null }
    const attempts = [
      () => createShare(eve, { conversationId: id, leafId, ...choices }),
      () => createShare(eve, { conversationId: own.id, leafId, ...choices }),
      () => updateShare(eve, { id: share.id, title: 'Mine' }),
      () => updateShare(eve, { id: own.share.id, leafId }),
      () => revokeShare(eve, { id: share.id, revoked: true }),
    ]
    for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject(notThere)
    expect((await listShares(eve, { conversationId: id })).shares).toEqual([])
    expect(await wordsOf(token)).toEqual(BEGINNING)
    await expect(
      createShare({ ...ada, role: 'viewer' }, { conversationId: id, leafId, ...choices }),
    ).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('gets words, not when they were said or how they ended', async () => {
    const [ada, eve] = [await createPerson('Ada'), await createPerson('Eve')]
    const { id, token } = await begin(ada)
    const messages = driverCollection('messages')
    const past = { $set: { createdAt: new Date('2020-01-01'), status: 'stopped' } }
    await messages.updateMany({ conversationId: new ObjectId(id) }, past)
    const conversationId = newId()
    const before = Date.now()
    await continueShared(eve, { token, conversationId })
    const ofCopy = { conversationId: new ObjectId(conversationId) }
    const copies = await messages.find(ofCopy).sort({ depth: 1 }).toArray()
    expect(copies.map(({ status }) => status)).toEqual(['done', 'done'])
    const [question, answer] = copies.map(({ createdAt }) => Number(createdAt))
    expect(question).toBeGreaterThanOrEqual(before)
    expect(answer).toBe((question ?? 0) + 1)
  })

  it('continues in a copy of their own, made once', async () => {
    const [ada, eve] = [await createPerson('Ada'), await createPerson('Eve')]
    const { id, leafId, token } = await begin(ada)
    const conversationId = newId()
    await continueShared(eve, { token, conversationId })
    await continueShared(eve, { token, conversationId })
    const copy = await getConversation(eve, conversationId)
    expect(copy.conversation).toMatchObject({ title: 'Where to in May?', model: null, folderId: null })
    expect(copy.messages.map(({ role, parts }) => [role, parts])).toEqual([
      ['user', [{ type: 'text', text: 'Where to in May?' }]],
      ['assistant', [{ type: 'text', text: 'To **Lisbon**.' }]],
    ])
    expect(
      copy.messages.every(({ id: own, metadata }) => own !== leafId && !metadata?.usage && !metadata?.model),
    ).toBe(true)
    await say(eve, conversationId, copy.messages.at(-1)?.id ?? null, 'And in June?', 'To Porto.')
    expect((await getConversation(ada, id)).messages).toHaveLength(2)
    await expect(continueShared(eve, { token, conversationId: id })).rejects.toMatchObject({
      code: 'conflict',
    })
  })
})

it('many links are listed page by page, newest first', async () => {
  const ctx = await createPerson()
  const { id, leafId } = await begin(ctx)
  for (let i = 0; i < 60; i++)
    await createShare(ctx, { conversationId: id, leafId, showAuthor: false, expiresInDays: null })
  const first = await listShares(ctx, {})
  const second = await listShares(ctx, { cursor: first.nextCursor ?? '' })
  const ids = [...first.shares, ...second.shares].map((share) => share.id)
  expect(new Set(ids).size).toBe(61)
  expect(second.nextCursor).toBeNull()
  await expect(listShares(ctx, { cursor: 'x' })).rejects.toMatchObject({ code: 'bad_request' })
})
