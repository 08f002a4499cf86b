'use server'
import { z } from 'zod'
import { userAction } from '@/lib/http/action'
import * as team from './manage-team'
import * as places from './places'
import { teamNameInput, workspaceRef } from './schema'
import * as switching from './switch-workspace'

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
