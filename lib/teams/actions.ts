'use server'
import { z } from 'zod'
import { userAction } from '@/lib/http/action'
import * as deletion from './erasure/delete-team'
import * as inviting from './invitations/invite'
import * as joining from './invitations/join'
import * as team from './manage-team'
import * as roles from './members/change-role'
import * as ending from './members/end-membership'
import * as handing from './members/hand-over'
import {
  deleteTeamInput,
  invitationRef,
  inviteInput,
  joinInput,
  memberRef,
  memberRoleInput,
  teamNameInput,
  workspaceRef,
} from './schema'
import * as places from './switching/places'
import * as switching from './switching/switch-workspace'

export const listPlaces = userAction(
  { name: 'listPlaces', input: z.undefined(), rateLimit: 'write' },
  places.listPlaces,
)
export const switchWorkspace = userAction(
  { name: 'switchWorkspace', input: workspaceRef, rateLimit: 'write' },
  switching.switchWorkspace,
)
export const createTeam = userAction(
  { name: 'createTeam', input: teamNameInput, rateLimit: 'write' },
  team.createTeam,
)
export const renameTeam = userAction(
  { name: 'renameTeam', input: teamNameInput, rateLimit: 'write' },
  team.renameTeam,
)
export const deleteTeam = userAction(
  { name: 'deleteTeam', input: deleteTeamInput, rateLimit: 'write' },
  deletion.deleteTeam,
)
export const handOverTeam = userAction(
  { name: 'handOverTeam', input: memberRef, rateLimit: 'write' },
  handing.handOverTeam,
)
export const inviteToTeam = userAction(
  { name: 'inviteToTeam', input: inviteInput, rateLimit: 'write' },
  inviting.inviteToTeam,
)
export const resendInvitation = userAction(
  { name: 'resendInvitation', input: invitationRef, rateLimit: 'write' },
  inviting.resendInvitation,
)
export const revokeTeamInvitation = userAction(
  { name: 'revokeTeamInvitation', input: invitationRef, rateLimit: 'write' },
  inviting.revokeTeamInvitation,
)
export const joinTeam = userAction(
  { name: 'joinTeam', input: joinInput, rateLimit: 'mailAnswer' },
  joining.joinTeam,
)
export const changeMemberRole = userAction(
  { name: 'changeMemberRole', input: memberRoleInput, rateLimit: 'write' },
  roles.changeMemberRole,
)
export const removeMember = userAction(
  { name: 'removeMember', input: memberRef, rateLimit: 'write' },
  ending.removeMember,
)
export const leaveTeam = userAction(
  { name: 'leaveTeam', input: z.undefined(), rateLimit: 'write' },
  ending.leaveTeam,
)
