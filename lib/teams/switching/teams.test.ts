import { ObjectId } from 'mongodb'
import { describe, expect, it } from 'vitest'
import { loadContext } from '@/lib/accounts/server'
import type { PersonCtx } from '@/lib/auth/context'
import { requireConversation } from '@/lib/chat/server'
import { newId } from '@/lib/core/ids'
import { driverCollection } from '@/lib/platform/db'
import { createPerson, onAppDatabase, signIn } from '@/scripts/test/app-database'
import { thingsOf } from '@/scripts/test/matrix/things'
import { MOST_TEAMS } from '../limits'
import { createTeam, renameTeam } from '../manage-team'
import { listPlaces, teamAtHand } from './places'
import { switchWorkspace } from './switch-workspace'

onAppDatabase()

/** As the session's next request has it. */
async function again({ userId, sessionId }: PersonCtx): Promise<PersonCtx> {
  const ctx = await loadContext({ userId, sessionId }, newId())
  if (!ctx) throw new Error('no context')
  return ctx
}

describe('a team', () => {
  it('is a workspace of its own, which only this session works in then', async () => {
    const ada = await createPerson()
    const elsewhere = await signIn(ada.userId)
    const { id } = await createTeam(ada, { name: 'Analysts' })
    const inTeam = await again(ada)
    expect(inTeam).toMatchObject({
      workspaceId: id,
      role: 'owner',
      home: { workspaceId: expect.any(String) },
    })
    expect(await teamAtHand(inTeam)).toBe('Analysts')
    const other = await loadContext(elsewhere, newId())
    expect(other?.workspaceId).toBe(ada.workspaceId)
    expect(await teamAtHand(other ?? ada)).toBeNull()
    expect(await listPlaces(inTeam)).toMatchObject([
      { id: ada.workspaceId, team: null, isHere: false },
      { id, team: 'Analysts', isHere: true },
    ])
    await renameTeam(inTeam, { name: 'Poets' })
    expect(await teamAtHand(inTeam)).toBe('Poets')
    await switchWorkspace(inTeam, { id: ada.workspaceId })
    expect(await again(ada)).toMatchObject({ workspaceId: ada.workspaceId })
  })

  it('has nothing of what its people say in their own space', async () => {
    const ada = await createPerson()
    const { id } = await thingsOf(ada, '').conversation()
    await createTeam(ada, { name: 'Analysts' })
    const inTeam = await again(ada)
    await expect(requireConversation(inTeam, id)).rejects.toMatchObject({ code: 'not_found' })
    expect(await requireConversation(ada, id)).toMatchObject({ _id: id })
  })

  it('of others is not found', async () => {
    const [ada, eve] = [await createPerson(), await createPerson()]
    const { id } = await createTeam(ada, { name: 'Analysts' })
    await expect(switchWorkspace(eve, { id })).rejects.toMatchObject({ code: 'not_found' })
    expect((await again(eve)).workspaceId).toBe(eve.workspaceId)
    // Whatever stands in the session: only a membership opens a workspace.
    await driverCollection('sessions').updateOne(
      { _id: new ObjectId(eve.sessionId) },
      { $set: { workspaceId: new ObjectId(id) } },
    )
    expect(await again(eve)).toMatchObject({ workspaceId: eve.workspaceId, role: 'owner' })
    // One's own space is none.
    await expect(renameTeam(eve, { name: 'Mine' })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('more than as many as one may own are refused, also when they are made at once', async () => {
    const ada = await createPerson()
    const attempts = Array.from({ length: MOST_TEAMS }, () => createTeam(ada, { name: 'Many' }))
    await Promise.all(attempts)
    const more = await Promise.allSettled([1, 2, 3].map(() => createTeam(ada, { name: 'One more' })))
    expect(more.every(({ status }) => status === 'rejected')).toBe(true)
    expect(await listPlaces(ada)).toHaveLength(MOST_TEAMS + 1)
  })
})
