import 'server-only'
import { hashToken } from '@/lib/platform/secrets'
import { hasSessionOnDevice } from './data'

/** @returns a name for a browser the person has signed in with before, by its token; null for any other */
export async function knownDevice(userId: string, device: string): Promise<string | null> {
  const name = hashToken(device)
  return (await hasSessionOnDevice(userId, name)) ? name : null
}
