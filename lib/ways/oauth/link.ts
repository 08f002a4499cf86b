import 'server-only'
import { assertFreshProof, countWaysIn, getProfile, mailWayChanged } from '@/lib/accounts/server'
import { recordSecurityEvent } from '@/lib/audit/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { getContext } from '@/lib/auth/session'
import { AppError, notFound } from '@/lib/core/errors'
import type { RequestInfo } from '@/lib/http/request-info'
import { finishChallenge, leaveChallenge } from '../passing-cookies'
import type { Stranger } from './claims'
import { createIdentity, deleteIdentity, findIdentity, findIdentityOf, restoreIdentity } from './data'
import { configuredProviders, providerName } from './providers'

/**
 * Notes that the caller leaves for a provider to link their account there; what comes back within ten minutes, to the same person in
 * the same browser, is linked.
 *
 * @throws AppError `proof_required`; `not_found`; `conflict` while the caller's address is not confirmed: whoever only claimed it
 * must not stay in the account by a way of their own
 */
export async function beginLinking(ctx: Ctx, { provider }: { provider: string }): Promise<null> {
  assertCan(ctx, 'profile:write')
  await assertFreshProof(ctx)
  if (!configuredProviders().some(({ id }) => id === provider)) throw notFound('provider')
  if (!(await getProfile(ctx)).emailVerified)
    throw new AppError('conflict', 'Confirm your e-mail first, under Settings, Account. Then link this.')
  await leaveChallenge('linkIdentity', ctx.userId, { provider })
  return null
}

/** @returns where to go when this browser was about to link this provider; null when it was about to sign in */
export async function finishLinking(info: RequestInfo, stranger: Stranger): Promise<string | null> {
  const [begun, ctx] = [await finishChallenge('linkIdentity'), await getContext(info)]
  if (!begun || !ctx || begun.userId !== ctx.userId || begun.data['provider'] !== stranger.provider)
    return null
  const outcome = await linkIdentity(ctx, stranger)
  return outcome === 'linked'
    ? `/settings/security?linked=${stranger.provider}`
    : '/settings/security?error=oauth_taken'
}

/** @returns `taken` when this account at the provider opens another account here */
export async function linkIdentity(ctx: Ctx, stranger: Stranger): Promise<'linked' | 'taken'> {
  assertCan(ctx, 'profile:write')
  const { provider, subject, email } = stranger
  if (!(await createIdentity({ userId: ctx.userId, provider, subject, email }))) {
    const known = await findIdentity(provider, subject)
    return known?.userId === ctx.userId ? 'linked' : 'taken'
  }
  await recordSecurityEvent('account.way_linked', ctx, { provider })
  await mailWayChanged(ctx.userId, new Date(), { change: 'linked', provider: providerName(provider) })
  return 'linked'
}

const lastOne = () =>
  new AppError('conflict', 'This is the last way into your account. Set a password or link another first.')

/** Unlinks an account at a provider. @throws AppError `proof_required`; `not_found`; `conflict` for the last way in */
export async function unlinkIdentity(ctx: Ctx, { id }: { id: string }): Promise<null> {
  assertCan(ctx, 'profile:write')
  await assertFreshProof(ctx)
  const identity = await findIdentityOf(ctx.userId, id)
  if (!identity) throw notFound('link')
  if ((await countWaysIn(ctx.userId)) <= 1) throw lastOne()
  if (!(await deleteIdentity(identity))) throw notFound('link')
  // Two at once may each have seen the other's: whoever finds none left takes their own back.
  if ((await countWaysIn(ctx.userId)) === 0) {
    await restoreIdentity(identity)
    throw lastOne()
  }
  const { provider } = identity
  await recordSecurityEvent('account.way_unlinked', ctx, { provider })
  await mailWayChanged(ctx.userId, new Date(), { change: 'unlinked', provider: providerName(provider) })
  return null
}
