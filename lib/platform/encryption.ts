import 'server-only'
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { getEnv } from '@/lib/env'

const VERSION = 'v1'
const IV_BYTES = 12
const TAG_BYTES = 16

type Key = { id: string; bytes: Buffer }

/** A stored secret that no key of this installation opens: another key wrote it, or somebody changed it. */
export class UnreadableSecret extends Error {
  override name = 'UnreadableSecret'
}

/** The keys of this installation, the one that encrypts first. A key's id is the beginning of its hash, so that it says nothing. */
function keys(): Key[] {
  const { NUMINA_ENCRYPTION_KEY: current, NUMINA_OLD_ENCRYPTION_KEYS: old = '' } = getEnv()
  return [current ?? '', ...old.split(',')]
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .map((text) => {
      const bytes = Buffer.from(text, 'base64')
      return { id: createHash('sha256').update(bytes).digest('hex').slice(0, 8), bytes }
    })
}

/** @returns whether this installation has a key to encrypt with */
export function canEncrypt(): boolean {
  return getEnv().NUMINA_ENCRYPTION_KEY !== undefined
}

/**
 * Encrypts a secret with AES-256-GCM.
 *
 * @param boundTo what the secret belongs to, for example a record's id: the result opens for nothing else
 * @returns `v1.<key id>.<iv>.<ciphertext and tag>`, the last two in base64url
 */
export function encryptSecret(secret: string, boundTo: string): string {
  const [key] = keys()
  if (!key || !canEncrypt()) throw new Error('NUMINA_ENCRYPTION_KEY is not set')
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key.bytes, iv)
  cipher.setAAD(associatedData(key.id, boundTo))
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return [VERSION, key.id, iv.toString('base64url'), sealed.toString('base64url')].join('.')
}

/** @throws UnreadableSecret when no key fits, or anything of it was changed */
export function decryptSecret(stored: string, boundTo: string): string {
  const [version, keyId, iv, sealed] = stored.split('.')
  const key = keys().find(({ id }) => id === keyId)
  if (version !== VERSION || !key || !iv || !sealed) throw new UnreadableSecret('no key for this secret')
  const bytes = Buffer.from(sealed, 'base64url')
  try {
    const decipher = createDecipheriv('aes-256-gcm', key.bytes, Buffer.from(iv, 'base64url'), {
      authTagLength: TAG_BYTES,
    })
    decipher.setAAD(associatedData(key.id, boundTo))
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
    const opened = [decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]
    return Buffer.concat(opened).toString('utf8')
  } catch (cause) {
    throw new UnreadableSecret('this secret was changed, or belongs to something else', { cause })
  }
}

/** @returns whether a secret was encrypted with an older key and should be encrypted anew */
export function isUnderOldKey(stored: string): boolean {
  const [current] = keys()
  return canEncrypt() && stored.split('.')[1] !== current?.id
}

function associatedData(keyId: string, boundTo: string): Buffer {
  return Buffer.from(`numina:${VERSION}:${keyId}:${boundTo}`)
}
