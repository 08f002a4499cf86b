import 'server-only'
import { rotateEncrypted } from '@/lib/platform/rotate-encrypted'

/** Encrypts the secrets of authenticator apps anew that are under an older key of ours. @returns how many */
export const rotateTotpSecrets = (): Promise<number> => rotateEncrypted('totpFactors')
