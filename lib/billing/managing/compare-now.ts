import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { assertCanManage } from '@/lib/auth/permissions'
import { AppError } from '@/lib/core/errors'
import { log } from '@/lib/platform/log'
import { reconcile } from '../reconcile/reconcile'

/** Compares all accounts with Stripe now, and repairs what differs. @returns how many were looked at and how many differed */
export async function compareNow(ctx: Ctx): Promise<{ checked: number; differed: number }> {
  assertCanManage(ctx, 'instance:billing')
  try {
    const found = await reconcile()
    return { checked: found?.checked ?? 0, differed: found?.drift.length ?? 0 }
  } catch (error) {
    log.warn('the comparison with Stripe failed', { error })
    throw new AppError(
      'unavailable',
      'Stripe did not answer. Nothing was changed. Please try again in a minute.',
      { cause: error },
    )
  }
}
