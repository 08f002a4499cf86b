import 'server-only'
import { rotateEncrypted } from '@/lib/platform/rotate-encrypted'
import { findAllTotpSecrets, replaceTotpSecret } from './data'

/** Encrypts the secrets of authenticator apps anew that are under an older key of ours. @returns how many */
export async function rotateTotpSecrets(): Promise<number> {
  return rotateEncrypted('secrets of authenticator apps', await findAllTotpSecrets(), replaceTotpSecret)
}
