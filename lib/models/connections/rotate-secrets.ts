import 'server-only'
import { rotateEncrypted } from '@/lib/platform/rotate-encrypted'

/** Encrypts the keys of providers anew that are under an older key of ours. @returns how many */
export const rotateSecrets = (): Promise<number> => rotateEncrypted('providerConnections')
