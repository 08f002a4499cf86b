import { ObjectId } from 'mongodb'
import { saveAssistant } from '@/lib/assistants/manage-assistant'
import type { PersonCtx } from '@/lib/auth/context'
import { insertConversations, insertMessages, sendMessage, streamReply } from '@/lib/chat/server'
import { newId } from '@/lib/core/ids'
import { listReports } from '@/lib/feedback/manage-reports'
import { reportMessage } from '@/lib/feedback/report-message'
import { createFolder } from '@/lib/folders/server'
import { saveReading } from '@/lib/insight/data'
import { checkIn } from '@/lib/insight/mood/check-in'
import { keepReflection } from '@/lib/insight/mood/reflect'
import { turnOnInsight } from '@/lib/insight/settings/manage-settings'
import { createKey } from '@/lib/keys/manage/create-key'
import { addMemory } from '@/lib/memory/keep/manage-memory'
import { addNote } from '@/lib/memory/notes/manage-notes'
import { changeMemory } from '@/lib/memory/settings/manage-settings'
import { connectProvider } from '@/lib/models/connections/connect'
import { driverCollection } from '@/lib/platform/db'
import { makeArchive } from '@/lib/privacy/archive/make-archive'
import { requestArchive } from '@/lib/privacy/archive/request-archive'
import { savePrompt } from '@/lib/prompts/manage-prompt'
import { createShare } from '@/lib/shares/manage-shares'
import { findSummaries, saveSummary } from '@/lib/summaries/server'
import { addMember } from '@/lib/teams/data'
import { createInvitation as createTeamInvitation } from '@/lib/teams/invitations/data'
import { importConversations } from '@/lib/transfer/server'
import { createInvitation } from '@/lib/ways/invitations/data'
import { createIdentity, findIdentity } from '@/lib/ways/oauth/data'
import { createPerson, signIn } from '../app-database.ts'
import { readingOf } from '../readings.ts'

/** In every title and text of the owner's: whoever else reads it has read what they must not. */
export const WORD = 'Zwetschgenkuchen'

/** Makes things of one person, for others to try their hands on. */
export type Things = ReturnType<typeof thingsOf>

export const promptOf = (id: string) => ({
  id,
  title: WORD,
  folder: '',
  command: null,
  content: WORD,
  isShared: false,
})
export const assistantOf = (id: string) => ({
  id,
  name: WORD,
  handle: `a${id}`,
  description: '',
  instructions: WORD,
  model: null,
  emoji: null,
  avatarId: null,
  starters: [],
  isShared: false,
})
export const folderOf = (id: string) => ({ id, parentId: null, name: WORD, emoji: null, instructions: WORD })

export const keyOf = () => ({
  name: 'A program',
  days: 30 as const,
  scopes: ['chat' as const],
  caps: { day: 5, month: null },
})
export const checkInOf = (id: string) => ({ id, valence: -0.5, labels: ['sadness' as const], note: WORD })
export const reflectionOf = (id: string) => ({
  id,
  firstDay: '2026-11-01',
  lastDay: '2026-11-07',
  text: WORD,
})

export const memoryOf = (id: string) => ({
  id,
  text: WORD,
  category: 'other' as const,
  scope: { kind: 'me' as const },
  days: null,
})

const UNTOUCHED = {
  titleSource: 'user',
  assistantId: null,
  folderId: null,
  instructions: WORD,
  modelSettings: null,
  emoji: null,
  colour: null,
  pinnedAt: null,
  archivedAt: null,
  deletedAt: null,
  importId: null,
  insightOffAt: null,
  model: null,
}

/** @param modelUrl where a provider answers */
export function thingsOf(ctx: PersonCtx & { email: string }, modelUrl: string) {
  const own = {
    ctx,
    /** A question and its answer. */
    async conversation() {
      const [id, questionId, answerId, now] = [newId(), newId(), newId(), new Date()]
      const message = (_id: string, role: string, parentId: string | null, depth: number) => ({
        _id,
        role,
        parentId,
        depth,
        workspaceId: ctx.workspaceId,
        userId: ctx.userId,
        conversationId: id,
        parts: [{ type: 'text', text: WORD }],
        text: WORD,
        status: 'done',
        model: null,
        usage: null,
        error: null,
        feedback: null,
        deletedAt: null,
        createdAt: now,
      })
      await insertConversations(ctx, [
        { ...UNTOUCHED, _id: id, title: WORD, leafId: answerId, lastMessageAt: now, createdAt: now },
      ])
      await insertMessages(ctx, [
        message(questionId, 'user', null, 0),
        message(answerId, 'assistant', questionId, 1),
      ])
      return { id, questionId, answerId }
    },
    /** Their workspace as a team that is theirs. */
    async team() {
      await driverCollection('workspaces').updateOne(
        { _id: new ObjectId(ctx.workspaceId) },
        { $set: { kind: 'team', ownerId: new ObjectId(ctx.userId) } },
      )
    },
    /** Somebody else in it. @returns their id */
    async member() {
      await own.team()
      const { userId } = await createPerson('Mate')
      await addMember(ctx.workspaceId, userId, 'member')
      return userId
    },
    /** An invitation to it. */
    async teamInvitation() {
      await own.team()
      const id = newId()
      await createTeamInvitation({
        ...{ _id: id, workspaceId: ctx.workspaceId, email: `${newId()}@example.com`, tokenHash: newId() },
        ...{ role: 'member', invitedById: ctx.userId, expiresAt: new Date(Date.now() + 60_000) },
      })
      return id
    },
    /** A message of theirs that was read. */
    async feeling() {
      const { id: conversationId, questionId: messageId } = await own.conversation()
      await saveReading(ctx, { conversationId, messageId }, readingOf('sadness'))
      return { conversationId, messageId }
    },
    async checkIn() {
      const id = newId()
      await turnOnInsight(ctx)
      await checkIn(ctx, checkInOf(id))
      return id
    },
    async reflection() {
      const id = newId()
      await turnOnInsight(ctx)
      await keepReflection(ctx, reflectionOf(id))
      return id
    },
    /** Something remembered of them. */
    async memory() {
      await changeMemory(ctx, { mode: 'keep' })
      return (await addMemory(ctx, memoryOf(newId()))).id
    },
    /** Something noted in a conversation of theirs. */
    async note() {
      const [id, { id: conversationId }] = [newId(), await own.conversation()]
      await changeMemory(ctx, { mode: 'keep' })
      await addNote(ctx, { id, conversationId, text: WORD, hours: 24 })
      return { id, conversationId }
    },
    async reply() {
      const conversationId = newId()
      const generation = await sendMessage(ctx, {
        trigger: 'send',
        conversationId,
        parentId: null,
        message: { id: newId(), text: WORD },
      })
      await new Response(streamReply(ctx, generation, 0)).text()
      return { conversationId, generation: generation._id }
    },
    async summary() {
      const { id: conversationId, answerId } = await own.conversation()
      const summary = { throughId: answerId, throughDepth: 1, text: WORD, tokens: 3, model: null }
      await saveSummary(ctx, { conversationId, ...summary })
      const [found] = await findSummaries(ctx, conversationId)
      return { conversationId, summaryId: found?._id ?? '' }
    },
    async folder() {
      return (await createFolder(ctx, folderOf(newId()))).id
    },
    async prompt() {
      const id = newId()
      await savePrompt(ctx, promptOf(id))
      return id
    },
    async assistant() {
      const id = newId()
      await saveAssistant(ctx, assistantOf(id))
      return id
    },
    async share() {
      const { id, answerId } = await own.conversation()
      const wish = { conversationId: id, leafId: answerId, showAuthor: true, expiresInDays: null }
      const share = await createShare(ctx, wish)
      return { id: share.id, conversationId: id, token: share.path.slice('/s/'.length) }
    },
    provider: () => ({ kind: 'compatible', name: 'Mine', apiKey: '', baseUrl: modelUrl }) as const,
    /** A key of the API. Takes a fresh proof, as an archive does. */
    async key() {
      const { key } = await createKey({ ...ctx, ...(await signIn(ctx.userId)) }, { ...keyOf(), name: WORD })
      return key.id
    },
    async connection() {
      // Takes a fresh proof, as an archive does.
      return (await connectProvider({ ...ctx, ...(await signIn(ctx.userId)) }, own.provider())).id
    },
    async import() {
      const id = newId()
      const body = new Blob(['[]']).stream()
      await importConversations(ctx, { id, fileName: `${WORD}.json`, bytesTotal: 2, body })
      return id
    },
    async identity() {
      const subject = newId()
      await createIdentity({ userId: ctx.userId, provider: 'oidc', subject, email: null })
      return (await findIdentity('oidc', subject))?._id ?? ''
    },
    async archive() {
      // Asking for one takes a fresh proof, which a session just begun is.
      const { id } = await requestArchive({ ...ctx, ...(await signIn(ctx.userId)) })
      await makeArchive({ archiveId: id, workspaceId: ctx.workspaceId, userId: ctx.userId })
      return id
    },
    async invitation() {
      const [_id, email] = [newId(), `${newId()}@example.com`]
      const invitation = { email, role: 'user', tokenHash: newId(), invitedById: ctx.userId }
      await createInvitation({ ...invitation, _id, expiresAt: new Date(Date.now() + 60_000) })
      return _id
    },
    /** What its person told of a reply. */
    async report() {
      const { id, answerId } = await own.conversation()
      await reportMessage(ctx, { id, messageId: answerId, reason: 'harmful', note: WORD })
      const { reports } = await listReports(
        { ...ctx, instanceRole: 'owner', factorAt: new Date() },
        { isHandled: false },
      )
      return reports[0]?.id ?? ''
    },
    session: async () => (await signIn(ctx.userId)).sessionId,
  }
  return own
}
