import 'server-only'
import { countWaysIn, findAccount } from '@/lib/accounts/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { findIdentities } from './oauth/data'
import { configuredProviders, providerName } from './oauth/providers'
import type { ProofsDto, WaysDto } from './schema'

/** @returns the caller's ways to sign in, and what else could be linked */
export async function listWays(ctx: Ctx): Promise<WaysDto> {
  assertCan(ctx, 'profile:read')
  const [user, identities, count] = await Promise.all([
    findAccount(ctx.userId),
    findIdentities(ctx.userId),
    countWaysIn(ctx.userId),
  ])
  const linked = new Set(identities.map(({ provider }) => provider))
  return {
    hasPassword: user?.passwordHash != null,
    emailVerified: user?.emailVerifiedAt != null,
    identities: identities.map(({ _id, provider, email, createdAt, lastUsedAt }) => ({
      id: _id,
      provider: { id: provider, name: providerName(provider) },
      email,
      linkedAt: createdAt.toISOString(),
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
    })),
    linkable: configuredProviders().filter(({ id }) => !linked.has(id)),
    count,
  }
}

/** @returns with what the caller can show once more who they are */
export async function listProofs(ctx: Ctx): Promise<ProofsDto> {
  const { hasPassword, identities } = await listWays(ctx)
  const usable = new Set(configuredProviders().map(({ id }) => id))
  return {
    hasPassword,
    providers: identities.map(({ provider }) => provider).filter(({ id }) => usable.has(id)),
  }
}
