import { expect, it } from 'vitest'
import { newId } from '@/lib/core/ids'
import { orm } from '@/lib/platform/db'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { readDraft, saveDraft } from './keep-draft'
import { draftKey, saveDraftInput } from './schema'

onAppDatabase()

it('is kept, changed by whoever has seen it, and gone with empty words', async () => {
  const ctx = await createPerson()
  expect(await readDraft(ctx, 'new')).toBeNull()
  const first = await saveDraft(ctx, 'new', { text: 'Half', base: null })
  expect(first).toEqual({ saved: true, draft: { text: 'Half', version: expect.any(String) } })
  expect(await readDraft(ctx, 'new')).toEqual(first.draft)
  const second = await saveDraft(ctx, 'new', { text: 'Half a', base: first.draft?.version ?? null })
  expect(second.draft?.version).not.toBe(first.draft?.version)
  const base = second.draft?.version ?? null
  expect(await saveDraft(ctx, 'new', { text: '', base })).toEqual({ saved: true, draft: null })
  expect(await readDraft(ctx, 'new')).toBeNull()
  // A device that had seen what is gone may still write.
  expect(await saveDraft(ctx, 'new', { text: 'More', base })).toMatchObject({ saved: true })
})

it("is not written over, nor removed, by a device that has not seen another's words", async () => {
  const ctx = await createPerson()
  const phone = await saveDraft(ctx, 'new', { text: 'From the phone', base: null })
  const refused = { saved: false, draft: phone.draft }
  expect(await saveDraft(ctx, 'new', { text: 'From the desk', base: null })).toEqual(refused)
  expect(await saveDraft(ctx, 'new', { text: '', base: null })).toEqual(refused)
  const same = await saveDraft(ctx, 'new', { text: 'From the phone', base: null })
  expect(same.saved).toBe(true)
  const all = await Promise.all(
    ['a', 'b', 'c'].map((text) => saveDraft(ctx, 'new', { text, base: same.draft!.version })),
  )
  expect(all.filter(({ saved }) => saved)).toHaveLength(1)
  expect(await readDraft(ctx, 'new')).toEqual(all.find(({ saved }) => saved)?.draft)
})

it('is unknown to everybody else, and only for conversations of one’s own', async () => {
  const [ada, bob] = [await createPerson('Ada'), await createPerson('Bob')]
  await saveDraft(ada, 'new', { text: 'A secret', base: null })
  expect(await readDraft(bob, 'new')).toBeNull()
  const { _id } = await orm().conversations.create({
    ...{ workspaceId: ada.workspaceId, userId: ada.userId, title: 'Hers', titleSource: 'auto' },
    ...{ model: null, leafId: null, folderId: null, assistantId: null, instructions: null },
    ...{ modelSettings: null, emoji: null, colour: null, pinnedAt: null, archivedAt: null },
    ...{ importId: null, insightOffAt: null, lastMessageAt: new Date(), deletedAt: null },
  })
  await saveDraft(ada, _id, { text: 'Hello', base: null })
  const notThere = { code: 'not_found' }
  await expect(readDraft(bob, _id)).rejects.toMatchObject(notThere)
  await expect(saveDraft(bob, _id, { text: 'x', base: null })).rejects.toMatchObject(notThere)
  await expect(saveDraft(ada, newId(), { text: 'x', base: null })).rejects.toMatchObject(notThere)
  const viewer = { ...ada, role: 'viewer' as const }
  await expect(saveDraft(viewer, 'new', { text: 'x', base: null })).rejects.toMatchObject({
    code: 'forbidden',
  })
})

it('takes only what is right', () => {
  expect(draftKey.safeParse('new').success).toBe(true)
  expect(draftKey.safeParse('../new').success).toBe(false)
  expect(saveDraftInput.safeParse({ text: 'a'.repeat(400_001), base: null }).success).toBe(false)
  expect(saveDraftInput.safeParse({ text: 'a', base: 'yesterday' }).success).toBe(false)
})
