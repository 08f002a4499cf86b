import 'server-only'
import { z } from 'zod'

/** What we read of a provider's claims. Some say `email_verified` as a word. What is damaged counts as not said. */
const claims = z.object({
  sub: z.string().min(1).max(255),
  name: z.string().nullish().catch(null),
  email: z.email().max(254).nullish().catch(null),
  email_verified: z.union([z.boolean(), z.stringbool()]).nullish().catch(null),
})
export type ProviderClaims = z.infer<typeof claims>

/** Somebody as a provider knows them. */
export type Stranger = {
  provider: string
  subject: string
  /** In small letters; null unless the provider vouches for it. */
  email: string | null
  name: string
}

/** @throws ZodError when a provider does not say who it is */
export function readStranger(provider: string, profile: unknown): Stranger {
  const { sub, name, email, email_verified } = claims.parse(profile)
  const confirmed = email_verified === true ? (email?.toLowerCase() ?? null) : null
  return {
    provider,
    subject: sub,
    email: confirmed,
    name: (name?.trim() || confirmed?.split('@')[0] || 'Somebody').slice(0, 80),
  }
}

/**
 * What an ID token and the user info of a provider say together.
 *
 * @param idToken checked already
 * @throws Error when they speak of two people
 * Source: https://openid.net/specs/openid-connect-core-1_0.html#UserInfoResponse
 */
export function joinClaims<T extends { sub: string }>(idToken: string, userInfo: T): T {
  const payload = JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString())
  if (payload.sub !== userInfo.sub) throw new Error('the ID token and the user info speak of two people')
  return { ...payload, ...userInfo }
}

const API = 'https://api.github.com'
const WAIT_MS = 10_000
const user = z.object({ id: z.number(), login: z.string(), name: z.string().nullish() })
const emails = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }))

/** Somebody at GitHub, in the words of OpenID Connect. */
export async function readGitHubClaims(accessToken: string) {
  const [person, addresses] = await Promise.all([
    ask('/user', accessToken).then((body) => user.parse(body)),
    ask('/user/emails', accessToken).then((body) => emails.parse(body)),
  ])
  const primary = addresses.find((address) => address.primary)
  return {
    sub: String(person.id),
    name: person.name || person.login,
    email_verified: primary?.verified ?? false,
    ...(primary && { email: primary.email }),
  }
}

async function ask(path: string, accessToken: string): Promise<unknown> {
  const headers = { authorization: `Bearer ${accessToken}`, accept: 'application/vnd.github+json' }
  const response = await fetch(API + path, { headers, signal: AbortSignal.timeout(WAIT_MS) })
  if (!response.ok) throw new Error(`GitHub answered ${response.status} to ${path}`)
  return response.json()
}
