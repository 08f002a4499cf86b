import { ObjectId } from 'mongodb'
import { describe, expect, it, vi } from 'vitest'
import type { Ctx } from '@/lib/auth/context'
import { deleteConversations } from '@/lib/chat/order/change-conversations'
import { listConversations } from '@/lib/chat/server'
import { newId } from '@/lib/core/ids'
import { deleteFolder } from '@/lib/folders/manage-folder'
import { createFolder, listFolders } from '@/lib/folders/server'
import { driverCollection } from '@/lib/platform/db'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { bring, OWN, titles } from '../files.testing'
import { getImport } from './progress'
import { reapImports } from './reap'

vi.mock('@/lib/folders/server', { spy: true })
onAppDatabase()

/** What happens meanwhile when folders have been read the next time. */
function onceListed(meanwhile: () => Promise<void>): void {
  vi.mocked(listFolders).mockImplementationOnce(async (ctx) => {
    const folders = await listFolders(ctx)
    await meanwhile()
    return folders
  })
}

describe('the folders of an import', () => {
  const FILE = {
    conversations: [
      { ...OWN, id: 'a', title: 'Stays', folders: ['Work'] },
      { ...OWN, id: 'b', title: 'Goes', folders: ['Work'] },
      { ...OWN, id: 'c', title: 'Homeless', folders: ['Home'] },
    ],
  }
  const titlesIn = async (ctx: Ctx, place: string) =>
    (await listConversations(ctx, { place })).conversations.map(({ title }) => title)

  it('are filled as far as can be while somebody deletes conversations and folders', async () => {
    const ctx = await createPerson()
    const [work, home] = [newId(), newId()]
    for (const [id, name] of [
      [work, 'Work'],
      [home, 'Home'],
    ] as const)
      await createFolder(ctx, { id, parentId: null, name, emoji: null, instructions: '' })
    onceListed(async () => {
      const { conversations } = await listConversations(ctx, {})
      expect(conversations).toHaveLength(3)
      const going = conversations.find(({ title }) => title === 'Goes')
      await deleteConversations(ctx, { ids: [going?.id ?? ''] })
      await deleteFolder(ctx, { id: home })
    })
    expect(await bring(ctx, FILE)).toMatchObject({
      status: 'done',
      report: { conversations: 3, skipped: [{ reason: 'no_folder', count: 1 }], error: null },
    })
    expect([await titlesIn(ctx, work), await titles(ctx)]).toEqual([['Stays'], ['Homeless']])
  })

  it('that a server did not live to make are reported', async () => {
    const ctx = await createPerson()
    const id = newId()
    onceListed(() => Promise.reject(new Error('killed')))
    await expect(bring(ctx, FILE, id)).rejects.toThrow('killed')
    await driverCollection('importJobs').updateOne(
      { _id: new ObjectId(id) },
      { $set: { heartbeatAt: new Date(0) } },
    )
    await reapImports()
    expect(await getImport(ctx, id)).toMatchObject({
      status: 'done',
      report: { conversations: 3, skipped: [{ reason: 'no_folder', count: 3 }], error: null },
    })
    expect(await titles(ctx)).toHaveLength(3)
    expect(await listFolders(ctx)).toEqual([])
  })
})
