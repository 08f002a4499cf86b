import { expect, it } from 'vitest'
import { newId } from '@/lib/core/ids'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { createFolder, deleteFolder, updateFolder } from './manage-folder'
import { folderInstructions, listFolders, requireFolder } from './read-folders'
import { createFolderInput, type FolderDto, updateFolderInput } from './schema'

onAppDatabase()

const folder = (fields: Partial<FolderDto> = {}): FolderDto => ({
  id: newId(),
  parentId: null,
  name: 'Work',
  emoji: null,
  instructions: '',
  ...fields,
})
const notThere = { code: 'not_found' }

it('is made once, changed, deleted, and brought back under its own id', async () => {
  const ctx = await createPerson()
  const work = folder({ emoji: '💼', instructions: 'Be brief.' })
  await createFolder(ctx, work)
  await createFolder(ctx, { ...work, name: 'Twice' })
  expect(await listFolders(ctx)).toEqual([work])
  await updateFolder(ctx, { id: work.id, name: 'Office', emoji: null })
  expect(await listFolders(ctx)).toEqual([{ ...work, name: 'Office', emoji: null }])
  await deleteFolder(ctx, { id: work.id })
  expect(await listFolders(ctx)).toEqual([])
  await expect(deleteFolder(ctx, { id: work.id })).rejects.toMatchObject(notThere)
  await createFolder(ctx, work)
  expect(await listFolders(ctx)).toEqual([work])
})

it('holds folders, which hold none themselves, and never itself', async () => {
  const ctx = await createPerson()
  const [work, home, plans] = [folder(), folder({ name: 'Home' }), folder({ name: 'Plans' })]
  for (const each of [work, home, plans]) await createFolder(ctx, each)
  await updateFolder(ctx, { id: plans.id, parentId: work.id })
  const refused = { code: 'invalid_input', fields: { parentId: expect.any(String) } }
  await expect(updateFolder(ctx, { id: home.id, parentId: plans.id })).rejects.toMatchObject(refused)
  await expect(updateFolder(ctx, { id: work.id, parentId: home.id })).rejects.toMatchObject(refused)
  await expect(updateFolder(ctx, { id: work.id, parentId: plans.id })).rejects.toMatchObject(refused)
  await expect(updateFolder(ctx, { id: work.id, parentId: work.id })).rejects.toMatchObject(refused)
  await expect(updateFolder(ctx, { id: work.id, parentId: newId() })).rejects.toMatchObject(notThere)
  await deleteFolder(ctx, { id: work.id })
  await createFolder(ctx, folder({ parentId: plans.id }))
})

it('comes back whatever has become of its place, and never makes a third level', async () => {
  const ctx = await createPerson()
  const [outer, other] = [folder({ name: 'Outer' }), folder({ name: 'Other' })]
  const [inner, moved] = [folder({ name: 'Inner', parentId: outer.id }), folder({ name: 'Moved' })]
  for (const each of [outer, inner, moved, other]) await createFolder(ctx, each)
  const parents = async () =>
    Object.fromEntries((await listFolders(ctx)).map(({ name, parentId }) => [name, parentId]))

  // Both deleted, the inner one first: each comes back, in any order.
  await deleteFolder(ctx, { id: inner.id })
  await deleteFolder(ctx, { id: outer.id })
  await createFolder(ctx, inner)
  await createFolder(ctx, outer)
  expect(await parents()).toEqual({ Outer: null, Inner: outer.id, Moved: null, Other: null })

  // Its place is inside another one by now: it is at the top.
  await deleteFolder(ctx, { id: inner.id })
  await updateFolder(ctx, { id: outer.id, parentId: other.id })
  expect(await createFolder(ctx, inner)).toEqual({ ...inner, parentId: null })
  await updateFolder(ctx, { id: outer.id, parentId: null })
  await updateFolder(ctx, { id: inner.id, parentId: outer.id })

  // What was in it holds one itself by now: that stays at the top.
  await deleteFolder(ctx, { id: outer.id })
  await updateFolder(ctx, { id: moved.id, parentId: inner.id })
  await createFolder(ctx, outer)
  expect(await parents()).toEqual({ Outer: null, Inner: null, Moved: inner.id, Other: null })
})

it('asks something of every reply inside, together with the one around it', async () => {
  const ctx = await createPerson()
  const work = folder({ instructions: 'Answer in French.' })
  const plans = folder({ parentId: work.id, instructions: 'Use lists.' })
  await createFolder(ctx, work)
  await createFolder(ctx, plans)
  expect(await folderInstructions(ctx, plans.id)).toBe('Answer in French.\n\nUse lists.')
  expect(await folderInstructions(ctx, work.id)).toBe('Answer in French.')
  expect(await folderInstructions(ctx, null)).toBe('')
  expect(await folderInstructions(ctx, newId())).toBe('')
  await deleteFolder(ctx, { id: work.id })
  expect(await folderInstructions(ctx, plans.id)).toBe('Use lists.')
})

it('is unknown to everybody else', async () => {
  const [ada, bob] = [await createPerson('Ada'), await createPerson('Bob')]
  const work = folder({ instructions: 'A secret.' })
  await createFolder(ada, work)
  expect(await listFolders(bob)).toEqual([])
  expect(await folderInstructions(bob, work.id)).toBe('')
  await expect(requireFolder(bob, work.id)).rejects.toMatchObject(notThere)
  await expect(updateFolder(bob, { id: work.id, name: 'Mine' })).rejects.toMatchObject(notThere)
  await expect(deleteFolder(bob, { id: work.id })).rejects.toMatchObject(notThere)
  await expect(createFolder(bob, work)).rejects.toMatchObject(notThere)
  // As if it were gone: his own is at the top.
  const inside = await createFolder(bob, folder({ parentId: work.id }))
  expect(await folderInstructions(bob, inside.id)).toBe('')
  expect(await listFolders(ada)).toEqual([work])
  await expect(createFolder({ ...ada, role: 'viewer' }, folder())).rejects.toMatchObject({
    code: 'forbidden',
  })
})

it('takes only what is right', () => {
  const parses = (fields: object) => createFolderInput.safeParse({ ...folder(), ...fields }).success
  expect(parses({})).toBe(true)
  expect(parses({ name: '  ' })).toBe(false)
  expect(parses({ name: 'a'.repeat(81) })).toBe(false)
  expect(parses({ emoji: 'ab' })).toBe(false)
  expect(parses({ instructions: 'a'.repeat(8001) })).toBe(false)
  expect(parses({ parentId: 'x' })).toBe(false)
  expect(updateFolderInput.safeParse({ id: newId(), name: undefined }).success).toBe(true)
})
