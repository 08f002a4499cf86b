import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { AppError } from '@/lib/core/errors'
import { assertWithinRate, GUEST_MESSAGES_A_DAY } from '@/lib/http/rate-limit'

/** Guests ask a few times a day. @throws AppError `rate_limited` */
export async function assertGuestMayAsk(ctx: Pick<Ctx, 'role' | 'userId'>): Promise<void> {
  if (ctx.role !== 'guest') return
  try {
    await assertWithinRate('guestDay', ctx.userId)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'rate_limited') throw error
    throw new AppError(
      'rate_limited',
      `Guests ask ${GUEST_MESSAGES_A_DAY} times a day, and you have. Sign up to go on: your conversations stay.`,
      error.retryAfter === undefined ? {} : { retryAfter: error.retryAfter },
    )
  }
}
