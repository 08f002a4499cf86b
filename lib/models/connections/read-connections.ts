import 'server-only'
import { type Endpoint, environmentEndpoints } from '@/lib/platform/models/endpoint'
import type { ConnectionFields } from '../data'
import { openConnection } from '../registry/access'
import { listingOf } from '../registry/listing'
import type { ConnectionDto, ConnectionKind } from '../schema'
import { explainProblem } from './explain-problem'

/** @returns a connection as the settings show it, without its key */
export async function toConnection(connection: ConnectionFields): Promise<ConnectionDto> {
  const { _id: id, kind, name, baseUrl, hint, isEnabled } = connection
  const endpoint = isEnabled ? openConnection(connection) : null
  const unreadable = { problem: 'The stored key cannot be read any more. Enter it once more.' }
  const state = !isEnabled ? { models: 0 } : endpoint ? await stateOf(endpoint) : unreadable
  return { id, kind: kind as ConnectionKind, name, baseUrl, hint, isEnabled, isFixed: false, state }
}

/** @returns the providers the environment names, the default first */
export function fixedConnections(): Promise<ConnectionDto[]> {
  return Promise.all(
    environmentEndpoints().map(async (endpoint) => ({
      id: endpoint.id,
      kind: endpoint.kind,
      name: endpoint.name,
      baseUrl: null,
      hint: null,
      isEnabled: true,
      isFixed: true,
      state: await stateOf(endpoint),
    })),
  )
}

async function stateOf(endpoint: Endpoint): Promise<ConnectionDto['state']> {
  const { models, error } = await listingOf(endpoint)
  return error ? { problem: explainProblem(error).message } : { models: models.length }
}
