import 'server-only'
import type { Ctx, Scope } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { notFound } from '@/lib/core/errors'
import { findCorrections, setSaid } from '../data'
import type { Correction } from '../schema'
import { saveSetting } from '../settings/data'
import { learnBias } from './calibration'

/** Older ones have had their say. */
const MOST_CORRECTIONS = 500

/**
 * Keeps what the person says a message felt like; it counts above the model, and their later messages are read accordingly.
 *
 * @throws AppError `not_found` when nothing was read of such a message of theirs
 */
export async function correctReading(ctx: Ctx, correction: Correction): Promise<null> {
  assertCan(ctx, 'insight:write')
  if (!(await setSaid(ctx, correction))) throw notFound('reading')
  await learnAnew(ctx)
  return null
}

/** Learns from the corrections there are, and from nothing that is gone. */
export async function learnAnew(scope: Scope): Promise<void> {
  await saveSetting(scope, { bias: learnBias(await findCorrections(scope, MOST_CORRECTIONS)) })
}
