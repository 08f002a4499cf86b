import 'server-only'
import { unstable_rethrow } from 'next/navigation'
import type { z } from 'zod'
import type { Ctx } from '@/lib/auth/context'
import { getClosingContext, requireContext } from '@/lib/auth/session'
import { AppError, toErrorBody } from '@/lib/core/errors'
import type { Result } from '@/lib/core/result'
import { networkOf } from './network'
import { assertWithinRate, type RateLimitPolicy } from './rate-limit'
import { currentRequestInfo, type RequestInfo } from './request-info'
import { logFailure, parseInput } from './respond'

type ActionOptions<S extends z.ZodType> = { name: string; input: S; rateLimit: RateLimitPolicy }

async function run<T>(name: string, work: (info: RequestInfo) => Promise<T>): Promise<Result<T>> {
  const info = await currentRequestInfo()
  try {
    return { ok: true, data: await work(info) }
  } catch (error) {
    unstable_rethrow(error)
    logFailure(`action ${name}`, error, info.requestId)
    return { ok: false, error: toErrorBody(error, info.requestId) }
  }
}

/**
 * A server action for signed-in users: authenticates, limits the rate by user, parses the input and calls the use case, which
 * authorises. Never throws to the client.
 */
export function userAction<S extends z.ZodType, T>(
  options: ActionOptions<S>,
  useCase: (ctx: Ctx, input: z.infer<S>) => Promise<T>,
) {
  return (input: z.input<S>): Promise<Result<T>> =>
    run(options.name, async (info) => {
      const ctx = await requireContext(info)
      await assertWithinRate(options.rateLimit, ctx.userId)
      return useCase(ctx, parseInput(options.input, input))
    })
}

/** A server action for people whose account is being deleted, and for nobody else. */
export function closingAction<S extends z.ZodType, T>(
  options: ActionOptions<S>,
  useCase: (ctx: Ctx, input: z.infer<S>) => Promise<T>,
) {
  return (input: z.input<S>): Promise<Result<T>> =>
    run(options.name, async (info) => {
      const closing = await getClosingContext(info)
      if (!closing) throw new AppError('unauthenticated', 'Please sign in again.')
      await assertWithinRate(options.rateLimit, closing.ctx.userId)
      return useCase(closing.ctx, parseInput(options.input, input))
    })
}

/** A server action for anybody: limits the rate by network, parses the input and calls the use case. */
export function publicAction<S extends z.ZodType, T>(
  options: ActionOptions<S>,
  useCase: (info: RequestInfo, input: z.infer<S>) => Promise<T>,
) {
  return (input: z.input<S>): Promise<Result<T>> =>
    run(options.name, async (info) => {
      await assertWithinRate(options.rateLimit, networkOf(info.ip))
      return useCase(info, parseInput(options.input, input))
    })
}
