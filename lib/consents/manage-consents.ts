import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { AppError } from '@/lib/core/errors'
import { type ConsentRecord, createConsent, findConsents, withdrawConsent } from './data'
import { CONSENT_VERSIONS, type ConsentKind, NEEDED } from './limits'
import type { Agreement, ConsentChange, ConsentDto, ConsentState } from './schema'

function toDto({ kind, version, givenAt, withdrawnAt }: ConsentRecord): ConsentDto {
  return {
    kind: kind as ConsentKind,
    version,
    givenAt: givenAt.toISOString(),
    withdrawnAt: withdrawnAt?.toISOString() ?? null,
  }
}

const holds = (consents: readonly ConsentRecord[], kind: ConsentKind) =>
  consents.find((each) => each.kind === kind && each.withdrawnAt === null)

const isCurrent = (consents: readonly ConsentRecord[], kind: ConsentKind) =>
  holds(consents, kind)?.version === CONSENT_VERSIONS[kind]

/** @returns what the caller has agreed to, now and before */
export async function listConsents(ctx: Ctx): Promise<ConsentState> {
  assertCan(ctx, 'profile:read')
  const consents = await findConsents(ctx.userId)
  const kinds = Object.keys(CONSENT_VERSIONS) as ConsentKind[]
  const given = kinds.flatMap((kind) => {
    const consent = holds(consents, kind)
    return consent ? [[kind, toDto(consent)] as const] : []
  })
  return { given: Object.fromEntries(given), history: consents.map(toDto) }
}

/** Gives or withdraws one of the consents that are only offered. Giving what is given changes nothing. */
export async function changeConsent(ctx: Ctx, { kind, isGiven }: ConsentChange): Promise<ConsentState> {
  assertCan(ctx, 'profile:write')
  if (!isGiven) await withdrawConsent(ctx.userId, kind)
  else if (!isCurrent(await findConsents(ctx.userId), kind))
    await createConsent(ctx.userId, kind, CONSENT_VERSIONS[kind])
  return listConsents(ctx)
}

/** @returns whether a consent holds, in the version that counts today */
export async function hasConsented(userId: string, kind: ConsentKind): Promise<boolean> {
  return isCurrent(await findConsents(userId), kind)
}

/** @returns what the caller has to agree to before they go on: never asked, or changed since */
export async function findUnagreed(ctx: Ctx): Promise<{ kind: ConsentKind; isNew: boolean }[]> {
  assertCan(ctx, 'profile:read')
  const consents = await findConsents(ctx.userId)
  return NEEDED.filter((kind) => !isCurrent(consents, kind)).map((kind) => ({
    kind,
    isNew: !consents.some((each) => each.kind === kind),
  }))
}

/** @throws AppError `conflict` when the terms have changed since the page was shown */
export async function agree(ctx: Ctx, read: Agreement): Promise<null> {
  assertCan(ctx, 'profile:write')
  if (NEEDED.some((kind) => read[kind] !== CONSENT_VERSIONS[kind]))
    throw new AppError('conflict', 'The terms have changed just now. Open this page again.')
  await agreeOnJoining(ctx.userId)
  return null
}

/** Records that somebody has agreed to what an account needs, as the page for signing up says. */
export async function agreeOnJoining(userId: string): Promise<void> {
  const consents = await findConsents(userId)
  for (const kind of NEEDED)
    if (!isCurrent(consents, kind)) await createConsent(userId, kind, CONSENT_VERSIONS[kind])
}
