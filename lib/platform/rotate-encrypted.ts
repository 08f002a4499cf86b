import 'server-only'
import { ObjectId } from 'mongodb'
import { driverCollection } from './db'
import { decryptSecret, encryptSecret, isUnderOldKey } from './encryption'
import { log } from './log'

/**
 * Encrypts the `secret` of every document of a collection anew that is still under an older NUMINA_ENCRYPTION_KEY, so that the older one
 * can be forgotten. At the start of every server; two at once do no harm, nor does somebody who enters another secret meanwhile.
 *
 * @returns how many were encrypted anew
 */
export async function rotateEncrypted(collection: string): Promise<number> {
  const stored = driverCollection<{ secret: string | null }>(collection)
  const held = { secret: { $ne: null } }
  const all = await stored.find(held).project<{ _id: ObjectId; secret: string }>({ secret: 1 }).toArray()
  let count = 0
  for (const { _id, secret } of all) {
    if (!isUnderOldKey(secret)) continue
    const id = _id.toHexString()
    try {
      const anew = encryptSecret(decryptSecret(secret, id), id)
      await stored.updateOne({ _id: new ObjectId(id), secret }, { $set: { secret: anew } })
      count++
    } catch (error) {
      log.warn('a secret cannot be read', { collection, id, error })
    }
  }
  if (count > 0) log.info('secrets encrypted anew', { collection, count })
  return count
}
