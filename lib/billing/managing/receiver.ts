import 'server-only'
import {
  findAccountByEmail,
  findHomeOf,
  findOwnedTeams,
  findTeamNames,
  userNames,
} from '@/lib/accounts/server'
import { AppError } from '@/lib/core/errors'
import type { AccountDocument } from '../accounts/data'
import type { ReceiverInput } from '../schema'

type Receiver = { userId: string; workspaceId: string; name: string }

/**
 * Finds to whom something is given: a person's own workspace, or a team of theirs.
 *
 * @throws AppError `invalid_input` on `email` or `team`
 */
export async function findReceiver({ email, team }: ReceiverInput): Promise<Receiver> {
  const person = await findAccountByEmail(email)
  const home = person && (await findHomeOf(person._id))
  if (!home) throw refused('email', 'Nobody here has this address.')
  if (team === '') return { userId: person._id, workspaceId: home.workspaceId, name: person.name }
  const owned = await findOwnedTeams(person._id)
  const [found, ...others] = owned.filter(({ name }) => name.toLowerCase() === team.toLowerCase())
  if (!found) throw refused('team', `${person.name} owns no team of this name.`)
  if (others.length > 0)
    throw refused('team', `${person.name} owns several teams of this name: one of them has to be renamed.`)
  return { userId: person._id, workspaceId: found.id, name: nameOf(person.name, found.name) }
}

type Given = Pick<AccountDocument, 'userId' | 'workspaceId'>

/** @returns to whom things were given, in their order */
export async function namesOfReceivers(given: readonly Given[]): Promise<string[]> {
  const [people, teams] = await Promise.all([
    userNames(given.map(({ userId }) => userId.toHexString())),
    findTeamNames(given.map(({ workspaceId }) => workspaceId)),
  ])
  return given.map(({ userId, workspaceId }) =>
    nameOf(people.get(userId.toHexString()) ?? 'Somebody who is gone', teams.get(workspaceId.toHexString())),
  )
}

const nameOf = (person: string, team?: string) => (team ? `${team} (${person})` : person)

const refused = (field: string, message: string) =>
  new AppError('invalid_input', message, { fields: { [field]: message } })
