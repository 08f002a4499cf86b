import 'server-only'
import { hash, verify } from '@node-rs/argon2'

/** argon2id with the parameters of OWASP's password storage cheat sheet (19 MiB, 2 passes, 1 lane). */
const OPTIONS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

let decoy: Promise<string> | undefined

export function hashPassword(password: string): Promise<string> {
  return hash(password, OPTIONS)
}

/**
 * Checks a password. Without a stored hash it does the same work against a decoy, so that the answer for an unknown e-mail takes
 * as long as for a known one.
 */
export async function verifyPassword(stored: string | null | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword('a decoy that nobody signs in with')
  const fits = await verify(stored ?? (await decoy), password)
  return stored != null && fits
}
