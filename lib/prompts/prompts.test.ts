import { expect, it } from 'vitest'
import { newId } from '@/lib/core/ids'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { importPrompts } from './import-prompts'
import { deletePrompt, savePrompt } from './manage-prompt'
import { exportPrompts, getPrompt, listPrompts } from './read-prompts'
import { promptFileInput, type SavePromptInput, savePromptInput } from './schema'

onAppDatabase()

const prompt = (fields: Partial<SavePromptInput> = {}): SavePromptInput => ({
  id: newId(),
  title: 'Weekly report',
  folder: 'Work',
  command: 'weekly',
  content: 'Write the report of week {{week}}.',
  isShared: false,
  ...fields,
})
const notThere = { code: 'not_found' }

it('is made once, changed, deleted, and brought back under its own id', async () => {
  const ctx = await createPerson()
  const weekly = prompt()
  await Promise.all([savePrompt(ctx, weekly), savePrompt(ctx, weekly)])
  await savePrompt(ctx, { ...weekly, title: 'Report' })
  const { content: _, ...summary } = { ...weekly, title: 'Report' }
  const listed = { ...summary, isOwn: true, author: null, preview: weekly.content }
  expect(await listPrompts(ctx)).toEqual([listed])
  const deleted = await deletePrompt(ctx, { id: weekly.id })
  expect(await listPrompts(ctx)).toEqual([])
  await expect(deletePrompt(ctx, { id: weekly.id })).rejects.toMatchObject(notThere)
  await savePrompt(ctx, deleted)
  expect(await listPrompts(ctx)).toEqual([listed])
})

it('is listed with its beginning alone', async () => {
  const ctx = await createPerson()
  await savePrompt(ctx, prompt({ content: '🦉'.repeat(500) }))
  expect(await listPrompts(ctx)).toMatchObject([{ preview: '🦉'.repeat(160) }])
})

it('has a command that no other prompt of the person has', async () => {
  const ctx = await createPerson()
  const weekly = prompt()
  await savePrompt(ctx, weekly)
  await savePrompt(ctx, weekly)
  const refused = { code: 'invalid_input', fields: { command: expect.stringContaining('/weekly') } }
  await expect(savePrompt(ctx, prompt())).rejects.toMatchObject(refused)
  await savePrompt(ctx, prompt({ command: null }))
  await savePrompt(ctx, prompt({ command: null }))
  await savePrompt(await createPerson('Bob'), prompt())
})

it('is read by the members of the workspace when it is shared, and changed by its owner alone', async () => {
  const [ada, eve] = [await createPerson('Ada'), await createPerson('Eve')]
  const bob = { ...(await createPerson('Bob')), workspaceId: ada.workspaceId, role: 'viewer' as const }
  const [open, secret] = [prompt({ isShared: true }), prompt({ title: 'Secret', command: null })]
  await savePrompt(ada, open)
  await savePrompt(ada, secret)
  expect(await listPrompts(bob)).toMatchObject([{ id: open.id, isOwn: false, author: 'Ada' }])
  expect((await getPrompt(bob, open.id)).content).toBe(open.content)
  await expect(getPrompt(bob, secret.id)).rejects.toMatchObject(notThere)
  await expect(getPrompt(eve, open.id)).rejects.toMatchObject(notThere)
  expect(await listPrompts(eve)).toEqual([])
  await expect(savePrompt(bob, open)).rejects.toMatchObject({ code: 'forbidden' })
  for (const other of [eve, { ...bob, role: 'member' as const }]) {
    await expect(savePrompt(other, { ...open, title: 'Mine' })).rejects.toMatchObject(notThere)
    await expect(deletePrompt(other, { id: open.id })).rejects.toMatchObject(notThere)
    expect((await exportPrompts(other)).prompts).toEqual([])
  }
  expect((await getPrompt(ada, open.id)).title).toBe('Weekly report')
})

it('goes into a file and comes back, without doubles and with a report', async () => {
  const [ada, bob] = [await createPerson('Ada'), await createPerson('Bob')]
  await savePrompt(ada, prompt())
  await savePrompt(ada, prompt({ title: 'Other', command: null, folder: '' }))
  const file = JSON.parse(JSON.stringify(await exportPrompts(ada)))
  const filed = promptFileInput.parse(file)
  expect(await importPrompts(bob, filed)).toEqual({ added: 2, known: 0, refused: [] })
  expect(await importPrompts(bob, filed)).toEqual({ added: 0, known: 2, refused: [] })
  expect((await exportPrompts(bob)).prompts).toEqual(file.prompts)

  const foreign = [
    { command: '/haiku', name: 'Haiku', content: 'Write a haiku.', access_control: null },
    { title: 'Taken', command: 'weekly', content: 'Another.' },
    { title: 'Odd command', command: 'has a space', content: 'Text.' },
    { title: 'No text' },
    'nonsense',
  ]
  expect(await importPrompts(bob, promptFileInput.parse(foreign))).toMatchObject({
    added: 3,
    refused: [{ title: 'No text' }, { title: 'Number 5' }],
  })
  const commands = Object.fromEntries((await listPrompts(bob)).map(({ title, command }) => [title, command]))
  expect(commands).toMatchObject({ Haiku: 'haiku', Taken: null, 'Odd command': null })
})

it('takes only what is right', () => {
  const parse = (fields: object) => savePromptInput.safeParse({ ...prompt(), ...fields })
  expect(parse({ command: ' /Weekly ' }).data?.command).toBe('weekly')
  expect(parse({ command: '' }).data?.command).toBeNull()
  for (const wrong of [
    { command: 'two words' },
    { command: 'new' },
    { title: ' ' },
    { content: ' \n' },
    { content: 'a'.repeat(20_001) },
    { id: 'x' },
  ]) {
    expect(parse(wrong).success, JSON.stringify(wrong).slice(0, 50)).toBe(false)
  }
  for (const file of [null, {}, { format: 'numina.prompts', version: 2, prompts: [] }, 'x'])
    expect(promptFileInput.safeParse(file).success).toBe(false)
})
