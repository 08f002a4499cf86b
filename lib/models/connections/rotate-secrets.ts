import 'server-only'
import { decryptSecret, encryptSecret, isUnderOldKey } from '@/lib/platform/encryption'
import { log } from '@/lib/platform/log'
import { findAllSecrets, replaceSecret } from '../data'

/**
 * Encrypts every stored key anew that is still under an older NUMINA_ENCRYPTION_KEY, so that the older one can be forgotten. At the
 * start of every server; two at once do no harm.
 *
 * @returns how many were encrypted anew
 */
export async function rotateSecrets(): Promise<number> {
  let count = 0
  for (const { id, secret } of await findAllSecrets()) {
    if (!isUnderOldKey(secret)) continue
    try {
      await replaceSecret(id, secret, encryptSecret(decryptSecret(secret, id), id))
      count++
    } catch (error) {
      log.warn('the key of a connection cannot be read', { connectionId: id, error })
    }
  }
  if (count > 0) log.info('provider keys encrypted anew', { count })
  return count
}
