/** The wire types of teams. Safe in the browser. */
import { z } from 'zod'
import { idSchema } from '@/lib/core/id-schema'
import { TEAM_NAME_MAX_CHARS } from './limits'

const teamName = z
  .string()
  .trim()
  .min(1, 'Give the team a name.')
  .max(TEAM_NAME_MAX_CHARS, `Use at most ${TEAM_NAME_MAX_CHARS} characters.`)

export const teamNameInput = z.object({ name: teamName })
export type TeamNameInput = z.infer<typeof teamNameInput>

export const workspaceRef = z.object({ id: idSchema })

/** A workspace somebody works in: their own, or a team's. */
export type PlaceDto = {
  id: string
  /** Null: their own. */
  team: string | null
  /** The name of its plan; null where plans mean nothing. */
  plan: string | null
  isHere: boolean
}

/** The team at hand. */
export type TeamDto = {
  id: string
  name: string
  /** What the one who looks may do: with its people, and with the team itself. */
  may: { manage: boolean; own: boolean }
}
