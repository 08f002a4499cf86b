import 'server-only'
import { holdPlan } from '@/lib/billing/server'
import {
  changeAll,
  findIds,
  NOBODY,
  personalCollection,
  removeAll,
  sentOrReceived,
  storedId,
} from '@/lib/platform/personal-data'
import { findTeamsOfOthers, leaveTeams } from './data'

/** What this domain keeps of a person. */
export const teamData = [
  personalCollection({
    collection: 'teamInvitations',
    about:
      'Invitations to teams for your address, and those you sent. The addresses you invited are not yours and not in here.',
    ...sentOrReceived,
    // Whoever was invited still is, to a team that goes on. Seats of teams the person was in are free at once.
    async erase({ userId, email }) {
      const owned = await findIds('workspaces', { ownerId: storedId(userId) })
      await removeAll('teamInvitations', { $or: [{ email }, { workspaceId: { $in: owned } }] })
      await changeAll('teamInvitations', { invitedById: storedId(userId) }, { invitedById: NOBODY })
      const teams = await findTeamsOfOthers(userId)
      await leaveTeams(teams, userId)
      for (const id of teams) await holdPlan(id)
    },
  }),
]
