import sharp from 'sharp'
import { expect, it } from 'vitest'
import { getAvatar } from '@/lib/accounts/server'
import { newId } from '@/lib/core/ids'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { deleteAssistant, saveAssistant, storeAssistantPicture } from './manage-assistant'
import { assistantJobs } from './pictures'
import { findReplyingAssistant, getAssistant, listAssistants, requireAssistant } from './read-assistants'
import { type SaveAssistantInput, saveAssistantInput } from './schema'

onAppDatabase()

const assistant = (fields: Partial<SaveAssistantInput> = {}): SaveAssistantInput => ({
  id: newId(),
  name: 'Chef',
  handle: 'chef',
  description: 'Cooks with what is there.',
  instructions: 'Suggest dishes.',
  model: null,
  emoji: '🍳',
  avatarId: null,
  starters: ['What can I cook with eggs?'],
  isShared: false,
  ...fields,
})
const notThere = { code: 'not_found' }

async function picture(): Promise<File> {
  const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
    .png()
    .toBuffer()
  return new File([new Uint8Array(bytes)], 'p.png')
}

it('is made once, changed, deleted, and brought back with its picture', async () => {
  const ctx = await createPerson()
  const { avatarId } = await storeAssistantPicture(ctx, await picture())
  const chef = assistant({ avatarId })
  await Promise.all([saveAssistant(ctx, chef), saveAssistant(ctx, chef)])
  const dto = { ...chef, isOwn: true, author: null }
  expect(await getAssistant(ctx, chef.id)).toEqual(dto)
  const deleted = await deleteAssistant(ctx, { id: chef.id })
  expect(await listAssistants(ctx)).toEqual([])
  await saveAssistant(ctx, deleted)
  expect(await getAssistant(ctx, chef.id)).toEqual(dto)
  expect((await getAvatar(ctx, avatarId)).contentType).toBe('image/webp')
  await saveAssistant(ctx, { ...chef, avatarId: null })
  await expect(getAvatar(ctx, avatarId)).rejects.toMatchObject(notThere)
})

it('takes its picture along when it stays deleted; one that nobody saved goes, too', async () => {
  const ctx = await createPerson()
  const [kept, lost, never] = await Promise.all(
    [1, 2, 3].map(async () => storeAssistantPicture(ctx, await picture())),
  )
  const chef = assistant({ avatarId: kept!.avatarId })
  await saveAssistant(ctx, chef)
  await saveAssistant(ctx, assistant({ handle: 'cook', avatarId: lost!.avatarId }))
  const cook = (await listAssistants(ctx)).find(({ handle }) => handle === 'cook')!
  await deleteAssistant(ctx, { id: cook.id })
  await saveAssistant(ctx, await deleteAssistant(ctx, { id: chef.id }))
  for (const { avatarId } of [kept!, lost!, never!]) {
    const { workspaceId, userId } = ctx
    await Promise.all(
      Object.values(assistantJobs).map((work) => work({ workspaceId, userId, avatarId }, async () => true)),
    )
  }
  expect((await getAvatar(ctx, kept!.avatarId)).contentType).toBe('image/webp')
  for (const { avatarId } of [lost!, never!])
    await expect(getAvatar(ctx, avatarId)).rejects.toMatchObject(notThere)
})

it('has a handle that no other assistant of the person has', async () => {
  const [ctx, bob] = [await createPerson(), await createPerson('Bob')]
  await saveAssistant(ctx, assistant())
  const refused = { code: 'invalid_input', fields: { handle: expect.stringContaining('@chef') } }
  await expect(saveAssistant(ctx, assistant())).rejects.toMatchObject(refused)
  const both = await Promise.allSettled(
    ['a', 'b'].map(() => saveAssistant(ctx, assistant({ handle: 'cook' }))),
  )
  expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  await saveAssistant(bob, assistant())
})

it('is used by the members of the workspace when it is shared, and changed by its owner alone', async () => {
  const [ada, eve] = [await createPerson('Ada'), await createPerson('Eve')]
  const bob = { ...(await createPerson('Bob')), workspaceId: ada.workspaceId, role: 'member' as const }
  const [open, secret] = [assistant({ isShared: true }), assistant({ handle: 'secret' })]
  await saveAssistant(ada, open)
  await saveAssistant(ada, secret)
  expect(await listAssistants(bob)).toMatchObject([{ id: open.id, isOwn: false, author: 'Ada' }])
  expect(await findReplyingAssistant(bob, open.id)).toMatchObject({
    instructions: expect.stringContaining('Suggest dishes.'),
  })
  await expect(requireAssistant(bob, secret.id)).rejects.toMatchObject(notThere)
  await expect(requireAssistant(eve, open.id)).rejects.toMatchObject(notThere)
  expect(await findReplyingAssistant(eve, open.id)).toBeNull()
  const { avatarId } = await storeAssistantPicture(ada, await picture())
  for (const other of [bob, eve]) {
    await expect(saveAssistant(other, { ...open, name: 'Mine' })).rejects.toMatchObject(notThere)
    await expect(deleteAssistant(other, { id: open.id })).rejects.toMatchObject(notThere)
    await expect(saveAssistant(other, assistant({ avatarId }))).rejects.toMatchObject(notThere)
  }
  const viewer = { ...bob, role: 'viewer' as const }
  await expect(saveAssistant(viewer, assistant())).rejects.toMatchObject({ code: 'forbidden' })
  expect((await getAssistant(ada, open.id)).name).toBe('Chef')
})

it('takes only what is right', () => {
  const parse = (fields: object) => saveAssistantInput.safeParse({ ...assistant(), ...fields })
  expect(parse({ handle: ' @Chef ' }).data?.handle).toBe('chef')
  for (const wrong of [
    { handle: 'two words' },
    { handle: '' },
    { name: ' ' },
    { emoji: 'ab' },
    { starters: Array(7).fill('a') },
    { instructions: 'a'.repeat(16_001) },
    { avatarId: 'x' },
  ]) {
    expect(parse(wrong).success, JSON.stringify(wrong).slice(0, 50)).toBe(false)
  }
})
