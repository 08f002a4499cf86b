import 'server-only'
import type { Scope } from '@/lib/auth/context'
import { dayIn } from '@/lib/core/days'
import type { ModelDto } from '@/lib/models/schema'
import { costOf, isOwnKey, type ModelAccess } from '@/lib/models/server'
import { settle } from './counting/settle'
import type { UsageFeature } from './schema'

/** What the AI SDK tells of a call. */
type Told = {
  inputTokens: number | undefined
  outputTokens: number | undefined
  inputTokenDetails?: { cacheReadTokens: number | undefined } | undefined
  outputTokenDetails?: { reasoningTokens: number | undefined } | undefined
}

type Call = {
  feature: Exclude<UsageFeature, 'reply' | 'api'>
  /** The same key is the same call, however often it is told. */
  key: string
  access: ModelAccess
  model: ModelDto
  usage: Told
}

/** Writes down a call of a model that is no reply: a title, a summary. It takes nothing off the messages of anybody. */
export function noteModelCall(
  scope: Scope & { timeZone?: string },
  { feature, key, access, model, usage }: Call,
): void {
  const at = new Date()
  const { inputTokens: input = 0, outputTokens: output = 0 } = usage
  const cached = usage.inputTokenDetails?.cacheReadTokens ?? 0
  settle(
    scope,
    {
      key: `${feature}:${key}`,
      feature,
      model: model.id,
      isOwnKey: isOwnKey(access, model.id),
      status: 'done',
      ...{ input, output, cached, reasoning: usage.outputTokenDetails?.reasoningTokens ?? 0 },
      isEstimated: false,
      price: model.price,
      cost: model.price && costOf({ input, output, cached }, model.price),
      day: dayIn(scope.timeZone ?? 'UTC', at),
      at,
    },
    null,
  )
}
