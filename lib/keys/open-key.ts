import 'server-only'
import { timingSafeEqual } from 'node:crypto'
import { loadKeyContext } from '@/lib/accounts/server'
import type { KeyCtx } from '@/lib/auth/context'
import { AppError } from '@/lib/core/errors'
import { log } from '@/lib/platform/log'
import { hashToken } from '@/lib/platform/secrets'
import { findKeyByHash, type KeyDocument, noteUse } from './data'
import { isKey } from './key-form'

const MAKE = 'Keys are made under Settings, Developer.'
const refusal = (words: string) => new AppError('unauthenticated', words)

/**
 * Who asks with a key: its owner, with no more than their role allows and the key is for. It is looked up with each request, so that a
 * key that was revoked, or whose owner was suspended or has left the workspace, counts no more at once.
 *
 * @param authorization the header of the request
 * @throws AppError `unauthenticated`
 */
export async function openKey(authorization: string | null, requestId: string): Promise<KeyCtx> {
  const [, text] = /^Bearer +(\S+) *$/i.exec(authorization ?? '') ?? []
  if (!text) throw refusal(`Send your key in the header "Authorization: Bearer numina_…". ${MAKE}`)
  if (!isKey(text)) throw refusal('This is no key of Numina: it may have been cut off or mistyped.')
  const keyHash = hashToken(text)
  const key = await findKeyByHash(keyHash)
  if (!key || !isSame(key.keyHash, keyHash) || key.revokedAt)
    throw refusal(`This key is not known, or it was revoked. ${MAKE}`)
  if (key.expiresAt && key.expiresAt <= new Date()) throw refusal(`This key has expired. ${MAKE}`)
  const ctx = await loadKeyContext(ownerOf(key), requestId)
  if (!ctx) throw refusal('The account this key belongs to is closed, or no longer in its workspace.')
  // Nobody waits for it, and a note that is lost is written with the next request.
  noteUse(key).catch((error: unknown) => log.warn('the use of a key could not be noted', { error }))
  return ctx
}

function ownerOf({ _id, workspaceId, userId, scopes, caps }: KeyDocument) {
  return {
    workspaceId: workspaceId.toHexString(),
    userId: userId.toHexString(),
    apiKey: { id: _id.toHexString(), scopes, caps },
  }
}

const isSame = (a: string, b: string) =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
