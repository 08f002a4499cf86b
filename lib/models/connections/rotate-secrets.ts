import 'server-only'
import { rotateEncrypted } from '@/lib/platform/rotate-encrypted'
import { findAllSecrets, replaceSecret } from '../data'

/** Encrypts the keys of providers anew that are under an older key of ours. @returns how many */
export async function rotateSecrets(): Promise<number> {
  return rotateEncrypted('keys of providers', await findAllSecrets(), replaceSecret)
}
