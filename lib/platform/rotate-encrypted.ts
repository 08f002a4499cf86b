import 'server-only'
import { decryptSecret, encryptSecret, isUnderOldKey } from './encryption'
import { log } from './log'

type Stored = { id: string; secret: string }

/**
 * Encrypts anew what is still under an older NUMINA_ENCRYPTION_KEY, so that the older one can be forgotten. At the start of every
 * server; two at once do no harm.
 *
 * @param kind what is encrypted, for the log
 * @param replace puts `after` in the place of `before`, and does nothing where something else stands by now
 * @returns how many were encrypted anew
 */
export async function rotateEncrypted(
  kind: string,
  all: readonly Stored[],
  replace: (id: string, before: string, after: string) => Promise<void>,
): Promise<number> {
  let count = 0
  for (const { id, secret } of all) {
    if (!isUnderOldKey(secret)) continue
    try {
      await replace(id, secret, encryptSecret(decryptSecret(secret, id), id))
      count++
    } catch (error) {
      log.warn('a secret cannot be read', { kind, id, error })
    }
  }
  if (count > 0) log.info('secrets encrypted anew', { kind, count })
  return count
}
