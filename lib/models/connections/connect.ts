import 'server-only'
import { assertFreshProof } from '@/lib/accounts/server'
import { audit } from '@/lib/audit/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { AppError, notFound } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { canEncrypt, encryptSecret } from '@/lib/platform/encryption'
import { baseUrlOf } from '@/lib/platform/models/endpoint'
import {
  type ConnectionFields,
  type ConnectionRecord,
  createConnection,
  deleteConnection,
  findConnection,
  findConnections,
  updateConnection,
} from '../data'
import { openConnection } from '../registry/access'
import { refreshListing } from '../registry/listing'
import type { ConnectInput, ConnectionDto, EditConnectionInput } from '../schema'
import { explainProblem } from './explain-problem'
import { toConnection } from './read-connections'

const MOST_CONNECTIONS = 20

/**
 * Connects a provider to the workspace. It is asked for its models first; one that does not answer is not kept.
 *
 * @throws AppError `proof_required`; `invalid_input` naming the field, in words
 */
export async function connectProvider(ctx: Ctx, input: ConnectInput): Promise<ConnectionDto> {
  assertCan(ctx, 'models:manage')
  await assertFreshProof(ctx)
  if ((await findConnections(ctx)).length >= MOST_CONNECTIONS)
    throw new AppError('conflict', `A workspace can have ${MOST_CONNECTIONS} providers. Remove one first.`)
  const _id = newId()
  const { kind, name, apiKey } = input
  const baseUrl = kind === 'compatible' ? input.baseUrl : null
  const fields = { _id, kind, name, baseUrl, ...sealed(_id, apiKey), isEnabled: true }
  await assertAnswers(fields)
  const connection = await createConnection(ctx, fields)
  record(ctx, 'provider.connected', _id)
  return toConnection(connection)
}

/**
 * Changes a connection after its provider has answered. A key that is not given stays, unless the address leads elsewhere.
 *
 * @throws AppError `proof_required` for another key; `not_found`; `invalid_input` naming the field, in words
 */
export async function editConnection(ctx: Ctx, input: EditConnectionInput): Promise<ConnectionDto> {
  const before = await requireConnection(ctx, input.id)
  const { name, apiKey } = input
  if (apiKey !== undefined) await assertFreshProof(ctx)
  const baseUrl = before.kind === 'compatible' ? input.baseUrl : null
  if (before.kind === 'compatible' && baseUrl === null)
    throw invalid('baseUrl', 'Enter the address of the provider.')
  const movesAway = baseUrl !== before.baseUrl && originOf(baseUrl) !== originOf(before.baseUrl)
  // Else whoever may edit could have the key sent to a server of theirs.
  if (apiKey === undefined && before.secret !== null && movesAway)
    throw invalid('apiKey', 'The address leads to another server. Enter the key for it.')
  const patch = { name, baseUrl, ...(apiKey !== undefined && sealed(before._id, apiKey)) }
  await assertAnswers({ ...before, ...patch })
  const connection = await updateConnection(ctx, before._id, patch)
  if (!connection) throw notFound('provider')
  record(ctx, apiKey === undefined ? 'provider.edited' : 'provider.new_key', before._id)
  return toConnection(connection)
}

export async function enableConnection(
  ctx: Ctx,
  { id, isEnabled }: { id: string; isEnabled: boolean },
): Promise<ConnectionDto> {
  await requireConnection(ctx, id)
  const connection = await updateConnection(ctx, id, { isEnabled })
  if (!connection) throw notFound('provider')
  record(ctx, isEnabled ? 'provider.enabled' : 'provider.disabled', id)
  return toConnection(connection)
}

/** Asks a provider for its models now. */
export async function refreshConnection(ctx: Ctx, { id }: { id: string }): Promise<ConnectionDto> {
  const connection = await requireConnection(ctx, id)
  const endpoint = openConnection(connection)
  if (endpoint) await refreshListing(endpoint)
  return toConnection(connection)
}

export async function removeConnection(ctx: Ctx, { id }: { id: string }): Promise<null> {
  await requireConnection(ctx, id)
  await deleteConnection(ctx, id)
  record(ctx, 'provider.removed', id)
  return null
}

async function requireConnection(ctx: Ctx, id: string): Promise<ConnectionRecord> {
  assertCan(ctx, 'models:manage')
  const connection = await findConnection(ctx, id)
  if (!connection) throw notFound('provider')
  return connection
}

function record({ userId, workspaceId, requestId }: Ctx, event: string, connectionId: string): void {
  audit(event, { userId, workspaceId, requestId, connectionId })
}

function sealed(id: string, apiKey: string): { secret: string | null; hint: string | null } {
  if (apiKey === '') return { secret: null, hint: null }
  if (!canEncrypt())
    throw new AppError(
      'unavailable',
      'Keys cannot be stored yet. Whoever runs this Numina needs to set NUMINA_ENCRYPTION_KEY.',
    )
  // A short key would be half told by its end.
  return { secret: encryptSecret(apiKey, id), hint: apiKey.length >= 12 ? apiKey.slice(-4) : '' }
}

async function assertAnswers(connection: ConnectionFields) {
  const endpoint = openConnection(connection)
  if (!endpoint) throw invalid('apiKey', 'The stored key cannot be read any more. Enter it once more.')
  const { error } = await refreshListing(endpoint)
  if (!error) return
  const { field, message } = explainProblem(error)
  throw invalid(field === 'baseUrl' && connection.baseUrl === null ? 'apiKey' : field, message)
}

function invalid(field: string, message: string): AppError {
  return new AppError('invalid_input', 'The provider could not be connected.', {
    fields: { [field]: message },
  })
}

function originOf(url: string | null): string {
  return new URL(baseUrlOf('compatible', url ?? 'http://none.invalid')).origin
}
