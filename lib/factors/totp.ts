import 'server-only'
import { Secret, TOTP } from 'otpauth'
import QRCode from 'qrcode'
import { newId } from '@/lib/core/ids'
import { decryptSecret, encryptSecret } from '@/lib/platform/encryption'
import { findTotp, replaceTotp, spendStep } from './data'
import type { TotpOffer } from './schema'

const PERIOD_SECONDS = 30
const ISSUER = 'Numina'

const totpOf = (secret: string, label = '') =>
  new TOTP({ issuer: ISSUER, label, secret: Secret.fromBase32(secret), period: PERIOD_SECONDS, digits: 6 })

/**
 * Makes a new secret for an authenticator app. It counts from its first right code on.
 *
 * @param label what the app shows: the person's address
 * Source: https://www.rfc-editor.org/rfc/rfc6238
 */
export async function offerTotp(userId: string, label: string): Promise<TotpOffer> {
  const secret = new Secret({ size: 20 }).base32
  const id = newId()
  await replaceTotp(userId, id, encryptSecret(secret, id))
  const picture = await QRCode.toDataURL(totpOf(secret, label).toString(), { margin: 1, width: 240 })
  return { picture, secret: secret.replace(/(.{4})(?=.)/g, '$1 ') }
}

/**
 * Checks a code of the app: the one of now, or its neighbours for clocks that differ. Each counts once.
 *
 * @param which `offered`: the secret was offered and is confirmed by this; `confirmed`: only one that counts already
 */
export async function checkTotp(
  userId: string,
  code: string,
  which: 'offered' | 'confirmed',
): Promise<boolean> {
  const factor = await findTotp(userId)
  if (!factor || !/^\d{6}$/.test(code)) return false
  if ((which === 'confirmed') !== (factor.confirmedAt !== null)) return false
  const delta = totpOf(decryptSecret(factor.secret, factor._id)).validate({ token: code, window: 1 })
  if (delta === null) return false
  const step = Math.floor(Date.now() / 1000 / PERIOD_SECONDS) + delta
  return spendStep(userId, step, which === 'offered')
}
